"""Conflicts by hand, and irreducible by looking at all assignments."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assignment.concession import conceded, opened
from planner.assignment.conflicts import Conflict, conflicts, restricted, rows_of
from planner.assignment.measure import exceeded, measure
from planner.assignment.rows import Kind, Row
from planner.assignment.solve import solve

seeds = st.integers(0, 2**32 - 1)


def met(problem, rows, every):
    """Whether the demands can all be met, by looking at all assignments."""
    return not any(row.kind == Kind.NOBODY for row in rows) and bool(
        every(restricted(problem, rows))
    )


@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_conflicts_are_irreducible_and_leave_none(made, every, seed):
    problem = made(seed, tight=True)
    found = conflicts(problem)
    assert (not found) == bool(every(problem))
    rows = [row for conflict in found for row in conflict.rows]
    assert len(rows) == len(set(rows))
    for conflict in found:
        assert not met(problem, conflict.rows, every)
        for row in conflict.rows:
            assert met(problem, [each for each in conflict.rows if each != row], every)
    assert met(problem, [row for row in rows_of(problem) if row not in rows], every)


@pytest.mark.long
@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_no_assignment_gives_up_less(made, seed):
    problem = opened(made(seed, tight=True))
    stretched, person = conceded(problem)
    assert not exceeded(stretched, person)

    def beyond(person):
        used = measure(problem, person)
        return (
            _parts(used.hours.sum(axis=1), problem.most_hours)
            + _parts(used.accounts, problem.most_accounts)
            + _parts(used.moved, problem.most_moved)
            + _parts(used.moved_value, problem.most_moved_value)
        )

    places = product(range(problem.people), repeat=problem.units)
    allowed = [
        np.array(each, dtype=np.int64)
        for each in places
        if problem.allowed[np.arange(problem.units), list(each)].all()
    ]
    assert beyond(person) <= min(beyond(each) for each in allowed) + 1e-5


def _parts(amount, most):
    limit = np.inf if most is None else most
    return float((np.maximum(amount - limit, 0.0) / np.maximum(limit, 1.0)).sum())


@pytest.fixture
def two(made):
    """Four units of 10 hours, at two people."""
    problem = made(2, units=4, people=2)
    return replace(
        problem,
        hours=np.full_like(problem.hours, 10.0 / problem.hours.shape[1]),
        slower=np.ones((4, 2)),
        allowed=np.ones((4, 2), dtype=bool),
        accounts=np.ones(4, dtype=int),
        most_hours=np.full(2, 100.0),
        most_accounts=np.full(2, 4),
    )


def only(problem, unit, person):
    allowed = problem.allowed.copy()
    allowed[unit] = False
    if person is not None:
        allowed[unit, person] = True
    return replace(problem, allowed=allowed)


def test_what_can_be_met_has_no_conflict(two):
    assert conflicts(two) == ()


def test_a_unit_that_nobody_may_have(two):
    assert conflicts(only(two, 2, None)) == (Conflict((Row(Kind.NOBODY, 2),)),)
    found = solve(only(two, 2, None))
    assert [each.row for each in found.unmet] == [Row(Kind.NOBODY, 2)]


def test_the_fewest_locks_beyond_a_limit(two):
    for unit in range(3):
        two = only(two, unit, 0)
    two = replace(two, most_hours=np.array([15.0, 100.0]))
    (conflict,) = conflicts(two)
    assert conflict.rows == (Row(Kind.FIXED, 0), Row(Kind.FIXED, 1), Row(Kind.HOURS, 0))
    (unmet,) = solve(two).unmet
    assert unmet.row == Row(Kind.HOURS, 0)
    assert unmet.amount == pytest.approx(15.0)


def test_all_together_against_all_limits(two):
    two = replace(two, most_accounts=np.array([1, 2]))
    (conflict,) = conflicts(two)
    limits = (Row(Kind.ACCOUNTS, 0), Row(Kind.ACCOUNTS, 1))
    assert conflict.rows == tuple(sorted((Row(Kind.CHOICE), *limits)))
    assert conflict.among == (0, 1, 2, 3)
    assert sum(each.amount for each in solve(two).unmet) == pytest.approx(1.0)
