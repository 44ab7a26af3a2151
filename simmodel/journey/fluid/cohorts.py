"""The fluid approximation's loop over months, compiled: one policy in one future at a time."""

import math

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.people.ramp import speed_of


@compiled
def renewed(
    share: float, deviation: float, left: float, renewal: np.ndarray, normal: np.ndarray
) -> float:
    """Mean renewal probability of contracts that have finished about the same share.

    Args:
        share, deviation: of its activities that a contract has finished, mean and standard
            deviation.
        left: share that it is still to finish.
        renewal: intercept, slope, floor and ceiling of the renewal curve, and the logits at and
            beyond which floor and ceiling hold: most contracts lie there and need no exponential.
        normal: representative normal numbers.
    """
    intercept, slope, floor, ceiling, lowest, highest = renewal
    total = 0.0
    for each in normal:
        finished = min(max(share + deviation * each, 0.0), 1.0)
        percentage = 100.0 * min(finished + left, 1.0)
        logit = intercept + slope * percentage
        if logit >= highest:
            total += ceiling
        elif logit <= lowest:
            total += floor
        else:
            total += 1.0 / (1.0 + math.exp(-logit))
    return total / normal.size


@compiled
def expected(
    progress: np.ndarray,
    elapsed: np.ndarray,
    pace: np.ndarray,
    deviation: float,
    renewal: np.ndarray,
    normal: np.ndarray,
) -> np.ndarray:
    """Renewal probability of running contracts, shape (columns, L).

    Args:
        progress: share of its activities that a contract has finished, shape (columns, L).
        elapsed: share of its time, shape (L,).
        pace: share of the rest that it will finish, shape (columns,).
        deviation: as in :func:`follow`.
    """
    chances = np.empty(progress.shape)
    for column in range(progress.shape[0]):
        for age in range(progress.shape[1]):
            share, time = progress[column, age], elapsed[age]
            # Independent from month to month: the variance grows with the time that has elapsed.
            spread = deviation * math.sqrt(max(share * (time - share), 0.0))
            left = (1.0 - time) * pace[column]
            chances[column, age] = renewed(share, spread, left, renewal, normal)
    return chances


@compiled
def follow(
    months: int,
    whole_changes: bool,
    whole: bool,
    at_start: float,
    attrition: float,
    lacking: np.ndarray,
    arrivals: float,
    hours: float,
    before: float,
    renewal: np.ndarray,
    reviews: np.ndarray,
    hires: np.ndarray,
    per_csmp: np.ndarray,
    fewer: np.ndarray,
    work: np.ndarray,
    deviation: float,
    normal: np.ndarray,
    extra: np.ndarray,
    team: np.ndarray,
    recruits: np.ndarray,
    customers: np.ndarray,
    done: np.ndarray,
    renewals: np.ndarray,
    churn: np.ndarray,
    begun: np.ndarray,
) -> None:
    """Fill the flows of each policy in each future; row = policy x futures + future.

    Row m of a row's ``begun`` holds the contracts that began in month m - L; those up to L are
    the contracts running at time 0, whom ``begun`` holds on entry. So does ``recruits`` hold those
    of the R months before time 0.

    Args:
        at_start: team before time 0.
        attrition: share of the team that is replaced in a month.
        lacking: as in :func:`simmodel.journey.people.ramp.ramping`, shape (R,).
        arrivals: expected new customers a month.
        hours: of a CSMP in a month.
        before: share of the work done before time 0.
        renewal: as in :func:`renewed`.
        reviews, hires: shape (policies, months).
        per_csmp, fewer, work: customers of a CSMP at the target, share of the activities that is
            automated, hours a customer is in a month; each of shape (policies,).
        deviation: of the share a contract finishes, in units of sqrt(share (1 - share)).
        normal: of :func:`renewed`.
        extra: contracts beyond expectation that begin in each month, shape (futures, L + months).
        team, customers, renewals, churn: to be filled, shape (policies x futures, months).
        done, begun: to be filled, shape (policies x futures, L + months).
        recruits: likewise, shape (policies x futures, R + months).
    """
    futures, length = extra.shape[0], extra.shape[1] - months
    for row in range(team.shape[0]):
        policy, future = row // futures, row % futures
        recruited = recruits[row]
        done[row, :length] = before
        present = begun[row, :length].sum()
        now = at_start
        for month in range(months):
            last, latest, then = length + month, lacking.size + month, now
            if reviews[policy, month]:
                wanted = max(present, 0.0) / per_csmp[policy]
                if not whole:
                    now = wanted
                elif whole_changes:
                    now += np.trunc(wanted - now)
                else:
                    now = np.floor(wanted + 0.5)
            else:
                now += hires[policy, month]
            load = max((present + arrivals / 2) * work[policy], 1e-12)
            recruited[latest] = max(now - then, 0.0) + attrition * now
            serving = now * speed_of(now, lacking, recruited, latest)
            served = min(1.0, serving * hours / load)
            done[row, last] = fewer[policy] + (1.0 - fewer[policy]) * served
            share = (done[row, month] + done[row, last]) / 2
            for each in range(month + 1, last):
                share += done[row, each]
            ending = begun[row, month]
            share /= length
            spread = deviation * math.sqrt(max(share * (1.0 - share), 0.0))
            renewals[row, month] = ending * renewed(share, spread, 0.0, renewal, normal)
            churn[row, month] = ending - renewals[row, month]
            arrived = arrivals + extra[future, last]
            begun[row, last] = renewals[row, month] + arrived
            team[row, month] = now
            customers[row, month] = present + (arrived - churn[row, month]) / 2
            present += arrived - churn[row, month]
