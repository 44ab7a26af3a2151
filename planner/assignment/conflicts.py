"""Demands that cannot all be met: smallest sets of rows that conflict.

A set is irreducible: without any one of its rows the others can be met. What a person's fixed units
take beyond that person's limit is found by counting, the largest first, so that no set is smaller;
other sets by dividing the rows (Junker 2004, "QuickXplain: preferred explanations and relaxations
for over-constrained problems", AAAI). A row of a unit that is left out leaves the unit with nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.assignment.columns import columns_of
from planner.assignment.measure import HAIR, unit_row
from planner.assignment.model import model
from planner.assignment.problem import Problem
from planner.assignment.program import NODES, integer, linear
from planner.assignment.rows import Kind, Row
from planner.assignment.size import LARGE, SMALL

_NO_LIMIT = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Conflict:
    """Rows that cannot all be met, though any but one of them can.

    Attributes:
        rows: sorted.
        among: units of the row about units that have a choice which may only be with people whose
            limits are in ``rows``; empty without that row, or if changes are limited.
    """

    rows: tuple[Row, ...]
    among: tuple[int, ...] = ()


def conflicts(problem: Problem) -> tuple[Conflict, ...]:
    """Conflicts that share no row, until the rows of none are left to conflict.

    Of a problem with more than :data:`LARGE` pairs those only that concern fixed units or nobody;
    above :data:`SMALL`, those that show with units in parts.
    """
    rows = rows_of(problem)
    found = [Conflict((row,)) for row in rows if row.kind == Kind.NOBODY]
    found += [Conflict(tuple(sorted(each))) for each in _counted(problem, rows)]
    rows = _without(rows, found)
    while problem.allowed.sum() <= LARGE and not can_be_met(problem, rows):
        least = tuple(sorted(_divided(problem, (), rows, changed=False)))
        found.append(Conflict(least, _among(problem, least)))
        rows = _without(rows, found)
    return tuple(found)


def rows_of(problem: Problem) -> tuple[Row, ...]:
    """All demands; those that are kept to rather than explained by come last."""
    units = sorted({unit_row(problem, unit) for unit in range(problem.units)})
    people = range(problem.people)
    finite = np.isfinite(problem.most_hours)
    most: list[Row] = [Row(Kind.HOURS, person) for person in people if finite[person]]
    most += [Row(Kind.ACCOUNTS, person) for person in people]
    if problem.most_moved is not None:
        most.append(Row(Kind.MOVED))
    if problem.most_moved_value is not None:
        most.append(Row(Kind.MOVED_VALUE))
    return (*most, *units)


def can_be_met(problem: Problem, rows: Sequence[Row]) -> bool:
    """Whether the demands can all be met; also where it cannot be told."""
    if any(row.kind == Kind.NOBODY for row in rows):
        return False
    only = restricted(problem, rows)
    if not only.units:
        return True
    program = model(only, columns_of(only.allowed)).program
    if problem.allowed.sum() > SMALL:
        return linear(program) is not None
    return not integer(program, gap=0.0, nodes=NODES).impossible


def restricted(problem: Problem, rows: Sequence[Row]) -> Problem:
    """The units and limits of ``rows`` alone, at no cost."""
    wanted = set(rows)
    units = [unit for unit in range(problem.units) if unit_row(problem, unit) in wanted]
    hours = [Row(Kind.HOURS, person) in wanted for person in range(problem.people)]
    accounts = [Row(Kind.ACCOUNTS, person) in wanted for person in range(problem.people)]
    moved, value = (Row(kind) in wanted for kind in (Kind.MOVED, Kind.MOVED_VALUE))
    return Problem(
        cost=np.zeros((len(units), problem.people)),
        hours=problem.whole[units][:, None],
        slower=problem.slower[units],
        allowed=problem.allowed[units],
        accounts=problem.accounts[units],
        moved=problem.moved[units],
        moved_value=problem.moved_value[units],
        target=np.zeros((problem.people, 1)),
        over=np.zeros(1),
        under=np.zeros(1),
        most_hours=np.where(hours, problem.most_hours, np.inf),
        most_accounts=np.where(accounts, problem.most_accounts, _NO_LIMIT),
        most_moved=problem.most_moved if moved else None,
        most_moved_value=problem.most_moved_value if value else None,
    )


def _counted(problem: Problem, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Fixed units that take more than a limit, and the limit; the fewest of them."""
    fixed = np.array([row.index for row in rows if row.kind == Kind.FIXED], dtype=np.int64)
    person = problem.allowed[fixed].argmax(axis=1) if fixed.size else fixed
    free = np.ones(fixed.size, dtype=bool)
    for row in rows:
        limit, used = _use(problem, row, fixed, person)
        mine = np.flatnonzero(free & (used > 0.0))
        mine = mine[np.argsort(-used[mine], kind="stable")]
        sums = np.cumsum(used[mine])
        beyond = np.flatnonzero(sums > limit + HAIR * max(limit, 1.0))
        if beyond.size:
            fewest = mine[: beyond[0] + 1]
            free[fewest] = False
            yield [row, *(Row(Kind.FIXED, unit) for unit in fixed[fewest].tolist())]


def _use(
    problem: Problem, row: Row, fixed: np.ndarray, person: np.ndarray
) -> tuple[float, np.ndarray]:
    """The limit of a row, and what fixed units take of it."""
    here = person == row.index
    match row.kind:
        case Kind.HOURS:
            hours = problem.whole[fixed] * problem.slower[fixed, person]
            return float(problem.most_hours[row.index]), np.where(here, hours, 0.0)
        case Kind.ACCOUNTS:
            own = problem.accounts[fixed].astype(float)
            return float(problem.most_accounts[row.index]), np.where(here, own, 0.0)
        case Kind.MOVED:
            return float(problem.most_moved or 0), problem.moved[fixed, person].astype(float)
        case Kind.MOVED_VALUE:
            return float(problem.most_moved_value or 0.0), problem.moved_value[fixed, person]
        case _:
            return np.inf, np.zeros(fixed.size)


def _divided(
    problem: Problem, kept: tuple[Row, ...], rows: tuple[Row, ...], changed: bool
) -> tuple[Row, ...]:
    """The fewest, in order, of ``rows`` that conflict with ``kept`` and each other."""
    if changed and not can_be_met(problem, kept):
        return ()
    if len(rows) == 1:
        return rows
    half = len(rows) // 2
    first, second = rows[:half], rows[half:]
    of_second = _divided(problem, (*kept, *first), second, changed=bool(first))
    of_first = _divided(problem, (*kept, *of_second), first, changed=bool(of_second))
    return (*of_first, *of_second)


def _among(problem: Problem, rows: Sequence[Row]) -> tuple[int, ...]:
    kinds = {row.kind for row in rows}
    if Kind.CHOICE not in kinds or kinds & {Kind.MOVED, Kind.MOVED_VALUE}:
        return ()
    limited = np.zeros(problem.people, dtype=bool)
    limited[[row.index for row in rows if row.kind in (Kind.HOURS, Kind.ACCOUNTS)]] = True
    choice = problem.allowed.sum(axis=1) > 1
    only = ~(problem.allowed & ~limited).any(axis=1)
    return tuple(np.flatnonzero(choice & only).tolist())


def _without(rows: tuple[Row, ...], found: Sequence[Conflict]) -> tuple[Row, ...]:
    gone = {row for conflict in found for row in conflict.rows}
    return tuple(row for row in rows if row not in gone)
