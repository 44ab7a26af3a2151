"""Months, fiscal quarters and fiscal years of a horizon."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.books.calendar import Calendar, Period

CALENDARS = st.builds(
    Calendar,
    start=st.builds(date, st.integers(1990, 2100), st.integers(1, 12), st.just(1)),
    length=st.integers(1, 40),
    fiscal_start=st.integers(1, 12),
)
KINDS = pytest.mark.parametrize("kind", ["months", "quarters", "years"])
WHOLE = {"months": 1, "quarters": 3, "years": 12}


def labels(periods: tuple[Period, ...]) -> list[str]:
    return [each.label for each in periods]


def lasts(period: Period) -> int:
    return period.end - period.first


@given(CALENDARS)
def test_months_follow_each_other_from_the_first_of_the_horizon_on(calendar):
    days = [calendar.day(month) for month in range(-24, calendar.length + 1)]
    assert calendar.day(0) == calendar.start
    assert all(day.day == 1 for day in days)
    ahead = [12 * (b.year - a.year) + b.month - a.month for a, b in pairwise(days)]
    assert set(ahead) == {1}


@KINDS
@given(calendar=CALENDARS)
def test_periods_partition_the_months(calendar, kind):
    periods = getattr(calendar, kind)
    months = range(calendar.length)
    assert [month for each in periods for month in months[each.months]] == list(months)


@KINDS
@given(calendar=CALENDARS)
def test_no_two_periods_of_a_horizon_have_the_same_label(calendar, kind):
    found = labels(getattr(calendar, kind))
    assert len(set(found)) == len(found)


@KINDS
@given(calendar=CALENDARS)
def test_a_period_that_the_horizon_cuts_short_says_how_many_months_are_left(calendar, kind):
    periods = getattr(calendar, kind)
    for each in periods:
        left = lasts(each)
        assert left <= WHOLE[kind]
        unit = "month" if left == 1 else "months"
        assert each.label.endswith(f" ({left} {unit})") is (left < WHOLE[kind])
    # Only the horizon's two ends cut.
    assert all(lasts(each) == WHOLE[kind] for each in periods[1:-1])


@given(CALENDARS)
def test_whole_periods_begin_where_fiscal_years_and_their_quarters_do(calendar):
    for kind in ("quarters", "years"):
        for each in getattr(calendar, kind)[1:]:
            month = calendar.day(each.first).month
            assert (month - calendar.fiscal_start) % WHOLE[kind] == 0


@given(CALENDARS)
def test_a_fiscal_year_bears_the_names_of_the_calendar_years_that_it_begins_and_ends_in(calendar):
    for each in calendar.years:
        # The last month of a fiscal year is the one before the next begins.
        month = each.first
        while calendar.day(month + 1).month != calendar.fiscal_start:
            month += 1
        last, before = calendar.day(month), calendar.day(month - 11)
        both = f"/{last.year % 100:02d}" if last.year > before.year else ""
        assert each.label.split()[0] == f"FY{before.year}{both}"


@given(CALENDARS)
def test_quarters_are_parts_of_the_year_that_they_are_named_after(calendar):
    for quarter in calendar.quarters:
        (year,) = (each for each in calendar.years if each.first <= quarter.first < each.end)
        assert quarter.end <= year.end
        assert quarter.label.split()[0] == year.label.split()[0]
        assert quarter.label.split()[1] in {"Q1", "Q2", "Q3", "Q4"}


def test_a_fiscal_year_from_july_on_in_words():
    calendar = Calendar(date(2026, 11, 1), 13, fiscal_start=7)
    assert labels(calendar.years) == ["FY2026/27 (8 months)", "FY2027/28 (5 months)"]
    assert labels(calendar.quarters) == [
        "FY2026/27 Q2 (2 months)",
        "FY2026/27 Q3",
        "FY2026/27 Q4",
        "FY2027/28 Q1",
        "FY2027/28 Q2 (2 months)",
    ]
    assert labels(calendar.months)[:3] == ["2026-11", "2026-12", "2027-01"]


def test_the_name_of_a_period_does_not_say_how_much_is_left_of_it():
    calendar = Calendar(date(2026, 11, 1), 13, fiscal_start=7)
    assert [each.name for each in calendar.years] == ["FY2026/27", "FY2027/28"]
    assert calendar.quarters[0].name == "FY2026/27 Q2"


def test_a_fiscal_year_from_january_on_is_the_calendar_year():
    calendar = Calendar(date(2026, 1, 1), 25)
    assert labels(calendar.years) == ["FY2026", "FY2027", "FY2028 (1 month)"]
    assert labels(calendar.quarters)[-2:] == ["FY2027 Q4", "FY2028 Q1 (1 month)"]
