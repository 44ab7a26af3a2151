"""Local search, from any start: never worse, and where it ends no step is better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assignment.columns import columns_of, free
from planner.assignment.concession import opened
from planner.assignment.descent import filled, settled
from planner.assignment.measure import exceeded, measure
from planner.assignment.relaxation import ImpossibleError, relax
from planner.assignment.state import known, nobody

seeds = st.integers(0, 2**32 - 1)


def beyond(problem, person):
    """What is beyond the limits, in parts of them."""
    limits = {
        "hours": problem.most_hours,
        "accounts": problem.most_accounts,
        "moved": [problem.most_moved],
        "moved value": [problem.most_moved_value],
    }
    return sum(
        each.amount / max(limits[each.row.kind][max(each.row.index, 0)], 1.0)
        for each in exceeded(problem, person)
    )


def searched(problem, start, prices):
    terms = known(problem, columns_of(problem.allowed), prices)
    state = nobody(problem)
    filled(terms, state, start)
    before = state.person.copy()
    settled(terms, state)
    return before, state


@settings(max_examples=25, deadline=None)
@given(seed=seeds, tight=st.booleans())
def test_it_is_never_worse_and_ends_where_no_move_is_better(made, seed, tight):
    problem = opened(made(seed, units=7, people=3, tight=tight))
    try:
        prices = relax(problem).prices
    except ImpossibleError:
        prices = free(problem)
    start = problem.allowed.argmax(axis=1)
    before, state = searched(problem, start, prices)
    assert (before == start).all()
    person = state.person
    own = beyond(problem, person), measure(problem, person).objective
    was = beyond(problem, before), measure(problem, before).objective
    assert own[0] <= was[0] + 1e-5
    assert own[0] < was[0] - 1e-5 or own[1] <= was[1] + 1e-6
    for unit, to in zip(*np.nonzero(problem.allowed), strict=True):
        other = person.copy()
        other[unit] = to
        more = beyond(problem, other), measure(problem, other).objective
        assert more[0] > own[0] - 1e-5
        assert more[0] > own[0] + 1e-5 or more[1] >= own[1] - 1e-4


@settings(max_examples=30, deadline=None)
@given(seed=seeds)
def test_its_sums_are_those_of_the_assignment(made, seed):
    problem = made(seed, units=7, people=3)
    _, state = searched(problem, np.full(7, -1), relax(problem).prices)
    found = measure(problem, state.person)
    assert state.load == pytest.approx(found.hours)
    assert state.accounts == pytest.approx(found.accounts)
    assert state.all == pytest.approx([found.moved, found.moved_value])
    for person in range(problem.people):
        units = state.units[person, : state.many[person]]
        assert sorted(units) == np.flatnonzero(state.person == person).tolist()
