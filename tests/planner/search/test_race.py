"""A race stops what is worse, and hardly ever what is as good."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, ttest_rel

from planner.search.race import ERROR, error_of, hopeless, looks, promising

# Millionths: scipy divides by the mean difference, which must not be next to nothing.
NUMBERS = st.integers(-100_000_000, 100_000_000).map(lambda number: number / 1e6)
VALUES = st.lists(NUMBERS, min_size=4, max_size=16).map(np.array)


@pytest.mark.parametrize(
    ("replications", "expected"),
    [
        (2, [2]),
        (4, [4]),
        (5, [4, 5]),
        (8, [4, 8]),
        (9, [4, 8, 9]),
        (64, [4, 8, 16, 32, 64]),
    ],
)
def test_looks_double_up_to_the_end(replications, expected):
    assert list(looks(replications)) == expected


@given(VALUES, st.data())
def test_the_test_is_a_one_sided_paired_t_test(values, data):
    count = values.size
    other = np.array(data.draw(st.lists(NUMBERS, min_size=count, max_size=count)))
    error = data.draw(st.floats(0.001, 0.5))
    difference = values - other
    if difference.std() <= 1e-9 * (1.0 + abs(difference).max()):
        return  # no spread to speak of: the quotient is rounding
    p = ttest_rel(values, other, alternative="less").pvalue
    if abs(p - error) > 1e-9:
        assert hopeless(values, other, error) == (p < error)


@pytest.mark.parametrize("count", [4, 8, 32])
def test_a_policy_as_good_as_the_incumbent_is_stopped_no_oftener_than_the_error(count):
    error, trials = 0.05, 4000
    noise = np.random.default_rng(count).normal(size=(2, trials, count))
    stopped = sum(hopeless(*pair, error) for pair in zip(*noise, strict=True))
    least, most = binom.interval(0.9999, trials, error)
    assert least <= stopped <= most


def test_over_all_looks_and_trials_an_equal_policy_is_stopped_within_the_error_shared_out():
    """As a search shares it out: by trials and by looks before the last."""
    error, trials, searches = 0.2, 5, 400
    stages = list(looks(32))[:-1]
    noise = np.random.default_rng(3).normal(size=(searches, trials, 32))
    best = np.random.default_rng(4).normal(size=(searches, 32))
    stopped = sum(
        any(
            hopeless(values[:look], incumbent[:look], error / (trials * len(stages)))
            for values in tried
            for look in stages
        )
        for tried, incumbent in zip(noise, best, strict=True)
    )
    assert stopped <= binom.ppf(0.9999, searches, error)
    assert stopped > 0


def test_a_policy_far_behind_is_stopped_at_the_first_look():
    noise = np.random.default_rng(1).normal(size=(2, 4))
    assert hopeless(noise[0] - 100.0, noise[1], 0.001)
    assert not hopeless(noise[0] + 100.0, noise[1], 0.001)


@pytest.mark.parametrize(("behind", "expected"), [(1.0, True), (0.0, False), (-1.0, False)])
def test_without_spread_the_difference_itself_decides(behind, expected):
    incumbent = np.array([1.0, 2.0, 4.0, 8.0])
    assert hopeless(incumbent - behind, incumbent, 1e-6) is expected


def test_the_errors_of_all_trials_sum_to_no_more_than_that_of_the_search():
    spent = np.cumsum([error_of(trial) for trial in range(100_000)])
    assert spent[127] == pytest.approx(ERROR / 2)
    assert spent[383] == pytest.approx(ERROR * 3 / 4)
    assert ERROR * 0.99 < spent[-1] < ERROR


def test_no_trial_may_spend_more_than_one_before_it():
    errors = [error_of(trial) for trial in range(5_000)]
    assert errors == sorted(errors, reverse=True)


# ---- Rivals --------------------------------------------------------------------------------------


def test_a_policy_within_a_standard_error_of_the_leader_is_promising():
    """Differences 0, 2, 4: mean 2, standard deviation 2, standard error 2 / sqrt(3) = 1.1547."""
    leader = np.array([10.0, 11.0, 12.0])
    values = leader + np.array([0.0, 2.0, 4.0])
    assert promising(values - 3.1, leader)
    assert not promising(values - 3.2, leader)


def test_the_leader_is_promising_and_whoever_always_loses_by_the_same_is_not():
    leader = np.array([1.0, 5.0, 2.0, 8.0])
    assert promising(leader, leader)
    assert not promising(leader - 0.5, leader)
