"""The sheet of assumptions: what formulas read, what the study states, where it comes from."""

from datetime import date

import pytest

from planner.books.books import keep_books
from planner.handoff.workbook.assumptions import assumptions_sheet
from planner.study.listing import stated


@pytest.fixture
def sheet(lively):
    return assumptions_sheet(lively, keep_books(lively))


@pytest.fixture
def rows(sheet) -> dict:
    """The cells of a line by its name."""
    return {row[0].value: row for row in sheet.rows if row}


def test_every_name_is_that_of_its_own_line_and_for_the_reader_to_change(sheet):
    assert len(sheet.names) > 8
    for name, (row, column) in sheet.names.items():
        assert sheet.rows[row][0].value == name
        assert sheet.rows[row][column].input


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loaded_cost", 61_234.5),
        ("recruiting_cost", 7_500.5),
        ("attrition", 0.4),
        ("ramp_months", 2),
        ("lead_months", 3),
        ("contract_value", 120_000.0),
        ("contract_years", 0.25),
        ("alpha", 0.25),
        ("opening_team", 6),
        ("opening_customers", 12),
        ("horizon_end", date(2027, 12, 1)),
    ],
)
def test_inputs_are_the_studys(rows, name, value):
    assert rows[name][1].value == value


def test_money_is_in_the_studys_currency(rows):
    assert rows["loaded_cost"][2].value == "EUR a year"
    assert rows["recruiting_cost"][2].value == "EUR"


def test_all_that_the_study_states_is_listed_with_its_meaning(lively, rows):
    study = lively.study
    for key in ("facts", "objective", "finance"):
        for each in stated(getattr(study, key), key):
            value, unit, meaning = (cell.value for cell in rows[each.key][1:])
            shown = str(each.value).lower() if isinstance(each.value, bool) else each.value
            assert (value, unit, meaning) == (shown, each.unit, each.description)


def test_it_says_which_study_and_which_futures_it_comes_from(lively, rows):
    assert rows["SHA-256 of the study"][1].value == lively.study.digest
    assert rows["seed"][1].value == "7"
    assert rows["replications"][1].value.startswith("6 that chose nothing")
    assert rows["customer-success-planner"][1].value
