"""Lines over time: months, and fiscal quarters and years made of them."""

from datetime import date

import numpy as np
import pytest

from planner.books.calendar import Calendar
from planner.handoff.workbook.lines import Grid, Line

CALENDAR = Calendar(date(2026, 11, 1), 5, fiscal_start=1)
NAMES = ("opening", "came", "", "share", "closing", "ratio")
MONTHS = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


@pytest.fixture
def grid() -> Grid:
    return Grid(CALENDAR, NAMES)


@pytest.fixture
def lines(grid) -> list[Line]:
    above = [
        Line("closing", "count", MONTHS * 10, "last"),
        Line("opening", "count", MONTHS, "first", lambda column: grid.before("came", column, "X")),
        Line("came", "money", MONTHS, "sum", input=True, strong=True),
        Line("share", "share", MONTHS / 10, "mean", weight="came"),
    ]
    ratio = grid.ratio("ratio", "share", {"closing": 1, "came": -1}, "opening", above)
    return [*above, ratio]


def texts(cells) -> list[str]:
    return ["" if cell is None else str(cell.value) for cell in cells]


def values(row) -> list[float]:
    return [cell.value for cell in row[1:]]


def test_years_stand_before_quarters_and_these_before_months(grid, lines):
    days, above, labels, *_ = grid.rows(lines)
    years = ["FY2026 (2 months)", "FY2027 (3 months)"]
    quarters = ["FY2026 Q4 (2 months)", "FY2027 Q1"]
    months = ["2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]
    assert texts(labels) == ["", *years, *quarters, *months]
    assert texts(above) == ["", *[""] * 4, "FY2026 Q4", "", "FY2027 Q1", "", ""]
    assert texts(days) == ["month begins", *[""] * 4, *(f"{each}-01" for each in months)]
    assert grid.first_month == 5


def test_lines_stand_under_each_other_in_the_order_of_their_names(grid, lines):
    rows = grid.rows(lines)[3:]
    assert [row[0].value if row else "" for row in rows] == list(NAMES)
    assert [grid.row(name) for name in NAMES if name] == [3, 4, 6, 7, 8]


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("opening", [1.0, 3.0]),
        ("came", [3.0, 12.0]),
        ("share", [(0.1 + 0.4) / 3, (0.9 + 1.6 + 2.5) / 12]),
        ("closing", [20.0, 50.0]),
        ("ratio", [(20.0 - 3.0) / 1.0, (50.0 - 12.0) / 3.0]),
    ],
)
def test_months_are_rolled_up_as_their_line_asks(grid, lines, name, years):
    row = grid.rows(lines)[grid.row(name)]
    # In this horizon a quarter has the months of its year.
    assert values(row)[:4] == pytest.approx([*years, *years])


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("opening", "F4"),
        ("came", "SUM(F5:G5)"),
        ("share", "IF(SUM(F5:G5)=0,0,SUMPRODUCT(F7:G7,F5:G5)/SUM(F5:G5))"),
        ("closing", "G8"),
        ("ratio", "IF(B4=0,0,(B8-B5)/B4)"),
    ],
)
def test_roll_ups_are_formulas_of_the_months(grid, lines, name, formula):
    row = grid.rows(lines)[grid.row(name)]
    assert row[1].formula == formula


def test_months_have_the_formula_of_their_line_or_are_for_the_reader(grid, lines):
    rows = grid.rows(lines)
    assert [cell.formula for cell in rows[grid.row("opening")][5:]] == ["X", "F5", "G5", "H5", "I5"]
    came = rows[grid.row("came")]
    assert all(cell.input and cell.strong and cell.formula is None for cell in came[5:])
    assert not any(cell.input for cell in came[:5])


def test_a_ratio_to_nothing_is_zero(grid):
    none = Line("opening", "count", np.zeros(5), "first")
    came = Line("came", "count", np.ones(5), "sum")
    ratio = grid.ratio("ratio", "share", {"came": 1}, "opening", [none, came])
    assert ratio.months.tolist() == [0.0] * 5
    assert ratio.ratio({"opening": 0.0, "came": 1.0}) == 0.0


def test_a_mean_over_nothing_is_zero(grid, lines):
    came = Line("came", "count", np.zeros(5), "sum")
    rows = grid.rows([came if line.name == "came" else line for line in lines])
    assert values(rows[grid.row("share")])[:4] == [0.0] * 4


def test_the_months_of_a_line_are_addressed_as_a_range(grid):
    assert grid.months("came") == "F5:J5"
    assert [grid.months("came", each) for each in grid.rolled] == ["F5:G5", "H5:J5"] * 2


def test_roll_ups_are_printed_on_pages_of_their_own_and_each_fiscal_years_months_too(grid):
    assert grid.pages == (1, 5, 7)  # the months are in columns 5 to 9
    long = Grid(Calendar(date(2026, 1, 1), 60), NAMES)
    assert long.first_month == 1 + 5 + 20
    assert long.pages == (1, 17, 26, 38, 50, 62, 74)


def test_a_line_without_a_name_on_the_grid_is_left_out_of_its_rows_and_kept_for_machines(lines):
    short = Grid(CALENDAR, ("came", "opening"))
    kept = [line for line in lines if line.name in ("came", "opening", "closing")]
    assert [row[0].value for row in short.rows(kept)[3:]] == ["came", "opening"]
    headers, *records = short.table(kept, "EUR")
    assert headers[:4] == ["month", "fiscal quarter", "fiscal year", "currency"]
    assert headers[4:] == [line.name for line in kept]
    assert records[0][:4] == [date(2026, 11, 1), "FY2026 Q4", "FY2026", "EUR"]
    assert records[2][:4] == [date(2027, 1, 1), "FY2027 Q1", "FY2027", "EUR"]
    assert len(records) == CALENDAR.length
