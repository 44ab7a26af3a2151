"""What a mixed model says of its effects, with intervals that do not take its noise for granted.

The variance of effects is that at the spreads that were fitted, and what these are off adds (Kackar
and Harville 1984, "Approximations for standard errors of estimators of fixed and random effects in
mixed linear models", JASA 79(388)). At given spreads it is sandwiched: what accounts contribute to
it is taken from the rows and not from the model (Liang and Zeger 1986, "Longitudinal data analysis
using generalized linear models", Biometrika 73(1), theorem 2), and never for less than the model
has it, as it is too small on few accounts.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.assignment.review.interval import Interval, around, effective
from planner.assignment.review.mixed import Rows, Spreads, Sums


@dataclass(frozen=True)
class Solution:
    """Effects and what is known of them.

    Attributes:
        theta: shape (k,).
        model: their variances by the model, shape (k, k); sandwiched: with the rows' own noise.
        accounts, account_errors: effects of accounts and their standard errors, shape (accounts,).
        unsettled: what adds to both, as spreads are estimates; shape (k, k).
        precision: what was known of theta beside the rows, shape (k,).
    """

    theta: np.ndarray
    model: np.ndarray
    sandwiched: np.ndarray
    accounts: np.ndarray
    account_errors: np.ndarray
    unsettled: np.ndarray
    precision: np.ndarray
    _rows: Rows
    _sums: Sums
    _spreads: Spreads

    def told(self, combination: np.ndarray) -> Interval:
        """A combination of effects, shape (k,)."""
        return around(float(combination @ self.theta), self.error(combination))

    def told_by_clusters(self, combination: np.ndarray) -> Interval:
        """The same by Student's t, with the effective number of independent units less one."""
        units = effective(self._contributions(combination))
        freedom = max(units - 1, 1.0)
        return around(float(combination @ self.theta), self.error(combination), freedom)

    def error(self, combination: np.ndarray) -> float:
        """The standard error of a combination."""
        model, sandwiched, unsettled = (
            float(combination @ each @ combination)
            for each in (self.model, self.sandwiched, self.unsettled)
        )
        return math.sqrt(max(model, sandwiched, 0.0) + max(unsettled, 0.0))

    def _contributions(self, combination: np.ndarray) -> np.ndarray:
        """To the variance by the model: of each account, and of each effect with a prior."""
        along = self.model @ combination
        noise = self._spreads.noise**2
        of_rows = self._rows.weight / noise * (self._rows.columns @ along) ** 2
        left_out = self._sums.eliminated(self._spreads) / noise**2
        of_accounts = np.bincount(self._rows.account, of_rows)
        of_accounts -= left_out * (self._sums.columns @ along) ** 2
        return np.concatenate([of_accounts, self.precision * along**2])


def solved(rows: Rows, of: Sums, spreads: Spreads, precision: np.ndarray) -> Solution:
    """Effects at these spreads, and with this known of theta beside the rows, shape (k,)."""
    noise = spreads.noise**2
    left, right = of.equations(spreads)
    model = np.linalg.inv(left + np.diag(precision))
    model = (model + model.T) / 2
    theta = model @ right
    alone = of.eliminated(spreads)
    accounts = alone / noise * (of.responses - of.columns @ theta)
    middle = _scores(rows, of, spreads, theta)
    known = float(np.trace(model @ left))
    count = of.weights.size
    more = count / (count - known) if known < count / 2 else 2.0
    sandwiched = model @ (middle * more + np.diag(precision)) @ model
    return Solution(
        theta,
        model,
        sandwiched,
        accounts,
        np.sqrt(of.errors(model, spreads)),
        np.zeros_like(model),
        precision,
        rows,
        of,
        spreads,
    )


def _scores(rows: Rows, of: Sums, spreads: Spreads, theta: np.ndarray) -> np.ndarray:
    """Products of the accounts' scores, summed, shape (k, k)."""
    noise = spreads.noise**2
    off = rows.weight * (rows.response - rows.columns @ theta)
    numbers = np.arange(off.size)
    by_account = sparse.csr_array((off, (rows.account, numbers)), (of.weights.size, off.size))
    left_out = of.eliminated(spreads) * (of.responses - of.columns @ theta) / noise**2
    scores = (by_account @ rows.columns) / noise - of.columns.multiply(left_out[:, None])
    scores = scores.tocsr()
    products: np.ndarray = (scores.T @ scores).toarray()
    return products
