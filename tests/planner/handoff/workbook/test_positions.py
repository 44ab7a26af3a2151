"""The sheet of positions: one row a person, with dates that finance can follow."""

from datetime import date

import pytest

from planner.books.books import keep_books
from planner.handoff.workbook.positions import positions_sheet


@pytest.fixture
def books(lively):
    return keep_books(lively)


@pytest.fixture
def rows(lively, books) -> list[dict]:
    """The positions, each by heading."""
    _, _, _, headings, *rows = positions_sheet(books, lively.study.finance.lead_months).rows
    names = [cell.value for cell in headings]
    return [
        {name: cell and cell.value for name, cell in zip(names, row, strict=True)} for row in rows
    ]


def test_there_is_a_row_a_position(books, rows):
    assert [(row["position"], row["type"]) for row in rows] == [
        (each.name, each.kind) for each in books.positions
    ]
    assert {row["type"] for row in rows} == {"New hire", "Backfill", "Reduction"}
    assert {row["role"] for row in rows} == {"Customer success manager"}


def test_a_position_starts_on_the_first_of_its_month_and_is_opened_the_lead_time_before(
    books, rows
):
    for each, row in zip(books.positions, rows, strict=True):
        starts, opens = row["starts"], row["open the position"]
        assert starts == books.calendar.day(each.month)
        if each.kind == "Reduction":
            assert opens is None
        else:
            ahead = 12 * (starts.year - opens.year) + starts.month - opens.month
            assert (opens.day, ahead) == (1, 3)


def test_who_is_hired_costs_pay_until_the_horizon_ends_and_who_leaves_saves_it(books, rows):
    sign = {"New hire": 1, "Backfill": 0, "Reduction": -1}
    for each, row in zip(books.positions, rows, strict=True):
        months = books.calendar.length - each.month
        assert row["months in the horizon"] == months
        assert row["cost a month"] == books.rates.member / 12
        added = sign[each.kind] * months * books.rates.member / 12
        assert row["added cost in the horizon"] == pytest.approx(added)
        assert row["recruiting cost"] == (None if each.kind == "Reduction" else 7_500.5)
        assert row["ramp months"] == (None if each.kind == "Reduction" else 2)


def test_the_total_is_that_of_the_rows(lively, books, rows):
    _, _, total, *_ = positions_sheet(books, lively.study.finance.lead_months).rows
    for place, heading in ((7, "added cost in the horizon"), (8, "recruiting cost")):
        assert total[place].value == pytest.approx(sum(row[heading] or 0 for row in rows))


def test_without_a_lead_time_positions_are_opened_when_they_start(books):
    rows = positions_sheet(books, 0).rows[4:]
    assert all(row[3].value == row[4].value for row in rows if row[3] is not None)
    assert any(row[3] is not None for row in rows)


def test_a_position_may_have_to_be_opened_before_the_horizon_begins(books):
    (hired,) = (row for row in positions_sheet(books, 12).rows if row[0].value == "CSMP-H01")
    assert (hired[3].value, hired[4].value) == (date(2026, 2, 1), date(2027, 2, 1))


def test_a_plan_without_any_change_has_no_position(still):
    assert positions_sheet(keep_books(still), 2).rows[4:] == []
