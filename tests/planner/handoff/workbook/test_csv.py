"""The tables as CSV: what the workbook says, for machines, and nothing that runs."""

import math
from datetime import date

import pandas as pd
import pytest

from planner.books.books import keep_books
from planner.books.cases import cases
from planner.handoff.wording.advice import advice
from planner.handoff.workbook.cells import Cell, Sheet
from planner.handoff.workbook.csv import write_csv
from planner.tables.guard import like_formula

NAMES = pytest.mark.parametrize("name", ["tiny", "lively", "hostile"])
FILES = (
    "summary",
    "positions",
    "roster",
    "headcount",
    "arr-waterfall",
    "metrics",
    "scenarios",
    "assumptions",
)


@pytest.fixture
def tables(tmp_path):
    """Write sheets as CSV, and read them; each table by the name of its file."""

    def read(sheets) -> dict[str, pd.DataFrame]:
        write_csv(sheets, tmp_path)
        return {path.stem: pd.read_csv(path) for path in tmp_path.glob("*.csv")}

    return read


@pytest.fixture
def of_lively(tables, books_of) -> dict[str, pd.DataFrame]:
    return tables(books_of["lively"])


@pytest.fixture
def books(lively):
    return keep_books(lively)


@NAMES
def test_every_sheet_is_a_table_of_its_name(tables, books_of, name):
    assert set(tables(books_of[name])) == set(FILES)


@NAMES
def test_headers_are_plain_words_each_once(tables, books_of, name):
    for table in tables(books_of[name]).values():
        assert table.columns.is_unique
        assert all(column.isidentifier() and column.islower() for column in table.columns)


@pytest.mark.parametrize("file", FILES)
def test_the_headers_are_the_same_whatever_the_plan_has(tables, books_of, file):
    found = [list(tables(books_of[name])[file].columns) for name in ("tiny", "lively", "hostile")]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("file", ["headcount", "arr-waterfall"])
def test_there_is_a_record_a_month_with_its_fiscal_quarter_and_year(of_lively, books, file):
    table, calendar = of_lively[file], books.calendar
    assert list(table["month"]) == [
        calendar.day(month).isoformat() for month in range(calendar.length)
    ]
    # Fiscal years begin in July, and the horizon in November.
    assert list(table["fiscal_quarter"][[0, 2, 8]]) == [
        "FY2026/27 Q2",
        "FY2026/27 Q3",
        "FY2027/28 Q1",
    ]
    assert list(table["fiscal_year"][[0, 2, 8]]) == ["FY2026/27", "FY2026/27", "FY2027/28"]
    assert set(table["currency"]) == {"EUR"}


def test_months_of_headcount_are_the_books(of_lively, books):
    table, roles, lines = of_lively["headcount"], books.roles, books.lines
    for column, series in {
        "closing_headcount": roles.team,
        "loaded_cost": roles.team_cost,
        "recruiting_cost": roles.recruiting_cost,
        "utilisation": roles.utilisation,
    }.items():
        assert list(table[column]) == pytest.approx(lines[series], abs=1e-6)
    moved = table["new_hires"] - table["reductions"]
    assert (table["opening_headcount"] + moved == table["closing_headcount"]).all()
    assert table["closing_headcount"].dtype == int


def test_months_of_the_waterfall_add_up(of_lively, books):
    table = of_lively["arr-waterfall"]
    assert list(table["closing_customers"]) == pytest.approx(
        books.lines[books.roles.customers], abs=1e-6
    )
    came = table["new_arr"] + table["expansion_arr"]
    went = table["contraction_arr"] + table["churned_arr"]
    closing = table["opening_arr"] + came - went
    assert list(table["closing_arr"]) == pytest.approx(list(closing), abs=1e-4)


def test_there_is_a_record_a_position(of_lively, books):
    table = of_lively["positions"]
    assert list(table["position"]) == [each.name for each in books.positions]
    starts = [books.calendar.day(each.starts(3)).isoformat() for each in books.positions]
    assert list(table["starts"]) == starts
    assert table["cost_a_month"].dtype == float


def test_there_is_a_record_a_scenario_and_metric(of_lively, lively):
    table = of_lively["scenarios"]
    assert not table.duplicated(["scenario", "metric"]).any()
    values = table.set_index(["scenario", "metric"])["value"]
    for each in cases(lively.plan.sample, lively.winner.sample, "team"):
        assert values[each.name, "objective"] == pytest.approx(each.plan["objective"], abs=1e-6)
    assert set(table["unit"][table["metric"] == "objective"]) == {"EUR"}


def test_there_is_a_record_a_metric_and_policy(of_lively, lively):
    table = of_lively["metrics"].set_index(["metric", "of"])
    assert table.index.is_unique
    for of, valued in (("fixed plan", lively.plan), ("adaptive policy", lively.winner)):
        for metric, found in valued.metrics.items():
            mean, half_width = table.loc[(metric, of), ["mean", "half_width"]]
            assert mean == pytest.approx(found.mean, abs=1e-6, nan_ok=True)
            assert half_width == pytest.approx(found.half_width, abs=1e-6, nan_ok=True)


def test_the_summary_has_numbers_for_values_and_sentences_for_notes(of_lively, lively, books):
    table = of_lively["summary"]
    assert list(table.columns) == ["name", "value", "unit", "note"]
    assert table["name"].is_unique
    assert table["value"].dtype == float
    row = table.set_index("name").loc
    objective = lively.plan.metrics["objective"]
    assert row["Objective: fixed plan"]["value"] == pytest.approx(objective.mean, abs=1e-6)
    half_width = row["Objective: fixed plan, half-width"]
    assert half_width["value"] == pytest.approx(objective.half_width, abs=1e-6)
    assert row["Objective: fixed plan"]["unit"] == "EUR"
    assert row["Headcount today: fixed plan"]["value"] == books.opening_team
    assert row["recommended"]["note"] == advice(lively).headline
    assert set(advice(lively).parts["It brings"]) <= set(table["note"])


def test_the_assumptions_have_a_value_in_every_record(of_lively, books):
    table = of_lively["assumptions"]
    assert list(table.columns) == ["name", "value", "unit", "note"]
    assert table["name"].is_unique
    values = table.set_index("name")["value"]
    assert float(values["loaded_cost"]) == books.rates.member
    assert float(values["facts.team.at_start"]) == books.opening_team
    assert values["finance.currency"] == "EUR"


@NAMES
def test_no_text_of_a_table_can_run(tables, books_of, name):
    for table in tables(books_of[name]).values():
        assert not [text for text in _texts(table) if like_formula(text) and not _is_number(text)]


def test_only_names_of_the_study_are_quoted(tables, books_of):
    quoted = {
        text
        for table in tables(books_of["hostile"]).values()
        for text in _texts(table)
        if text.startswith("'")
    }
    assert quoted == {"'=1+1", '\'=HYPERLINK("http://example.com","x")'}


def _texts(table: pd.DataFrame) -> list[str]:
    return [value for value in table.to_numpy().ravel() if isinstance(value, str)]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def test_numbers_days_and_text_come_back_as_they_were(tables):
    record = [0.1 + 0.2, -3, date(2026, 11, 1), 'a, b "c"\nd é 日本', None, math.nan]
    header = ["Share (simulated)", "Count", "Day", "Note", "Nothing", "Undefined"]
    table = tables([Sheet("One Two", [[Cell("not this")]], [header, record], widths=(10,))])
    row = table["one-two"].iloc[0]
    assert list(row.index) == ["share", "count", "day", "note", "nothing", "undefined"]
    assert list(row[:4]) == [0.3, -3, "2026-11-01", 'a, b "c"\nd é 日本']
    assert row[4:].isna().all()


@pytest.mark.parametrize("text", ["=1+1", "+1 a", "-1 a", "@A1", "\t=1"])
def test_text_that_might_run_is_quoted(tables, text):
    table = tables([Sheet("Sheet", [], [["text", "number"], [text, -1.5]], widths=(10,))])["sheet"]
    assert list(table.iloc[0]) == [f"'{text}", -1.5]


def test_a_file_says_that_it_is_utf_8_only_if_it_must(tmp_path):
    """Without it Excel reads Windows-1252; with it others read a header that begins oddly."""
    for name, text in (("plain", "call"), ("accented", "Träger, \u20ac")):
        write_csv([Sheet(name, [], [["name"], [text]], ())], tmp_path)
        content = (tmp_path / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") == (not text.isascii())
        assert content.decode("utf-8-sig").splitlines()[0] == "name"
        assert list(pd.read_csv(tmp_path / f"{name}.csv")["name"]) == [text]


def test_what_ends_a_line_alone_is_read_as_part_of_its_text(tables):
    table = tables([Sheet("Sheet", [], [["text", "next"], ["a\rb", "c"]], widths=(10,))])["sheet"]
    assert list(table.iloc[0]) == ["a\nb", "c"]
