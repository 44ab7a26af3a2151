"""What gaps of skills and of time zones do to the time that work takes."""

import numpy as np

from planner.assignment.review.findings import NOTHING, Evidence
from planner.assignment.review.hours import SLOWING, Hours
from planner.assignment.review.interval import Interval
from planner.assignment.review.past import Past
from planner.assignment.review.solution import Solution
from planner.assignment.review.weights import Name, Weights

SAME_EVERYWHERE = "it is the same in all rows"
NOT_APART = "it does not differ, by itself, among rows of the same person and segment"
ONE_ACCOUNT = "all rows are of one account"


def slowing(past: Past, weights: Weights, hours: Hours) -> list[Evidence]:
    """By the rows alone, in the order of ``hours.SLOWING``; accounts are the independent units."""
    solution, told = hours.alone()
    accounts = hours.accounts.size
    found = []
    for place, name in enumerate(SLOWING):
        values = past.gap if name == "slower_without_skill" else past.zone_hours
        why_not = _why_not(values, accounts, bool(told[place]))
        interval = NOTHING if why_not else _interval(solution, 1 + place, weights, name)
        found.append(Evidence(interval, past.rows, accounts, past.differing(values), why_not))
    return found


def _why_not(values: np.ndarray, accounts: int, told: bool) -> str:
    if accounts < 2:
        return ONE_ACCOUNT
    if np.ptp(values) == 0:
        return SAME_EVERYWHERE
    return "" if told else NOT_APART


def _interval(solution: Solution, place: int, weights: Weights, name: Name) -> Interval:
    """The study's value and what the rows have beside it: that is what was fitted."""
    combination = np.zeros(solution.theta.size)
    combination[place] = 1.0
    beside, stated = solution.told_by_clusters(combination), weights.prior(name).mean
    return Interval(stated + beside.estimate, stated + beside.low, stated + beside.high)
