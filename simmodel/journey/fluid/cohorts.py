"""The fluid approximation's loop over months, compiled: one policy in one future at a time."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.customers.renewal import Curve, renewal_rate
from simmodel.journey.people.compiled import lacked, reviewed, speed_of
from simmodel.journey.people.staffing import Staff


class Setting(NamedTuple):
    """Facts that are the same for all policies, beside staff and renewal curve.

    Attributes:
        arrivals: expected new customers a month.
        hours: of a CSMP in a month.
        whole: whether the team is of whole CSMPs.
    """

    arrivals: float
    hours: float
    whole: bool


class Policies(NamedTuple):
    """The settings of many policies.

    Attributes:
        reviews, hires: shape (policies, months).
        per_csmp: customers of a CSMP at the target, shape (policies,).
        whole_changes: as in :func:`simmodel.journey.people.staffing.reviewed`.
        fewer: share of the activities that is automated, shape (policies,).
        work: hours a customer is in a month, shape (policies,).
    """

    reviews: np.ndarray
    hires: np.ndarray
    per_csmp: np.ndarray
    whole_changes: bool
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
    """

    team: np.ndarray
    customers: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    done: np.ndarray
    begun: np.ndarray
    recruits: np.ndarray


@compiled
def follow(
    staff: Staff,
    setting: Setting,
    curve: Curve,
    policies: Policies,
    beyond: np.ndarray,
    cohorts: Cohorts,
) -> None:
    """Flows of all months, put into ``cohorts``; those before time 0 are there already.

    Args:
        beyond: contracts beyond expectation that begin in each month, shape (futures, L + months).
    """
    at_start, attrition, lacking, _ = staff
    arrivals, hours, whole = setting
    reviews, hires, per_csmp, whole_changes, fewer, work = policies
    team, customers, renewals, churn, done, begun, recruits = cohorts
    futures, months = beyond.shape[0], reviews.shape[1]
    length = beyond.shape[1] - months
    for row in range(team.shape[0]):
        policy, future = row // futures, row % futures
        recruited = recruits[row]
        present = begun[row, :length].sum()
        now = float(at_start)
        for month in range(months):
            last, latest, then = length + month, lacking.size + month, now
            if not reviews[policy, month]:
                now += hires[policy, month]
            elif whole:
                now = reviewed(now, max(present, 0.0), per_csmp[policy], whole_changes)
            else:
                now = max(present, 0.0) / per_csmp[policy]
            load = max((present + arrivals / 2) * work[policy], 1e-12)
            recruited[latest] = max(now - then, 0.0) + attrition * now
            serving = now * speed_of(now, lacked(now, lacking, recruited, latest))
            served = min(1.0, serving * hours / load)
            done[row, last] = fewer[policy] + (1.0 - fewer[policy]) * served
            share = (done[row, month] + done[row, last]) / 2
            for each in range(month + 1, last):
                share += done[row, each]
            ending = begun[row, month]
            renewals[row, month] = ending * renewal_rate(share / length, curve)
            churn[row, month] = ending - renewals[row, month]
            arrived = arrivals + beyond[future, last]
            begun[row, last] = renewals[row, month] + arrived
            team[row, month] = now
            customers[row, month] = present + (arrived - churn[row, month]) / 2
            present += arrived - churn[row, month]
