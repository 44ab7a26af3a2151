"""What an assignment amounts to: money by component, hours, balance, changes, limits exceeded."""

from dataclasses import dataclass

import numpy as np

from planner.assignment.problem import Problem
from planner.assignment.rows import Excess, Kind, Row

HAIR = 1e-6
"""The part of a limit by which sums may be above it and count as at it: less than people write,
and what solvers of integer programs keep to."""


@dataclass(frozen=True)
class Measures:
    """What an assignment amounts to.

    Attributes:
        cost, over, under: components of the objective, money.
        hours: (people, windows).
        accounts: (people,).
        variation: coefficient of variation (standard deviation over mean) of people's load, which
            is hours over target, both of all windows together; people without a target are left
            out, and 0 stands for fewer than two people with one.
        moved: accounts that change their person.
        moved_value: yearly value of those, money.
    """

    cost: float
    over: float
    under: float
    hours: np.ndarray
    accounts: np.ndarray
    variation: float
    moved: int
    moved_value: float

    @property
    def objective(self) -> float:
        """The cost of the assignment, money."""
        return self.cost + self.over + self.under


def measure(problem: Problem, person: np.ndarray) -> Measures:
    """What the assignment ``person`` (units,) amounts to, whether or not it keeps to the limits."""
    here = (np.arange(problem.units), person)
    load = problem.hours * problem.slower[here][:, None]
    hours = (
        np.stack(
            [np.bincount(person, weights=each, minlength=problem.people) for each in load.T], axis=1
        )
        if load.shape[1]
        else np.zeros_like(problem.target)
    )
    beyond = hours - problem.target
    return Measures(
        cost=float(problem.cost[here].sum()),
        over=float((np.maximum(beyond, 0.0) * problem.over).sum()),
        under=float((np.maximum(-beyond, 0.0) * problem.under).sum()),
        hours=hours,
        accounts=np.bincount(person, weights=problem.accounts, minlength=problem.people).astype(
            np.int64
        ),
        variation=_variation(hours.sum(axis=1), problem.target.sum(axis=1)),
        moved=int(problem.moved[here].sum()),
        moved_value=float(problem.moved_value[here].sum()),
    )


def exceeded(problem: Problem, person: np.ndarray) -> tuple[Excess, ...]:
    """Demands that the assignment does not meet."""
    found = measure(problem, person)
    allowed = problem.allowed[np.arange(problem.units), person]
    units = [Excess(unit_row(problem, unit), 1.0) for unit in np.flatnonzero(~allowed).tolist()]
    hours = _beyond(Kind.HOURS, found.hours.sum(axis=1), problem.most_hours)
    accounts = _beyond(Kind.ACCOUNTS, found.accounts, problem.most_accounts)
    moved = _beyond(Kind.MOVED, found.moved, problem.most_moved)
    value = _beyond(Kind.MOVED_VALUE, found.moved_value, problem.most_moved_value)
    return (*units, *hours, *accounts, *moved, *value)


def unit_row(problem: Problem, unit: int) -> Row:
    """The row that says where a unit may be."""
    able = int(problem.allowed[unit].sum())
    if able == 0:
        return Row(Kind.NOBODY, unit)
    return Row(Kind.FIXED, unit) if able == 1 else Row(Kind.CHOICE)


def _beyond(
    kind: Kind, amounts: np.ndarray | float, most: np.ndarray | float | None
) -> list[Excess]:
    if most is None:
        return []
    above = np.atleast_1d(amounts - np.asarray(most, dtype=float))
    limits = np.atleast_1d(np.asarray(most, dtype=float))
    places = np.flatnonzero(above > HAIR * np.maximum(limits, 1.0))
    alone = np.ndim(amounts) == 0
    return [Excess(Row(kind, -1 if alone else int(j)), float(above[j])) for j in places]


def _variation(hours: np.ndarray, target: np.ndarray) -> float:
    load = hours[target > 0.0] / target[target > 0.0]
    if load.size < 2 or load.mean() == 0.0:
        return 0.0
    return float(load.std() / load.mean())
