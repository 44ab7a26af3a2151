"""Logistic regression that separation does not blow up.

The likelihood is penalised by the root of the information's determinant, Jeffreys' prior, which
takes the first order of the bias off and keeps estimates finite (Firth 1993, "Bias reduction of
maximum likelihood estimates", Biometrika 80(1), section 3). Intervals are where its profile has
fallen by as much as chance would have it (Heinze and Schemper 2002, "A solution to the problem of
separation in logistic regression", Statistics in Medicine 21(16)).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from planner.assignment.review.interval import Interval, effective, quantile

_STEPS, _HALVINGS, _SETTLED = 200, 30, 1e-9
_LONGEST = 1.0  # of a step, in any coefficient
_FARTHEST = 25.0  # of a bound from the estimate, in log-odds of the row that it bears on most


@dataclass(frozen=True)
class Logistic:
    """What is to be explained.

    Attributes:
        columns: shape (rows, k), of full rank.
        happened: 0 or 1, shape (rows,).
        offset: log-odds that are given, shape (rows,).
    """

    columns: np.ndarray
    happened: np.ndarray
    offset: np.ndarray

    def fitted(self, fixed: int = -1, at: float = 0.0) -> np.ndarray:
        """Coefficients at which the penalised likelihood is largest, shape (k,).

        Args:
            fixed: a coefficient that is held, none if negative.
            at: where it is held.
        """
        count = self.columns.shape[1]
        free = np.delete(np.arange(count), fixed) if fixed >= 0 else np.arange(count)
        found = np.zeros(count)
        if fixed >= 0:
            found[fixed] = at
        value = self.likelihood(found)
        for _ in range(_STEPS):
            step = np.zeros(count)
            score, information = self._score(found)
            step[free] = np.linalg.solve(information[np.ix_(free, free)], score[free])
            step *= min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-300))
            for _ in range(_HALVINGS):
                ahead = self.likelihood(found + step)
                if ahead >= value:
                    break
                step /= 2
            found, value = found + step, max(ahead, value)
            if np.abs(step).max() < _SETTLED:
                break
        return found

    def likelihood(self, coefficients: np.ndarray) -> float:
        """The logarithm of the penalised likelihood."""
        odds = self.columns @ coefficients + self.offset
        plain = float((self.happened * odds - np.logaddexp(0.0, odds)).sum())
        sign, volume = np.linalg.slogdet(self.information(coefficients))
        return plain + float(volume) / 2 if sign > 0 else -np.inf

    def information(self, coefficients: np.ndarray) -> np.ndarray:
        """Fisher's, shape (k, k)."""
        chance = expit(self.columns @ coefficients + self.offset)
        found: np.ndarray = self.columns.T @ (self.columns * (chance * (1 - chance))[:, None])
        return found

    def _score(self, coefficients: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        chance = expit(self.columns @ coefficients + self.offset)
        spread = chance * (1 - chance)
        weighted = self.columns * spread[:, None]
        information = self.columns.T @ weighted
        leverage = (np.linalg.solve(information, weighted.T) * self.columns.T).sum(axis=0)
        off = self.happened - chance + leverage * (0.5 - chance)
        return self.columns.T @ off, information


def told(model: Logistic, place: int, clusters: np.ndarray) -> Interval:
    """A coefficient and its 95 % interval, of rows that are dependent within clusters.

    The profile's fall is held against F(1, effective clusters less one) instead of chi-squared, and
    is stretched by what dependence adds to the variance: the sandwich over the model's, where that
    is above 1.

    Args:
        clusters: numbers from 0 on, shape (rows,).
    """
    found = model.fitted()
    inverse = np.linalg.inv(model.information(found))
    along = inverse[place]
    chance = expit(model.columns @ found + model.offset)
    score = model.columns @ along
    by_cluster = np.bincount(clusters, score * (model.happened - chance))
    shares = np.bincount(clusters, score**2 * chance * (1 - chance))
    count = by_cluster.size
    dependent = count / max(count - 1, 1) * float((by_cluster**2).sum())
    stretch = max(dependent / float(inverse[place, place]), 1.0)
    fall = stretch * quantile(max(effective(shares) - 1, 1.0)) ** 2 / 2
    least = model.likelihood(found) - fall
    error = float(np.sqrt(inverse[place, place]))

    def above(value: float) -> float:
        return model.likelihood(model.fitted(place, value)) - least

    farthest = _FARTHEST / float(np.abs(model.columns[:, place]).max())
    low, high = (_bound(above, float(found[place]), side * error, farthest) for side in (-1, 1))
    return Interval(float(found[place]), low, high)


def _bound(above: Callable[[float], float], start: float, step: float, farthest: float) -> float:
    """Where the profile crosses, in the direction of the step; infinite if nowhere near."""
    inner, outer = start, start + step
    while abs(outer - start) <= farthest:
        if above(outer) <= 0:
            return float(brentq(above, inner, outer, xtol=1e-6))
        step *= 1.5
        inner, outer = outer, outer + step
    return float(np.sign(step) * np.inf)
