"""What each account would bring more with each person, all others being as proposed."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from planner.assignment.measure import Measures, measure
from planner.assignment.size import HUGE
from planner.proposal.formulation import Formulation
from planner.proposal.improvement import gained
from planner.study.study import Study
from simmodel.contract.assignment import NOBODY

_FEW = 3  # people of whom it is reckoned, where there are very many pairs, beside the owner


class Binding(StrEnum):
    """What keeps an account from a person with whom it would bring more."""

    ACCOUNTS = "accounts"  # the person has as many as allowed
    HOURS = "hours"  # or as many hours of work
    MOVES = "moves"  # as many accounts move as may
    VALUE = "value"  # or as much yearly value
    LOCKED = "locked"  # the list says so
    RENEWAL = "renewal"  # it renews too soon
    SETTLING = "settling"  # it has come to its owner only now
    DECIDED = "decided"  # a person has decided so
    HANDOVER = "handover"  # what the change itself costs
    TOGETHER = "together"  # others that it stays with


@dataclass(frozen=True, eq=False)
class Reckoning:
    """A reckoning of a proposal.

    Attributes:
        made: the problem.
        person: places, by unit.
        more: money that each unit would bring more with each person, predicted, when the change is
            paid; shape (units, people). It is -inf where it was not reckoned: with who lacks what
            is needed, and where there are very many pairs with whom it is dear by the prices.
    """

    made: Formulation
    person: np.ndarray
    more: np.ndarray

    def binding(self, unit: int, person: int) -> tuple[Binding, ...]:
        """The limits that keep a unit from a person."""
        problem, here = self.made.problem, self.person[unit]
        found = []
        if self._used.accounts[person] + problem.accounts[unit] > problem.most_accounts[person]:
            found.append(Binding.ACCOUNTS)
        hours = _without(self.made, self._used, self.person, unit)[person].sum()
        hours += (problem.slower[unit, person] * problem.hours[unit]).sum()
        if hours > problem.most_hours[person]:
            found.append(Binding.HOURS)
        more = problem.moved[unit, person] - problem.moved[unit, here]
        if problem.most_moved is not None and self._used.moved + more > problem.most_moved:
            found.append(Binding.MOVES)
        value = problem.moved_value[unit, person] - problem.moved_value[unit, here]
        most = problem.most_moved_value
        if most is not None and self._used.moved_value + value > most and value > 0:
            found.append(Binding.VALUE)
        return tuple(found)

    @cached_property
    def _used(self) -> Measures:
        return measure(self.made.problem, self.person)


def reckoned(study: Study, made: Formulation, person: np.ndarray) -> Reckoning:
    """The reckoning of a proposal.

    Args:
        person: places, by unit.
    """
    units, owner = made.units, made.terms.lists.owner
    pairs = made.problem.allowed | (units.sum(~made.terms.fits) == 0)
    if pairs.sum() > HUGE:
        pairs &= _cheapest(made, person)
    owned = owner != NOBODY
    pairs[units.of[owned], owner[owned]] = True
    more = np.where(pairs, gained(study, made, person, pairs), -np.inf)
    more[np.arange(person.size), person] = 0.0
    return Reckoning(made, person, more)


def _cheapest(made: Formulation, person: np.ndarray) -> np.ndarray:
    """Whether somebody is among the few with whom a unit is cheapest; bool, (units, people)."""
    problem, used = made.problem, measure(made.problem, person)
    found = np.zeros(problem.allowed.shape, bool)
    for unit in range(person.size):
        own = problem.slower[unit][:, None] * problem.hours[unit]
        rest = _without(made, used, person, unit)
        over = np.maximum(rest + own - problem.target, 0.0) - np.maximum(rest - problem.target, 0.0)
        cost = np.where(problem.allowed[unit], problem.cost[unit] + over @ problem.over, np.inf)
        found[unit, np.argsort(cost, kind="stable")[:_FEW]] = True
    return found


def _without(made: Formulation, used: Measures, person: np.ndarray, unit: int) -> np.ndarray:
    """Hours of people without those of a unit."""
    problem, here = made.problem, person[unit]
    rest = used.hours.copy()
    rest[here] -= problem.slower[unit, here] * problem.hours[unit]
    return rest
