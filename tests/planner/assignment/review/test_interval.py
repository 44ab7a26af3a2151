"""Intervals where accounts, not rows, are independent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from planner.assignment.review.interval import effective, ratio, summed


def test_a_hand_computed_ratio():
    # accounts (3, 2), (1, 2), (2, 2): ratio 1, off 1, -1, 0, error sqrt(3 / 2 x 2) / 6, freedom 2
    above, below, accounts = np.array([3.0, 1.0, 2.0]), np.full(3, 2.0), np.arange(3)
    found = ratio(above, below, accounts)
    half = stats.t.ppf(0.975, 2) * np.sqrt(3.0) / 6
    assert found.estimate == 1.0
    assert found.high == pytest.approx(1 + half)
    assert found.low == pytest.approx(max(1 - half, 0.0), abs=1e-12)


def test_rows_of_one_account_are_one_observation():
    generator = np.random.default_rng(2)
    above, below = generator.random((2, 20)) + 1
    accounts = np.arange(20)
    once = ratio(above, below, accounts)
    tenfold = ratio(*(np.repeat(each, 10) for each in (above, below, accounts)))
    assert (tenfold.low, tenfold.high) == pytest.approx((once.low, once.high))


@pytest.mark.parametrize("accounts", [[], [4, 4, 4]])
def test_without_two_accounts_there_is_no_interval(accounts):
    numbers = np.array(accounts, int)
    found = ratio(np.ones(numbers.size), np.ones(numbers.size), numbers)
    assert np.isnan(found.low) and np.isnan(found.high)
    assert np.isnan(found.estimate) == (not accounts)


@pytest.mark.parametrize("count", [5, 20, 80])
def test_the_interval_of_a_ratio_covers_it(count):
    generator = np.random.default_rng(count)
    rounds, covered = 1000, 0
    accounts = np.repeat(np.arange(count), 3)
    for _ in range(rounds):
        below = generator.uniform(1, 2, accounts.size)
        luck = generator.uniform(-0.5, 0.5, count)[accounts]
        found = ratio(below * (1.2 + luck), below, accounts)
        covered += found.low <= 1.2 <= found.high
    low, high = stats.binom.interval(0.9999, rounds, 0.95)
    assert low <= covered <= high


@given(st.integers(1, 50), st.floats(1e-3, 1e3))
def test_equal_contributions_count_one_each(count, size):
    assert effective(np.full(count, size)) == pytest.approx(count)


def test_one_large_contribution_counts_for_one():
    assert effective(np.array([1e9, 1.0, 1.0])) == pytest.approx(1.0)


def test_sums_of_empty_groups_are_zero():
    np.testing.assert_array_equal(summed(np.array([1.0, 2.0]), np.array([2, 2]), 4), [0, 0, 3, 0])
