"""The forecast of hours, held against the hours that it took."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr

from planner.assignment.review.hours import expected_hours
from planner.assignment.review.interval import Interval, around, ratio, summed
from planner.assignment.review.past import Past
from planner.assignment.review.weights import Weights


@dataclass(frozen=True)
class Calibration:
    """How right the forecast was, which includes what the study thinks slows people down.

    Attributes:
        ratio: of actual to expected hours, all rows together.
        by_segment, by_person: the same, by name; of a name without rows all is NaN.
        error: mean absolute error of a row, as a share of the hours expected of it: those that it
            took may be 0.
        agreement: rank correlation (Spearman) of the hours of accounts, expected and actual.
    """

    ratio: Interval
    by_segment: dict[str, Interval]
    by_person: dict[str, Interval]
    error: Interval
    agreement: Interval


def calibrated(past: Past, weights: Weights) -> Calibration:
    """The forecast by the study's weights against the past."""
    expected = expected_hours(past, weights)
    off = np.abs(past.actual - expected) / expected

    def by(names: tuple[str, ...], numbers: np.ndarray) -> dict[str, Interval]:
        return {
            name: ratio(*(each[numbers == k] for each in (past.actual, expected, past.account)))
            for k, name in enumerate(names)
        }

    return Calibration(
        ratio(past.actual, expected, past.account),
        by(tuple(past.segments), past.segment),
        by(tuple(past.people), past.person),
        ratio(off, np.ones_like(off), past.account),
        _agreement(past, expected),
    )


def _agreement(past: Past, expected: np.ndarray) -> Interval:
    """By Fisher's z with the variance of Bonett and Wright 2000, Psychometrika 65(1).

    An account's hours are those of an average row of it, as accounts have more or fewer rows.
    """
    numbers, own = np.unique(past.account, return_inverse=True)
    count = numbers.size
    rows = np.bincount(own, minlength=count)
    took, should = (summed(each, own, count) / rows for each in (past.actual, expected))
    if count < 4 or np.ptp(took) == 0 or np.ptp(should) == 0:
        return Interval(np.nan, np.nan, np.nan)
    found = float(spearmanr(should, took).statistic)
    inner = around(
        float(np.arctanh(np.clip(found, -1 + 1e-12, 1 - 1e-12))),
        float(np.sqrt((1 + found**2 / 2) / (count - 3))),
    )
    return Interval(found, float(np.tanh(inner.low)), float(np.tanh(inner.high)))
