"""Sheets by part: there where a study has segments or pods, and not a row of them elsewhere."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from planner.books.books import keep_books
from planner.books.estimates import estimates_of
from planner.handoff.workbook import headcount, revenue
from planner.handoff.workbook.by_part import by_part_sheet
from planner.handoff.workbook.metrics import metrics_sheet
from planner.handoff.workbook.places import FIRST
from planner.handoff.workbook.worth import worth_sheets
from planner.sensitivity.neighbours import Marginal
from planner.simulation.estimate import Estimate
from simmodel.contract.parts import of_part


def names_of(sheets):
    return [sheet.name for sheet in sheets]


def lines_of(sheet):
    return [row[0].value for row in sheet.rows if row and row[0]]


def by_name(sheets, name):
    (found,) = (sheet for sheet in sheets if sheet.name == name)
    return found


@pytest.mark.parametrize("name", ["tiny", "lively", "people", "dismissing", "centre"])
def test_a_vendor_without_parts_has_no_sheet_of_them(books_of, name):
    assert not [each for each in names_of(books_of[name]) if each.startswith(("By ", "Segment"))]
    said = [row[0].value for sheet in books_of[name] for row in sheet.rows if row and row[0]]
    assert not [each for each in said if "less total" in str(each) or "logo" in str(each).lower()]


def test_segments_have_sheets_and_pods_one(books_of):
    assert names_of(books_of["divided"]) == [
        *("Summary", "Positions", "Roster", "Headcount", "By pod", "ARR waterfall"),
        *("Segment large", "Segment -1", "Metrics", "Scenarios", "Assumptions"),
    ]


def test_one_team_for_all_segments_has_no_sheet_by_pod(books_of):
    names = names_of(books_of["segmented"])
    assert "By pod" not in names
    assert "Segment large" in names


def test_a_segment_whose_contracts_stay_as_they_are_has_no_line_of_changes(books_of):
    large, small = (lines_of(by_name(books_of["divided"], n)) for n in revenue_sheets())
    assert revenue.EXPANSION in large and revenue.CONTRACTION in large
    assert revenue.EXPANSION not in small and revenue.CONTRACTION not in small


def revenue_sheets():
    return "Segment large", "Segment -1"


def test_revenue_of_a_segment_is_that_of_its_series(divided):
    books, plan = keep_books(divided), divided.plan.sample.series
    large, small = books.served.parts
    for part in (large, small):
        closing = plan[of_part("annual_recurring_revenue", part.name)].mean(axis=0)
        np.testing.assert_allclose(part.revenue.closing, closing)
        flows = part.revenue
        more = 0 if flows.expansion is None else flows.expansion - flows.contraction
        change = np.diff(closing, prepend=flows.opening)
        np.testing.assert_allclose(change, flows.new + more - flows.churned, atol=1e-6)


def test_positions_are_those_of_pods_of_which_one_grows_as_one_shrinks(divided, books_of):
    books = keep_books(divided)
    kinds = {(each.part, each.kind) for each in books.positions}
    assert kinds >= {("named", "Reduction"), ("pool", "New hire")}
    assert len({each.name for each in books.positions}) == len(books.positions)
    assert [each.month for each in books.positions] == sorted(e.month for e in books.positions)
    sheet = by_name(books_of["divided"], "Positions")
    place = [cell.value for cell in sheet.rows[FIRST - 1]].index("pod")
    told = [row[place].value for row in sheet.rows[FIRST:]]
    assert told == [each.part for each in books.positions]


def test_what_pods_open_is_listed_of_each(pods_of_people):
    books = keep_books(pods_of_people)
    assert set(books.turnover.parts) == {"named", "pool"}
    assert {each.part for each in books.requisitions} <= {"named", "pool"}
    opened = [each for each in books.requisitions if each.type == "New position"]
    assert len(opened) == sum(books.turnover.opens)
    summed = np.sum([part.changes for part in books.turnover.parts.values()], axis=0)
    assert tuple(summed) == books.turnover.changes


def test_a_seat_is_paid_as_its_pod_is(books_of, divided):
    roster = by_name(books_of["divided"], "Roster")
    head, *rows = roster.table
    pod, cost = (head.index(each) for each in ("pod", "loaded cost a year"))
    assert [row[pod] for row in rows] == ["named"] * 4 + ["pool"] * 2
    assert {(row[pod], row[cost]) for row in rows} == {("named", 90_000.0), ("pool", 61_234.5)}


def test_metrics_of_parts_are_matrices_below_the_whole(divided):
    estimates = estimates_of(divided)
    sheet = metrics_sheet(estimates)
    lines = lines_of(sheet)
    assert not [each for each in lines if each in estimates.of_parts]
    start = lines.index("Means of the fixed plan by segment, with 95 % half-widths")
    place = next(n for n, row in enumerate(sheet.rows) if row and row[0].value == lines[start])
    heads = [cell.value for cell in sheet.rows[place + 1]]
    assert heads == ["metric", "unit", "large", "±", "-1", "±"]
    assert sheet.breaks[0] == place
    assert sheet.frozen == (0, 1)  # so that no heading of the whole stands above it
    matrix = {row[0].value: row for row in sheet.rows[place + 2 :] if row and row[0]}
    found = divided.plan.metrics["retention_rate.large"]
    cells = matrix["retention_rate"][2:4]
    assert [cell.value for cell in cells] == [found.mean, found.half_width]
    assert matrix["net_revenue_retention"][4] is None  # of contracts that are all alike


def test_machines_get_every_metric_of_every_part(divided):
    table = metrics_sheet(estimates_of(divided)).table
    told = {row[0] for row in table[1:]}
    assert told == set(divided.study.model.metrics)


def test_scenarios_are_of_the_whole_alone(books_of, divided):
    lines = set(lines_of(by_name(books_of["divided"], "Scenarios")))
    assert lines & set(divided.study.model.metrics) == {*estimates_of(divided).metrics}


def test_facts_without_effect_are_not_listed(books_of):
    lines = lines_of(by_name(books_of["divided"], "Assumptions"))
    assert not [each for each in lines if str(each).startswith(("facts.customers", "facts.con"))]
    assert "facts.team.at_start" not in lines
    assert "facts.segments.large.contract.value" in lines


def test_what_no_pod_pays_for_has_no_line(divided):
    books = keep_books(divided)
    lines = lines_of(by_part_sheet(books, books.staffed))
    assert f"pool: {headcount.RECRUITING}" in lines
    assert "named: Automation" not in lines


def test_names_of_parts_are_text(books_of):
    """A name that a spreadsheet might run is a value, and never in a formula but as a sheet's."""
    for sheet in books_of["divided"]:
        for row in sheet.rows:
            for cell in filter(None, row):
                if cell.formula is not None:
                    assert "large" not in cell.formula.replace("'Segment large'", "")
                    assert "named" not in cell.formula


def test_one_more_is_listed_of_each_part():
    more = Estimate(5.0, 1.0)
    marginals = [Marginal(date(2026, 1, 1), more, None, part) for part in ("named", "-1")]
    asked = SimpleNamespace(prices=(), marginals=tuple(marginals))
    (sheet,) = worth_sheets(asked, "CSMP", "EUR")
    assert [row[0] for row in sheet.table] == ["part", "named", "-1"]
    assert [row[1] for row in sheet.table[1:]] == [date(2026, 1, 1)] * 2
    alone = SimpleNamespace(prices=(), marginals=(replace(marginals[0], part=""),))
    (sheet,) = worth_sheets(alone, "CSMP", "EUR")
    assert [row[0] for row in sheet.table] == ["from", date(2026, 1, 1)]


def test_a_sheet_by_pod_says_that_its_people_do_not_follow_the_positions(divided):
    books = keep_books(divided)
    sheet = by_part_sheet(books, books.staffed)
    note = sheet.rows[-1][-1].value
    assert "numbers of people do not follow the sheet Positions" in note
