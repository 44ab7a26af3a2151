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
from simmodel.journey.customers.accounts import mean_share
from simmodel.journey.customers.renewal import Curve, renewal_rate
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.cohorts import Cohorts, Policies, Setting, follow
from simmodel.journey.fluid.payroll import filed, staffed
from simmodel.journey.people.ramp import lacked
from simmodel.journey.people.tenure import tenures_of
from simmodel.journey.policy import Policy

DISPERSION = {"gaps": 2.6, "spread": 1.2}
"""Standard deviation of the share of its activities that a contract finishes, within a cohort, over
that of activities left undone independently of each other; by how activities fall due. Measured, on
vendors with 12 and with 60 CSMPs and some or much left undone: 2.0 to 2.6, and 1.0 to 1.4; what is
left undone is left in the same few days, in which one contract may have much due after a long gap.
"""

_NORMAL = ndtri((np.arange(6) + 0.5) / 6)
"""Six normal numbers that stand for all."""


@dataclass(frozen=True)
class Flows:
    """Expected flows; arrays of shape (months, columns) unless said otherwise.

    A column is a policy in a future: all futures of the first policy, then those of the second.

    Attributes:
        team, customers: during the month: customers are the mean of its begin and its end.
        recruits: who came in with the month, backfills included.
        dismissed: who was given notice with it.
        done: share of released activities that is finished, automated ones included.
        renewals, churn: contracts.
        closing: customers at the end of the horizon; shape (columns,).
        cohorts: contracts running at the end, by months since they began; shape (L, columns).
        progress: the share of its activities a contract of each has finished; same shape.
    """

    team: np.ndarray
    recruits: np.ndarray
    dismissed: np.ndarray
    customers: np.ndarray
    done: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    closing: np.ndarray
    cohorts: np.ndarray
    progress: np.ndarray


def flow(
    facts: Facts,
    policies: Sequence[Policy],
    beyond: np.ndarray | None = None,
    of_people: np.ndarray | None = None,
    *,
    whole: bool = True,
) -> Flows:
    """Flows through the warm-up's last contract and the horizon, cohort by cohort.

    Args:
        beyond: contracts beyond expectation that begin in each month, shape (L + months, futures);
            the first L rows are of those running at time 0, by the month in which they end. None
            for one future as expected.
        of_people: people beyond expectation who resign, and months beyond expectation that
            positions opened take, by month; shape (futures, 2, months).
        whole: whether the team is of whole CSMPs.
    """
    months, length, staff = facts.horizon_months, facts.contract.months, facts.team.staff
    scenarios = np.zeros((1, length + months)) if beyond is None else np.ascontiguousarray(beyond.T)
    ramp, rows = staff.lacking.size, len(policies) * len(scenarios)
    serving = staff.at_start - lacked(staff.at_start, staff.lacking, staff.recruits, ramp - 1)
    opening = _opening(facts)
    if facts.rules is not None:
        _, serving = staffed(filed(opening, 1), 0, 1.0, facts.rules)
    load = max(facts.customers.at_start * facts.work_per_month, 1e-12)
    setting = Setting(
        arrivals=facts.arrivals,
        hours=facts.hours_per_month,
        whole=whole,
    )
    widths = (*[months] * 4, *[length + months] * 2, ramp + months, months)
    cohorts = Cohorts._make(np.empty((rows, width)) for width in widths)
    cohorts.recruits[:, :ramp] = staff.recruits
    done = min(1.0, serving * facts.hours_per_month / load)
    if facts.accounts is not None:
        done = mean_share(facts.accounts, done)
    cohorts.done[:, :length] = done
    cohorts.begun[:, :length] = np.tile(
        scenarios[:, :length] + facts.opening_ends, (len(policies), 1)
    )
    follow(
        staff,
        setting,
        curve(facts),
        _settings(facts, policies),
        facts.rules,
        opening,
        scenarios,
        np.zeros((len(scenarios), 2, months)) if of_people is None else of_people,
        cohorts,
    )
    # A contract that began in the middle of a month has worked half of that month since.
    recent = cohorts.done[:, -length:].T
    since = np.cumsum(recent[::-1], axis=0)[::-1] - recent / 2
    running = cohorts.begun[:, -length:].T
    return Flows(
        team=cohorts.team.T,
        recruits=cohorts.recruits[:, ramp:].T,
        dismissed=cohorts.dismissed.T,
        customers=cohorts.customers.T,
        done=cohorts.done[:, length:].T,
        renewals=cohorts.renewals.T,
        churn=cohorts.churn.T,
        closing=running.sum(axis=0),
        cohorts=running,
        progress=since / length,
    )


def _settings(facts: Facts, policies: Sequence[Policy]) -> Policies:
    given = [controls(facts, policy) for policy in policies]
    automated = np.array([policy.automation for policy in policies])
    automatable = [kind for kind in facts.activities.values() if kind.automatable]
    return Policies(
        reviews=np.array([each.reviews for each in given]),
        hires=np.array([each.hires for each in given]),
        per_csmp=np.array([each.customers_per_csmp for each in given]),
        whole_changes=facts.team.whole_changes,
        stay=np.array([each.stay for each in given]),
        coming=np.array([each.coming for each in given]),
        pace=np.array([each.pace for each in given]),
        availability=np.array([each.availability for each in given]),
        fewer=automated * sum(kind.per_month for kind in automatable) / facts.activities_per_month,
        work=facts.work_per_month
        - automated * sum(kind.per_month * kind.mean_hours for kind in automatable),
    )


def _opening(facts: Facts) -> np.ndarray:
    """People of the start by months of tenure, the last of which goes on; none without people."""
    if facts.people is None or facts.rules is None:
        return np.zeros(2)
    rules = facts.rules
    longest = max(rules.hazard.size, rules.curve.size, rules.training_months) + 1
    if facts.people.tenures:
        tenures = np.minimum(facts.people.tenures, longest - 1)
        return np.bincount(tenures, minlength=longest).astype(float)
    within = tenures_of(rules.hazard)[: longest - 1]
    return facts.team.at_start * np.diff(np.concatenate(([0.0], within, [1.0])))


def renewal_rates(facts: Facts, shares: np.ndarray) -> np.ndarray:
    """Of contracts that finish about these shares of their activities; same shape."""
    shares = np.clip(shares, 0.0, 1.0)  # a mean of ones can be more, by rounding
    drawn = curve(facts)
    return np.array([renewal_rate(share, drawn) for share in shares.tolist()])


def curve(facts: Facts) -> Curve:
    """The renewal curve, and how the contracts of a cohort differ."""
    each = facts.renewal
    lowest, highest = logit([each.floor, each.ceiling]).tolist()
    deviation = DISPERSION[facts.releases] / math.sqrt(facts.activities_per_contract)
    return Curve(
        each.intercept,
        each.slope,
        each.floor,
        each.ceiling,
        lowest,
        highest,
        deviation,
        _NORMAL,
    )
