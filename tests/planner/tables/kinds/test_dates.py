"""Dates, whose order a column says as a whole."""

from datetime import date

import pytest

from planner.tables.cells import Cell
from planner.tables.kinds.dates import dates

DAY = date(2026, 11, 20)
ALLOWED = "a date such as 2026-02-01 or 1.2.2026"


def cells(*texts):
    return [Cell(line, text) for line, text in enumerate(texts, start=2)]


def days(*texts):
    found = dates(cells(*texts), "Renewal")
    assert found.faults == ()
    return list(found.values.values())


def faults(*texts):
    return [
        f"{each.place}: {each.found}; allowed: {each.allowed}"
        for each in dates(cells(*texts), "Renewal").faults
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        "2026/11/20",
        "20261120",
        "20.11.2026",
        "20. 11. 2026",
        "20.11.26",
        "20/11/2026",
        "11/20/2026",
        "11-20-2026",
        "11/20/26",
        "20 Nov 2026",
        "20-Nov-26",
        "Nov 20, 2026",
        "November 20, 2026",
        "2026-11-20T09:30:00Z",
        "2026-11-20 09:30:00.000+01:00",
        "20.11.2026 00:00",
        "11/20/2026 12:00 AM",
        "11/20/2026, 9:30 pm",
    ],
)
def test_a_day_is_read_as_it_is_written(text):
    assert days(text) == [DAY]


def test_one_date_tells_the_order_of_the_column():
    assert days("02/01/2026", "13/01/2026") == [date(2026, 1, 2), date(2026, 1, 13)]
    assert days("02/01/2026", "01/13/2026") == [date(2026, 2, 1), date(2026, 1, 13)]
    assert days("02/02/2026") == [date(2026, 2, 2)]


def test_dates_that_may_be_either_are_refused_once_with_what_makes_them_clear():
    assert faults("2026-05-01", "02/01/2026", "03/04/2026", "05/05/2026") == [
        'column Renewal: found "02/01/2026" (lines 3, 4), and no date in the column tells whether '
        "the day or the month comes first; allowed: dates such as 2026-02-01"
    ]


def test_dates_of_both_orders_are_refused_once():
    assert faults("13/01/2026", "01/13/2026", "01/14/2026", "02/01/2026") == [
        'column Renewal: found "13/01/2026" (line 2) and "01/13/2026" (lines 3, 4), in which day '
        "and month change places; allowed: one order, or dates such as 2026-02-01"
    ]


@pytest.mark.parametrize("text", ["31.02.2026", "2026-13-01", "29.2.2027", "20.20.2026"])
def test_days_that_there_are_not_are_refused(text):
    assert faults(text) == [
        f'line 2, column Renewal: found "{text}", a day that there is not; allowed: {ALLOWED}'
    ]


@pytest.mark.parametrize(
    "text", ["soon", "46023", "202611", "Q3 2026", "2026", "11.2026", "x" * 99]
)
def test_what_is_no_date_is_refused(text):
    (found,) = faults(text)
    assert found.startswith("line 2, column Renewal: found ")
    assert found.endswith(f"; allowed: {ALLOWED}")


def test_other_dates_are_read_beside_an_order_that_is_not_clear():
    found = dates(cells("02/01/2026", "2026-11-20", "31.02.2026"), "Renewal")
    assert found.values == {3: DAY}
    assert [each.place for each in found.faults] == ["column Renewal", "line 4, column Renewal"]
