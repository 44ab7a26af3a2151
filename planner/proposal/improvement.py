"""Improvement on the prediction itself: one move after the other, the best first.

The assignment of least cost is sought by prices that stand for what books bring. Here it is that
which is predicted of them that decides.
"""

from collections.abc import Iterator

import numpy as np

from planner.proposal.formulation import Formulation
from planner.proposal.lists import offered
from planner.proposal.value import books_of
from planner.study.study import Study
from simmodel.contract.assignment import NOBODY

_LEAST = 1.0  # money, below which a move is none
_TRIES = 4  # moves that are tried until one brings what it promised in part


class _Limits:
    """What people and moves may amount to; what is beyond a limit may not grow."""

    def __init__(self, made: Formulation, person: np.ndarray) -> None:
        self.problem, rows = made.problem, np.arange(person.size)
        self.whole = self.problem.hours.sum(axis=1)[:, None] * self.problem.slower
        self.hours = np.zeros(self.problem.people)
        self.accounts = np.zeros(self.problem.people, np.int64)
        np.add.at(self.hours, person, self.whole[rows, person])
        np.add.at(self.accounts, person, self.problem.accounts)
        self.moved = int(self.problem.moved[rows, person].sum())
        self.value = float(self.problem.moved_value[rows, person].sum())

    def possible(self, person: np.ndarray) -> np.ndarray:
        """Whether each unit may go to each person now; bool, shape (units, people)."""
        problem, rows = self.problem, np.arange(person.size)
        found = problem.allowed.copy()
        found[rows, person] = False
        found &= self.hours + self.whole <= np.maximum(problem.most_hours, self.hours)
        accounts = self.accounts + problem.accounts[:, None]
        found &= accounts <= np.maximum(problem.most_accounts, self.accounts)
        for each, most, now in (
            (problem.moved, problem.most_moved, self.moved),
            (problem.moved_value, problem.most_moved_value, self.value),
        ):
            if most is not None:
                more = each - each[rows, person][:, None]
                found &= (now + more <= most) | (more <= 0)
        return found

    def move(self, unit: int, here: int, there: int) -> None:
        """A unit goes from one person to another."""
        problem = self.problem
        for person, sign in ((here, -1), (there, 1)):
            self.hours[person] += sign * self.whole[unit, person]
            self.accounts[person] += sign * problem.accounts[unit]
            self.moved += sign * int(problem.moved[unit, person])
            self.value += sign * float(problem.moved_value[unit, person])


def improved(study: Study, made: Formulation, person: np.ndarray) -> Iterator[np.ndarray]:
    """Assignments, each better than the one before by one move, until none is predicted to pay.

    Args:
        person: places, by unit, to begin with.

    Returns:
        places by unit, one assignment after another.
    """
    offer, limits = offered(study), _Limits(made, person)
    given = study.facts, study.baseline, study.objective
    cost, rows = _cost(made), np.arange(person.size)

    def worth(each: np.ndarray) -> float:
        books = books_of(made, each[made.units.of])
        return float(offer.predicted(*given, books).sum()) - float(cost[rows, each].sum())

    now = worth(person)
    while True:
        books, possible = books_of(made, person[made.units.of]), limits.possible(person)
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
                limits.move(unit, int(person[unit]), there)
                person, now = other, then
                yield person
                break
        else:
            return


def _cost(made: Formulation) -> np.ndarray:
    """What units cost with each person, beyond what is predicted of their renewals: money, shape
    (units, people)."""
    owner = made.terms.lists.owner
    other = (owner[:, None] != np.arange(len(made.terms.lists.people))) & (owner != NOBODY)[:, None]
    goodwill = made.units.sum(np.where(other, made.prices.change[:, None], 0.0))
    found: np.ndarray = made.problem.cost - goodwill
    return found
