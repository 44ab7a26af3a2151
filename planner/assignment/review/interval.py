"""An estimate with its interval, where rows are not independent but accounts are."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from planner.simulation.estimate import CONFIDENCE

_TAIL = (1 + CONFIDENCE) / 2


@dataclass(frozen=True)
class Interval:
    """An estimate and the ends of its 95 % interval; the ends are NaN where nothing tells them."""

    estimate: float
    low: float
    high: float


def around(estimate: float, error: float, freedom: float = np.inf) -> Interval:
    """An interval of an estimate with that standard error, by Student's t."""
    half = quantile(freedom) * error
    return Interval(float(estimate), float(estimate - half), float(estimate + half))


def quantile(freedom: float = np.inf) -> float:
    """Of Student's t, for an interval of two sides."""
    return float(stdtrit(freedom, _TAIL) if np.isfinite(freedom) else ndtri(_TAIL))


def summed(values: np.ndarray, groups: np.ndarray, count: int) -> np.ndarray:
    """Sums by group, shape (count,).

    Args:
        values, groups: of shape (rows,).
        count: of groups, some of which may be empty.
    """
    return np.bincount(groups, values, count)


def effective(contributions: np.ndarray) -> float:
    """How many equal clusters a variance rests on that has these contributions, by cluster.

    (sum q)^2 / sum q^2; Carter, Schnepel and Steigerwald 2017, "Asymptotic behavior of a t test
    robust to cluster heterogeneity", Review of Economics and Statistics 99(4), without
    the term for what is unknown of the correlation within clusters.
    """
    squares = float((contributions**2).sum())
    return float(contributions.sum()) ** 2 / squares if squares > 0 else 0.0


def ratio(above: np.ndarray, below: np.ndarray, accounts: np.ndarray) -> Interval:
    """The ratio of two sums, with accounts as the independent units.

    Linearised, with t of the effective number of accounts less one, and never below 0: Cochran
    1977, "Sampling Techniques", chapter 6. Without a row all is NaN, of one account the interval.

    Args:
        above, below: what is summed, shape (rows,).
        accounts: numbers of accounts, shape (rows,).
    """
    total = float(below.sum())
    if not below.size or total <= 0:
        return Interval(np.nan, np.nan, np.nan)
    estimate = float(above.sum()) / total
    _, own = np.unique(accounts, return_inverse=True)
    count = int(own.max()) + 1
    if count < 2:
        return Interval(estimate, np.nan, np.nan)
    off = summed(above - estimate * below, own, count)
    shares = summed(below, own, count)
    error = np.sqrt(count / (count - 1) * float((off**2).sum())) / total
    found = around(estimate, float(error), max(effective(shares**2) - 1, 1.0))
    return Interval(found.estimate, max(found.low, 0.0), found.high)
