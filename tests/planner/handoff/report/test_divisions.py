"""Segments and pods in the report: a table and charts of each kind, of what was simulated."""

import numpy as np
import pytest

from planner.books.calendar import calendar_of
from planner.handoff.report import figures
from planner.handoff.report.page import page
from planner.handoff.wording.numbers import row
from simmodel.contract.parts import of_part


def by_heading(report):
    return {each.heading: each for each in report.divisions}


def test_a_vendor_without_parts_has_no_word_of_them(recommendation, reported):
    report = reported(recommendation)
    assert report.divisions == ()
    assert "--part-1" not in page(report)


def test_the_table_of_metrics_is_of_the_whole_alone(divided, reported):
    assert not [name for name, *_ in reported(divided).metrics.rows if "." in name]


def test_each_kind_has_a_table_of_what_is_asked_of_it_first(divided, reported):
    told = by_heading(reported(divided))
    assert list(told) == ["By segment", "By pod"]
    segments, pods = ([group.name for group in each.groups] for each in told.values())
    assert segments == ["large", "-1"]
    assert pods == ["named", "pool"]
    large, small = ([name for name, *_ in group.rows] for group in told["By segment"].groups)
    assert large[0] == "net revenue retention"
    assert "net revenue retention" not in small  # of contracts that are all alike
    assert "team at end" in [name for name, *_ in told["By pod"].groups[0].rows]


def test_a_row_is_the_estimates_of_both_policies_and_their_difference(divided, reported):
    (group, _) = by_heading(reported(divided))["By segment"].groups
    (cells,) = (each for each in group.rows if each[0] == "retention rate")
    name = of_part("retention_rate", "large")
    today, recommended = (each.metrics[name] for each in (divided.baseline, divided.winner))
    gain = divided.winner.gain[name]
    scale, *texts = row([today, recommended, gain], "share", [False, False, True])
    assert cells == ("retention rate", *texts, scale)


def test_charts_show_revenue_and_what_is_kept_of_segments_and_the_team_of_pods(divided, reported):
    told = by_heading(reported(divided))
    assert [chart.name for chart in told["By segment"].charts] == [
        "annual_recurring_revenue-by-segment",
        "gross_revenue_retention-by-segment",
    ]
    assert [chart.name for chart in told["By pod"].charts] == ["team-by-pod"]


def test_without_pods_there_is_no_chart_of_a_team_by_part(segmented, reported):
    assert list(by_heading(reported(segmented))) == ["By segment"]


def test_months_of_a_part_are_those_of_its_series(divided, reported):
    winner, series = divided.winner, of_part("annual_recurring_revenue", "large")
    calendar = calendar_of(divided.study, divided.plan.sample)
    figure = figures.by_part(calendar, winner, "annual_recurring_revenue", ["large", "-1"], "EUR")
    rows = [each for each in figure.rows if each["part"] == "large"]
    np.testing.assert_allclose(
        [each["mean"] for each in rows], winner.sample.series[series].mean(axis=0)
    )
    assert all(each["low"] <= each["mean"] <= each["high"] for each in rows)


def test_more_parts_than_hues_differ_in_their_dashes(divided, reported):
    chart = by_heading(reported(divided))["By segment"].charts[0]
    line = next(each for each in chart.spec["layer"] if each["mark"]["type"] == "line")
    scales = (line["encoding"][name]["scale"] for name in ("color", "strokeDash"))
    assert [each["domain"] for each in scales] == [["large", "-1"]] * 2


@pytest.mark.parametrize("fixture", ["divided", "pods_of_people", "segmented"])
def test_every_chart_has_a_name_of_its_own(request, reported, fixture):
    names = [chart.name for chart in reported(request.getfixturevalue(fixture)).charts]
    assert len(set(names)) == len(names)
