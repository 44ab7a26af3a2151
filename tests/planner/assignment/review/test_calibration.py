"""The forecast against what happened."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from planner.assignment.review.calibration import calibrated
from planner.assignment.review.weights import Weights

PLAIN = Weights()


def test_a_forecast_that_came_true_is_one_without_error(small):
    found = calibrated(replace(small, actual=small.predicted), PLAIN)
    assert (found.ratio.estimate, found.ratio.low, found.ratio.high) == pytest.approx((1, 1, 1))
    assert found.error.estimate == 0.0
    assert found.agreement.estimate == pytest.approx(1.0)
    assert all(each.estimate == pytest.approx(1) for each in found.by_person.values())


def test_what_the_study_thinks_slows_people_down_is_part_of_the_forecast(small):
    weights = Weights(0.5, 0.1)
    slow = small.predicted * 1.5**small.gap * 1.1**small.zone_hours
    assert calibrated(replace(small, actual=slow), weights).ratio.estimate == pytest.approx(1)
    assert calibrated(replace(small, actual=slow), PLAIN).ratio.estimate > 1.05


def test_ratios_are_those_of_sums(small):
    found = calibrated(small, PLAIN)
    of = small.segment == 1
    assert found.by_segment["segment 1"].estimate == pytest.approx(
        small.actual[of].sum() / small.predicted[of].sum()
    )
    assert found.error.estimate == pytest.approx(
        np.mean(np.abs(small.actual / small.predicted - 1))
    )


def test_a_name_without_rows_has_no_ratio(small):
    found = calibrated(replace(small, segments=[*small.segments, "new"]), PLAIN)
    assert np.isnan(found.by_segment["new"].estimate)


def test_agreement_is_that_of_the_ranks_of_accounts(small):
    found = calibrated(small, PLAIN).agreement
    sums = [np.bincount(small.account, each) for each in (small.predicted, small.actual)]
    assert found.estimate == pytest.approx(spearmanr(*sums).statistic)
    assert -1 < found.low < found.estimate < found.high < 1


def test_of_three_accounts_nothing_is_said_of_ranks(small):
    found = calibrated(small.taken(small.account < 3), PLAIN)
    assert np.isnan(found.agreement.estimate)
