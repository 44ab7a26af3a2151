"""The sheet of metrics gives each for every policy, with its half-width."""

import pytest

from planner.books.estimates import estimates_of
from planner.handoff.workbook.metrics import half_width_at, mean_at, metrics_sheet


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


def test_every_metric_has_its_policies_and_the_gain_each_with_a_half_width(result):
    lines = {
        row[0].value: [cell.value for cell in row]
        for row in metrics_sheet(estimates_of(result)).rows
    }
    for name, quantity in result.study.model.metrics.items():
        estimates = [
            result.plan.metrics[name],
            result.baseline.metrics[name],
            result.plan.gain[name],
            *([result.winner.metrics[name]] if result.plan.policy != result.winner.policy else []),
        ]
        expected = [each for e in estimates for each in (e.mean, e.half_width)]
        assert lines[name][2:-1] == pytest.approx(expected, nan_ok=True)
        assert lines[name][-1] == quantity.description


def test_money_is_in_the_studys_currency(result):
    units = {row[0].value: row[1].value for row in metrics_sheet(estimates_of(result)).rows[3:]}
    assert units["objective"] == result.study.finance.currency
    assert units["annual_recurring_revenue"] == f"{result.study.finance.currency} per year"


def test_other_sheets_find_a_mean_and_its_half_width(result):
    rows = metrics_sheet(estimates_of(result)).rows
    found = result.plan.gain["objective"]
    for at, value in (
        (mean_at(estimates_of(result), "objective", "difference to today"), found.mean),
        (half_width_at(estimates_of(result), "objective", "difference to today"), found.half_width),
    ):
        sheet, cell = at.split("!")
        assert sheet == "Metrics"
        assert rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")].value == value
