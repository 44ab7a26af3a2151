"""What is not simulated in time has a workbook without dates."""

from datetime import date

import pytest

from planner.books.books import keep_books


@pytest.fixture(scope="module")
def cells(books_of) -> dict[str, list]:
    """The cells of every sheet of a service centre, by its name."""
    return {
        sheet.name: [cell for row in sheet.rows for cell in row if cell]
        for sheet in books_of["centre"]
    }


def test_no_cell_is_a_date_or_names_a_month(cells):
    for name, found in cells.items():
        assert not any(isinstance(cell.value, date) for cell in found), name
        texts = [cell.value for cell in found if isinstance(cell.value, str)]
        plan = [text for text in texts if not text.startswith(("20", "19"))]
        assert not any("2026" in text for text in plan), name
        assert not any("date" in (cell.formula or "").lower() for cell in found), name


def test_there_is_no_input_of_time(books_of):
    sheets = {sheet.name: sheet for sheet in books_of["centre"]}
    named = sheets["Assumptions"].names.keys()
    assert named.isdisjoint({"lead_months", "plan_begins", "horizon_end", "opening_customers"})
    assert "months_simulated" in named


def test_one_month_stands_for_all(books_of, centre):
    sheets = {sheet.name: sheet for sheet in books_of["centre"]}

    def lines(name: str) -> dict:
        rows = [row for row in sheets[name].rows if len(row) == 2 and all(row)]
        return {row[0].value: row[1].value for row in rows}

    headcount, customers = lines("Headcount"), lines("Customers")
    books = keep_books(centre)
    assert headcount["Closing headcount"] == centre.plan.sample.series["servers"].mean()
    assert headcount["New hires"] == sum(each.kind == "New hire" for each in books.positions)
    mean = centre.plan.sample.series["customers"].mean()
    assert customers["Customers"] == pytest.approx(mean)
    assert "Opening customers" not in customers


def test_nothing_after_the_horizon_or_of_another_policy_has_a_row(cells):
    assert "adaptive policy" not in {cell.value for cell in cells["Metrics"]}
    texts = {cell.value for cell in cells["Summary"]}
    assert "Cost to come after the horizon" not in texts
    assert not any("fiscal quarter" in str(text) for text in texts)
