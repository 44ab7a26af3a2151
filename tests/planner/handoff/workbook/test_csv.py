"""The tables as CSV hold the values of the workbook, and nothing that runs."""

import csv
import math
from datetime import date

import pytest

from planner.handoff.workbook.cells import Cell, Sheet, like_formula
from planner.handoff.workbook.csv import write_csv

NAMES = pytest.mark.parametrize("name", ["tiny", "lively", "hostile"])


@pytest.fixture
def tables(tmp_path):
    """Write sheets as CSV; the texts of each, by the name of its file."""

    def read(sheets) -> dict[str, list[list[str]]]:
        write_csv(sheets, tmp_path)
        found = {}
        for path in tmp_path.iterdir():
            with path.open(encoding="utf-8", newline="") as file:
                found[path.name] = list(csv.reader(file))
        return found

    return read


def read_as(text: str, value) -> object:
    """A text of a table as what stands in the workbook's cell."""
    if isinstance(value, int | float):
        return float(text)
    if isinstance(value, date):
        return date.fromisoformat(text)
    return text.removeprefix("'")


@NAMES
def test_every_table_is_a_file_of_its_name(tables, books_of, name):
    assert set(tables(books_of[name])) == {
        "summary.csv",
        "positions.csv",
        "headcount.csv",
        "arr-waterfall.csv",
        "scenarios.csv",
        "assumptions.csv",
    }


@NAMES
def test_the_values_are_those_of_the_workbook(tables, books_of, name):
    found = tables(books_of[name])
    compared = 0
    for sheet in books_of[name]:
        table = found[f"{sheet.name.lower().replace(' ', '-')}.csv"]
        for cells, texts in zip(sheet.rows, table, strict=True):
            assert not any(texts[len(cells) :])
            for cell, text in zip(cells, texts, strict=False):
                if (
                    cell is None
                    or cell.value is None
                    or (isinstance(cell.value, float) and not math.isfinite(cell.value))
                ):
                    assert text == ""
                elif isinstance(cell.value, float):
                    compared += 1
                    assert float(text) == pytest.approx(cell.value, abs=1e-6), (sheet.name, cells)
                else:
                    assert read_as(text, cell.value) == cell.value
    assert compared > 300


@NAMES
def test_no_text_of_a_table_can_run(tables, books_of, name):
    for table in tables(books_of[name]).values():
        for text in (each for row in table for each in row):
            if like_formula(text):
                float(text)  # a number, which has a sign


@pytest.mark.parametrize("text", ["=1+1", "+1 a", "-1 a", "@A1", "\t=1"])
def test_text_that_might_run_is_quoted(tables, text):
    found = tables([Sheet("One Two", [[Cell(text), Cell(-1.5)]], widths=(10,))])
    assert found == {"one-two.csv": [[f"'{text}", "-1.5"]]}


def test_text_with_commas_quotes_and_lines_comes_back_as_it_was(tables):
    texts = ['a, b "c"', "two\nlines", "é 日本"]
    found = tables([Sheet("Sheet", [[Cell(each) for each in texts]], widths=(10,))])
    assert found == {"sheet.csv": [texts]}


def test_a_last_bit_that_means_leave_is_not_shown(tables):
    row = [Cell(11.999999999999998, "fraction"), Cell(0.1 + 0.2, "plain")]
    assert tables([Sheet("Sheet", [row], widths=(10,))]) == {"sheet.csv": [["12.0", "0.3"]]}
