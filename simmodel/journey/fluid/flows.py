"""Flows of the fluid approximation: what is expected of each month under each policy.

Customers are a continuous mass in cohorts by the calendar month in which their contracts begin. In
each month every activity that is not automated has the same share s of being done,

    s = min(1, serving x M / (customers x work that is not automated)),

serving being the team less what its recruits lack (:mod:`simmodel.journey.people.ramp`), and a
contract's percentage is the mean over its months. Contracts of a cohort differ: by a normal
deviation around that mean, over which the renewal probability is averaged, by the same curve as in
the simulation. Cohorts begin in mid-month: a contract meets half of the month it begins in and half
of the month it ends in. The numbers of customers are those of a few dozen futures
(:mod:`simmodel.journey.customers.demand_scenarios`), of which the metrics are the mean. What is
left out is the order in which work is done, and queues that form although capacity suffices.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit, ndtri

from simmodel.journey.controls import controls
from simmodel.journey.customers.accounts import mean_share, mean_work, numbers
from simmodel.journey.customers.loyalty import contracts_so_far
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.renewal import Curve, Signing, renewal_rate
from simmodel.journey.desk.rules import in_books
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.able import able
from simmodel.journey.fluid.cohorts import Cohorts, Crew, Desks, Policies, Setting, follow
from simmodel.journey.fluid.levels import levels
from simmodel.journey.fluid.members import missing
from simmodel.journey.fluid.payroll import filed, staffed
from simmodel.journey.fluid.skilled import possible
from simmodel.journey.people.ramp import lacked
from simmodel.journey.people.tenure import tenures_of
from simmodel.journey.policy import Policy
from simmodel.journey.work.levels import Levels

DISPERSION = {"gaps": 2.6, "spread": 1.2}
"""Standard deviation of the share of its activities that a contract finishes, within a cohort, over
that of activities left undone independently of each other; by how activities fall due. Measured, on
vendors with 12 and with 60 CSMPs and some or much left undone: 2.0 to 2.6, and 1.0 to 1.4; what is
left undone is left in the same few days, in which one contract may have much due after a long gap.
"""

_NORMAL = ndtri((np.arange(6) + 0.5) / 6)
"""Six normal numbers that stand for all."""


@dataclass(frozen=True)
class SegmentFlows:
    """Expected flows of a segment; arrays of shape (months, columns) unless said otherwise.

    A column is a policy in a future: all futures of the first policy, then those of the second.

    Attributes:
        customers: the mean of a month's begin and its end.
        renewals, churn: contracts.
        signed: yearly value of the renewals, over that of as many new contracts.
        value: of the customers, likewise.
        done: share of released activities that is finished, automated ones included.
        cohorts: contracts running at the end, by months since they began; shape (L, columns).
        worth: yearly value of those, over that of as many new ones; same shape.
        number: which contract of their customers they are, from 1, on average; same shape.
        progress: the share of its activities a contract of each has finished; same shape.
    """

    customers: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    signed: np.ndarray
    value: np.ndarray
    done: np.ndarray
    cohorts: np.ndarray
    worth: np.ndarray
    number: np.ndarray
    progress: np.ndarray

    @property
    def closing(self) -> np.ndarray:
        """Customers at the end of the horizon; shape (columns,)."""
        closing: np.ndarray = self.cohorts.sum(axis=0)
        return closing


@dataclass(frozen=True)
class Flows:
    """Expected flows of a pod, in columns as those of a segment; shape (months, columns).

    Attributes:
        segments: the flows of the customers.
        team: during the month.
        recruits: who came in with the month, backfills included.
        dismissed: who was given notice with it.
        levels: service levels of the customers; none where there are no targets.
    """

    segments: tuple[SegmentFlows, ...]
    team: np.ndarray
    recruits: np.ndarray
    dismissed: np.ndarray
    levels: tuple[Levels, ...] = ()


def flow(
    facts: Facts,
    policies: Sequence[Policy],
    beyond: Sequence[np.ndarray] | None = None,
    of_people: np.ndarray | None = None,
    before: Sequence[float] | None = None,
    *,
    whole: bool = True,
) -> Flows:
    """Flows through the warm-up's last contract and the horizon, cohort by cohort.

    Args:
        facts: of one pod.
        policies: of that pod.
        beyond: of each segment contracts beyond expectation that begin in each month, shape
            (L + months, futures); the first L rows are of those running at time 0, by the month in
            which they end. None for one future as expected.
        of_people: people beyond expectation who resign, and months beyond expectation that
            positions opened take, by month; shape (futures, 2, months).
        before: as of :func:`done_before`, where others have been at work until time 0.
        whole: whether the team is of whole CSMPs.
    """
    months, staff, parts = facts.horizon_months, facts.team.staff, [*facts.by_segment.values()]
    lengths = np.array([part.contract.months for part in parts])
    longest = int(lengths.max())
    futures = 1 if beyond is None else beyond[0].shape[1]
    scenarios = np.zeros((len(parts), futures, longest + months))
    for place, each in enumerate(beyond or ()):
        scenarios[place, :, longest - lengths[place] :] = each.T
    ramp, rows = staff.lacking.size, len(policies) * futures
    monthly = [np.empty((len(parts), rows, months)) for _ in range(5)]
    cohorts = Cohorts._make(
        (*monthly, *(np.empty((len(parts), rows, longest + months)) for _ in range(4)))
    )
    crew = Crew(*(np.empty((rows, width)) for width in (months, ramp + months, months)))
    crew.recruits[:, :ramp] = staff.recruits
    for place, (part, done) in enumerate(zip(parts, before or done_before(facts), strict=True)):
        first = longest - part.contract.months
        cohorts.done[place, :, :longest] = done
        beyond_these = scenarios[place, :, first:longest]
        for of, ends in ((cohorts.begun, part.opening_ends), (cohorts.worth, part.opening_worth)):
            of[place, :, first:longest] = np.tile(beyond_these + ends, (len(policies), 1))
        cohorts.number[place, :, :longest] = opening_number(part)
    desks = None
    if facts.targets is not None:
        desks = Desks(np.empty((rows, months)), np.empty((rows, months)))
    follow(
        staff,
        _setting(facts, parts, lengths, whole),
        _settings(facts, parts, policies),
        facts.rules,
        able(facts, policies),
        _opening(facts),
        scenarios,
        np.zeros((futures, 2, months)) if of_people is None else of_people,
        cohorts,
        crew,
        desks,
    )
    found: tuple[Levels, ...] = ()
    if desks is not None:
        customers = [each.T for each in cohorts.customers]
        found = levels(facts, policies, customers, crew.team.T, desks, fluctuation(facts, parts))
    return Flows(
        segments=tuple(
            _segment(cohorts, place, lengths[place], months) for place in range(len(parts))
        ),
        team=crew.team.T,
        recruits=crew.recruits[:, ramp:].T,
        dismissed=crew.dismissed.T,
        levels=found,
    )


def done_before(facts: Facts) -> list[float]:
    """The share of the activities of each segment that the team of the start finishes until time 0,
    or accounts say that it has.

    Args:
        facts: of one pod.
    """
    staff, parts = facts.team.staff, list(facts.by_segment.values())
    lack = lacked(staff.at_start, staff.lacking, staff.recruits, staff.lacking.size - 1)
    serving = staff.at_start - lack
    if facts.rules is not None:
        lacking = float(missing(facts, absent=False)[0])
        _, serving = staffed(filed(_opening(facts), 1), 0, 1.0, lacking, facts.rules)
    hours = [part.work_per_month * mean_work(part.accounts or ()) for part in parts]
    pairs = zip(parts, hours, strict=True)
    load = max(sum(part.customers.at_start * each for part, each in pairs), 1e-12)
    full = min(1.0, serving * facts.hours_per_month / load)
    today, service = able(facts, [Policy()]), _service(facts, parts)
    found = []
    for place, part in enumerate(parts):
        done = full
        if today is not None:
            csmps, team = load / facts.hours_per_month, staff.at_start
            done = min(full, possible(today, 0, place, csmps, team, float(serving), *service))
        found.append(done if part.accounts is None else mean_share(part.accounts, done))
    return found


def done_apart(facts: Facts, team: str) -> list[float] | None:
    """The same of all pods, where they have worked apart until time 0, and work together then.

    Args:
        facts: of the vendor.
        team: its name; of no name all pods together.

    Returns:
        None for a team that has been at work itself.
    """
    if facts.pods is None or team:
        return None
    return [share for part in facts.by_pod.values() for share in done_before(part)]


def _segment(cohorts: Cohorts, place: int, length: int, months: int) -> SegmentFlows:
    # A contract that began in the middle of a month has worked half of that month since.
    recent = cohorts.done[place, :, -length:].T
    since = np.cumsum(recent[::-1], axis=0)[::-1] - recent / 2
    return SegmentFlows(
        customers=cohorts.customers[place].T,
        renewals=cohorts.renewals[place].T,
        churn=cohorts.churn[place].T,
        signed=cohorts.signed[place].T,
        value=cohorts.value[place].T,
        done=cohorts.done[place, :, -months:].T,
        cohorts=cohorts.begun[place, :, -length:].T,
        worth=cohorts.worth[place, :, -length:].T,
        number=cohorts.number[place, :, -length:].T,
        progress=since / length,
    )


def _setting(facts: Facts, parts: Sequence[Facts], lengths: np.ndarray, whole: bool) -> Setting:
    onboarding = np.zeros((len(parts), max(part.load.onboarding.size for part in parts)))
    for place, part in enumerate(parts):
        onboarding[place, : part.load.onboarding.size] = part.load.onboarding
    service, variability = _service(facts, parts)
    return Setting(
        arrivals=np.array([part.arrivals for part in parts]),
        onboarding=onboarding,
        lengths=lengths,
        curves=tuple(curve(part) for part in parts),
        signing=tuple(signing(part) for part in parts),
        hours=facts.hours_per_month,
        service=service,
        variability=variability,
        whole=whole,
        missing=missing(facts),
        burden=np.array([mean_work(part.accounts or (), later=True) - 1.0 for part in parts]),
        reputation=facts.reputation,
    )


def _service(facts: Facts, parts: Sequence[Facts]) -> tuple[float, float]:
    """As :func:`fluctuation`, for the share that is finished.

    Both are 0 where all customers are of one kind: there teams are large enough for that not to
    matter, or no better is known of them.
    """
    if facts.segments is None and facts.desk is None:
        return 0.0, 0.0
    return fluctuation(facts, parts)


def fluctuation(facts: Facts, parts: Sequence[Facts]) -> tuple[float, float]:
    """Hours of an activity over those of a month, and their variability.

    How many fall due in a month is known, so that the hours that they take fluctuate alone.
    """
    number, mean, square = 0.0, 0.0, 0.0
    for part in parts:
        spread = 1.0 + (part.customers.work_variation or 0.0) ** 2
        takes = [each.work_since for each in part.accounts or ()] or [1.0]
        first, second = float(np.mean(takes)), float(np.mean(np.square(takes)))
        for each in part.activities.values():
            due = max(part.customers.at_start, 1) * part.load.per_month(each)
            number += due
            mean += due * each.mean_hours * first
            square += due * 2.0 * each.mean_hours**2 * spread * second
    if number == 0.0:  # nothing but onboarding, or incidents
        return 0.0, 0.0
    mean, square = mean / number, square / number
    return mean / facts.hours_per_month, (square / mean**2 - 1.0) / 2.0


def _settings(facts: Facts, parts: Sequence[Facts], policies: Sequence[Policy]) -> Policies:
    given = [controls(facts, policy) for policy in policies]
    automated = np.array(
        [[policy.of_segment(name).automation for name in facts.by_segment] for policy in policies]
    )
    off = [[kind for kind in part.activities.values() if kind.automatable] for part in parts]
    load = [part.load for part in parts]
    points = np.array([part.load.automatable_points for part in parts])
    hours = np.array(
        [
            sum(each.per_month(kind) * kind.mean_hours for kind in kinds)
            for each, kinds in zip(load, off, strict=True)
        ]
    )
    return Policies(
        reviews=np.array([each.reviews for each in given]),
        hires=np.array([each.hires for each in given]),
        per_csmp=np.array([each.customers_per_csmp for each in given]),
        whole_changes=facts.team.whole_changes,
        stay=np.array([each.stay for each in given]),
        coming=np.array([each.coming for each in given]),
        pace=np.array([each.pace for each in given]),
        availability=np.array([each.availability for each in given]),
        fewer=automated * points / np.array([each.points_per_month for each in load]),
        work=np.array([each.hours for each in load]) - automated * hours,
        alone=np.array([in_books(facts, policy) for policy in policies]),
    )


def _opening(facts: Facts) -> np.ndarray:
    """People of the start by months of tenure, the last of which goes on; none without people."""
    if facts.people is None or facts.rules is None:
        return np.zeros(2)
    rules = facts.rules
    longest = max(rules.hazard.size, rules.curve.size, rules.training_months) + 1
    if facts.people.stated:
        tenures = np.minimum(facts.people.stated, longest - 1)
        return np.bincount(tenures, minlength=longest).astype(float)
    within = tenures_of(rules.hazard)[: longest - 1]
    return facts.team.at_start * np.diff(np.concatenate(([0.0], within, [1.0])))


def renewal_rates(facts: Facts, shares: np.ndarray) -> np.ndarray:
    """Of contracts that finish about these shares of their activities; same shape."""
    shares = np.clip(shares, 0.0, 1.0)  # a mean of ones can be more, by rounding
    drawn, number = curve(facts), opening_number(facts)
    return np.array([renewal_rate(share, number, drawn) for share in shares.tolist()])


def opening_number(facts: Facts) -> float:
    """Which contract of theirs customers of the start have, on average."""
    if facts.renewal.loyalty is None:
        return 1.0
    if facts.accounts and all(each.since is not None for each in facts.accounts):
        return float(numbers(facts.accounts, facts.contract.months).mean())
    within = contracts_so_far(facts.renewal.loyalty, float(facts.renewal.probability(100.0)))
    return float(1.0 + (1.0 - within).sum())


def curve(facts: Facts) -> Curve:
    """The renewal curve, and how the contracts of a cohort differ."""
    each = facts.renewal
    lowest, highest = logit([each.floor, each.ceiling]).tolist()
    deviation = DISPERSION[facts.releases] / math.sqrt(facts.activities_per_contract)
    deviation *= facts.load.unevenness
    return Curve(
        each.intercept,
        each.slope,
        each.floor,
        each.ceiling,
        lowest,
        highest,
        deviation,
        _NORMAL,
        math.inf if each.loyalty is None else each.loyalty,
    )


def signing(facts: Facts) -> Signing:
    """What is signed by who renews."""
    each = facts.outcomes or Outcomes()
    with np.errstate(divide="ignore"):
        less, more = logit([each.contracting, each.expanding]).tolist()
    rise = facts.contract.rise
    return Signing(rise, less, more, each.slope, each.contraction, each.expansion)
