"""The positions that a plan opens, and who is expected to come and to go."""

import numpy as np
import pytest

from planner.books.staffing import staffing_of
from planner.books.turnover import turnover_of


def test_a_team_that_is_a_number_has_no_turnover(recommendation, centre):
    assert turnover_of(recommendation) is None
    assert turnover_of(centre) is None
    assert staffing_of(recommendation).turnover is None


def test_the_changes_are_those_of_the_schedule_at_the_begin_of_its_periods(people):
    found, plan = turnover_of(people), people.plan.policy
    assert found.changes[:: plan.months_per_period] == plan.hires
    assert found.decided == tuple((m, n) for m, n in enumerate(found.changes) if n)
    assert found.opens == tuple(max(n, 0) for n in found.changes)
    assert not any(found.kept)


def test_the_team_is_expected_with_a_band_that_holds_four_futures_of_five(people):
    found, team = turnover_of(people), people.plan.sample.series["team"]
    assert [each.mean for each in found.plan_team] == pytest.approx(team.mean(axis=0))
    assert [each.low for each in found.plan_team] == pytest.approx(np.quantile(team, 0.1, axis=0))
    assert found.team.low <= found.team.mean <= found.team.high
    assert found.team.mean == pytest.approx(people.winner.sample.series["team"][:, -1].mean())


def test_resignations_are_people_a_year(people):
    resigned = people.winner.sample.series["resigned"]
    assert turnover_of(people).resigned == pytest.approx(resigned.sum(axis=1).mean() * 12 / 14)
    assert turnover_of(people).gone[-1] == pytest.approx(
        people.plan.sample.series["resigned"].sum(axis=1).mean()
    )


def test_where_nobody_is_dismissed_no_notice_is_expected(people, dismissing):
    assert not turnover_of(people).dismissed.any()
    assert turnover_of(dismissing).dismissed.sum() > 0
