"""The problem as a linear or integer program over given columns, rows scaled.

Rows of targets and limits are in parts of them, so that coefficients of hours, accounts and money
lie near each other: a range of a billion breaks solvers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from planner.assignment.columns import Columns, Prices
from planner.assignment.problem import Problem
from planner.assignment.program import Optimum, Program
from planner.assignment.rows import Kind, Row


@dataclass(frozen=True)
class Model:
    """A program, and what its rows are.

    Columns of the program: the pairs, then hours over, then hours under, each (people, windows).
    Rows of equality: units, then targets (people, windows). Others: ``limits``.

    Attributes:
        scale: (people, windows), hours that are 1 in the row of a target.
        limits: what the rows of limits are about; those that cannot be missed are left out.
        limit_scale: (limits,), what is 1 in each of them.
    """

    program: Program
    scale: np.ndarray
    limits: tuple[Row, ...]
    limit_scale: np.ndarray


def model(problem: Problem, columns: Columns) -> Model:
    """The program over ``columns``, with whole units."""
    unit, person = columns.unit, columns.person
    pairs, (people, windows) = person.size, problem.target.shape
    own = problem.hours[unit] * problem.slower[unit, person][:, None]
    largest = np.zeros_like(problem.target)
    np.maximum.at(largest, person, own)
    scale = _scale(problem.target, largest)
    balance = people * windows
    row = problem.units + person[:, None] * windows + np.arange(windows)
    width = pairs + 2 * balance
    equal = _matrix(
        np.concatenate([unit, row.ravel(), *[problem.units + np.arange(balance)] * 2]),
        np.concatenate(
            [np.arange(pairs), np.repeat(np.arange(pairs), windows), np.arange(pairs, width)]
        ),
        np.concatenate(
            [np.ones(pairs), (own / scale[person]).ravel(), -np.ones(balance), np.ones(balance)]
        ),
        (problem.units + balance, width),
    )
    limits = _limits(problem, columns, own.sum(axis=1), width)
    prices = [(each * scale).ravel() for each in (problem.over, problem.under)]
    program = Program(
        cost=np.concatenate([problem.cost[unit, person], *prices]),
        equal=equal,
        right=np.concatenate([np.ones(problem.units), (problem.target / scale).ravel()]),
        most=limits.most,
        limit=limits.limit / limits.scale,
        whole=np.arange(width) < pairs,
    )
    return Model(program, scale, limits.rows, limits.scale)


def prices_of(problem: Problem, made: Model, optimum: Optimum) -> Prices:
    """What an hour, an account or a change is worth at the optimum of the program.

    Within what they can be, however exact the solver is: any such prices give a bound.
    """
    window = -optimum.equal[problem.units :].reshape(problem.target.shape) / made.scale
    each = np.maximum(-optimum.most / made.limit_scale, 0.0)
    of = {row: float(price) for row, price in zip(made.limits, each, strict=True)}
    people = range(problem.people)
    return Prices(
        window=np.clip(window, -problem.under, problem.over),
        hours=np.array([of.get(Row(Kind.HOURS, person), 0.0) for person in people]),
        accounts=np.array([of.get(Row(Kind.ACCOUNTS, person), 0.0) for person in people]),
        moved=of.get(Row(Kind.MOVED), 0.0),
        moved_value=of.get(Row(Kind.MOVED_VALUE), 0.0),
    )


@dataclass(frozen=True)
class _Limits:
    rows: tuple[Row, ...]
    most: csr_array
    limit: np.ndarray
    scale: np.ndarray


def _limits(problem: Problem, columns: Columns, hours: np.ndarray, width: int) -> _Limits:
    rows: list[Row] = []
    down, across, values, limit, scale = (_nothing() for _ in range(5))
    for kind, place, used, most in _uses(problem, columns, hours):
        index = np.maximum(place, 0)
        # At each place a unit is once, whichever of its columns it is in.
        of_unit = np.zeros((most.size, problem.units))
        np.maximum.at(of_unit, (index, columns.unit), used)
        missable = np.flatnonzero(of_unit.sum(axis=1) > most)
        number = np.full(most.size, -1)
        number[missable] = len(rows) + np.arange(missable.size)
        rows += [Row(kind, j if place.max() >= 0 else -1) for j in missable.tolist()]
        largest = np.zeros(most.size)
        np.maximum.at(largest, index, used)
        one = _scale(most, largest)
        kept = np.flatnonzero(number[index] >= 0)
        down.append(number[index[kept]])
        across.append(kept)
        values.append(used[kept] / one[index[kept]])
        limit.append(most[missable])
        scale.append(one[missable])
    joined = [np.concatenate(each) for each in (values, down, across)]
    most_rows = _matrix(joined[1], joined[2], joined[0], (len(rows), width))
    return _Limits(tuple(rows), most_rows, np.concatenate(limit), np.concatenate(scale))


def _uses(
    problem: Problem, columns: Columns, hours: np.ndarray
) -> Iterator[tuple[Kind, np.ndarray, np.ndarray, np.ndarray]]:
    """For each kind of limit: places and uses of the columns, and the limit by place."""
    unit, person = columns.unit, columns.person
    if person.size == 0:
        return
    yield Kind.HOURS, person, hours, problem.most_hours
    yield Kind.ACCOUNTS, person, problem.accounts[unit].astype(float), problem.most_accounts
    for kind, used, most in (
        (Kind.MOVED, problem.moved, problem.most_moved),
        (Kind.MOVED_VALUE, problem.moved_value, problem.most_moved_value),
    ):
        if most is not None:
            all_ = np.full(person.size, -1)
            yield kind, all_, used[unit, person].astype(float), np.array([float(most)])


def _scale(amount: np.ndarray, largest: np.ndarray) -> np.ndarray:
    scale = np.maximum(np.where(np.isfinite(amount), amount, 0.0), largest)
    return np.where(scale > 0.0, scale, 1.0)


def _matrix(
    rows: np.ndarray, columns: np.ndarray, values: np.ndarray, shape: tuple[int, int]
) -> csr_array:
    at = (rows.astype(np.int32), columns.astype(np.int32))
    return csr_array(coo_array((values, at), shape=shape))


def _nothing() -> list[np.ndarray]:
    return [np.zeros(0)]
