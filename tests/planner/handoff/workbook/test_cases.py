"""The sheet of scenarios holds what the books found."""

import pytest

from planner.books.cases import Case, cases
from planner.books.estimates import estimates_of
from planner.handoff.workbook.cases import cases_sheet
from planner.handoff.workbook.cells import Sheet


def cases_of(result) -> tuple[Case, ...]:
    return cases(result.plan.sample, result.winner.sample, "team")


def sheet_of(result) -> Sheet:
    return cases_sheet(estimates_of(result), cases_of(result), "CSMPs")


@pytest.fixture
def rows(lively) -> dict:
    """The lines of the sheet by their names, without the unit."""
    sheet = sheet_of(lively)
    return {row[0].value: [cell.value for cell in row[2:]] for row in sheet.rows}


def test_there_is_a_column_a_scenario_and_no_other_estimate(lively, rows):
    found = cases_of(lively)
    assert rows["metric"] == ["Downside", "Base", "Upside"]
    assert rows["quantiles of the objective"] == ["5% to 15%", "45% to 55%", "85% to 95%"]
    assert rows["futures"] == [each.futures for each in found]


def test_every_metric_of_the_plan_is_shown(lively, rows):
    found = cases_of(lively)
    for name in lively.study.model.metrics:
        assert rows[name] == pytest.approx([each.plan[name] for each in found])


def test_what_the_policy_would_do_in_the_same_futures_is_shown(lively, rows):
    found = cases_of(lively)
    assert rows["adaptive policy: team at the end"] == [each.team for each in found]
    expected = [each.policy["objective"] for each in found]
    assert rows["adaptive policy: objective"] == pytest.approx(expected)


def test_money_is_in_the_studys_currency(lively):
    sheet = sheet_of(lively)
    units = {row[0].value: row[1].value for row in sheet.rows[5:]}
    assert units["objective"] == "EUR"
    assert not any("money" in unit for unit in units.values())


def test_a_plan_of_people_has_another_headcount_in_every_future(lively):
    said = "headcount is the same in all"
    parts = (estimates_of(lively), cases_of(lively), "CSMPs")
    assert said in cases_sheet(*parts).rows[1][0].value
    assert said not in cases_sheet(*parts, fixed=False).rows[1][0].value
