"""Time to hire: the chances that positions are filled, month by month."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.people.hiring import DAYS_PER_MONTH, Hiring
from simmodel.journey.people.rules import months_to_fill

DAYS = st.floats(0.0, 1000.0)


def test_at_once_by_default():
    assert Hiring().filled_by(3).tolist() == [1, 1, 1, 1, 1]
    assert months_to_fill(0.999, Hiring().filled_by(3)) == 0


@pytest.mark.parametrize(("days", "months"), [(1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (200, 7)])
def test_all_take_the_median_without_another_point_and_start_on_the_first(days, months):
    filled = Hiring(median_days=days).filled_by(24)
    assert {months_to_fill(luck, filled) for luck in (0.0, 0.3, 0.999)} == {months}


def test_half_are_filled_within_the_median_and_nine_of_ten_within_the_90_percent_point():
    hiring = Hiring(median_days=2 * DAYS_PER_MONTH, p90_days=4 * DAYS_PER_MONTH)
    filled = hiring.filled_by(24)
    assert filled[0] == 0
    assert filled[2] == pytest.approx(0.5)
    assert filled[4] == pytest.approx(0.9)
    # Lognormal: as far below the median as above it, in proportion.
    assert filled[1] == pytest.approx(0.1)


def test_as_long_as_past_positions_took():
    filled = Hiring(past_days=(0, 20, 40, 200)).filled_by(3)
    assert filled.tolist() == [0.25, 0.5, 0.75, 0.75, 1]
    assert [months_to_fill(luck, filled) for luck in (0.2, 0.25, 0.7, 0.8)] == [0, 1, 2, 4]


@given(median=st.floats(0.5, 400.0), more=st.floats(1.0, 4.0), months=st.integers(1, 60))
def test_chances_rise_to_one(median, more, months):
    filled = Hiring(median_days=median, p90_days=median * more).filled_by(months)
    assert filled.shape == (months + 2,)
    assert np.all(np.diff(filled) >= 0)
    assert filled[0] == 0
    assert filled[-1] == 1


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"median_days": -1}, "median_days"),
        ({"median_days": 60, "p90_days": 50}, r"p90_days is 50.*allowed: p90_days >= median_days"),
        ({"p90_days": 50}, "p90_days is given with a median of 0; allowed: a median above 0"),
        ({"past_days": (10, -1)}, r"past_days.1\n  Input should be greater than or equal to 0"),
        ({"past_days": (10,), "median_days": 60}, "past_days is given beside a median"),
    ],
)
def test_impossible_times_are_refused(given_, words):
    with pytest.raises(ValidationError, match=words):
        Hiring(**given_)
