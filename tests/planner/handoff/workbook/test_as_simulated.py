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
    lines = [row for row in sheet(name).rows if row and row[0]]
    marked = {row[0].value for row in lines if MARK in row[0].value}
    still = {row[0].value for row in lines if _still(row)}
    assert still == {each for each in marked if "(as simulated)" in each}
    assert len(still) >= 3


def test_the_levels_of_arr_follow_its_value_and_say_what_does_not(sheet):
    lines = [row for row in sheet("ARR waterfall").rows if row and row[0]]
    levels = [row for row in lines if "closing ARR (" in row[0].value]
    assert len(levels) == 3
    for row in levels:
        assert row[0].value.endswith("(customers as simulated)")
        assert all("contract_value" in cell.formula for cell in row[-3:])


def test_no_position_has_any_but_its_name_and_dates(sheet):
    assert not any(map(_still, sheet("Positions").rows))


@pytest.mark.parametrize("name", ["Scenarios", "Metrics"])
def test_a_sheet_of_such_figures_alone_is_headed_by_it(sheet, name):
    rows = sheet(name).rows
    assert rows[0][0].value.endswith(MARK)
    assert all(cell is None or not cell.formula for row in rows for cell in row)


def test_the_summary_has_it_over_every_column_of_such_figures(sheet):
    rows = [row for row in sheet("Summary").rows if row]
    (figures,) = (at for at, row in enumerate(rows) if row[0].value.startswith("Key figures"))
    (sums,) = (at for at, row in enumerate(rows) if MARK in [c.value for c in row[2:3] if c])
    assert rows[figures][0].value.endswith("today's policy as simulated")
    assert rows[figures + 1][3].value == "today's policy"
    for row in rows[figures + 2 : sums]:
        assert _still(row) == _still(row[3:5])
    for row in rows[sums:]:
        assert _still(row) == _still(row[2:3])
    assert "The fixed plan in words, as simulated" in [row[0].value for row in rows]
