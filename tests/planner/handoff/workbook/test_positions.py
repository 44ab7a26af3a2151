"""The sheet of positions: one row a person, with dates that finance can follow."""

from dataclasses import replace
from datetime import date

import pytest

from planner.books.books import keep_books
from planner.books.positions import positions
from planner.handoff.workbook.positions import positions_sheet
from planner.handoff.workbook.roster import FIRST


@pytest.fixture
def books(lively):
    return keep_books(lively)


def _line(books, begin: str) -> list:
    """The line above the positions that begins so."""
    (found,) = (row for row in positions_sheet(books, 3).rows if row[0].value.startswith(begin))
    return found


@pytest.fixture
def rows(lively, books) -> list[dict]:
    """The positions, each by heading."""
    sheet = positions_sheet(books, lively.study.finance.lead_months)
    headings, *rows = sheet.rows[FIRST - 1 :]
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
    total = _line(books, "Total")
    for place, heading in ((7, "added cost in the horizon"), (8, "recruiting cost")):
        assert total[place].value == pytest.approx(sum(row[heading] or 0 for row in rows))


def test_whole_backfills_stand_beside_the_expected_recruiting_cost(lively, books):
    """They differ by less than half a person: the list keeps up with the expectation."""
    listed, expected = (_line(books, name)[8].value for name in ("Total", "Expected"))
    simulated = lively.plan.sample.observed_means["recruiting_cost"]
    assert expected == pytest.approx(simulated, rel=1e-12)
    assert 0 < abs(listed - expected) <= books.rates.recruiting / 2


def test_a_resignation_in_a_month_of_reduction_is_replaced_as_simulated_and_spoken_of(books):
    """The simulation pays for the backfill, and the payroll falls by the reduction."""
    both = replace(books, positions=positions("CSM", 8, 13 * [7], 0.99))
    kinds = {row[1].value for row in positions_sheet(both, 3).rows[FIRST : FIRST + 2]}
    assert kinds == {"Reduction", "Backfill"}
    assert {each.month for each in both.positions[:2]} == {0}
    (note,) = _line(both, "As simulated, whoever resigns is replaced, even in a month of reduction")
    assert note.value.endswith("that backfill's recruiting cost is saved.")


def test_without_a_lead_time_positions_are_opened_when_they_start(books):
    rows = positions_sheet(books, 0).rows[FIRST:]
    assert all(row[3].value == row[4].value for row in rows if row[3] is not None)
    assert any(row[3] is not None for row in rows)


def test_a_position_may_have_to_be_opened_before_the_horizon_begins(books):
    (hired,) = (row for row in positions_sheet(books, 12).rows if row[0].value == "CSM-H01")
    assert (hired[3].value, hired[4].value) == (date(2026, 2, 1), date(2027, 2, 1))


def test_a_plan_without_any_change_has_no_position(still):
    assert positions_sheet(keep_books(still), 2).rows[FIRST:] == []
