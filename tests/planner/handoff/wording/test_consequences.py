"""A gain is said with its costs, when it begins, and how far one future is from another."""

from dataclasses import replace

import numpy as np
import pytest

from planner.books.gain import gain_of
from planner.handoff.wording.certainty import spread
from planner.handoff.wording.consequences import parts, rests, span, timing
from planner.simulation.estimate import Estimate


@pytest.fixture
def bringing(recommendation):
    """The recommendation, whose credited money differs from today's month by month by this."""

    def make(*months: float):
        today, winner = recommendation.baseline, recommendation.winner
        credited = recommendation.study.model.finance.roles.credited
        series = dict(today.sample.series)
        series[credited] = series[credited] + np.array(months)
        gain = {**winner.gain, "objective": Estimate(90_000.0, 100.0)}
        sample = replace(winner.sample, series=series)
        return replace(recommendation, winner=replace(winner, sample=sample, gain=gain))

    return make


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((1, 1, 1, 1, 1, 1), "Added up, it is ahead from the first month on."),
        ((-1, -1, 3, 0, 0, 0), "Added up, it is ahead from January 2027."),
        ((1, -2, 3, -3, 2, 0), "Added up, it is ahead from March 2027."),
        ((1, 1, 1, 1, 1, -9), "Added up, it is not ahead of today's policy by April 2027."),
    ],
)
def test_a_policy_is_ahead_once_it_never_falls_behind_again(bringing, months, words):
    first, *_ = timing(gain_of(bringing(*months)))
    assert first == words


def test_what_comes_after_the_horizon_is_told_of(bringing):
    result = bringing(1, 1, 1, 1, 1, 1)
    roles = result.study.model.finance.roles
    none = dict.fromkeys((roles.credited, *roles.costs), Estimate(0.0, 0.0))
    winner = replace(result.winner, gain={**result.winner.gain, **none})
    result = replace(result, winner=winner)
    assert span(gain_of(result), "USD") == ", 90 K USD of it after April 2027"
    (told,) = rests(gain_of(result))
    assert told.startswith("Most of the gain comes after April 2027, from customers who stay")


def test_a_gain_most_of_which_comes_within_the_horizon_rests_on_nothing_else(bringing):
    result = bringing(1, 1, 1, 1, 1, 1)
    roles = result.study.model.finance.roles
    none = dict.fromkeys(roles.costs, Estimate(0.0, 0.0))
    within = {roles.credited: Estimate(0.6 * 90_000.0 / result.study.credited, 0.0)}
    winner = replace(result.winner, gain={**result.winner.gain, **none, **within})
    assert not list(rests(gain_of(replace(result, winner=winner))))


def test_a_gain_is_over_the_horizon_where_nothing_comes_after_it(bringing):
    result = bringing(1, 1, 1, 1, 1, 1)
    roles = result.study.model.finance.roles
    none = dict.fromkeys((roles.credited, *roles.costs), Estimate(0.0, 0.0))
    gain = {**result.winner.gain, **none, "objective": Estimate(10.0, 11.0)}
    assert (
        span(gain_of(replace(result, winner=replace(result.winner, gain=gain))), "USD")
        == " over 6 months"
    )


def test_without_dates_a_gain_is_one_in_every_so_many_months(bringing, undated):
    assert (
        span(gain_of(undated(bringing(1, 1, 1, 1, 1, 1))), "USD")
        == " in every 6 months of the long run"
    )


def test_nothing_is_ahead_that_is_not_sure_to_gain(bringing):
    result = bringing(1, 1, 1, 1, 1, 1)
    unsure = {**result.winner.gain, "objective": Estimate(1.0, 2.0)}
    assert not list(timing(gain_of(replace(result, winner=replace(result.winner, gain=unsure)))))


def test_without_dates_nothing_is_told_of_time(bringing, undated):
    assert not list(timing(gain_of(undated(bringing(1, 1, 1, 1, 1, 1)))))


def test_the_costs_that_change_are_named_and_add_up(recommendation):
    changes = {
        "total_cost": Estimate(70_000.0, 100.0),
        "csmp_cost": Estimate(-50_000.0, 100.0),
        "automation_cost": Estimate(100_000.0, 0.0),
        "recruiting_cost": Estimate(0.0, 0.0),
    }
    winner = replace(recommendation.winner, gain={**recommendation.winner.gain, **changes})
    _, cost = parts(recommendation.study, winner.gain)
    assert cost.endswith(" (CSMPs -50.00 K, automation +100 K, later +20 K).")


def test_four_futures_of_five_are_told_of(recommendation):
    today = recommendation.baseline.sample
    before = today.observed["objective"]
    moved = before + np.linspace(100.0, 200.0, len(before))
    sample = replace(today, observed={**today.observed, "objective": moved})
    result = replace(recommendation, winner=replace(recommendation.winner, sample=sample))
    assert spread(gain_of(result), "USD") == "Four futures of five bring 110 to 190 USD more."
