"""Soft minima: near the minima as it cools, and parts that are their slopes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assignment.columns import Prices, priced
from planner.assignment.soft import soft

seeds = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=20, deadline=None)


def some_prices(problem, seed):
    random = np.random.default_rng(seed)
    return Prices(
        random.random(problem.target.shape) * 50.0,
        *(random.random(problem.people) * 50.0 for _ in range(2)),
        *(random.random(2) * 5.0).tolist(),
    )


@FEW
@given(seed=seeds)
def test_they_are_below_the_minima_and_near_them_when_it_is_cold(made, seed):
    problem = made(seed, units=6, people=4)
    prices = some_prices(problem, seed)
    least = priced(problem, prices).min(axis=1).sum()
    warm, cold = soft(problem, prices, 50.0).value, soft(problem, prices, 1e-4).value
    assert warm <= cold + 1e-9 and cold <= least + 1e-9
    assert cold >= least - 6 * 1e-4 * np.log(4.0) - 1e-9


@FEW
@given(seed=seeds)
def test_parts_are_how_they_change_with_prices(made, seed):
    problem = made(seed, units=6, people=4)
    prices, step = some_prices(problem, seed), 1e-5
    parts = soft(problem, prices, 30.0)

    def slope(**changed):
        up, down = (
            soft(
                problem,
                replace(
                    prices,
                    **{
                        name: getattr(prices, name) + sign * step * each
                        for name, each in changed.items()
                    },
                ),
                30.0,
            ).value
            for sign in (1.0, -1.0)
        )
        return pytest.approx((up - down) / (2.0 * step), rel=1e-4, abs=1e-4)

    one = np.arange(problem.people) == 1
    assert parts.hours[1, 0] == slope(window=one[:, None] * (np.arange(problem.over.size) == 0))
    assert parts.hours[1].sum() == slope(hours=one)
    assert parts.accounts[1] == slope(accounts=one)
    assert parts.moved == slope(moved=1.0)
    assert parts.moved_value == slope(moved_value=1.0)


def test_parts_of_a_unit_are_one_in_all(made):
    problem = made(3, units=6, people=4)
    parts = soft(problem, some_prices(problem, 3), 30.0)
    assert parts.accounts.sum() == pytest.approx(problem.accounts.sum())
