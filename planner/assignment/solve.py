"""The assignment of least cost: relaxed, rounded, improved by local search, with a proven bound."""

import numpy as np

from planner.assignment.columns import best, columns_of, staying
from planner.assignment.descent import settled, terms
from planner.assignment.measure import exceeded, measure
from planner.assignment.problem import Problem, Solution
from planner.assignment.relaxation import Relaxation, relax

NEIGHBOURS = 12
"""People a unit may go to in the local search, the cheapest ones at the relaxation's prices."""


def solve(problem: Problem) -> Solution:
    """The assignment of least cost that is found, and how far from the least it can be."""
    relaxed = relax(problem)
    chosen = columns_of(best(relaxed.reduced, staying(problem), NEIGHBOURS))
    person = settled(terms(problem, chosen), _rounded(problem, relaxed))
    objective = measure(problem, person).objective
    bound = min(relaxed.bound, objective)
    return Solution(person, objective, bound, objective == bound, exceeded(problem, person))


def _rounded(problem: Problem, relaxed: Relaxation) -> np.ndarray:
    """Units that the relaxation leaves whole, at their people; -1 for those in parts."""
    person = np.full(problem.units, -1)
    whole = relaxed.share > 1.0 - 1e-6
    person[relaxed.columns.unit[whole]] = relaxed.columns.person[whole]
    return person
