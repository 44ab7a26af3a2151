"""Compiled: which part of many contracts renews, by the share of activities that they finish."""

import math
from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled


class Curve(NamedTuple):
    """The renewal curve, and how contracts differ that are to finish the same share.

    Attributes:
        intercept, slope, floor, ceiling: of :class:`simmodel.journey.customers.facts.Renewal`.
        lowest, highest: logits at and beyond which floor and ceiling hold: most contracts lie there
            and need no exponential.
        deviation: of the share a contract finishes, in units of sqrt(share (1 - share)).
        normal: representative normal numbers.
    """

    intercept: float
    slope: float
    floor: float
    ceiling: float
    lowest: float
    highest: float
    deviation: float
    normal: np.ndarray


@compiled
def _probability(share: float, deviation: float, left: float, curve: Curve) -> float:
    """Mean renewal probability of contracts that have finished about the same share.

    Args:
        share, deviation: of its activities that a contract has finished, mean and standard
            deviation.
        left: share that it is still to finish.
    """
    intercept, slope, floor, ceiling, lowest, highest, _, normal = curve
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
def renewal_rate(share: float, curve: Curve) -> float:
    """Mean renewal probability of contracts that end with about this share of all finished."""
    spread = curve.deviation * math.sqrt(max(share * (1.0 - share), 0.0))
    return _probability(share, spread, 0.0, curve)


@compiled
def expected(
    progress: np.ndarray, elapsed: np.ndarray, pace: np.ndarray, curve: Curve
) -> np.ndarray:
    """Renewal probability of running contracts, shape (columns, L).

    Args:
        progress: share of its activities that a contract has finished, shape (columns, L).
        elapsed: share of its time, shape (L,).
        pace: share of the rest that it will finish, shape (columns,).
    """
    chances = np.empty(progress.shape)
    for column in range(progress.shape[0]):
        for age in range(progress.shape[1]):
            share, time = progress[column, age], elapsed[age]
            # Independent from month to month: the variance grows with the time that has elapsed.
            spread = curve.deviation * math.sqrt(max(share * (time - share), 0.0))
            left = (1.0 - time) * pace[column]
            chances[column, age] = _probability(share, spread, left, curve)
    return chances
