"""A weight of the study, held against the evidence."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.assignment.review.interval import Interval, around, quantile
from planner.assignment.review.weights import Name, Weights

Verdict = Literal["supported", "contradicted", "undecided"]

TOLD: dict[Verdict, str] = {
    "supported": "the rows alone exclude that it is nothing, on the side that the study says",
    "contradicted": "the rows alone exclude the study's value",
    "undecided": "the rows alone leave both nothing and the study's value possible",
}

LOOKS: tuple[Name, ...] = ("slower_without_skill", "slower_per_hour", "goodwill_loss", "experience")
"""Weights that are looked at together: of as many without any effect, each is supported by chance
once in forty times, and contradicted once in twenty."""


@dataclass(frozen=True)
class Evidence:
    """What rows tell of a weight, in logarithms or log-odds.

    Attributes:
        interval: by the rows alone; NaN where they tell nothing.
        rows, accounts: that it rests on.
        compared: accounts whose own rows differ in what the weight is of, which compare like with
            like.
        why_not: why the rows tell nothing; empty if they do.
    """

    interval: Interval
    rows: int
    accounts: int
    compared: int
    why_not: str = ""


NOTHING = Interval(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Finding:
    """A weight in the study's own terms.

    Attributes:
        stated: the study's value.
        estimate, low, high: by the rows alone, with a 95 % interval; NaN where they tell nothing.
        blended: study and rows together, with a 95 % interval: what to state next.
        prior_weight: how much of that the study's own word is, 0 to 1.
        rows, accounts, compared, why_not: as of :class:`Evidence`.
        verdict: by the rows alone; :data:`TOLD` says what it means.
        more_rows: about how many more would decide it, of other accounts like these; NaN if it is
            decided, or the study states nothing that could be excluded, infinite if the rows tell
            nothing, and as many of the same kind would not either.
    """

    name: Name
    stated: float
    estimate: float
    low: float
    high: float
    blended: Interval
    prior_weight: float
    rows: int
    accounts: int
    compared: int
    why_not: str
    verdict: Verdict
    more_rows: float


def finding(name: Name, weights: Weights, evidence: Evidence) -> Finding:
    """The verdict on a weight.

    Where the interval excludes the study's value, that is the verdict, also if it excludes 0 too:
    there is an effect, and it is not the one stated.
    """
    prior, told = weights.prior(name), evidence.interval
    stated = prior.mean
    verdict: Verdict = "undecided"
    if told.low > stated or told.high < stated:
        verdict = "contradicted"
    elif (stated > 0 and told.low > 0) or (stated < 0 and told.high < 0):
        verdict = "supported"
    blended, prior_weight = _blended(name, weights, told)
    own = _outward(name, told)
    return Finding(
        name,
        getattr(weights, name),
        own.estimate,
        own.low,
        own.high,
        _outward(name, blended),
        prior_weight,
        evidence.rows,
        evidence.accounts,
        evidence.compared,
        evidence.why_not,
        verdict,
        _more_rows(verdict, stated, evidence),
    )


def _outward(name: Name, inner: Interval) -> Interval:
    """From logarithms to shares, where the study states a share."""
    if not name.startswith("slower"):
        return inner
    return Interval(*(float(np.expm1(each)) for each in (inner.estimate, inner.low, inner.high)))


def _blended(name: Name, weights: Weights, told: Interval) -> tuple[Interval, float]:
    """Two normal distributions, by their precisions."""
    prior = weights.prior(name)
    half = (told.high - told.low) / 2
    own = (quantile() / half) ** 2 if math.isfinite(half) and half > 0 else 0.0
    before = prior.spread**-2
    mean = (before * prior.mean + (own * told.estimate if own else 0.0)) / (before + own)
    return around(mean, (before + own) ** -0.5), before / (before + own)


def _more_rows(verdict: Verdict, stated: float, evidence: Evidence) -> float:
    """Until an interval is too short to hold both 0 and the study's value, as 1 / sqrt(rows)."""
    if verdict != "undecided" or stated == 0:
        return math.nan
    length = evidence.interval.high - evidence.interval.low
    if not math.isfinite(length):
        return math.inf
    return math.ceil(evidence.rows * ((length / stated) ** 2 - 1))
