"""Estimates from replications: a mean is never shown without its half-width."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit
from scipy.stats import binomtest

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean and the half-width of its 95 % confidence interval.

    Both are NaN where the quantity was not defined in every replication; the half-width also where
    there is only one.
    """

    mean: float
    half_width: float

    @property
    def is_defined(self) -> bool:
        return not math.isnan(self.mean)

    @property
    def low(self) -> float:
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        return self.mean + self.half_width


@dataclass(frozen=True)
class Chance:
    """A share of futures and its 95 % interval (Wilson 1927, "Probable inference")."""

    share: float
    low: float
    high: float


def estimate(values: np.ndarray, freedom: int | None = None) -> Estimate:
    """The mean of independent replications, shape (replications,), by Student's t.

    Half-width = t(0.975, n - 1) s / sqrt(n); Law, "Simulation Modeling and Analysis", eq. 4.12.

    Args:
        freedom: degrees of freedom of the spread; by default n - 1, as all values tell of it.
    """
    count = values.size
    if count < 2:
        return Estimate(float(values.mean()) if count else float("nan"), float("nan"))
    quantile = stdtrit(count - 1 if freedom is None else freedom, (1 + CONFIDENCE) / 2)
    return Estimate(float(values.mean()), float(quantile * values.std(ddof=1) / np.sqrt(count)))


def chance(events: np.ndarray) -> Chance:
    """The probability of something, estimated from one truth value a replication."""
    result = binomtest(int(events.sum()), events.size)
    interval = result.proportion_ci(CONFIDENCE, method="wilson")
    return Chance(float(events.mean()), float(interval.low), float(interval.high))


def differences(values: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Of two policies, replication by replication, on those that both have met.

    Args:
        values, reference: from replication 0 on, each of shape (replications,).
    """
    common = min(values.size, reference.size)
    ahead: np.ndarray = values[:common] - reference[:common]
    return ahead


def paired_difference(
    values: np.ndarray, reference: np.ndarray, freedom: int | None = None
) -> Estimate:
    """The mean difference of two policies on the same replications; both of shape (replications,).

    The half-width is that of the differences, so it profits from common random numbers;
    ``freedom`` is as of :func:`estimate`.
    """
    return estimate(values - reference, freedom)


def worse(values: np.ndarray, reference: np.ndarray, error: float) -> bool:
    """Whether a policy is worse than another, by a one-sided paired t test.

    Args:
        values, reference: on the same replications, each of shape (replications,).
        error: probability of taking a policy that is as good for a worse one.
    """
    difference = values - reference
    spread = float(difference.std(ddof=1))
    mean = float(difference.mean())
    if spread == 0.0:
        return mean < 0.0
    return float(stdtr(values.size - 1, mean / spread * np.sqrt(values.size))) < error
