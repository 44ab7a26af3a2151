"""Where a figure stays as it is whatever a reader changes, it says "as simulated"."""

import pytest

MARK = "as simulated"
BOOKS = ("tiny", "lively", "hostile")


@pytest.fixture(params=BOOKS)
def sheet(request, books_of):
    """A sheet by its name."""
    return {each.name: each for each in books_of[request.param]}.__getitem__


def _still(row) -> list:
    """The numbers of a row that no formula makes and no reader changes."""
    return [
        cell
        for cell in row
        if cell and isinstance(cell.value, int | float) and not cell.formula and not cell.input
    ]


@pytest.mark.parametrize("name", ["Headcount", "ARR waterfall"])
def test_a_line_of_such_figures_has_it_in_its_name(sheet, name):
    marked = {row[0].value for row in sheet(name).rows if row and MARK in row[0].value}
    still = {row[0].value for row in sheet(name).rows if _still(row)}
    assert still == {each for each in marked if "(as simulated)" in each}
    assert len(still) >= 3


def test_the_levels_of_arr_follow_its_value_and_say_what_does_not(sheet):
    levels = [row for row in sheet("ARR waterfall").rows if row and "closing ARR (" in row[0].value]
    assert len(levels) == 3
    for row in levels:
        assert row[0].value.endswith("(customers as simulated)")
        assert all("contract_value" in cell.formula for cell in row[-3:])


def test_no_position_has_any_but_its_name_and_dates(sheet):
    assert not any(map(_still, sheet("Positions").rows))


def test_the_scenarios_are_headed_by_it_and_have_no_other_figures(sheet):
    rows = sheet("Scenarios").rows
    assert rows[0][0].value.endswith(MARK)
    assert all(cell is None or not cell.formula for row in rows for cell in row)


def test_the_summary_has_it_over_a_column_and_over_the_table_of_metrics(sheet):
    rows = sheet("Summary").rows
    (totals,) = (place for place, row in enumerate(rows) if MARK in [c.value for c in row[2:3]])
    (metrics,) = (place for place, row in enumerate(rows) if row and "How sure" in row[0].value)
    assert rows[1][0].value.endswith("The sentences are as simulated.")
    assert MARK in rows[metrics][0].value
    for row in rows[totals:metrics]:
        assert _still(row) in ([], row[2:3])
