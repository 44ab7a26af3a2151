"""Ruin and recreation: never worse, nothing lost."""

import numpy as np
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from planner.assignment.columns import columns_of
from planner.assignment.descent import filled, settled
from planner.assignment.measure import exceeded, measure
from planner.assignment.recreation import recreated
from planner.assignment.relaxation import ImpossibleError, relax
from planner.assignment.state import known, nobody

seeds = st.integers(0, 2**32 - 1)


def ends(problem):
    """The end of the local search, and what is then recreated."""
    terms = known(problem, columns_of(problem.allowed), relax(problem).prices)
    state = nobody(problem)
    filled(terms, state, np.full(problem.units, -1))
    settled(terms, state)
    before = state.person.copy()
    recreated(terms, state, abs(measure(problem, before).objective) / problem.units)
    return before, state


@settings(max_examples=8, deadline=None)
@given(seed=seeds)
def test_it_is_never_worse_and_its_sums_are_those_of_its_assignment(made, seed):
    problem = made(seed, units=20, people=4)
    try:
        before, state = ends(problem)
    except ImpossibleError:  # limits that cannot be kept to have no prices
        reject()
    found = measure(problem, state.person)
    if not exceeded(problem, before):  # else it may cost more to be less beyond
        assert found.objective <= measure(problem, before).objective + 1e-6
    assert not exceeded(problem, state.person) or exceeded(problem, before)
    assert np.allclose(state.load, found.hours)
    assert (state.many == np.bincount(state.person, minlength=4)).all()
    for person in range(4):
        assert set(state.units[person, : state.many[person]]) == set(
            np.flatnonzero(state.person == person)
        )


def test_it_finds_what_single_steps_do_not(made):
    gained = []
    for seed in range(5):
        problem = made(seed, units=100, people=8)
        before, state = ends(problem)
        costs = [measure(problem, each).objective for each in (before, state.person)]
        gained.append(costs[0] - costs[1])
    assert max(gained) > 1.0


def test_it_is_the_same_again(made):
    problem = made(2, units=20, people=4)
    assert (ends(problem)[1].person == ends(problem)[1].person).all()
