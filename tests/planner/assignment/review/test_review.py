"""The whole review."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from planner.assignment.review.findings import LOOKS
from planner.assignment.review.review import review
from planner.assignment.review.weights import Weights

WEIGHTS = Weights(0.3, 0.02, 0.5, 6.0, 0.1)


def _told(past):
    """What a review amounts to, as one array."""
    found = review(past, WEIGHTS)
    values = [found.calibration.ratio.high, found.calibration.agreement.low]
    for each in (found.segments, found.people, found.accounts):
        values += [*each.estimate, *each.low, *each.high]
    for finding in found.findings:
        values += [finding.estimate, finding.low, finding.high, finding.blended.estimate]
    return np.array(values)


@settings(max_examples=3)
@given(st.permutations(range(180)))
def test_the_order_of_rows_changes_no_digit(small, order):
    np.testing.assert_array_equal(_told(small.taken(np.array(order))), _told(small))


@settings(max_examples=3)
@given(st.permutations(range(5)))
def test_the_order_of_people_changes_nothing_but_rounding(small, order):
    turned = replace(small, person=np.array(order)[small.person])
    found, before = review(turned, WEIGHTS), review(small, WEIGHTS)
    np.testing.assert_allclose(
        found.people.estimate[list(order)], before.people.estimate, rtol=1e-3
    )
    for new, old in zip(found.findings, before.findings, strict=True):
        assert (new.low, new.high) == pytest.approx((old.low, old.high), rel=1e-3, abs=1e-4)


@settings(max_examples=8)
@given(st.data())
def test_any_few_rows_are_reviewed(small, data):
    rows = data.draw(st.lists(st.integers(0, 179), min_size=1, max_size=25))
    idle = data.draw(st.sampled_from([0.0, 0.3, 1.0]))
    past = small.taken(np.array(rows))
    past = replace(past, actual=np.where(np.arange(past.rows) < idle * past.rows, 0, past.actual))
    found = review(past, WEIGHTS)
    assert [each.name for each in found.findings] == list(LOOKS)
    assert found.rows == len(rows)
    assert found.zeros >= idle * past.rows - 1
    for each in (found.segments, found.people, found.accounts):
        seen = each.rows > 0
        assert np.isfinite(each.estimate[seen]).all() and np.isfinite(each.high[seen]).all()
    for finding in found.findings:
        assert bool(finding.why_not) == np.isnan(finding.estimate)
        assert np.isfinite(finding.blended.estimate)


def test_rows_without_hours_count_as_they_are(small):
    none = np.arange(small.rows) % 3 == 0
    past = replace(small, actual=np.where(none, 0.0, small.actual * 1.5))
    found = review(past, WEIGHTS)
    assert found.zeros == (past.actual == 0).sum()
    np.testing.assert_allclose(found.segments.estimate, found.segments.own, rtol=0.25)


def test_past_without_rows_is_refused(small):
    with pytest.raises(ValueError, match="there is no row to review"):
        review(small.taken(np.empty(0, int)), WEIGHTS)


def test_an_effect_is_supported_where_there_is_enough_to_show_it(making):
    past, _ = making.made(making.Making(people=22, accounts=1500, without_skill=0.3), 1)
    found = {each.name: each for each in review(past, WEIGHTS).findings}
    assert found["slower_without_skill"].verdict == "supported"
    assert found["slower_without_skill"].prior_weight < 0.1


@pytest.mark.long
@pytest.mark.parametrize(
    "size", [{}, {"people": 1, "accounts": 60}, {"people": 22, "accounts": 640}, {"pieces": 0.0}]
)
def test_intervals_cover_the_truth_and_no_effect_is_seldom_supported(making, size):
    rounds, covered, supported = 150, np.zeros(4), np.zeros(4)
    nothing = {"without_skill": 0.0, "per_hour": 0.0, "goodwill_loss": 0.0, "experience": 0.0}
    told = np.zeros(4)
    for seed in range(rounds):
        with_effects = review(making.made(making.Making(**size), seed)[0], WEIGHTS).findings
        without = review(making.made(making.Making(**size, **nothing), seed)[0], WEIGHTS).findings
        told += [not each.why_not for each in with_effects]
        covered += [each.low <= each.stated <= each.high for each in with_effects]
        supported += [each.verdict == "supported" for each in without]
    assert (covered >= stats.binom.ppf(1e-4, told, 0.95)).all()
    assert (supported <= stats.binom.ppf(1 - 1e-4, rounds, 0.025)).all()
