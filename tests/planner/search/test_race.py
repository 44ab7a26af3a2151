"""A race stops what is worse, and hardly ever what is as good."""

import numpy as np
import pytest
from scipy.stats import binom

from planner.search.race import ERROR, error_of, looks, promising
from planner.simulation.estimate import worse


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


def test_over_all_looks_and_trials_an_equal_policy_is_stopped_within_the_error_shared_out():
    """As a search shares it out: by trials and by looks before the last."""
    error, trials, searches = 0.2, 5, 400
    stages = list(looks(32))[:-1]
    noise = np.random.default_rng(3).normal(size=(searches, trials, 32))
    best = np.random.default_rng(4).normal(size=(searches, 32))
    stopped = sum(
        any(
            worse(values[:look], incumbent[:look], error / (trials * len(stages)))
            for values in tried
            for look in stages
        )
        for tried, incumbent in zip(noise, best, strict=True)
    )
    assert stopped <= binom.ppf(0.9999, searches, error)
    assert stopped > 0


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
    assert promising(values - 3.1, leader, 0.0)
    assert not promising(values - 3.2, leader, 0.0)


def test_a_policy_is_promising_only_if_it_may_be_ahead_by_what_is_worth_a_look():
    leader = np.array([10.0, 11.0, 12.0])
    values = leader + np.array([0.0, 2.0, 4.0])  # as above: 2 + 1.1547 ahead at most
    assert promising(values, leader, 3.1)
    assert not promising(values, leader, 3.2)


def test_the_leader_is_promising_and_whoever_always_loses_by_the_same_is_not():
    leader = np.array([1.0, 5.0, 2.0, 8.0])
    assert promising(leader, leader, 0.0)
    assert not promising(leader - 0.5, leader, 0.0)
