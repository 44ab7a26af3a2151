"""Sheets as an Excel workbook: values, formulas, names, and text that stays text."""

import math
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from planner.handoff.workbook.cells import Cell, Sheet
from planner.handoff.workbook.excel import write_workbook

NAMES = pytest.mark.parametrize("name", ["tiny", "lively", "hostile"])


@pytest.fixture
def page(tmp_path):
    """Write one sheet; the page as it was written, and with the values of its formulas."""

    def write(rows, **options):
        path = tmp_path / "book.xlsx"
        write_workbook([Sheet("Page", rows, widths=(10, 20), **options)], path)
        return tuple(openpyxl.load_workbook(path, data_only=only)["Page"] for only in (False, True))

    return write


def test_a_formula_carries_the_value_that_it_comes_to(page):
    formulas, values = page([[Cell(2.0), Cell(4.0, "money", "A1*2")]])
    assert (formulas["B1"].value, values["B1"].value) == ("=A1*2", 4.0)


def test_a_formula_may_come_to_a_day_or_to_text(page):
    day = date(2026, 11, 1)
    formulas, values = page(
        [[Cell(day, "date"), Cell(day, "date", "EDATE(A1,0)"), Cell("yes", "text", 'IF(1,"yes")')]]
    )
    assert formulas["B1"].data_type == formulas["C1"].data_type == "f"
    assert values["A1"].value == values["B1"].value == datetime(2026, 11, 1)
    assert values["C1"].value == "yes"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("http://a.b")', "\t=1"])
def test_text_that_might_run_is_quoted_text(page, text):
    formulas, _ = page([[Cell(text)]])
    assert formulas["A1"].value == text
    assert formulas["A1"].data_type == "s"
    assert formulas["A1"].quotePrefix
    assert formulas["A1"].hyperlink is None


def test_plain_text_is_not_quoted(page):
    formulas, _ = page([[Cell("http://example.com")]])
    assert formulas["A1"].value == "http://example.com"
    assert not formulas["A1"].quotePrefix
    assert formulas["A1"].hyperlink is None


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_defined_says_so(page, value):
    _, values = page([[Cell(value, "money")]])
    assert values["A1"].value == "not defined"


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("count", "#,##0"),
        ("fraction", "#,##0.0"),
        ("money", "#,##0"),
        ("cents", "#,##0.00"),
        ("share", "0.0%"),
        ("plain", "General"),
    ],
)
def test_numbers_are_shown_as_their_style_says(page, style, shown):
    formulas, _ = page([[Cell(1234.5, style)]])
    assert formulas["A1"].number_format == shown


def test_what_the_reader_may_change_is_on_yellow_ground(page):
    formulas, _ = page([[Cell(1.0, "money", input=True), Cell(1.0, "money")]])
    assert formulas["A1"].fill.fgColor.rgb == "FFFFF8D6"
    assert formulas["B1"].fill.fill_type is None


def test_rows_and_columns_stay_in_view_and_cells_have_names(page):
    formulas, _ = page([[Cell(1.0), Cell(2.0)]] * 3, frozen=(2, 1), names={"rate": (2, 1)})
    assert formulas.freeze_panes == "B3"
    assert formulas.parent.defined_names["rate"].attr_text == "'Page'!$B$3"


def test_every_column_has_the_width_of_its_place_or_the_last(page):
    formulas, _ = page([[Cell(1.0)] * 4])
    widths = [formulas.column_dimensions[each].width for each in "AB"]
    assert widths == pytest.approx([10, 20], abs=1)
    assert formulas.column_dimensions["B"].max == 4


@NAMES
def test_the_same_recommendation_makes_the_same_bytes(tmp_path, books_of, name):
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    for path in (first, second):
        write_workbook(books_of[name], path)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_in_the_file_says_when_it_was_written(tmp_path, books_of):
    path = tmp_path / "book.xlsx"
    write_workbook(books_of["tiny"], path)
    with zipfile.ZipFile(path) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2020-01-01T00:00:00Z" in parts.read("docProps/core.xml")
        assert str(date.today().year).encode() not in parts.read("docProps/core.xml")


@NAMES
def test_values_of_all_cells_are_those_of_the_sheets(tmp_path, books_of, opened, name):
    path = tmp_path / "book.xlsx"
    write_workbook(books_of[name], path)
    formulas, values = opened(path).book, opened(path, values=True).book
    assert formulas.sheetnames == [sheet.name for sheet in books_of[name]]
    for sheet in books_of[name]:
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell is None:
                    continue
                written = formulas[sheet.name].cell(row, column)
                if cell.formula is not None:
                    assert written.value == f"={cell.formula}"
                else:
                    assert written.data_type != "f"
                value = values[sheet.name].cell(row, column).value
                if isinstance(cell.value, date):
                    assert value.date() == cell.value
                elif isinstance(cell.value, float) and not math.isfinite(cell.value):
                    assert value == "not defined"
                elif isinstance(cell.value, float):
                    assert value == pytest.approx(cell.value, rel=1e-14)
                else:
                    assert value == cell.value
