"""The fluid approximation's loop over months, compiled: one policy in one future at a time."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import by_kind, compiled, inlined
from simmodel.journey.customers.renewal import Curve, Signing, renewal_rate, signed_on_average
from simmodel.journey.customers.reputation import Reputation
from simmodel.journey.fluid.arrivals import chance_to_come
from simmodel.journey.fluid.payroll import Payroll, change, delay, filed, resign, staffed
from simmodel.journey.fluid.skilled import Able, possible
from simmodel.journey.fluid.waiting import finished_share
from simmodel.journey.people.compiled import lacked, reviewed, speed_of
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.staffing import Staff


class Setting(NamedTuple):
    """Facts that are the same for all policies, beside the staff.

    Attributes:
        arrivals: new customers expected, were nobody deterred, shape (segments, months).
        onboarding: hours of a new customer beyond those of others, by month of its life, shape
            (segments, onboarding months).
        lengths: of contracts, months, shape (segments,); L is the longest.
        curves, signing: of each segment.
        hours: of a CSMP in a month.
        service, variability: of activities, as in
            :func:`simmodel.journey.fluid.waiting.finished_share`.
        whole: whether the team is of whole CSMPs.
        missing: full CSMPs that the team of the start lacks, by month, as some of it work part time
            or are absent; shape (months,).
        burden: hours of a customer of the start over those of others, less 1; shape (segments,).
        reputation: what is said of the vendor; None where it keeps nobody away.
    """

    arrivals: np.ndarray
    onboarding: np.ndarray
    lengths: np.ndarray
    curves: tuple[Curve, ...]
    signing: tuple[Signing, ...]
    hours: float
    service: float
    variability: float
    whole: bool
    missing: np.ndarray
    burden: np.ndarray
    reputation: Reputation | None


class Policies(NamedTuple):
    """The settings of many policies.

    Attributes:
        reviews, hires: shape (policies, months).
        per_csmp: customers of a CSMP at the target, shape (policies, segments).
        whole_changes: as in :func:`simmodel.journey.people.staffing.reviewed`.
        stay, coming, pace, availability: as in :class:`simmodel.journey.desk.records.Controls`;
            shapes (policies, segments), (policies, segments, months), (policies, months) and
            (policies,).
        fewer: share of the points due that is automated, shape (policies, segments).
        work: hours a customer is in a month, shape (policies, segments).
        alone: whether each CSMP has customers of their own, and nobody helps, shape (policies,).
    """

    reviews: np.ndarray
    hires: np.ndarray
    per_csmp: np.ndarray
    whole_changes: bool
    stay: np.ndarray
    coming: np.ndarray
    pace: np.ndarray
    availability: np.ndarray
    fewer: np.ndarray
    work: np.ndarray
    alone: np.ndarray


class Cohorts(NamedTuple):
    """Flows of customers, a row for each policy in each future: row = policy x futures + future.

    Attributes, of shape (segments, rows, months):
        customers, renewals, churn: during the month.
        signed: yearly value of the renewals, over that of as many new contracts.
        value: yearly value of the customers, likewise.

    Attributes, of shape (segments, rows, L + months), of the L months before time 0 first:
        done: share of the released activities that is finished.
        begun: contracts by the month in which they begin; those of the first L columns, or as many
            as the segment's contracts are long, run at time 0.
        worth: yearly value of the contracts begun, over that of as many new ones.
        number: which contract of their customers those are, from 1, on average.
    """

    customers: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    signed: np.ndarray
    value: np.ndarray
    done: np.ndarray
    begun: np.ndarray
    worth: np.ndarray
    number: np.ndarray


class Crew(NamedTuple):
    """Flows of the team, in rows as those of customers.

    Attributes:
        team: shape (rows, months).
        recruits: of the R months before time 0 first; shape (rows, R + months).
        dismissed: shape (rows, months); 0 where the team is a number.
    """

    team: np.ndarray
    recruits: np.ndarray
    dismissed: np.ndarray


class Desks(NamedTuple):
    """What decides how long work waits, where a study asks for it; shape (rows, months).

    Attributes:
        load: CSMPs that the work takes.
        serving: CSMPs.
    """

    load: np.ndarray
    serving: np.ndarray


def note_desk(desks: Desks | None, row: int, month: int, load: float, serving: float) -> None:
    """What the desk of a month is like."""
    raise NotImplementedError


@compiled
def _note(desks: Desks, row: int, month: int, load: float, serving: float) -> None:
    desks.load[row, month], desks.serving[row, month] = load, serving


@compiled
def _note_nothing(_desks: None, _row: int, _month: int, _load: float, _serving: float) -> None:
    pass


by_kind(note_desk, {None: _note_nothing, Desks: _note})


@compiled
def _steer(
    payroll: Payroll,
    month: int,
    rules: Rules,
    policies: Policies,
    policy: int,
    aim: float,
    whole: bool,
) -> None:
    """Review the positions, or follow the schedule."""
    position, surplus = payroll.number[0].position, payroll.number[0].surplus
    payroll.number[0].dismissed = 0.0
    if policies.reviews[policy, month]:
        target = aim
        if whole:
            target = reviewed(position, aim, policies.whole_changes)
        change(payroll, month, target - position, rules)
    elif policies.hires[policy, month] != 0:
        change(payroll, month, policies.hires[policy, month] - surplus, rules)


@inlined
def _onboarding(
    onboarding: np.ndarray,
    coming: float,
    begun: np.ndarray,
    renewals: np.ndarray,
    segment: int,
    row: int,
    month: int,
) -> float:
    """Hours in ``month`` of customers of a segment who are being onboarded.

    They have come in the middle of a month, so that each is half of every month in the one before.

    Args:
        coming: new customers of ``month``.
    """
    load, spans = 0.0, onboarding.shape[1]
    first = begun.shape[2] - renewals.shape[2]
    for since in range(min(spans + 1, month + 1)):
        hours = onboarding[segment, since] if since < spans else 0.0
        if since > 0:
            hours += onboarding[segment, since - 1]
        came = coming
        if since > 0:
            came = begun[segment, row, first + month - since]
            came -= renewals[segment, row, month - since]
        load += came * hours / 2
    return load


@inlined
def _open(
    cohorts: Cohorts,
    lengths: np.ndarray,
    row: int,
    present: np.ndarray,
    valuable: np.ndarray,
    old: np.ndarray,
) -> None:
    """The customers of time 0, of each segment; the last three as those of :func:`_decide`."""
    begun, worth = cohorts.begun, cohorts.worth
    longest = begun.shape[2] - cohorts.renewals.shape[2]
    for segment in range(lengths.size):
        first = longest - lengths[segment]
        present[segment] = begun[segment, row, first:longest].sum()
        valuable[segment] = worth[segment, row, first:longest].sum()
        old[segment] = max(present[segment], 0.0)


@inlined
def _decide(
    setting: Setting,
    cohorts: Cohorts,
    segment: int,
    row: int,
    month: int,
    arrived: float,
    present: np.ndarray,
    valuable: np.ndarray,
    old: np.ndarray,
) -> None:
    """Contracts of a segment end, renew, and begin in ``month``.

    Args:
        arrived: new customers.
        present, valuable, old: customers of each segment, their yearly value, and those of the
            start among them; changed in place.
    """
    customers, renewals, churn, signed, value, done, begun, worth, number = cohorts
    last = begun.shape[2] - renewals.shape[2] + month
    length = setting.lengths[segment]
    first = last - length
    share = (done[segment, row, first] + done[segment, row, last]) / 2
    for each in range(first + 1, last):
        share += done[segment, row, each]
    share /= length
    ending, valued = begun[segment, row, first], worth[segment, row, first]
    before = number[segment, row, first]
    rate = renewal_rate(share, before, setting.curves[segment])
    again = ending * rate
    signs = valued * rate * signed_on_average(share, setting.signing[segment])
    renewals[segment, row, month], churn[segment, row, month] = again, ending - again
    signed[segment, row, month] = signs
    begun[segment, row, last], worth[segment, row, last] = again + arrived, signs + arrived
    # In a future below expectation a month may have less than nobody.
    stayed = max(again, 0.0)
    came = stayed + max(arrived, 0.0)
    number[segment, row, last] = 1.0 + (before * stayed / came if came > 0.0 else 0.0)
    old[segment] *= max(1.0 - max(ending - again, 0.0) / max(present[segment], 1e-9), 0.0)
    more = arrived - churn[segment, row, month]
    customers[segment, row, month] = present[segment] + more / 2
    present[segment] += more
    more = arrived - (valued - signs)
    value[segment, row, month] = valuable[segment] + more / 2
    valuable[segment] += more


@inlined
def _number(
    policies: Policies, policy: int, month: int, now: float, aim: float, whole: bool
) -> float:
    """The team of ``month``, where it is a number."""
    if not policies.reviews[policy, month]:
        now += policies.hires[policy, month]
    elif whole:
        now = reviewed(now, aim, policies.whole_changes)
    else:
        now = aim
    return now


@inlined
def _served(setting: Setting, load: float, team: float, serving: float, alone: bool) -> float:
    """The share of a month's work, other than what is automated, that is finished.

    Args:
        load: hours.
        alone: whether everybody of the team has customers of their own.
    """
    served = min(1.0, serving * setting.hours / load)
    if setting.service > 0.0:
        crews = max(team, 1.0) if alone else 1.0
        csmps = load / setting.hours / crews
        served = finished_share(csmps, serving / crews, setting.service, setting.variability)
    return served


@compiled
def _bounded(
    served: float,
    able: Able | None,
    setting: Setting,
    policy: int,
    segment: int,
    load: float,
    team: float,
    serving: float,
) -> float:
    """The share of a segment's work that is finished, of that which the team as a whole would."""
    if able is None:
        return served
    csmps, service, variability = load / setting.hours, setting.service, setting.variability
    most = possible(able, policy, segment, csmps, team, serving, service, variability)
    return min(served, most)


@compiled
def follow(
    staff: Staff,
    setting: Setting,
    policies: Policies,
    rules: Rules | None,
    able: Able | None,
    opening: np.ndarray,
    beyond: np.ndarray,
    of_people: np.ndarray,
    cohorts: Cohorts,
    crew: Crew,
    desks: Desks | None,
) -> None:
    """Flows of all months, put into ``cohorts``, ``crew`` and ``desks``; those before time 0 are
    there.

    Args:
        rules: of people; None where the team is a number.
        able: who may do what; None where that does not matter.
        opening: people by months of tenure at time 0.
        beyond: contracts beyond expectation that begin in each month, shape
            (segments, futures, L + months).
        of_people: people beyond expectation who resign, and months that positions opened in each
            month take beyond expectation, shape (futures, 2, months).
    """
    at_start, attrition, lacking, _ = staff
    arrivals, onboarding, lengths, _, _, hours, _, _, whole, missing, burden, said = setting
    renewals, done, begun = cohorts.renewals, cohorts.done, cohorts.begun
    reviews, _, per_csmp, _ = policies[:4]
    stay, coming, pace, availability, fewer, work, alone = policies[4:]
    team, recruits, dismissed = crew
    segments, futures, months = beyond.shape[0], beyond.shape[1], reviews.shape[1]
    longest = beyond.shape[2] - months
    present, valuable, expected, old = np.empty((4, segments))
    for row in range(team.shape[0]):
        policy, future, recruited = row // futures, row % futures, recruits[row]
        _open(cohorts, lengths, row, present, valuable, old)
        now, payroll = float(at_start), filed(opening, months)
        for month in range(months):
            last, latest, aim, load = longest + month, lacking.size + month, 0.0, 0.0
            for segment in range(segments):
                here = max(present[segment], 0.0) * stay[policy, segment]
                chance = chance_to_come(said, renewals, cohorts.churn, segment, row, month)
                comes = coming[policy, segment, month] * chance
                aim += (here + comes) / per_csmp[policy, segment]
                new = expected[segment] = arrivals[segment, month] * chance
                load += (present[segment] + new / 2 + old[segment] * burden[segment]) * work[
                    policy, segment
                ]
                if onboarding.shape[1] > 0:
                    load += _onboarding(onboarding, new, begun, renewals, segment, row, month)
            load = max(load, 1e-12)
            if rules is not None:
                gone, later = of_people[future, 0, month], of_people[future, 1, month]
                if month > 0:
                    resign(payroll, month, rules, availability[policy], gone)
                _steer(payroll, month, rules, policies, policy, aim, whole)
                delay(payroll, month, rules, later)
                now, serving = staffed(payroll, month, pace[policy, month], missing[month], rules)
                recruited[latest] = payroll.number[0].started
                dismissed[row, month] = payroll.number[0].dismissed
            else:
                then = now
                now = _number(policies, policy, month, now, aim, whole)
                recruited[latest] = max(now - then, 0.0) + attrition * now
                speed = speed_of(now, lacked(now, lacking, recruited, latest))
                serving = now * speed * pace[policy, month]
                dismissed[row, month] = 0.0
            note_desk(desks, row, month, load / hours, serving)
            served = _served(setting, load, now, serving, alone[policy])
            payroll.utilisation[month] = min(1.0, load / max(serving * hours, 1e-12))
            team[row, month] = now
            for segment in range(segments):
                automated = fewer[policy, segment]
                share = _bounded(served, able, setting, policy, segment, load, now, serving)
                done[segment, row, last] = automated + (1.0 - automated) * share
                arrived = expected[segment] + beyond[segment, future, last]
                _decide(setting, cohorts, segment, row, month, arrived, present, valuable, old)
