"""Means and half-widths by Student's t."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from planner.simulation.estimate import (
    CONFIDENCE,
    Estimate,
    chance,
    differences,
    estimate,
    paired_difference,
    worse,
)

VALUES = st.floats(-1e6, 1e6, allow_subnormal=False)
SAMPLES = arrays(float, st.integers(2, 30), elements=VALUES)


def test_a_hand_computed_interval():
    # 1, 2, 3, 4, 5: s = sqrt(2.5), t(0.975, 4) = 2.7764
    value = estimate(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert value.mean == 3.0
    assert value.half_width == pytest.approx(2.776445 * math.sqrt(2.5 / 5), rel=1e-6)
    assert (value.low, value.high) == (3.0 - value.half_width, 3.0 + value.half_width)


@given(SAMPLES)
def test_the_interval_is_that_of_scipy(sample):
    value = estimate(sample)
    standard_error = sample.std(ddof=1) / math.sqrt(sample.size)
    half_width = stats.t.ppf(0.975, sample.size - 1) * standard_error
    assert value.mean == pytest.approx(sample.mean())
    assert value.half_width == pytest.approx(half_width, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("count", [2, 8, 30])
def test_the_interval_covers_the_true_mean_as_often_as_it_says(count):
    rounds = 2000
    generator = np.random.default_rng(count)
    values = [estimate(sample) for sample in generator.normal(5.0, 3.0, (rounds, count))]
    covered = sum(value.low <= 5.0 <= value.high for value in values)
    low, high = stats.binom.interval(0.9999, rounds, CONFIDENCE)
    assert low <= covered <= high


def test_equal_values_have_no_half_width():
    assert estimate(np.full(5, 7.25)) == Estimate(7.25, 0.0)


def test_one_value_has_a_mean_but_no_half_width():
    value = estimate(np.array([4.5]))
    assert value.mean == 4.5
    assert math.isnan(value.half_width)


def test_no_value_has_neither_mean_nor_half_width():
    value = estimate(np.array([]))
    assert math.isnan(value.mean) and math.isnan(value.half_width)


def test_a_quantity_that_was_once_undefined_has_neither_mean_nor_half_width():
    value = estimate(np.array([1.0, math.nan, 2.0]))
    assert math.isnan(value.mean) and math.isnan(value.half_width)


def test_a_paired_difference_is_the_estimate_of_the_differences():
    values, reference = np.array([11.0, 22.0, 33.0]), np.array([10.0, 20.0, 30.0])
    assert paired_difference(values, reference) == estimate(np.array([1.0, 2.0, 3.0]))
    assert paired_difference(reference, values).mean == -2.0


def test_pairing_profits_from_common_luck():
    luck = np.random.default_rng(1).normal(0.0, 100.0, 20)
    gain = paired_difference(luck + 3.0, luck)
    assert gain.mean == pytest.approx(3.0)
    assert gain.half_width < 1e-9 < estimate(luck).half_width


@given(SAMPLES, SAMPLES)
def test_differences_are_those_on_the_replications_that_both_have_met(values, reference):
    found = differences(values, reference)
    assert found.size == min(values.size, reference.size)
    assert all(found[each] == values[each] - reference[each] for each in range(found.size))


@given(SAMPLES)
def test_a_policy_differs_from_itself_by_exactly_nothing(sample):
    assert paired_difference(sample, sample) == Estimate(0.0, 0.0)


# ---- Shares --------------------------------------------------------------------------------------


def happening(times: int, of: int) -> np.ndarray:
    return np.arange(of) < times


def test_wilsons_interval_by_hand():
    """3 of 10, z = 1.95996, z^2 = 3.84146.

    Middle (0.3 + 3.84146 / 20) / (1 + 3.84146 / 10) = 0.49207 / 1.38415 = 0.35551;
    half 1.95996 sqrt(0.3 x 0.7 / 10 + 3.84146 / 400) / 1.38415 = 1.95996 x 0.17494 / 1.38415.
    """
    found = chance(happening(3, 10))
    assert found.share == 0.3
    assert found.low == pytest.approx(0.10779, abs=2e-5)
    assert found.high == pytest.approx(0.60322, abs=2e-5)


@given(of=st.integers(1, 500), data=st.data())
def test_wilsons_ends_are_where_the_score_test_just_rejects(of, data):
    times = data.draw(st.integers(0, of))
    found = chance(happening(times, of))
    assert 0 <= found.low <= found.share <= found.high <= 1
    for end in (found.low, found.high):
        if 0 < end < 1:
            score = (found.share - end) / np.sqrt(end * (1 - end) / of)
            assert abs(score) == pytest.approx(stats.norm.ppf(0.975), rel=1e-6)


def test_what_never_happened_may_still_happen():
    found = chance(happening(0, 100))
    assert (found.share, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(3.84146 / 103.84146, abs=1e-5)


# ---- Worse ---------------------------------------------------------------------------------------

# Millionths: scipy divides by the mean difference, which must not be next to nothing.
NUMBERS = st.integers(-100_000_000, 100_000_000).map(lambda number: number / 1e6)
VALUES = st.lists(NUMBERS, min_size=4, max_size=16).map(np.array)


@given(VALUES, st.data())
def test_the_test_is_a_one_sided_paired_t_test(values, data):
    count = values.size
    other = np.array(data.draw(st.lists(NUMBERS, min_size=count, max_size=count)))
    error = data.draw(st.floats(0.001, 0.5))
    difference = values - other
    if difference.std() <= 1e-9 * (1.0 + abs(difference).max()):
        return  # no spread to speak of: the quotient is rounding
    p = stats.ttest_rel(values, other, alternative="less").pvalue
    if abs(p - error) > 1e-9:
        assert worse(values, other, error) == (p < error)


@pytest.mark.parametrize("count", [4, 8, 32])
def test_a_policy_as_good_as_another_is_taken_for_worse_no_oftener_than_the_error(count):
    error, trials = 0.05, 4000
    noise = np.random.default_rng(count).normal(size=(2, trials, count))
    taken = sum(worse(*pair, error) for pair in zip(*noise, strict=True))
    least, most = stats.binom.interval(0.9999, trials, error)
    assert least <= taken <= most


def test_a_policy_far_behind_is_shown_to_be_worse_by_four_replications():
    noise = np.random.default_rng(1).normal(size=(2, 4))
    assert worse(noise[0] - 100.0, noise[1], 0.001)
    assert not worse(noise[0] + 100.0, noise[1], 0.001)


@pytest.mark.parametrize(("behind", "expected"), [(1.0, True), (0.0, False), (-1.0, False)])
def test_without_spread_the_difference_itself_decides(behind, expected):
    reference = np.array([1.0, 2.0, 4.0, 8.0])
    assert worse(reference - behind, reference, 1e-6) is expected
