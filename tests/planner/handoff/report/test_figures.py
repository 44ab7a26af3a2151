"""What the charts show is what was simulated."""

import math
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from planner.books.calendar import calendar_of
from planner.handoff.documents.asked import moves as read
from planner.handoff.report import figures
from planner.handoff.report.figures import PLAN, RECOMMENDED, TODAY
from planner.search.trials import Trial
from planner.simulation.estimate import Estimate
from planner.study.study import describe_policy


@pytest.fixture(params=["recommendation", "lively"])
def result(request):
    return request.getfixturevalue(request.param)


def policies(figure: figures.Figure) -> list[str]:
    return list(dict.fromkeys(row["policy"] for row in figure.rows))


def monthly(result, series: str) -> figures.Figure:
    calendar = calendar_of(result.study, result.plan.sample)
    unit = result.study.model.series[series].unit
    return figures.monthly(calendar, figures.compared(result), series, unit)


def quarterly(result) -> dict[str, figures.Figure]:
    calendar = calendar_of(result.study, result.plan.sample)
    roles = result.study.model.finance.roles
    return figures.quarterly(result.study, roles, calendar, figures.compared(result))


def search(result) -> figures.Figure:
    return figures.search(result.study, result.searched.trials)


def of(figure: figures.Figure, policy: str) -> list[figures.Record]:
    return [row for row in figure.rows if row["policy"] == policy]


@pytest.fixture
def samples(result) -> dict:
    """Who is compared, by the name in the charts."""
    return {
        TODAY: result.baseline.sample,
        RECOMMENDED: result.winner.sample,
        PLAN: result.plan.sample,
    }


# ---- Month by month ------------------------------------------------------------------------------


@pytest.mark.parametrize("series", ["team", "customers"])
def test_a_series_is_shown_by_month_as_mean_and_band(result, samples, series):
    figure = monthly(result, series)
    assert figure.unit == result.study.model.series[series].unit
    assert policies(figure) == list(samples)
    for name, sample in samples.items():
        values = sample.series[series]
        rows = of(figure, name)
        assert [row["mean"] for row in rows] == pytest.approx(values.mean(axis=0))
        for row, futures in zip(rows, values.T, strict=True):
            low, high = row["low"], row["high"]
            assert futures.min() <= low <= high <= futures.max()
            # Four futures of five, give or take the two that the ends lie between.
            inside = np.count_nonzero((futures >= low) & (futures <= high))
            assert inside >= 0.8 * futures.size - 2


def test_months_are_those_of_the_horizon(result):
    calendar = calendar_of(result.study, result.plan.sample)
    days = [row["month"] for row in of(monthly(result, "team"), TODAY)]
    assert [date.fromisoformat(day[:10]) for day in days] == [
        calendar.day(month) for month in range(calendar.length)
    ]


def test_a_plan_that_is_the_recommended_policy_is_not_shown_twice(still):
    assert policies(monthly(still, "team")) == [TODAY, RECOMMENDED]
    assert policies(quarterly(still)["cost"]) == [TODAY, RECOMMENDED]


# ---- By quarter ----------------------------------------------------------------------------------


def test_quarters_sum_to_the_horizon(result, samples):
    alpha = result.study.objective.alpha
    by_line = quarterly(result)
    for name, sample in samples.items():
        revenue = sample.observed["renewal_bookings"].mean()
        cost = sum(
            sample.observed[each].mean()
            for each in ("csmp_cost", "recruiting_cost", "automation_cost")
        )
        expected = {"credited": revenue, "cost": cost, "contribution": alpha * revenue - cost}
        assert by_line.keys() == expected.keys()
        for line, total in expected.items():
            rows = of(by_line[line], name)
            assert sum(row["mean"] for row in rows) == pytest.approx(total)


def test_quarters_are_the_fiscal_ones_and_their_ranges_hold_their_means_futures(result, samples):
    labels = [
        each.label.removeprefix("FY")
        for each in calendar_of(result.study, result.plan.sample).quarters
    ]
    for figure in quarterly(result).values():
        assert figure.unit == result.study.finance.currency
        for name in samples:
            rows = of(figure, name)
            assert [row["quarter"] for row in rows] == labels
            assert all(row["low"] <= row["high"] for row in rows)
    name, sample = RECOMMENDED, samples[RECOMMENDED]
    (first, *_), quarter = (
        of(quarterly(result)["credited"], name),
        calendar_of(result.study, result.plan.sample),
    )
    values = sample.series["renewal_bookings"][:, quarter.quarters[0].months].sum(axis=1)
    assert (first["low"], first["high"]) == pytest.approx(tuple(np.quantile(values, (0.1, 0.9))))


# ---- Frontier ------------------------------------------------------------------------------------


def test_the_frontier_shows_every_stretch_and_marks_the_studys_own(result):
    front, figure = result.frontier, figures.frontier(result.study, result.frontier)
    assert [row["policy"] for row in figure.rows] == [
        describe_policy(result.study, each.policy) for each in front.stretches
    ]
    assert [row["cost"] for row in figure.rows] == [each.cost.mean for each in front.stretches]
    costs, revenues = ([row[key] for row in figure.rows] for key in ("cost", "credited"))
    assert revenues == sorted(revenues)
    assert costs == sorted(costs)
    (here,) = (row for row in figure.rows if row["place"] == "the study's")
    own = front.at(result.study.objective.alpha)
    assert here["policy"] == describe_policy(result.study, own.policy)


def test_the_gain_of_every_future_is_shown_with_what_is_expected_once(result):
    rows = figures.gains(figures.compared(result), "USD").rows
    today = result.baseline.sample.observed["objective"]
    for name, valued in ((RECOMMENDED, result.winner), (PLAN, result.plan)):
        mine = [row for row in rows if row["policy"] == name]
        assert [row["gain"] for row in mine] == list(valued.sample.observed["objective"] - today)
        assert [row["mean"] for row in mine if "mean" in row] == [valued.gain["objective"].mean]


# ---- Search --------------------------------------------------------------------------------------


def test_trials_are_shown_in_their_order_with_what_they_gained(result):
    figure = search(result)
    trials = result.searched.trials
    assert [row["trial"] for row in figure.rows] == list(range(1, len(trials) + 1))
    for row, trial in zip(figure.rows, trials, strict=True):
        assert row["policy"] == describe_policy(result.study, trial.policy)
        assert row["gain"] == trial.gain.mean
        assert (row["low"], row["high"]) == (trial.gain.low, trial.gain.high)
        assert row["low"] <= row["gain"] <= row["high"]
        assert row["replications"] == trial.replications


def test_the_best_so_far_never_falls_and_is_what_some_trial_has_gained(result):
    rows = search(result).rows
    assert all(before["best"] <= after["best"] for before, after in pairwise(rows))
    for place, row in enumerate(rows):
        met = [each for each in rows[: place + 1] if each["fate"] == "met all replications"]
        assert row["best"] == max(each["gain"] for each in met)


@pytest.fixture
def tried(recommendation):
    """A recommendation after trials of these gains, each (gain, violation, stopped)."""

    def make(*found: tuple[float, float, bool]):
        first = recommendation.searched.trials[0]

        def like(number: int, gain: float, violation: float, stopped: bool) -> Trial:
            return replace(
                first,
                number=number,
                gain=Estimate(gain, 1.0),
                violations=(violation,),
                stopped=stopped,
            )

        trials = tuple(like(number, *each) for number, each in enumerate(found))
        return replace(recommendation, searched=replace(recommendation.searched, trials=trials))

    return make


def test_a_trial_that_breaks_a_constraint_or_was_stopped_early_is_not_the_best_so_far(tried):
    found = (0.0, -1.0, False), (9.0, 0.5, False), (4.0, 0.0, True), (3.0, 0.0, False)
    rows = search(tried(*found)).rows
    assert [row["best"] for row in rows] == [0.0, 0.0, 0.0, 3.0]
    assert [row["fate"] for row in rows] == [
        "met all replications",
        "breaks a constraint",
        "stopped early, without hope",
        "met all replications",
    ]


def test_before_any_trial_keeps_the_constraints_there_is_no_best_so_far(tried):
    rows = search(tried((0.0, 1.0, False), (3.0, 0.5, False), (2.0, 0.0, False))).rows
    for row in rows[:2]:
        assert row.get("best") is None
    assert rows[2]["best"] == 2.0


def test_the_fluid_approximation_stands_beside_every_trials_objective(result):
    rows = figures.fluid(result.study, result.searched.trials).rows
    for row, trial in zip(rows, result.searched.trials, strict=True):
        assert (row["fluid"], row["simulated"]) == (trial.fluid, trial.objective.mean)


# ---- Assumptions moved ---------------------------------------------------------------------------


def test_a_fact_that_was_moved_is_shown_at_both_its_ends(recommendation, moves):
    rows = figures.tornado(read(moves), "USD").rows
    assert [(row["fact"], row["end"]) for row in rows] == [
        (move["fact"], end) for move in moves for end in ("low", "high")
    ]
    assert rows[1]["value"] == 72_000.0
    assert (rows[1]["plan"], rows[1]["plan ±"]) == (-60_000.0, 100.0)
    assert (rows[1]["reoptimised"], rows[1]["reoptimised ±"]) == (-52_000.0, 900.0)


def test_all_that_is_shown_is_a_number_or_text(searched):
    result, _ = searched
    for figure in (
        monthly(result, "team"),
        *quarterly(result).values(),
        figures.frontier(result.study, result.frontier),
        search(result),
        figures.fluid(result.study, result.searched.trials),
    ):
        for row in figure.rows:
            for value in row.values():
                assert value is None or isinstance(value, str) or math.isfinite(value)
