"""The assignment of least cost: relaxed, rounded, improved by local search, with a proven bound."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from planner.assignment.columns import best, columns_of, staying
from planner.assignment.concession import conceded, narrowed, opened, stretched
from planner.assignment.descent import filled, settled
from planner.assignment.exact import VISIBLE, exact
from planner.assignment.measure import exceeded, measure
from planner.assignment.problem import Problem, Solution
from planner.assignment.recreation import recreated
from planner.assignment.relaxation import ImpossibleError, Relaxation, relax
from planner.assignment.size import LARGE, SMALL
from planner.assignment.smoothing import smoothed
from planner.assignment.state import Known, State, known, nobody

NEAR, FAR, ANEW = 4, 12, 8
"""People a unit may go to in the local search, the cheapest ones at the relaxation's prices: of all
starts (where there are few pairs also all people), of the best of them, and where that is ruined
and made anew. All people, if limits are not kept to among those and there are few pairs."""

_WHOLE = (0.3, 0.5, 0.7, 0.9)
"""Starts: units are where they are in the relaxation with more than so large a part. Where there
are many pairs, the first two."""


def solve(problem: Problem, start: np.ndarray | None = None) -> Solution:
    """The assignment of least cost that is found, and how far from the least it can be.

    If not all demands can be met, those that are given up come to as little as possible
    (:func:`planner.assignment.concession.conceded`), and cost and bound are those without them. Of
    more than :data:`LARGE` pairs they come to what the local search cannot meet.

    Args:
        start: (units,), an assignment within the limits that is to be improved on, if any.

    Raises:
        ValueError: there are units and no people.
    """
    if problem.units and not problem.people:
        raise ValueError("there are units and no people to look after them")
    possible = narrowed(opened(problem))
    try:
        found = _solved(possible, start)
        if exceeded(possible, found.person):
            found = _solved(*_conceding(possible, found.person))
    except ImpossibleError:
        found = _solved(*conceded(possible))
    return replace(found, unmet=exceeded(problem, found.person))


def frontier(problem: Problem, caps: Sequence[int | None]) -> Iterator[Solution]:
    """Solutions for limits on how many accounts change their person, from few to many; None: any.

    Each begins with the one before, so that more changes never cost more once all demands are met.
    """
    before: Solution | None = None
    for cap in sorted(caps, key=lambda cap: np.inf if cap is None else cap):
        start = None if before is None or before.unmet else before.person
        before = solve(replace(problem, most_moved=cap), start)
        yield before


def _conceding(problem: Problem, person: np.ndarray) -> tuple[Problem, np.ndarray]:
    if problem.allowed.sum() > LARGE:
        return stretched(problem, person), person
    return conceded(problem)


def _solved(problem: Problem, start: np.ndarray | None) -> Solution:
    pairs = int(problem.allowed.sum())
    relaxed = relax(problem) if pairs <= LARGE else smoothed(problem)
    parts = _WHOLE[:2] if pairs > LARGE else _WHOLE
    starts = [_within(problem, relaxed, _rounded(relaxed, whole)) for whole in parts]
    starts += [] if start is None else [start]
    near = (NEAR,) if pairs > LARGE else (NEAR, problem.people)
    ends = [_searched(problem, relaxed, few, each) for few in near for each in starts]
    person = _improved(problem, relaxed, _best(problem, ends))
    bound = relaxed.bound
    if pairs > SMALL and not _near(problem, person, bound):
        person = _best(problem, [person, _anew(problem, relaxed, person)])
    if pairs <= LARGE and not _near(problem, person, bound):
        kept = not exceeded(problem, person)
        least = measure(problem, person).objective if kept else np.inf
        better, proven = exact(problem, relaxed, least)
        bound = max(bound, proven)
        if better is not None:
            person = _best(problem, [person, _improved(problem, relaxed, better)])
    objective = measure(problem, person).objective
    return Solution(person, objective, min(bound, objective), _near(problem, person, bound))


def _best(problem: Problem, found: Sequence[np.ndarray]) -> np.ndarray:
    """The assignment that is beyond limits by the least; of those, the one of least cost."""

    def order(person: np.ndarray) -> tuple[float, float]:
        beyond = sum(each.amount for each in exceeded(problem, person))
        return beyond, measure(problem, person).objective

    return min(found, key=order)


def _near(problem: Problem, person: np.ndarray, bound: float) -> bool:
    objective = measure(problem, person).objective
    return objective - bound <= VISIBLE * abs(objective) and not exceeded(problem, person)


def _improved(problem: Problem, relaxed: Relaxation, person: np.ndarray) -> np.ndarray:
    far = _searched(problem, relaxed, FAR, person)
    if problem.allowed.sum() > LARGE or not exceeded(problem, far):
        return far
    return _searched(problem, relaxed, problem.people, far)


def _searched(
    problem: Problem, relaxed: Relaxation, neighbours: int, start: np.ndarray
) -> np.ndarray:
    """What the local search makes of a start, in which units may be at -1."""
    terms, state = _begun(problem, relaxed, neighbours, start)
    settled(terms, state)
    return state.person


def _anew(problem: Problem, relaxed: Relaxation, start: np.ndarray) -> np.ndarray:
    """What comes of the end of a local search when some of it is ruined, and made anew."""
    few = NEAR if problem.allowed.sum() > LARGE else ANEW
    terms, state = _begun(problem, relaxed, few, start)
    recreated(terms, state, abs(measure(problem, start).objective) / problem.units)
    return state.person


def _begun(
    problem: Problem, relaxed: Relaxation, neighbours: int, start: np.ndarray
) -> tuple[Known, State]:
    """A local search at its start, where units at -1 go to whom they cost least."""
    columns = columns_of(best(relaxed.reduced, staying(problem), neighbours))
    terms, state = known(problem, columns, relaxed.prices), nobody(problem)
    filled(terms, state, start)
    return terms, state


def _rounded(relaxed: Relaxation, whole: float) -> np.ndarray:
    share = relaxed.share
    return np.where(share.max(axis=1, initial=0.0) > whole, share.argmax(axis=1), -1)


def _within(problem: Problem, relaxed: Relaxation, person: np.ndarray) -> np.ndarray:
    """The start with so many units back where they change least that changes are within limits.

    Those return first which by the relaxation lose least for what they change.
    """
    person, stay = person.copy(), staying(problem)
    units = np.arange(problem.units)
    for changed, most in problem.changes:
        at = np.where(person < 0, stay, person)
        more = (changed[units, at] - changed[units, stay]).astype(float)
        gone = np.flatnonzero(more > 0.0)
        lost = relaxed.reduced[gone, stay[gone]] - relaxed.reduced[gone, at[gone]]
        order = gone[np.argsort(lost / more[gone], kind="stable")]
        left = changed[units, at].sum() - np.cumsum(more[order])
        back = order[: int(np.searchsorted(-left, -most)) + 1]
        if changed[units, at].sum() > most:
            person[back] = stay[back]
    return person
