"""Complexity and pace, shrunk."""

from dataclasses import replace

import numpy as np
import pytest

from planner.assignment.review.hours import fitted
from planner.assignment.review.multipliers import by_account, by_person, by_segment
from planner.assignment.review.weights import Weights

WEIGHTS = Weights(0.3, 0.02)


def _all(past):
    hours = fitted(past.in_order(), WEIGHTS)
    return [each(past.in_order(), hours) for each in (by_segment, by_person, by_account)]


def test_estimates_lie_within_their_intervals_and_are_positive(small):
    for found in _all(small):
        assert (found.low > 0).all()
        assert (found.low < found.estimate).all() and (found.estimate < found.high).all()
        assert ((found.told >= 0) & (found.told <= 1)).all()


def test_a_segment_of_one_account_is_mostly_as_all_are(small):
    lone = replace(small, segments=[*small.segments, "lone"], segment=small.segment.copy())
    lone.segment[lone.account == 0] = 3
    wild = replace(lone, actual=np.where(lone.account == 0, 1.5, 1.0) * lone.actual)
    found = _all(wild)[0]
    assert found.told[3] < min(found.told[:3])
    overall = wild.actual.sum() / wild.predicted.sum()
    assert abs(np.log(found.estimate[3] / overall)) < 0.7 * abs(np.log(found.own[3] / overall))
    assert found.accounts[3] == 1 and found.rows[3] == 3


def test_of_what_has_no_rows_nothing_but_the_rest_is_told(small):
    found = _all(
        replace(
            small,
            segments=[*small.segments, "new"],
            people=[*small.people, "new"],
            accounts=[*small.accounts, "new"],
        )
    )
    for each in found:
        assert np.isnan(each.own[-1]) and each.rows[-1] == 0
        assert each.high[-1] / each.low[-1] > (each.high / each.low)[:-1].max()
    assert found[1].estimate[-1] == pytest.approx(1.0, abs=0.1)


@pytest.mark.long
def test_many_rows_speak_for_themselves(making):
    past, _ = making.made(making.Making(accounts=2000, segments=3, pieces=0.1), 5)
    segments = _all(past)[0]
    assert (segments.told > 0.97).all()
    np.testing.assert_allclose(segments.estimate, segments.own, rtol=0.05)


def test_one_segment_has_the_ratio_of_all(small):
    past = replace(small, segments=["all"], segment=np.zeros_like(small.segment))
    found = _all(past)[0]
    assert found.estimate[0] == pytest.approx(found.own[0], rel=0.06)
    assert np.isnan(found.spread)


def test_one_person_has_the_pace_of_the_team(small):
    found = _all(replace(small, people=["one"], person=np.zeros_like(small.person)))[1]
    assert (found.estimate[0], found.low[0], found.high[0]) == (1, 1, 1)


def test_an_only_segment_or_person_says_nothing_of_others(small):
    past = replace(small, segments=["all", "new"], segment=np.zeros_like(small.segment))
    assert np.isnan(_all(past)[0].estimate[1])


@pytest.mark.long
def test_who_alone_serves_a_segment_is_entangled_with_it(small):
    past = replace(small, person=np.where(small.segment == 2, 4, small.person % 4))
    segments, people, _ = _all(past)
    assert segments.entangled.tolist() == [False, False, True]
    assert people.entangled.tolist() == [False, False, False, False, True]


@pytest.mark.long
def test_by_expected_hours_accounts_are_1_on_average(small):
    hours = fitted(small.in_order(), WEIGHTS)
    found = by_account(small.in_order(), hours)
    mean = np.average(found.estimate, weights=np.bincount(small.in_order().account, hours.expected))
    assert mean == pytest.approx(1.0)


@pytest.mark.long
def test_shrunk_factors_are_nearer_the_truth_than_own_ones(making):
    off = np.zeros((2, 2))
    for seed in range(3):
        past, truth = making.made(making.Making(), seed)
        _, people, accounts = _all(past)
        for row, (found, true) in enumerate(((people, truth.people), (accounts, truth.accounts))):
            for column, factors in enumerate((found.estimate, np.maximum(found.own, 0.01))):
                logs = np.log(factors) - true
                off[row, column] += np.var(logs)
    assert (off[:, 0] < 0.8 * off[:, 1]).all()
