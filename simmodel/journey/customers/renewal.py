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
        loyalty: beta of :mod:`simmodel.journey.customers.loyalty`; infinite without it.
    """

    intercept: float
    slope: float
    floor: float
    ceiling: float
    lowest: float
    highest: float
    deviation: float
    normal: np.ndarray
    loyalty: float


class Signing(NamedTuple):
    """What is signed by who renews.

    Attributes:
        rise: value after a renewal over that before, where as much is signed.
        less, more: logits to sign less and more where everything is finished.
        slope: of both, for each percentage point that is not.
        contraction, expansion: parts of the value.
    """

    rise: float
    less: float
    more: float
    slope: float
    contraction: float
    expansion: float


@compiled
def signed_on_average(share: float, signing: Signing) -> float:
    """Value signed by who renews over that before, of contracts with about this share finished."""
    rise, less, more, slope, contraction, expansion = signing
    undone = slope * 100.0 * (1.0 - share)
    smaller = contraction / (1.0 + math.exp(-(less + undone)))
    larger = expansion / (1.0 + math.exp(-(more - undone)))
    return rise * (1.0 - smaller + larger)


@compiled
def _probability(share: float, deviation: float, left: float, number: float, curve: Curve) -> float:
    """Mean renewal probability of contracts that have finished about the same share.

    Args:
        number: of their customers' contracts, from 1, on average.
        share, deviation: of its activities that a contract has finished, mean and standard
            deviation.
        left: share that it is still to finish.
    """
    intercept, slope, floor, ceiling, lowest, highest, _, normal, loyalty = curve
    if loyalty < math.inf:
        intercept += math.log(1.0 + (number - 1.0) / loyalty)
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
def renewal_rate(share: float, number: float, curve: Curve) -> float:
    """Mean renewal probability of contracts that end with about this share of all finished.

    Args:
        number: of their customers' contracts, from 1, on average.
    """
    return running_rate(share, 1.0, 0.0, number, curve)


@compiled
def running_rate(share: float, elapsed: float, left: float, number: float, curve: Curve) -> float:
    """Mean renewal probability of contracts of which some time is left.

    Args:
        share: of its activities that a contract has finished on average.
        elapsed: share of its time.
        left: share of its activities that it is still to finish.
        number: of its customer's contracts, from 1, on average.
    """
    # Independent from month to month: the variance grows with the time that has elapsed.
    spread = curve.deviation * math.sqrt(max(share * (elapsed - share), 0.0))
    return _probability(share, spread, left, number, curve)


@compiled
def expected(
    progress: np.ndarray,
    elapsed: np.ndarray,
    pace: np.ndarray,
    number: np.ndarray,
    curve: Curve,
) -> np.ndarray:
    """Renewal probability of running contracts, shape (columns, L).

    Args:
        progress: share of its activities that a contract has finished, shape (columns, L).
        elapsed: share of its time, shape (L,).
        pace: share of the rest that it will finish, shape (columns,).
        number: of the customer's contract, from 1, on average, shape (columns, L).
    """
    chances = np.empty(progress.shape)
    for column in range(progress.shape[0]):
        for age in range(progress.shape[1]):
            left = (1.0 - elapsed[age]) * pace[column]
            chances[column, age] = running_rate(
                progress[column, age], elapsed[age], left, number[column, age], curve
            )
    return chances
