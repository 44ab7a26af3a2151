"""The dashboard's plots show the figures of the report."""

import json

import pytest

from planner.books.calendar import calendar_of
from planner.handoff.dashboard.plots import plots
from planner.handoff.report import figures
from planner.handoff.report.figures import PLAN, RECOMMENDED, TODAY


@pytest.fixture
def drawn(lively) -> dict:
    return plots(lively)


def named(figure) -> dict:
    return {trace.name: trace for trace in figure.data if trace.name}


def test_there_is_a_plot_of_the_team_of_the_frontier_and_of_the_search(drawn):
    assert set(drawn) == {"headcount", "frontier", "convergence"}
    assert all(figure.layout.title.text for figure in drawn.values())


def test_headcount_is_shown_as_means_and_as_bands_of_who_reacts(lively, drawn):
    rows = figures.monthly(
        calendar_of(lively.study, lively.plan.sample), figures.compared(lively), "team", "CSMPs"
    ).rows
    traces = named(drawn["headcount"])
    assert set(traces) == {RECOMMENDED, PLAN, TODAY}
    for name, trace in traces.items():
        assert list(trace.y) == [row["mean"] for row in rows if row["policy"] == name]
        assert list(trace.x) == [row["month"] for row in rows if row["policy"] == name]
    bands = [trace for trace in drawn["headcount"].data if trace.fill == "tonexty"]
    assert {trace.legendgroup for trace in bands} == {RECOMMENDED, TODAY}


def test_a_plan_that_is_the_recommended_policy_is_not_in_the_legend(still):
    assert set(named(plots(still)["headcount"])) == {RECOMMENDED, TODAY}


def test_the_frontier_has_a_point_a_stretch(lively, drawn):
    (trace,) = drawn["frontier"].data
    front = lively.frontier.stretches
    assert list(trace.x) == [each.cost.mean for each in front]
    assert list(trace.y) == [each.credited.mean for each in front]


def test_the_search_shows_every_trial_and_the_best_so_far(lively, drawn):
    trials = lively.searched.trials
    best, *others = reversed(drawn["convergence"].data)
    assert best.name == "best so far"
    assert sum(len(trace.x) for trace in others) == len(trials)
    assert list(best.y) == [row["best"] for row in figures.search(lively.study, trials).rows]


@pytest.mark.parametrize("name", ["headcount", "frontier", "convergence"])
def test_plots_are_json_that_every_browser_reads(searched, name):
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    json.loads(plots(searched[0])[name].to_json(), parse_constant=refuse)
