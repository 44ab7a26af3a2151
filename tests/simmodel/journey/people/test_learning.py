"""Speeds by tenure, and what training takes of others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.people.facts import Team
from simmodel.journey.people.learning import Learning
from simmodel.journey.people.pace import speeds


@given(months=st.integers(0, 24))
def test_without_a_curve_the_straight_ramp_holds_and_half_of_it_is_lacking(months):
    curve = Learning().curve(months)
    np.testing.assert_array_equal(1 - curve[:-1], Team(ramp_months=months).lacking)
    assert curve[-1] == 1
    assert (1 - curve).sum() == pytest.approx(months / 2)


def test_speeds_of_a_table_end_in_full_speed():
    assert Learning(speeds=(0.3, 0.8)).curve(12).tolist() == [0.3, 0.8, 1]


def test_half_of_what_is_lacking_is_learned_in_a_half_life():
    curve = Learning(half_life_months=2.0).curve(0)
    assert 1 - curve[2] == pytest.approx((1 - curve[0]) / 2)
    assert np.all(np.diff(curve) > 0)
    assert curve[-1] == 1
    # What is lacking in all is the integral of the curve.
    assert (1 - curve).sum() == pytest.approx(2.0 / np.log(2), rel=0.01)


def test_training_is_taken_evenly_from_those_who_have_learned():
    curve = Learning(speeds=(0.25, 0.5)).curve(0)
    # Two recruits take a tenth of a month each from four; one who still learns trains nobody.
    tenures = np.array([40, 12, 5, 2, 1, 0, 0])
    found = speeds(tenures, np.ones(tenures.size), 1.0, curve, 0.1, 1)
    assert found == pytest.approx([0.95, 0.95, 0.95, 0.95, 0.5, 0.25, 0.25])
    # A recruit takes as many hours of a month that has more of them.
    longer = speeds(tenures, np.ones(tenures.size), 1.25, curve, 0.1, 1)
    assert (1.25 - longer[:4]).sum() == pytest.approx((1.0 - found[:4]).sum())
    assert longer[4:] == pytest.approx(1.25 * found[4:])


def test_where_nobody_has_learned_nobody_is_trained_and_trainers_keep_a_tenth_of_their_time():
    curve = Learning(speeds=(0.25,)).curve(0)
    assert speeds(np.array([0, 0]), np.ones(2), 1.0, curve, 1.0, 1).tolist() == [0.25, 0.25]
    assert speeds(np.array([9, 0, 0]), np.ones(3), 1.0, curve, 1.0, 1) == pytest.approx(
        [0.1, 0.25, 0.25]
    )


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"speeds": (0.5, 1.1)}, r"speeds.1\n  Input should be less than or equal to 1"),
        ({"speeds": (0.0,)}, r"speeds.0\n  Input should be greater than or equal to 0.01"),
        ({"speeds": (0.5,), "half_life_months": 2.0}, "speeds are given beside half_life_months"),
        ({"training_hours": -1.0}, "training_hours"),
    ],
)
def test_impossible_speeds_are_refused(given_, words):
    with pytest.raises(ValidationError, match=words):
        Learning(**given_)
