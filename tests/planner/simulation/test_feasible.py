"""How far constraints are from being kept, on the mean and in shares of futures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from planner.simulation.feasible import (
    doubtful,
    excess,
    keeps,
    level,
    total_violation,
    violation,
    violations,
)
from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint

SENSES = ("at_least", "at_most")
VALUES = st.floats(-1e6, 1e6, allow_subnormal=False)


def bound(sense, at, probability=None, metric="profit"):
    return Constraint(metric, at, sense, probability)


def sample(observed, freed=None, metric="profit"):
    """Values as they happened, and with luck taken out."""
    observed = np.array(observed, float)
    freed = observed if freed is None else np.array(freed, float)
    return Sample("policy", {metric: observed}, {metric: freed}, {})


# ---- Levels --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sense", SENSES)
def test_the_mean_is_that_without_luck(sense):
    lucky = sample([1.0, 2.0, 9.0], freed=[2.0, 3.0, 4.0])
    assert level(bound(sense, 5.0), lucky) == 3.0


@pytest.mark.parametrize(
    ("sense", "probability", "expected"),
    [
        # Of 0, 10, ... 100 at least 90 % reach 10 or more, and 90 % keep to 90 or less.
        ("at_least", 0.9, 10.0),
        ("at_most", 0.9, 90.0),
        ("at_least", 0.25, 80.0),  # three of eleven are a quarter or more, two are not
        ("at_most", 0.25, 20.0),
        ("at_least", 0.95, 0.0),  # ten of eleven would be too few
    ],
)
def test_a_probability_is_held_against_what_that_share_of_futures_reaches(
    sense, probability, expected
):
    observed = np.random.default_rng(1).permutation(np.arange(0.0, 101.0, 10.0))
    futures = sample(observed, freed=np.full(11, 50.0))
    assert level(bound(sense, 0.0, probability), futures) == pytest.approx(expected, rel=1e-12)


@given(arrays(float, st.integers(1, 40), elements=VALUES), st.floats(0.01, 0.99), VALUES)
def test_a_bound_is_kept_where_that_share_of_futures_keeps_it_and_nowhere_else(values, share, at):
    for sense, kept in (("at_least", values >= at), ("at_most", values <= at)):
        held = violation(bound(sense, at), level(bound(sense, at, share), sample(values)))
        if held <= 0:
            assert kept.sum() >= share * values.size - 1e-6
        else:
            assert kept.sum() <= share * values.size + 1e-6


@pytest.mark.parametrize("probability", [None, 0.9])
@pytest.mark.parametrize("sense", SENSES)
def test_what_was_once_undefined_has_no_level_and_violates(sense, probability):
    constraint = bound(sense, 1.0, probability)
    undefined = sample([1.0, np.nan, 1.0])
    assert np.isnan(level(constraint, undefined))
    assert violations([constraint], undefined) == (np.inf,)


# ---- Violations ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sense", "at", "value", "expected"),
    [
        ("at_least", 200.0, 150.0, 0.25),
        ("at_least", 200.0, 200.0, 0.0),
        ("at_least", 200.0, 250.0, -0.25),
        ("at_most", 200.0, 250.0, 0.25),
        ("at_most", 200.0, 200.0, 0.0),
        ("at_most", 200.0, 150.0, -0.25),
        ("at_least", -200.0, -250.0, 0.25),
        ("at_most", -200.0, -150.0, 0.25),
        ("at_least", 0.0, -3.0, 3.0),  # no part of nothing: in the unit of the metric
        ("at_most", 0.0, -3.0, -3.0),
    ],
)
def test_a_violation_is_the_part_of_the_bound_that_is_missed(sense, at, value, expected):
    assert violation(bound(sense, at), value) == expected


def test_violations_of_many_values_are_those_one_by_one():
    values = np.array([1.0, 5.0, np.nan, 9.0])
    for sense in SENSES:
        constraint = bound(sense, 5.0)
        together = violation(constraint, values)
        assert together.tolist() == [float(violation(constraint, each)) for each in values]
        assert together[2] == np.inf


@given(VALUES, VALUES.filter(bool))
def test_a_bound_from_below_and_from_above_are_missed_by_opposite_amounts(value, at):
    below, above = (violation(bound(sense, at), value) for sense in SENSES)
    assert below == -above
    assert (below <= 0) == (value >= at)


def test_there_is_a_violation_a_constraint_in_their_order():
    futures = sample([8.0, 10.0, 12.0], freed=[9.0, 9.0, 9.0])
    constraints = [bound("at_least", 10.0), bound("at_most", 10.0), bound("at_most", 10.0, 0.5)]
    assert violations(constraints, futures) == (pytest.approx(0.1), pytest.approx(-0.1), 0.0)
    assert violations([], futures) == ()


@given(st.lists(VALUES, min_size=2, max_size=4), VALUES)
def test_all_constraints_are_kept_or_there_is_an_excess(values, at):
    constraints = [bound("at_least", at), bound("at_most", at)]
    futures = sample(values)
    missed = violations(constraints, futures)
    assert keeps(constraints, futures) == (excess(missed) == 0.0)
    assert keeps([], futures)


# ---- Doubts --------------------------------------------------------------------------------------


def test_a_bound_within_the_half_width_of_the_mean_is_in_doubt():
    futures = sample([8.0, 10.0, 12.0])  # 10 +- 4.97
    for sense in SENSES:
        assert doubtful([bound(sense, 6.0)], futures)
        assert doubtful([bound(sense, 14.0)], futures)
        assert not doubtful([bound(sense, 5.0)], futures)
        assert not doubtful([bound(sense, 15.0), bound(sense, 5.0)], futures)
        assert doubtful([bound(sense, 15.0), bound(sense, 10.0)], futures)
    assert not doubtful([], futures)


def test_a_probability_is_in_doubt_if_so_many_futures_may_be_by_chance():
    futures = sample(np.arange(20.0))  # 12 keep at most 11: Wilson's interval is 0.39 to 0.78
    for probability, expected in ((0.35, False), (0.45, True), (0.7, True), (0.85, False)):
        assert doubtful([bound("at_most", 11.0, probability)], futures) is expected
        assert doubtful([bound("at_least", 8.0, probability)], futures) is expected


# ---- In total ------------------------------------------------------------------------------------

PROFIT = np.array([50.0, 100.0, 150.0, np.nan])


def test_only_what_is_missed_adds_up():
    constraints = [bound("at_least", 100.0), bound("at_most", 120.0)]
    total = total_violation(constraints, {"profit": PROFIT}, 4)
    np.testing.assert_allclose(total, [0.5, 0.0, 0.25, np.inf])


def test_constraints_on_metrics_that_are_not_known_are_left_out():
    constraints = [bound("at_least", 100.0), bound("at_least", 1.0, metric="mean_wait")]
    total = total_violation(constraints, {"profit": PROFIT}, 4)
    np.testing.assert_allclose(total, [0.5, 0.0, 0.0, np.inf])
    assert total_violation(constraints[1:], {"profit": PROFIT}, 4).tolist() == [0.0] * 4


def test_without_constraints_every_policy_keeps_them():
    assert total_violation([], {}, 3).tolist() == [0.0, 0.0, 0.0]
