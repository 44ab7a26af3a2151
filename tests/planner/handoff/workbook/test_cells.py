"""Cells, their addresses, and text that a spreadsheet might run."""

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from planner.handoff.workbook.cells import Cell, Sheet, address, column, headings


@given(st.integers(0, 16_383))
def test_columns_have_the_letters_of_spreadsheets(place):
    assert column(place) == get_column_letter(place + 1)


def test_an_address_counts_from_the_corner():
    assert address(0, 0) == "A1"
    assert address(6, 27) == "AB7"


def test_headings_stand_over_names_and_over_values():
    assert headings("metric", "today") == [
        Cell("metric", "label heading"),
        Cell("today", "heading"),
    ]


def test_a_heading_of_words_that_is_not_the_first_keeps_away_from_its_neighbour():
    styles = [cell.style for cell in headings("metric", "unit", "today", "note", names=(0, 1, 3))]
    assert styles == ["label heading", "text heading", "heading", "text heading"]


def test_a_sheet_is_as_wide_as_its_longest_row():
    assert Sheet("Sheet", [[Cell(1)], [None] * 12, []], [], widths=(10,)).columns == 12


def test_columns_that_a_text_reaches_across_are_the_sheets_own():
    rows = [[None, Cell("long", across=6)], [Cell("name"), Cell(1)]]
    assert Sheet("Sheet", rows, [], widths=(10, 20)).columns == 7


def test_the_last_width_holds_for_all_columns_that_follow():
    sheet = Sheet("Sheet", [], [], widths=(10, 20))
    assert [sheet.width(0, 1), sheet.width(0, 4), sheet.width(3, 5)] == [10, 70, 40]


def test_an_empty_sheet_has_no_columns():
    assert Sheet("Sheet", [], [], widths=(10,)).columns == 0
