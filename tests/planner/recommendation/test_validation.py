"""What is said of the winner: the chance of a loss, and what common random numbers saved."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.recommendation.validation import chance_of_loss, reduction
from planner.simulation.simulator import Sample


def sample(observed, freed=None) -> Sample:
    """A policy's objective as it happened, and with luck taken out."""
    happened = np.asarray(observed, float)
    return Sample(
        None,
        {"objective": happened},
        {"objective": happened if freed is None else np.asarray(freed, float)},
        {},
    )


# ---- The chance of a loss ------------------------------------------------------------------------


def test_a_loss_is_a_future_in_which_today_earns_more():
    policy, today = sample([1, 5, 3, 3]), sample([2, 4, 3, 9])
    assert chance_of_loss(policy, today).share == 0.5  # to earn the same is no loss


def test_losses_are_counted_as_they_happen_and_not_with_luck_taken_out():
    policy = sample([1, 1, 1, 9], freed=[5, 5, 5, 5])
    today = sample([2, 2, 2, 2], freed=[1, 1, 1, 1])
    assert chance_of_loss(policy, today).share == 0.75


# ---- The reduction -------------------------------------------------------------------------------


def test_the_ratios_by_hand():
    """Variances 4 and 1 with a correlation of 1, so that of the difference is 1."""
    today = np.array([-1.0, 0.0, 1.0])  # variance 1
    policy = sample(2 * today + 7, freed=[0.5, 0.0, -0.5])
    found = reduction(policy, sample(today, freed=[0, 0, 0]))
    assert found.correlation == pytest.approx(1.0)
    assert found.common == pytest.approx(5.0)  # (4 + 1) / 1
    assert found.luck == pytest.approx(4.0)  # 1 / 0.25
    assert found.pays


def test_uncorrelated_policies_gain_nothing_from_common_random_numbers():
    found = reduction(sample([1, 1, -1, -1]), sample([1, -1, 1, -1]))
    assert found.correlation == pytest.approx(0.0)
    assert found.common == pytest.approx(1.0)
    assert found.luck == pytest.approx(1.0)


def test_negatively_correlated_policies_lose_by_them():
    values = np.array([1.0, 2.0, 4.0, 9.0])
    found = reduction(sample(values), sample(-values))
    assert found.correlation == pytest.approx(-1.0)
    assert found.common == pytest.approx(0.5)  # 2 s^2 / 4 s^2
    assert not found.pays


@given(seed=st.integers(0, 1000), correlation=st.floats(-0.9, 0.9))
def test_they_pay_where_the_difference_is_less_variable_than_of_independent_ones(seed, correlation):
    one, own = np.random.default_rng(seed).normal(size=(2, 30))
    other = correlation * one + np.sqrt(1 - correlation**2) * own
    found = reduction(sample(one), sample(other))
    assert found.correlation == pytest.approx(np.corrcoef(one, other)[0, 1])
    assert found.pays == (found.common > 1)


def test_of_a_policy_with_itself_nothing_is_left():
    same = sample([1, 2, 3])
    found = reduction(same, same)
    assert (found.correlation, found.common, found.luck) == (pytest.approx(1.0), np.inf, 1.0)


def test_where_nothing_varies_there_is_nothing_to_save():
    found = reduction(sample([2, 2, 2]), sample([5, 5, 5]))
    assert (found.correlation, found.common, found.luck) == (1.0, 1.0, 1.0)
    assert found.pays
