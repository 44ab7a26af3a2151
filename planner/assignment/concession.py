"""What to give up if not all demands can be met: as little as possible."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from planner.assignment.columns import columns_of, free
from planner.assignment.conflicts import restricted, rows_of
from planner.assignment.descent import filled, settled
from planner.assignment.measure import HAIR, measure
from planner.assignment.model import model
from planner.assignment.problem import Problem
from planner.assignment.program import NODES, Program, integer
from planner.assignment.size import LARGE
from planner.assignment.state import known, nobody


def opened(problem: Problem) -> Problem:
    """The problem, in which units that nobody may have may be with anybody."""
    nobody_may = ~np.asarray(problem.allowed.any(axis=1))
    if not nobody_may.any():
        return problem
    return replace(problem, allowed=problem.allowed | nobody_may[:, None])


def narrowed(problem: Problem) -> Problem:
    """The problem without pairs that change more than is left when all others change least.

    Where even those are beyond a limit, of many pairs only those are left that change least.
    """
    allowed = problem.allowed
    for changed, most in problem.changes if problem.units else ():
        least = np.where(allowed, changed, np.inf).min(axis=1)
        left = most - least.sum()
        if left < 0 and allowed.sum() <= LARGE:
            continue
        more = changed - least[:, None]
        allowed = allowed & (more <= max(left, 0.0) + HAIR * max(most, 1.0))
    return problem if allowed is problem.allowed else replace(problem, allowed=allowed)


def conceded(problem: Problem) -> tuple[Problem, np.ndarray]:
    """An assignment beyond the limits by the least, and the problem with the limits it needs.

    The least sum over all limits of what is beyond them, in parts of the limit (of an hour, an
    account or 1 of money, if that is more), by an integer program and a local search. Who may have
    a unit is kept to.
    """
    bare = restricted(problem, rows_of(problem))
    terms, state = known(bare, columns_of(bare.allowed), free(bare)), nobody(bare)
    filled(terms, state, _least(bare))
    settled(terms, state)
    return stretched(problem, state.person), state.person


def stretched(problem: Problem, person: np.ndarray) -> Problem:
    """The problem with the limits that an assignment needs."""
    used = measure(problem, person)
    moved, value = problem.most_moved, problem.most_moved_value
    return replace(
        problem,
        most_hours=np.maximum(problem.most_hours, used.hours.sum(axis=1)),
        most_accounts=np.maximum(problem.most_accounts, used.accounts),
        most_moved=None if moved is None else max(moved, used.moved),
        most_moved_value=None if value is None else max(value, used.moved_value),
    )


def _least(bare: Problem) -> np.ndarray:
    """The assignment that is beyond limits by the least, shape (units,)."""
    columns = columns_of(bare.allowed)
    made = model(bare, columns)
    program = made.program
    rows, pairs = program.limit.size, columns.person.size
    part = made.limit_scale / np.maximum(program.limit * made.limit_scale, 1.0)
    more = csr_array((program.right.size, rows))
    elastic = Program(
        cost=np.concatenate([np.zeros(program.cost.size), part]),
        equal=csr_array(hstack([program.equal, more])),
        right=program.right,
        most=csr_array(hstack([program.most, -eye_array(rows)])),
        limit=program.limit,
        whole=np.concatenate([program.whole, np.zeros(rows, dtype=bool)]),
    )
    found = integer(elastic, gap=0.0, nodes=NODES).values
    if found is None:
        return np.full(bare.units, -1)
    person = np.full(bare.units, -1)
    chosen = found[:pairs] > 0.5
    person[columns.unit[chosen]] = columns.person[chosen]
    return person
