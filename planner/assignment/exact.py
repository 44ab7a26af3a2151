"""Small problems as an integer program, of what an assignment that is known leaves open."""

import numpy as np

from planner.assignment.columns import columns_of
from planner.assignment.model import model
from planner.assignment.problem import Problem
from planner.assignment.program import NODES, integer
from planner.assignment.relaxation import Relaxation
from planner.assignment.size import SMALL

VISIBLE = 1e-4
"""The part of its cost by which an assignment may cost more than the least and count as optimal:
nobody knows prices to a ten-thousandth. It is what solvers of integer programs leave open too."""


_CORE = 750  # pairs beyond one for each unit


def exact(problem: Problem, relaxed: Relaxation, least: float) -> tuple[np.ndarray | None, float]:
    """The assignment of least cost, and what none costs less than; None if none below ``least``.

    A pair that costs more at the relaxation's prices than is between its bound and the cost
    ``least`` of a known assignment is in no better one, and is left out (reduced cost fixing).
    A problem in which more is left than can be searched is not. The search ends after so many
    nodes; the bound then says how far it came.
    """
    room = least - relaxed.bound
    columns = columns_of(problem.allowed & (relaxed.reduced <= room + VISIBLE * abs(room)))
    large = problem.allowed.sum() > SMALL and columns.person.size > problem.units + _CORE
    if large:
        return None, relaxed.bound
    found = integer(model(problem, columns).program, gap=VISIBLE, nodes=NODES)
    bound = least if found.impossible else min(found.bound, least)
    if found.values is None:
        return None, bound
    person = np.full(problem.units, -1)
    chosen = found.values[: columns.person.size] > 0.5
    person[columns.unit[chosen]] = columns.person[chosen]
    return person, bound
