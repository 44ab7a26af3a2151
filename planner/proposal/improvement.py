"""Improvement on the prediction itself: one move after the other, or some, the best first.

The assignment of least cost is sought by prices that stand for what books bring. Here it is that
which is predicted of them that decides.
"""

from collections.abc import Iterator

import numpy as np

from planner.assignment.measure import measure
from planner.assignment.problem import Problem
from planner.proposal.formulation import Formulation
from planner.proposal.lists import offered
from planner.proposal.value import books_of
from planner.study.study import Study

_LEAST = 1.0  # money, below which a move is none
_FEW = 200  # pairs of which each is predicted by itself, as newcomers weigh much in small teams
_TRIES = 4  # moves that are tried until one brings what it promised in part


def improved(
    study: Study, made: Formulation, person: np.ndarray, *, together: bool = False
) -> Iterator[np.ndarray]:
    """Assignments, each better than the one before, until no move is predicted to pay.

    Args:
        person: places, by unit, to begin with.
        together: whether moves between different people are made at a time; else each is by one.

    Returns:
        places by unit, one assignment after another.
    """
    offer, problem = offered(study), made.problem
    given = study.facts, study.baseline, study.objective
    cost, rows = _cost(made), np.arange(person.size)

    def worth(each: np.ndarray) -> float:
        books = books_of(made, each[made.units.of])
        return offer.predicted(*given, books) - float(cost[rows, each].sum())

    now = worth(person)
    while True:
        possible = _possible(problem, person)
        saved = np.where(possible, gained(study, made, person, possible), -np.inf)
        order = np.argsort(-saved, axis=None, kind="stable")
        moves = [divmod(place, saved.shape[1]) for place in order[:_TRIES].tolist()]
        steps = [[each] for each in moves if saved[each] > _LEAST]
        if not steps:
            return
        if together:
            steps.insert(0, _apart(problem, person, saved, order))
        for step in steps:
            other = person.copy()
            for unit, there in step:
                other[unit] = there
            then = worth(other)
            if then > now + _LEAST:
                person, now = other, then
                yield person
                break
        else:
            return


def gained(study: Study, made: Formulation, person: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """What each unit would bring more with each person, predicted, when the change is paid, all
    others being as they are; money, shape (units, people).

    Args:
        person: places, by unit.
        pairs: bool, of which it is asked, likewise; of others no number of meaning.
    """
    offer, cost = offered(study), _cost(made)
    given = study.facts, study.baseline, study.objective
    books = books_of(made, person[made.units.of])
    if pairs.sum() <= _FEW:
        gains, now = np.zeros(pairs.shape), offer.predicted(*given, books)
        for unit, there in np.argwhere(pairs).tolist():
            other = person.copy()
            other[unit] = there
            gains[unit, there] = offer.predicted(*given, books_of(made, other[made.units.of])) - now
    else:
        gains = offer.gains(*given, books, made.units.of, made.terms.slower, pairs)
    found: np.ndarray = gains - (cost - cost[np.arange(person.size), person][:, None])
    return found


def _apart(
    problem: Problem, person: np.ndarray, saved: np.ndarray, order: np.ndarray
) -> list[tuple[int, int]]:
    """The best moves of which no two concern the same person, units and where they go.

    What each brings is then nearly as if it were alone; and no limit is exceeded by all of them.
    """
    changes = list(_changes(problem, person))
    left = [most for _, most in changes]
    concerned = np.zeros(problem.people, dtype=bool)
    found: list[tuple[int, int]] = []
    for place in order.tolist():
        unit, there = divmod(place, saved.shape[1])
        here, more = person[unit], [each[unit, there] for each, _ in changes]
        if saved[unit, there] <= _LEAST or concerned.all():
            break
        if concerned[here] or concerned[there]:
            continue
        if any(one > 0 and one > rest for one, rest in zip(more, left, strict=True)):
            continue
        concerned[[here, there]] = True
        left = [rest - one for one, rest in zip(more, left, strict=True)]
        found.append((unit, there))
    return found


def _cost(made: Formulation) -> np.ndarray:
    """What units cost with each person, beyond what is predicted of their renewals: money, shape
    (units, people)."""
    goodwill = made.units.sum(np.where(made.terms.moves, made.prices.change[:, None], 0.0))
    found: np.ndarray = made.problem.cost - goodwill
    return found


def _possible(problem: Problem, person: np.ndarray) -> np.ndarray:
    """Whether each unit may go to each person, all others being as they are; what is beyond a limit
    may not grow. Bool, shape (units, people)."""
    used = measure(problem, person)
    found = problem.allowed.copy()
    found[np.arange(person.size), person] = False
    hours, whole = used.hours.sum(axis=1), problem.whole[:, None] * problem.slower
    found &= hours + whole <= np.maximum(problem.most_hours, hours)
    accounts = used.accounts + problem.accounts[:, None]
    found &= accounts <= np.maximum(problem.most_accounts, used.accounts)
    for more, left in _changes(problem, person):
        found &= (more <= left) | (more <= 0)
    return found


def _changes(problem: Problem, person: np.ndarray) -> Iterator[tuple[np.ndarray, float]]:
    """What each pair changes more than now, shape (units, people), and what is left of its limit,
    where there is one: of accounts, and of yearly value."""
    rows = np.arange(person.size)
    for changed, most in problem.changes:
        now = changed[rows, person]
        yield changed - now[:, None], most - float(now.sum())
