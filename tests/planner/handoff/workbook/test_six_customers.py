"""Six customers over two years, worked out by hand, in the workbook as LibreOffice recalculates it.

The same six as in the tests of the model: the workbook makes of them what hands do.
"""

from dataclasses import replace

import numpy as np
import pytest

from planner.books.books import keep_books
from planner.handoff.workbook import revenue, waterfall
from planner.handoff.workbook.customers import CLOSING_CUSTOMERS, NEW_CUSTOMERS
from planner.handoff.workbook.excel import write_workbook
from planner.handoff.workbook.workbook import sheets
from planner.recommendation.recommend import Recommendation
from simmodel.journey.money.amounts import of_customers
from simmodel.journey.money.metrics import customer_metrics

pytestmark = pytest.mark.long

FIRST, SECOND = "FY2026", "FY2027"


@pytest.fixture(scope="module")
def result(vendor, recommended, six_customers) -> Recommendation:
    """A recommendation whose fixed plan has these customers, in every future."""
    study = vendor(
        "six",
        ("start = 2026-11-01", "start = 2026-01-01"),
        ("horizon_months = 6", "horizon_months = 24"),
        ("warm_up_months = 3", "warm_up_months = 12"),
        ('releases = "gaps"', 'releases = "spread"'),
        ("at_start = 12", "at_start = 5"),
        ("months = 3\nvalue = 120_000.0", "months = 12\nvalue = 1_000.0\nvalue_variation = 1.0"),
        more="\n[facts.outcomes]\nexpanding = 0.5\nexpansion = 0.5\ncontracting = 0.25\n"
        "contraction = 0.5\n",
    )
    found = recommended(study)
    plan = found.plan.sample
    of_six = {
        name: np.tile(values, (len(plan.series[name]), 1))
        for name, values in six_customers.clientele.series.items()
    }
    known = replace(plan, series={**plan.series, **of_six})
    return replace(found, plan=replace(found.plan, sample=known))


@pytest.fixture(scope="module")
def book(result, recalculate, tmp_path_factory):
    """The workbook, recalculated; no value of a formula is as it was written."""
    path = tmp_path_factory.mktemp("six") / "six.xlsx"
    write_workbook(sheets(result), path)
    return recalculate([path])["six"]


@pytest.fixture(scope="module")
def cell(book):
    """A figure of the ARR waterfall."""
    return lambda line, heading: book.cell(waterfall.NAME, line, heading).value


def test_the_waterfall_leads_from_30_to_27_and_a_half(cell):
    assert cell(revenue.OPENING, FIRST) == pytest.approx(30_000.0)
    expected = {
        revenue.NEW: (5_000.0, 0.0),
        revenue.EXPANSION: (4_000.0, 5_500.0),  # B; A and E
        revenue.CONTRACTION: (1_000.0, 6_000.0),  # E; B
        revenue.CHURN: (6_000.0, 4_000.0),  # C; D
        revenue.CLOSING: (32_000.0, 27_500.0),
    }
    found = {line: (cell(line, FIRST), cell(line, SECOND)) for line in expected}
    assert found == {line: pytest.approx(values) for line, values in expected.items()}
    assert cell(revenue.OPENING, SECOND) == pytest.approx(32_000.0)
    new, more, less, lost = (sum(found[line]) for line in list(expected)[:4])
    assert (new, more, less, lost) == pytest.approx((5_000.0, 9_500.0, 7_000.0, 10_000.0))
    assert cell(revenue.CLOSING, SECOND) == pytest.approx(30_000.0 + new + more - less - lost)


def test_retention_of_the_last_year_is_as_worked_out_by_hand(cell, six_customers):
    assert cell(revenue.NRR, SECOND) == pytest.approx(27.5 / 32)
    assert cell(revenue.GRR, SECOND) == pytest.approx(22 / 32)
    assert cell(revenue.LOGOS, SECOND) == pytest.approx(4 / 5)
    metrics = customer_metrics(of_customers(*six_customers))
    for line, metric in (
        (revenue.NRR, "net_revenue_retention"),
        (revenue.GRR, "gross_revenue_retention"),
        (revenue.LOGOS, "logo_retention"),
        (revenue.CLOSING, "annual_recurring_revenue"),
    ):
        assert cell(line, SECOND) == pytest.approx(metrics[metric])


def test_customers_and_bookings_are_those_of_the_six(cell):
    assert (cell(NEW_CUSTOMERS, FIRST), cell(CLOSING_CUSTOMERS, SECOND)) == (1, 4)
    renewed = 10 + 15 + 12 + 6 + 4 + 1 + 1.5 + 5
    bookings = sum(cell(revenue.BOOKINGS, year) for year in (FIRST, SECOND))
    assert bookings == pytest.approx(1_000.0 * (5 + renewed))


def test_closing_revenue_follows_the_six_month_by_month(book, six_customers, result):
    months = [each.label for each in keep_books(result).calendar.months]
    found = book.line(waterfall.NAME, revenue.CLOSING, months)
    assert found == pytest.approx(six_customers.clientele.series["annual_recurring_revenue"])
