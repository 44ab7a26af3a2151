"""Improvement on the prediction itself: one move after the other, the best first.

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
_TRIES = 4  # moves that are tried until one brings what it promised in part


def improved(study: Study, made: Formulation, person: np.ndarray) -> Iterator[np.ndarray]:
    """Assignments, each better than the one before by one move, until none is predicted to pay.

    Args:
        person: places, by unit, to begin with.

    Returns:
        places by unit, one assignment after another.
    """
    offer, problem = offered(study), made.problem
    given = study.facts, study.baseline, study.objective
    cost, rows = _cost(made), np.arange(person.size)

    def worth(each: np.ndarray) -> float:
        books = books_of(made, each[made.units.of])
        return float(offer.predicted(*given, books).sum()) - float(cost[rows, each].sum())

    now = worth(person)
    while True:
        books, possible = books_of(made, person[made.units.of]), _possible(problem, person)
        saved = offer.gains(*given, books, made.units.of, made.terms.slower, possible)
        saved = np.where(possible, saved - (cost - cost[rows, person][:, None]), -np.inf)
        for place in np.argsort(-saved, axis=None, kind="stable")[:_TRIES].tolist():
            unit, there = divmod(place, saved.shape[1])
            if saved[unit, there] <= _LEAST:
                return
            other = person.copy()
            other[unit] = there
            then = worth(other)
            if then > now + _LEAST:
                person, now = other, then
                yield person
                break
        else:
            return


def _cost(made: Formulation) -> np.ndarray:
    """What units cost with each person, beyond what is predicted of their renewals: money, shape
    (units, people)."""
    goodwill = made.units.sum(np.where(made.terms.moves, made.prices.change[:, None], 0.0))
    found: np.ndarray = made.problem.cost - goodwill
    return found


def _possible(problem: Problem, person: np.ndarray) -> np.ndarray:
    """Whether each unit may go to each person, all others being as they are; what is beyond a limit
    may not grow. Bool, shape (units, people)."""
    used, rows = measure(problem, person), np.arange(person.size)
    found = problem.allowed.copy()
    found[rows, person] = False
    hours, whole = used.hours.sum(axis=1), problem.whole[:, None] * problem.slower
    found &= hours + whole <= np.maximum(problem.most_hours, hours)
    accounts = used.accounts + problem.accounts[:, None]
    found &= accounts <= np.maximum(problem.most_accounts, used.accounts)
    for each, most, now in (
        (problem.moved, problem.most_moved, used.moved),
        (problem.moved_value, problem.most_moved_value, used.moved_value),
    ):
        if most is not None:
            more = each - each[rows, person][:, None]
            found &= (now + more <= most) | (more <= 0)
    return found
