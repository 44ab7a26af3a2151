"""Verdicts on weights."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.assignment.review.findings import NOTHING, Evidence, finding
from planner.assignment.review.interval import Interval, around
from planner.assignment.review.weights import Weights

WEIGHTS = Weights(slower_without_skill=0.25, goodwill_loss=0.5)


def _goodwill(low: float, high: float, weights: Weights = WEIGHTS):
    evidence = Evidence(Interval((low + high) / 2, low, high), 100, 50, 5)
    return finding("goodwill_loss", weights, evidence)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.1, 0.9, "supported"),
        (-0.1, 0.9, "undecided"),
        (-0.5, 0.4, "contradicted"),
        (0.6, 1.2, "contradicted"),
        (0.1, 0.4, "contradicted"),  # there is an effect, and it is not the one stated
        (-math.inf, math.inf, "undecided"),
    ],
)
def test_verdicts(low, high, verdict):
    assert _goodwill(low, high).verdict == verdict


def test_a_weight_stated_as_nothing_is_contradicted_or_undecided():
    assert _goodwill(-0.1, 0.9, Weights()).verdict == "undecided"
    assert _goodwill(0.1, 0.9, Weights()).verdict == "contradicted"
    assert math.isnan(_goodwill(-0.1, 0.9, Weights()).more_rows)


def test_four_times_the_rows_halve_an_interval():
    # 2.0 long, and 0.5 is what it is not to hold: 16 times the rows, of which there are 100
    assert _goodwill(-1.0, 1.0).more_rows == 1500
    assert math.isnan(_goodwill(0.1, 0.9).more_rows)
    assert _goodwill(-math.inf, 1.0).more_rows == math.inf


@given(st.floats(-3, 3), st.floats(0.01, 3))
def test_an_undecided_weight_needs_more_rows(middle, half):
    found = _goodwill(middle - half, middle + half)
    assert found.verdict != "undecided" or found.more_rows >= 0


def test_shares_are_told_as_shares():
    evidence = Evidence(around(math.log(1.5), 0.1), 100, 50, 5)
    found = finding("slower_without_skill", WEIGHTS, evidence)
    assert found.estimate == pytest.approx(0.5)
    assert found.high == pytest.approx(1.5 * math.exp(1.959964 * 0.1) - 1, rel=1e-6)


@given(st.floats(-2, 2), st.floats(0.01, 5))
def test_the_blend_lies_between_study_and_rows_and_is_surer_than_both(middle, error):
    evidence = Evidence(around(middle, error), 100, 50, 5)
    found = finding("goodwill_loss", WEIGHTS, evidence)
    ends = sorted((middle, 0.5))
    assert ends[0] - 1e-9 <= found.blended.estimate <= ends[1] + 1e-9
    assert found.prior_weight == pytest.approx(error**2 / (error**2 + 0.5**2))
    assert found.blended.high - found.blended.low <= found.high - found.low + 1e-9


def test_without_evidence_the_study_stays_as_it_is():
    found = finding("goodwill_loss", WEIGHTS, Evidence(NOTHING, 10, 5, 0, "no contract ended"))
    assert (found.verdict, found.prior_weight, found.more_rows) == ("undecided", 1.0, math.inf)
    assert found.blended.estimate == pytest.approx(0.5)
    assert found.why_not == "no contract ended"
