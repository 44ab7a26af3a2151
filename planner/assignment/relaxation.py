"""The linear relaxation: units in parts, at several people. Its value bounds every assignment.

The bound is the Lagrangian one at its prices, so that it holds however exact the solver is:

    sum_i min_j (cost_ij + what i uses at j, at the prices) - worth of targets and limits

Source: Fisher (1981), "The Lagrangian relaxation method for solving integer programming problems",
Management Science 27(1), section 2; its value at the optimal prices is that of the linear program,
as the subproblem has integer solutions anyway (Geoffrion 1974).
"""

from dataclasses import dataclass

import numpy as np

from planner.assignment.columns import (
    Columns,
    Prices,
    columns_of,
    limits_at,
    priced,
)
from planner.assignment.model import model, prices_of
from planner.assignment.problem import Problem
from planner.assignment.program import Optimum, linear


@dataclass(frozen=True)
class Relaxation:
    """The end of the relaxation.

    Attributes:
        share: (units, people), the part of a unit that a person has.
        prices: at the optimum.
        bound: money; no assignment within the limits costs less.
        reduced: (units, people), what each pair costs at the prices above the unit's cheapest; inf
            where not allowed.
    """

    share: np.ndarray
    prices: Prices
    bound: float
    reduced: np.ndarray


class ImpossibleError(ValueError):
    """No assignment keeps to the limits, even with units in parts."""


def relax(problem: Problem) -> Relaxation:
    """The relaxation of a problem in which each unit has somebody who may have it.

    Raises:
        ImpossibleError: the limits cannot be kept to.
    """
    columns = columns_of(problem.allowed)
    made = model(problem, columns)
    found = linear(made.program)
    if found is None:
        raise ImpossibleError
    prices = prices_of(problem, made, found)
    bound, reduced = bounded(problem, prices)
    return Relaxation(shares(problem, columns, found), prices, bound, reduced)


def bounded(problem: Problem, prices: Prices) -> tuple[float, np.ndarray]:
    """The bound at prices, money, and what each pair costs at them above the unit's cheapest."""
    use = priced(problem, prices)
    cheapest = use.min(axis=1)
    return float(cheapest.sum()) - limits_at(problem, prices), use - cheapest[:, None]


def shares(problem: Problem, columns: Columns, optimum: Optimum) -> np.ndarray:
    """The parts of units that people have at the optimum over columns, shape (units, people)."""
    found = np.zeros(problem.cost.shape)
    found[columns.unit, columns.person] = optimum.values[: columns.person.size]
    return found
