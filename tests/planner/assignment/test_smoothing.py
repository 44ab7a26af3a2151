"""The smoothed relaxation against the linear program."""

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from planner.assignment.measure import exceeded
from planner.assignment.relaxation import ImpossibleError, relax
from planner.assignment.smoothing import smoothed
from planner.assignment.solve import solve

seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=8, deadline=None)
@given(seed=seeds)
def test_its_bound_is_nearly_that_of_the_linear_program(made, seed):
    problem = made(seed, units=80, people=6)
    try:
        highest = relax(problem).bound
    except ImpossibleError:  # a bound can then be as high as one likes
        reject()
    found = smoothed(problem).bound
    assert found <= highest + 1e-6 * abs(highest)
    assert found >= highest - 0.01 * abs(highest) - 1.0


def test_units_are_whole_in_parts(made):
    problem = made(4, units=80, people=6)
    share = smoothed(problem).share
    assert share.sum(axis=1) == pytest.approx(np.ones(80))
    assert not share[~problem.allowed].any()


@pytest.mark.long
def test_a_problem_of_many_pairs_is_near_its_bound(made):
    problem = made(4, units=1_500, people=25)
    assert problem.allowed.sum() > 25_000
    found = solve(problem)
    assert not exceeded(problem, found.person)
    assert found.objective - found.bound <= 0.01 * abs(found.objective)
