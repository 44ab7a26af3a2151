"""Months, counted from a first one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.study.months import day_of, months_until

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS.map(lambda day: day.replace(day=1)), DAYS)
def test_a_day_comes_back_from_the_months_until_it(start, day):
    assert day_of(start, months_until(start, day)) == day


@given(DAYS.map(lambda day: day.replace(day=1)), st.floats(-600, 600))
def test_months_come_back_from_their_day_within_half_a_day(start, months):
    back = months_until(start, day_of(start, months))
    assert abs(back - months) <= 0.5 / 28 + 1e-9
