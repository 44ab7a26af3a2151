"""The sheet of positions: one row a person, with dates that finance can follow."""

from dataclasses import replace
from datetime import date

import pytest

from planner.books.books import keep_books
from planner.books.positions import positions
from planner.handoff.workbook.places import FIRST
from planner.handoff.workbook.positions import positions_sheet

COMMAND = "plan simulate lively.toml"
KEEPING = ("hired again as", "keeping instead costs")


@pytest.fixture
def books(lively):
    return keep_books(lively)


def _line(books, begin: str) -> list:
    """The line above the positions that begins so."""
    lines = [row for row in positions_sheet(replace(books, lead_months=3), COMMAND).rows if row]
    (found,) = (row for row in lines if row[0].value.startswith(begin))
    return found


@pytest.fixture
def rows(lively, books) -> list[dict]:
    """The positions, each by heading."""
    sheet = positions_sheet(books, COMMAND)
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
        if each.kind == "Backfill":
            assert opens == books.calendar.day(each.month + 1)
            assert row["resigns in"] == books.calendar.day(each.month) < opens
        else:
            assert starts == books.calendar.day(each.month)
        if each.kind == "Reduction":
            assert opens is None
        else:
            ahead = 12 * (starts.year - opens.year) + starts.month - opens.month
            assert (opens.day, ahead) == (1, 3)


def test_who_is_hired_costs_pay_until_the_horizon_ends_and_who_leaves_saves_it(books, rows):
    sign = {"New hire": 1, "Backfill": 0, "Reduction": -1}
    for each, row in zip(books.positions, rows, strict=True):
        months = max(books.calendar.length - each.starts(3), 0)
        assert row["months in the horizon"] == months
        assert row["cost a month"] == books.rates.member / 12
        added = sign[each.kind] * months * books.rates.member / 12
        assert row["cost over today's team"] == pytest.approx(added)
        assert row["recruiting cost"] == (None if each.kind == "Reduction" else 7_500.5)
        assert row["ramp months"] == (None if each.kind == "Reduction" else 2)


def test_the_total_is_that_of_the_rows(lively, books, rows):
    total = _line(books, "Total")
    for place, heading in ((8, "cost over today's team"), (9, "recruiting cost")):
        assert total[place].value == pytest.approx(sum(row[heading] or 0 for row in rows))


def test_whole_backfills_stand_beside_the_expected_recruiting_cost(lively, books):
    """They differ by less than a person: the list is up to the last whole one who has resigned."""
    listed, expected = (_line(books, name)[9].value for name in ("Total", "Expected"))
    simulated = lively.plan.sample.observed_means["recruiting_cost"]
    assert expected == pytest.approx(simulated, rel=1e-12)
    assert 0 < expected - listed < books.rates.recruiting


def test_a_resignation_in_a_month_of_reduction_is_replaced_as_simulated_and_spoken_of(books):
    """The simulation pays for the backfill, and the payroll falls by the reduction."""
    both = replace(books, positions=positions("CSM", 8, [8, *12 * [7]], 0.99))
    rows = positions_sheet(replace(both, lead_months=3), COMMAND).rows
    kinds = {each.kind for each in both.positions if each.month == 1}
    assert kinds == {"Reduction", "Backfill"}
    (note,) = rows[1]
    assert "Whoever resigns is replaced, even in a month of reduction" in note.value
    assert "that backfill's recruiting cost is saved." in note.value


def test_without_a_lead_time_positions_are_opened_when_they_start(books):
    rows = positions_sheet(replace(books, lead_months=0), COMMAND).rows[FIRST:]
    assert all(row[3].value == row[4].value for row in rows if row[3] is not None)
    assert any(row[3] is not None for row in rows)


def test_what_would_have_to_be_open_before_the_plan_begins_is_said_to(books):
    sheet = positions_sheet(replace(books, lead_months=12), COMMAND)
    hired, *others = (row for row in sheet.rows[FIRST:] if row[1].value == "New hire")
    dates = [cell.value for cell in hired[3:6]]
    assert dates == [date(2026, 2, 1), date(2027, 2, 1), date(2027, 11, 1)]
    warning = sheet.rows[4][0].value
    assert warning.startswith(f"Of these positions {1 + len(others)} should have been opened ")


def test_where_all_positions_can_be_opened_in_time_there_is_no_word_of_it(books):
    sheet = positions_sheet(replace(books, lead_months=3), COMMAND)
    assert sheet.rows[4] == []
    assert "comes, opened when the plan begins" not in [
        cell.value for cell in sheet.rows[FIRST - 1]
    ]


def test_a_plan_without_any_change_has_no_position(still):
    assert positions_sheet(replace(keep_books(still), lead_months=2), COMMAND).rows[FIRST:] == []


def test_it_says_where_one_edits_that_renewals_do_not_follow_and_how_to_simulate_them(books):
    _, (note,), command, *_ = positions_sheet(replace(books, lead_months=3), COMMAND).rows
    assert "renewals, churn and revenue stay those of the simulated plan" in note.value
    assert command[1].value == COMMAND


def test_only_dates_that_are_counted_are_for_the_reader(books):
    for row in positions_sheet(replace(books, lead_months=3), COMMAND).rows[FIRST:]:
        assert row[4].input is (row[1].value != "Backfill")


def test_where_nobody_resigns_or_costs_to_be_found_there_is_no_word_of_it(recommendation):
    books = keep_books(recommendation)
    assert books.rates.attrition == books.rates.recruiting == 0
    rows = positions_sheet(replace(books, lead_months=3), COMMAND).rows
    texts = {str(cell.value) for row in rows for cell in row if cell}
    assert not any(word in text for text in texts for word in ("resigns", "recruiting", "backfill"))


def test_beside_a_reduction_that_is_soon_undone_stands_what_it_costs_to_keep_the_person(books):
    there_and_back = replace(books, positions=positions("CSM", 8, [6, 6, 7, 7], 0.0))
    sheet = positions_sheet(replace(there_and_back, lead_months=3), COMMAND)
    headings, *rows = sheet.rows[FIRST - 1 :]
    again, costs = ([cell.value for cell in headings].index(name) for name in KEEPING)
    assert [row[again] and row[again].value for row in rows] == ["CSM-H01", None, None]
    kept = 2 * books.rates.member / 12 - books.rates.recruiting
    assert rows[0][costs].value == pytest.approx(kept)
    assert "the last columns name the hire" in sheet.rows[1][0].value


def test_a_plan_that_does_not_go_down_and_up_again_has_no_such_columns(books):
    lasting = replace(books, positions=positions("CSM", 8, [7, 7, 6, 6], 0.0))
    sheet = positions_sheet(replace(lasting, lead_months=3), COMMAND)
    assert set(KEEPING).isdisjoint(cell.value for cell in sheet.rows[FIRST - 1])
    assert set(KEEPING) <= set(sheet.table[0])
