"""Kim and Nelson's sequential selection of the best, on paired differences.

Policies meet the same replications one by one; one that falls far enough behind another is
eliminated, and what is far enough shrinks with every replication until one policy is left. With
probability of at least ``confidence`` that one is the best, provided that the second best is at
least one indifference zone worse; otherwise it is, in practice, one within the zone of the best.
The variances are those of differences on common random numbers, so what policies share costs
nothing.

A policy far behind would stay for as long as its difference varies much, whatever the gap, since
what is far enough is measured in zones. So looks are taken, after the first stage and then whenever
there are half as many replications more: who is worse than the leader by a paired t test leaves,
and the selection ends when the same test shows that nobody left is better than the leader by a zone
or more. The tests and the procedure share the error between them, and the sum of their errors
bounds that of both (Nelson, Swann, Goldsman and Song 2001, "Simple procedures for selecting the
best simulated system when the number of alternatives is large", Operations Research 49(6), section
3). Both err only where a mean is further ahead of the best policy's than the test allows to chance.

Source: Kim and Nelson (2001), "A fully sequential procedure for indifference-zone selection in
simulation", ACM TOMACS 11(3), section 3, with c = 1. Differences are taken as independent and
normal from replication to replication.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from planner.simulation.estimate import worse

LOOKING = 0.2
"""The part of the error that is left to the t tests, the same to each look."""

_WIDER = 1.5  # from one look to the next

Observe = Callable[[tuple[int, ...], int], Sequence[np.ndarray]]
"""The first n values of each policy: (places, n) -> for each place an array of shape (n,)."""


@dataclass(frozen=True)
class Selection:
    """The end of a selection.

    Attributes:
        best: place of the policy selected.
        eliminated: (place, after how many replications), in the order of elimination.
        replications: met by those that stayed to the end.
        certified: whether one policy alone was left, as the guarantee asks.
        closes_at: replications at which the boundaries of all that were left have closed, so that
            one policy alone would be left, whatever the values.
    """

    best: int
    eliminated: tuple[tuple[int, int], ...]
    replications: int
    certified: bool
    closes_at: int


def constant(policies: int, first_stage: int, confidence: float) -> float:
    """h squared = 2 eta (n0 - 1), with eta = ((2 alpha / (k - 1)) ^ (-2 / (n0 - 1)) - 1) / 2."""
    alpha = (1.0 - confidence) / (policies - 1)
    eta: float = ((2.0 * alpha) ** (-2.0 / (first_stage - 1)) - 1.0) / 2.0
    return 2.0 * eta * (first_stage - 1)


def boundary(
    replications: np.ndarray | float, variance: np.ndarray | float, zone: float, constant: float
) -> np.ndarray:
    """W(r) = max(0, (zone / 2) (h^2 S^2 / zone^2 - r)): how far a sum may fall behind and stay."""
    left = constant * np.asarray(variance) / zone**2 - replications
    return np.asarray(np.maximum(0.0, zone / 2.0 * left))


def select(
    observe: Observe,
    policies: int,
    zone: float,
    confidence: float,
    first_stage: int,
    most: int,
    block: int = 4,
    enough: Callable[[tuple[int, ...], int], bool] = lambda *_: False,
) -> Selection:
    """Find the best of ``policies``, by larger values.

    Args:
        zone: the smallest difference worth detecting, in the unit of the values.
        first_stage: replications from which the variances are estimated, at least 2.
        most: replications after which the selection stops in any case.
        block: replications asked for at a time; the result does not depend on it but through
            ``enough``.
        enough: asked before every block, with the policies left and the replications met so far;
            True stops the selection.
    """
    alive = tuple(range(policies))
    if policies == 1:
        return Selection(0, (), 0, True, 0)
    values = observe(alive, first_stage)
    variance = _variances(values)
    error = 1.0 - confidence
    square = constant(policies, first_stage, 1.0 - (1.0 - LOOKING) * error)
    looks = _looks(first_stage, most)
    each = LOOKING * error / (policies - 1) / len(looks)
    eliminated: list[tuple[int, int]] = []
    known = {place: values[place] for place in alive}
    met = first_stage
    while True:
        sums = {place: float(known[place][:met].sum()) for place in alive}
        gone = _behind(alive, sums, met, variance, zone, square)
        if met in looks:
            met_by = {place: known[place][:met] for place in alive if place not in gone}
            gone += outdone(met_by, zone, each)
        eliminated += [(place, met) for place in gone]
        alive = tuple(place for place in alive if place not in gone)
        if len(alive) == 1:
            return Selection(alive[0], tuple(eliminated), met, True, met)
        if met == known[alive[0]].size:
            if met >= most or enough(alive, met):
                best = max(alive, key=lambda place: sums[place])
                widest = float(variance[np.ix_(alive, alive)].max())
                closes_at = math.ceil(square * widest / zone**2)
                return Selection(best, tuple(eliminated), met, False, closes_at)
            values = observe(alive, min(met + block, most))
            known = dict(zip(alive, values, strict=True))
        met += 1


def _variances(values: Sequence[np.ndarray]) -> np.ndarray:
    """Sample variance of the paired differences of all pairs, shape (policies, policies)."""
    count = len(values)
    variance = np.zeros((count, count))
    for one, other in combinations(range(count), 2):
        variance[one, other] = variance[other, one] = (values[one] - values[other]).var(ddof=1)
    return variance


def _looks(first_stage: int, most: int) -> tuple[int, ...]:
    """Replications after which a look is taken, the last of all among them."""
    looks = [first_stage]
    while looks[-1] < most:
        looks.append(min(math.ceil(_WIDER * looks[-1]), most))
    return tuple(looks)


def outdone(values: Mapping[int, np.ndarray], zone: float, error: float) -> list[int]:
    """Policies shown to be worse than the leader; all others, if none is a zone better.

    Args:
        values: by place, each of shape (replications,).
    """
    best = max(values, key=lambda place: float(values[place].sum()))
    others = [place for place in values if place != best]
    behind = [place for place in others if worse(values[place], values[best], error)]
    if all(worse(values[place] - zone, values[best], error) for place in others):
        return others
    return behind


def _behind(
    alive: tuple[int, ...],
    sums: dict[int, float],
    met: int,
    variance: np.ndarray,
    zone: float,
    square: float,
) -> list[int]:
    """Policies whose sum is behind another's by more than the boundary allows.

    On equal sums at a closed boundary the policy named first stays.
    """
    gone = []
    for one in alive:
        for other in alive:
            if one == other:
                continue
            allowed = float(boundary(met, variance[one, other], zone, square))
            gap = sums[other] - sums[one]
            if gap > allowed or (gap == allowed == 0.0 and other < one):
                gone.append(one)
                break
    return gone
