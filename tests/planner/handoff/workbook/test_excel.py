"""Sheets as an Excel workbook: values, formulas, names, and text that stays text."""

import math
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from planner.handoff.workbook.cells import Area, Cell, Choice, Sheet
from planner.handoff.workbook.excel import write_workbook

NAMES = pytest.mark.parametrize("name", ["tiny", "lively", "hostile"])


@pytest.fixture
def page(tmp_path):
    """Write one sheet; the page as it was written, and with the values of its formulas."""

    def write(rows, **options):
        path = tmp_path / "book.xlsx"
        write_workbook([Sheet("Page", rows, [], widths=(10, 20), **options)], path)
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
        ("fine share", "0.00%"),
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


@pytest.mark.parametrize(
    ("value", "shown"), [(math.nan, "not defined"), (date(2026, 11, 1), datetime(2026, 11, 1))]
)
def test_a_formula_may_come_to_what_is_no_number(page, value, shown):
    _, values = page([[Cell(value, "date", "B1")]])
    assert values["A1"].value == shown


def test_a_text_over_several_columns_has_as_many_lines_as_it_takes(page):
    formulas, _ = page([[Cell("word " * 30, "note", across=2)], [Cell("word", "note", across=2)]])
    assert {str(each) for each in formulas.merged_cells.ranges} == {"A1:B1", "A2:B2"}
    assert formulas.row_dimensions[1].height > 4 * 12  # 150 letters, in room for some 33
    assert formulas.row_dimensions[2].height is None


def test_a_page_is_as_wide_as_the_paper_and_has_headings(page):
    formulas, _ = page([[Cell(1.0)] * 4] * 3, frozen=(2, 1))
    assert formulas.page_setup.orientation == "landscape"
    assert formulas.sheet_properties.pageSetUpPr.fitToPage
    assert formulas.page_setup.fitToWidth in (1, None)  # which is 1 where nothing is said
    assert formulas.page_setup.fitToHeight == 0  # as many as it takes
    assert (formulas.print_title_rows, formulas.print_title_cols) == ("$2:$2", "$A:$A")


def test_a_sheet_of_several_pages_side_by_side_breaks_where_it_says(page):
    formulas, _ = page([[Cell(1.0)] * 20], frozen=(1, 1), pages=(1, 9))
    assert [each.id for each in formulas.col_breaks.brk] == [9]
    # 11 columns of 20 letters and a first of 10 are 1.9 times as wide as the paper.
    assert formulas.page_setup.scale == pytest.approx(100 / 1.9, rel=0.05)


def test_no_text_inside_a_formula_is_longer_than_spreadsheets_read(books_of):
    said = [
        text
        for sheets in books_of.values()
        for cell in (cell for sheet in sheets for row in sheet.rows for cell in row)
        if cell and cell.formula
        for text in re.findall(r'"([^"]*)"', cell.formula)
    ]
    assert 0 < max(map(len, said)) <= 255


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
                    assert ("" if value is None else value) == cell.value


def test_cells_with_a_choice_have_its_words_in_a_list(page):
    choice = Choice(Area(1, 1, 3, 1), ("approve", "reject"))
    formulas, _ = page([[Cell(1.0)] * 2] * 4, choices=[choice])
    (found,) = formulas.data_validations.dataValidation
    assert (str(found.sqref), found.formula1) == ("B2:B4", '"approve,reject"')
    assert found.allow_blank


def test_shares_are_the_redder_the_further_they_are_beyond_all(page):
    formulas, _ = page([[Cell(0.9, "share")] * 2] * 3, heat=[Area(0, 0, 2, 1)])
    ((place, (rule,)),) = formulas.conditional_formatting._cf_rules.items()
    assert str(place.sqref) == "A1:B3"
    assert [each.val for each in rule.colorScale.cfvo] == [0.8, 1.0, 1.25]
