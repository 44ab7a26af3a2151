"""The fluid approximation's loop over months, compiled: one policy in one future at a time."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.customers.renewal import Curve, renewal_rate
from simmodel.journey.fluid.payroll import Payroll, change, delay, filed, resign, staffed
from simmodel.journey.people.compiled import lacked, reviewed, speed_of
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.staffing import Staff


class Setting(NamedTuple):
    """Facts that are the same for all policies, beside staff and renewal curve.

    Attributes:
        arrivals: expected new customers by month, shape (months,).
        hours: of a CSMP in a month.
        whole: whether the team is of whole CSMPs.
    """

    arrivals: np.ndarray
    hours: float
    whole: bool


class Policies(NamedTuple):
    """The settings of many policies.

    Attributes:
        reviews, hires: shape (policies, months).
        per_csmp: customers of a CSMP at the target, shape (policies,).
        whole_changes: as in :func:`simmodel.journey.people.staffing.reviewed`.
        stay, coming, pace, availability: as in :class:`simmodel.journey.desk.records.Controls`;
            shape (policies,), and (policies, months) of ``coming`` and ``pace``.
        fewer: share of the activities that is automated, shape (policies,).
        work: hours a customer is in a month, shape (policies,).
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


class Cohorts(NamedTuple):
    """Flows, a row for each policy in each future: row = policy x futures + future.

    Attributes:
        team, customers, renewals, churn: shape (rows, months).
        done: share of the released activities that is finished, of the L months before time 0
            first; shape (rows, L + months).
        begun: contracts by the month in which they begin; those of the first L columns run at
            time 0; shape (rows, L + months).
        recruits: of the R months before time 0 first; shape (rows, R + months).
        dismissed: shape (rows, months); 0 where the team is a number.
    """

    team: np.ndarray
    customers: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    done: np.ndarray
    begun: np.ndarray
    recruits: np.ndarray
    dismissed: np.ndarray


@compiled
def _steer(
    payroll: Payroll,
    month: int,
    rules: Rules,
    policies: Policies,
    policy: int,
    customers: float,
    whole: bool,
) -> None:
    """Review the positions, or follow the schedule."""
    position, surplus = payroll.number[0].position, payroll.number[0].surplus
    payroll.number[0].dismissed = 0.0
    if policies.reviews[policy, month]:
        per_csmp = policies.per_csmp[policy]
        target = customers / per_csmp
        if whole:
            target = reviewed(position, customers, per_csmp, policies.whole_changes)
        change(payroll, month, target - position, rules)
    elif policies.hires[policy, month] != 0:
        change(payroll, month, policies.hires[policy, month] - surplus, rules)


@compiled
def follow(
    staff: Staff,
    setting: Setting,
    curve: Curve,
    policies: Policies,
    rules: Rules | None,
    opening: np.ndarray,
    beyond: np.ndarray,
    of_people: np.ndarray,
    cohorts: Cohorts,
) -> None:
    """Flows of all months, put into ``cohorts``; those before time 0 are there already.

    Args:
        rules: of people; None where the team is a number.
        opening: people by months of tenure at time 0.
        beyond: contracts beyond expectation that begin in each month, shape (futures, L + months).
        of_people: people beyond expectation who resign, and months that positions opened in each
            month take beyond expectation, shape (futures, 2, months).
    """
    at_start, attrition, lacking, _ = staff
    arrivals, hours, whole = setting
    reviews, hires, per_csmp, whole_changes = policies[:4]
    stay, coming, pace, availability, fewer, work = policies[4:]
    team, customers, renewals, churn, done, begun, recruits, dismissed = cohorts
    futures, months = beyond.shape[0], reviews.shape[1]
    length = beyond.shape[1] - months
    for row in range(team.shape[0]):
        policy, future = row // futures, row % futures
        recruited = recruits[row]
        present = begun[row, :length].sum()
        now = float(at_start)
        payroll = filed(opening, months)
        for month in range(months):
            last, latest, then = length + month, lacking.size + month, now
            expected = max(present, 0.0) * stay[policy] + coming[policy, month]
            if rules is not None:
                gone, later = of_people[future, 0, month], of_people[future, 1, month]
                if month > 0:
                    resign(payroll, month, rules, availability[policy], gone)
                _steer(payroll, month, rules, policies, policy, expected, whole)
                delay(payroll, month, rules, later)
                now, serving = staffed(payroll, month, pace[policy, month], rules)
                recruited[latest] = payroll.number[0].started
                dismissed[row, month] = payroll.number[0].dismissed
            else:
                if not reviews[policy, month]:
                    now += hires[policy, month]
                elif whole:
                    now = reviewed(now, expected, per_csmp[policy], whole_changes)
                else:
                    now = expected / per_csmp[policy]
                recruited[latest] = max(now - then, 0.0) + attrition * now
                speed = speed_of(now, lacked(now, lacking, recruited, latest))
                serving = now * speed * pace[policy, month]
                dismissed[row, month] = 0.0
            load = max((present + arrivals[month] / 2) * work[policy], 1e-12)
            served = min(1.0, serving * hours / load)
            payroll.utilisation[month] = min(1.0, load / max(serving * hours, 1e-12))
            done[row, last] = fewer[policy] + (1.0 - fewer[policy]) * served
            share = (done[row, month] + done[row, last]) / 2
            for each in range(month + 1, last):
                share += done[row, each]
            ending = begun[row, month]
            renewals[row, month] = ending * renewal_rate(share / length, curve)
            churn[row, month] = ending - renewals[row, month]
            arrived = arrivals[month] + beyond[future, last]
            begun[row, last] = renewals[row, month] + arrived
            team[row, month] = now
            customers[row, month] = present + (arrived - churn[row, month]) / 2
            present += arrived - churn[row, month]
