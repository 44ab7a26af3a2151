"""Columns: which people are weighed for which units; and what each is worth under given prices."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.assignment.problem import Problem


@dataclass(frozen=True)
class Columns:
    """Pairs of a unit and a person who may have it, by unit, then by person.

    Attributes:
        start: (units + 1,), where the people of each unit begin in ``person``.
        person: (columns,).
    """

    start: np.ndarray
    person: np.ndarray

    @cached_property
    def unit(self) -> np.ndarray:
        """The unit of each column, shape (columns,)."""
        return np.repeat(np.arange(self.start.size - 1), np.diff(self.start))


@dataclass(frozen=True)
class Prices:
    """What an hour, an account or a change is worth, money; from the dual of the relaxation.

    Attributes:
        window: (people, windows), of an hour in a window; from -under to over.
        hours: (people,), of an hour below a person's limit.
        accounts: (people,), of an account below it.
        moved: of an account that may change its person.
        moved_value: of the yearly value that may.
    """

    window: np.ndarray
    hours: np.ndarray
    accounts: np.ndarray
    moved: float
    moved_value: float


def free(problem: Problem) -> Prices:
    """Prices of a problem without limits or targets."""
    none = np.zeros(problem.people)
    return Prices(np.zeros_like(problem.target), none, none, 0.0, 0.0)


def columns_of(chosen: np.ndarray) -> Columns:
    """The columns that are True in ``chosen`` (units, people)."""
    start = np.concatenate([[0], np.cumsum(chosen.sum(axis=1))])
    return Columns(start, np.nonzero(chosen)[1])


def priced(problem: Problem, prices: Prices) -> np.ndarray:
    """Cost of each pair with all that it uses, at ``prices``; inf where not allowed.

    Shape (units, people).
    """
    use = problem.hours @ (prices.window + prices.hours[:, None]).T
    use *= problem.slower
    use += problem.cost
    use += problem.accounts[:, None] * prices.accounts
    if prices.moved:
        use += prices.moved * problem.moved
    if prices.moved_value:
        use += prices.moved_value * problem.moved_value
    use[~problem.allowed] = np.inf
    return np.asarray(use)


def limits_at(problem: Problem, prices: Prices) -> float:
    """What targets and limits themselves are worth at ``prices``, money."""
    worth = float((prices.window * problem.target).sum())
    for price, most in (
        (prices.hours, problem.most_hours),
        (prices.accounts, problem.most_accounts),
        (prices.moved, problem.most_moved),
        (prices.moved_value, problem.most_moved_value),
    ):
        each, limit = np.atleast_1d(price), np.atleast_1d(np.inf if most is None else most)
        worth += float(each[each > 0.0] @ limit[each > 0.0])
    return worth


def best(use: np.ndarray, stay: np.ndarray, count: int) -> np.ndarray:
    """The ``count`` cheapest people of each unit by ``use``, and where it changes least.

    Args:
        use: (units, people), inf for who may not have it.
        stay: (units,), where it changes least.

    Returns:
        (units, people), bool.
    """
    units, people = use.shape
    chosen = np.zeros(use.shape, dtype=bool)
    if count < people:
        cheapest = np.argpartition(use, count - 1, axis=1)[:, :count]
        np.put_along_axis(chosen, cheapest, True, axis=1)
    else:
        chosen[:] = True
    chosen[np.arange(units), stay] = True
    return np.asarray(chosen & np.isfinite(use))


def staying(problem: Problem) -> np.ndarray:
    """Where each unit changes least, the cheapest of such people, shape (units,)."""
    moved = np.where(problem.allowed, problem.moved, np.iinfo(np.int64).max)
    value = np.where(moved == moved.min(axis=1, keepdims=True), problem.moved_value, np.inf)
    cost = np.where(value == value.min(axis=1, keepdims=True), problem.cost, np.inf)
    return np.asarray(cost.argmin(axis=1))
