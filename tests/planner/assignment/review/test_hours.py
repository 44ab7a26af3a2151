"""The fit of hours, and what the rows alone tell of what slows people down."""

from dataclasses import replace

import numpy as np
import pytest

from planner.assignment.review.hours import expected_hours, fitted
from planner.assignment.review.slowing import (
    NOT_APART,
    ONE_ACCOUNT,
    SAME_EVERYWHERE,
    slowing,
)
from planner.assignment.review.weights import Weights

WEIGHTS = Weights(0.3, 0.02)


def _slowing(past, weights=WEIGHTS):
    return slowing(past, weights, fitted(past, weights))


def test_expected_hours_are_those_of_the_weights(small):
    past = replace(small, gap=np.full(small.rows, 0.5), zone_hours=np.full(small.rows, 3.0))
    expected = expected_hours(past, WEIGHTS) / past.predicted
    np.testing.assert_allclose(expected, 1.3**0.5 * 1.02**3)


def test_fitted_hours_add_up_to_the_hours_that_it_took(small):
    # the score of the mean, whose prior counts for next to nothing
    hours = fitted(small, WEIGHTS)
    effects = hours.solution.accounts[np.searchsorted(hours.accounts, small.account)]
    explained = hours.columns @ hours.solution.theta + effects
    total = float(hours.expected @ np.exp(explained))
    assert total == pytest.approx(small.actual.sum(), rel=1e-3)


def test_without_any_spread_the_effects_are_found_exactly(making):
    past, truth = making.made(making.Making(people=3, accounts=40, account_spread=0.0), 2)
    exact = truth.mean + truth.segments[past.segment] + truth.people[past.person]
    exact += np.log(1.4) * past.gap + np.log(1.05) * past.zone_hours
    found = _slowing(replace(past, actual=past.predicted * np.exp(exact)))
    assert found[0].interval.estimate == pytest.approx(np.log(1.4), abs=2e-3)
    assert found[1].interval.estimate == pytest.approx(np.log(1.05), abs=2e-4)


def test_slow_people_who_lack_skills_are_no_evidence(making):
    past, _ = making.made(making.Making(people=4, accounts=400, without_skill=0.0), 3)
    lacking = past.person < 2
    own = replace(
        past,
        gap=np.clip(past.gap * 0.2 + 0.6 * lacking, 0, 1),
        actual=past.actual * np.where(lacking, 2.0, 1.0),
    )
    interval = _slowing(own)[0].interval
    assert interval.low < 0.0 < interval.high


@pytest.mark.parametrize("gap", [0.0, 0.4])
def test_a_constant_gap_tells_nothing(small, gap):
    found = _slowing(replace(small, gap=np.full(small.rows, gap)))
    assert found[0].why_not == SAME_EVERYWHERE
    assert np.isnan(found[0].interval.estimate)
    assert not found[1].why_not


def test_a_gap_that_goes_with_the_person_tells_nothing(small):
    found = _slowing(replace(small, gap=small.person / 8))
    assert found[0].why_not == NOT_APART


def test_two_things_that_go_together_are_not_told_apart(small):
    found = _slowing(replace(small, gap=small.zone_hours / 10))
    assert [each.why_not for each in found] == [NOT_APART, NOT_APART]


def test_one_account_tells_nothing(small):
    past = small.taken(small.account == small.account[0])
    assert [each.why_not for each in _slowing(past)] == [ONE_ACCOUNT, ONE_ACCOUNT]


@pytest.mark.long
def test_more_accounts_make_it_narrower(making):
    widths = []
    for accounts in (40, 160, 640):
        past, _ = making.made(making.Making(accounts=accounts), 4)
        interval = _slowing(past)[0].interval
        widths.append(interval.high - interval.low)
    assert widths[0] > 1.5 * widths[1] > 2.25 * widths[2]


def test_accounts_that_compare_like_with_like_are_counted(small):
    found = _slowing(small)
    assert found[0].compared == small.differing(small.gap)
    assert (found[0].rows, found[0].accounts) == (180, 60)
