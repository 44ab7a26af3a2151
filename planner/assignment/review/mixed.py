"""A linear mixed model of crossed groups, with accounts in them: its equations, and its spreads.

Response of a row = x'theta + effect of its account + noise, where theta holds fixed effects and
those of other groups, each normal about 0. Effects solve Henderson's equations (Henderson 1975,
"Best linear unbiased estimation and prediction under a selection model", Biometrics 31(2)),
from which accounts, as there are many, are eliminated one by one. Spreads maximise the restricted
likelihood (Patterson and Thompson 1971, "Recovery of inter-block information when block sizes are
unequal", Biometrika 58(3)) times a prior, as the likelihood of few groups is often largest at no
spread at all, which would be surer than the data (Chung et al. 2013, "A nondegenerate penalized
likelihood estimator for variance parameters in multilevel models", Psychometrika 78(4)).
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

PRIOR_RATE, NOISE_RATE = 4.0, 1.0
"""Of the gamma distributions, of shape 2, of spreads among groups and of noise: most likely are a
quarter, and what pieces of work of an hour each would make."""

_BOUNDS = (
    math.log(1e-3),
    math.log(5.0),
)  # of spreads among groups, themselves logarithms of factors
_NOISE = (math.log(0.1), math.log(30.0))  # pieces of half a minute, or of weeks
_STEP = 0.05  # of differences, in logarithms


@dataclass(frozen=True)
class Rows:
    """What is explained, and by what.

    Attributes:
        columns: what multiplies theta, shape (rows, k).
        account: numbers from 0 on, none without a row, shape (rows,).
        response: shape (rows,).
        weight: the variance of noise is its spread squared, over the weight; shape (rows,).
        kinds: where in theta the effects of each kind of group are.
        precision: what the prior knows of the rest of theta, shape (k,); 0 for nothing, and for
            groups.
    """

    columns: sparse.csr_array
    account: np.ndarray
    response: np.ndarray
    weight: np.ndarray
    kinds: tuple[slice, ...]
    precision: np.ndarray


@dataclass(frozen=True)
class Spreads:
    """Standard deviations: of noise at weight 1, of accounts, and of each kind of group."""

    noise: float
    account: float
    kinds: tuple[float, ...]

    @property
    def logarithms(self) -> np.ndarray:
        return np.log([self.noise, self.account, *self.kinds])

    def precision(self, rows: Rows) -> np.ndarray:
        """What is known of theta beside the rows, shape (k,)."""
        known = rows.precision.copy()
        for place, spread in zip(rows.kinds, self.kinds, strict=True):
            known[place] = spread**-2
        return known


@dataclass(frozen=True)
class Sums:
    """Weighted sums over rows, and over those of each account.

    Attributes:
        square: x w x', shape (k, k); right: x w z, shape (k,); squares: z w z.
        columns: x w by account, shape (accounts, k); responses: z w; weights: w.
        count: rows.
    """

    square: np.ndarray
    right: np.ndarray
    squares: float
    columns: sparse.csr_array
    responses: np.ndarray
    weights: np.ndarray
    count: int

    def eliminated(self, spreads: Spreads) -> np.ndarray:
        """The variance of each account's effect if all else were known, shape (accounts,)."""
        precision = self.weights / spreads.noise**2 + spreads.account**-2
        variance: np.ndarray = 1 / precision
        return variance

    def equations(self, spreads: Spreads) -> tuple[np.ndarray, np.ndarray]:
        """Left side (k, k) and right side (k,), accounts eliminated, without a prior."""
        noise = spreads.noise**2
        left_out = self.eliminated(spreads) / noise**2
        taken = self.columns.multiply(left_out[:, None]).tocsr()
        left = self.square / noise - (self.columns.T @ taken).toarray()
        right = self.right / noise - taken.T @ self.responses
        return left, right

    def errors(self, model: np.ndarray, spreads: Spreads) -> np.ndarray:
        """The variance of accounts' effects, where theta's is ``model``, shape (accounts,)."""
        alone = self.eliminated(spreads)
        through = self.columns.multiply(self.columns @ model).sum(axis=1)
        variance: np.ndarray = alone + (alone / spreads.noise**2) ** 2 * np.asarray(through)
        return variance

    def unexplained(self, theta: np.ndarray, accounts: np.ndarray) -> float:
        """Weighted squares of what effects leave of responses."""
        left = self.squares + float(theta @ self.square @ theta) - 2 * float(theta @ self.right)
        mean = self.responses - self.columns @ theta
        return left + float(accounts @ (accounts * self.weights - 2 * mean))


def sums(rows: Rows) -> Sums:
    """All that the equations need of rows."""
    numbers = np.arange(rows.account.size)
    weighted = rows.columns.multiply(rows.weight[:, None]).tocsr()
    of_account = sparse.csr_array(
        (np.ones(numbers.size), (rows.account, numbers)),
        shape=(int(rows.account.max()) + 1, numbers.size),
    )
    return Sums(
        (rows.columns.T @ weighted).toarray(),
        weighted.T @ rows.response,
        float(rows.weight @ rows.response**2),
        (of_account @ weighted).tocsr(),
        of_account @ (rows.weight * rows.response),
        of_account @ rows.weight,
        numbers.size,
    )


def at(logarithms: np.ndarray) -> Spreads:
    """Spreads from their logarithms."""
    noise, account, *kinds = np.exp(logarithms)
    return Spreads(float(noise), float(account), tuple(map(float, kinds)))


def likelihood(rows: Rows, of: Sums, spreads: Spreads) -> tuple[float, np.ndarray]:
    """The logarithm of the restricted likelihood times the prior, but for a constant; its slopes.

    The slopes, by the spreads' logarithms, follow from effects and their variances: Harville 1977,
    "Maximum likelihood approaches to variance component estimation", JASA 72(358), section 5.
    """
    noise, known = spreads.noise**2, spreads.precision(rows)
    left, right = of.equations(spreads)
    inner = left + np.diag(known)
    model = np.linalg.inv(inner)
    theta = model @ right
    alone = of.eliminated(spreads)
    accounts = alone / noise * (of.responses - of.columns @ theta)
    volume = of.count * np.log(noise) + float(np.linalg.slogdet(inner)[1])
    volume += float(np.log1p(spreads.account**2 * of.weights / noise).sum())
    off = of.squares / noise - float(alone @ of.responses**2) / noise**2 - float(right @ theta)
    errors = of.errors(model, spreads)
    moved = _squares(accounts, errors) / spreads.account**2
    told = theta.size - float(known @ np.diag(model))
    told += accounts.size - float(errors.sum()) / spreads.account**2
    rest = of.unexplained(theta, accounts) / noise
    slopes = [
        1 - NOISE_RATE * spreads.noise + told + rest - of.count,
        1 - PRIOR_RATE * spreads.account + moved - accounts.size,
    ]
    prior = np.log(spreads.noise * spreads.account)
    prior -= NOISE_RATE * spreads.noise + PRIOR_RATE * spreads.account
    for place, spread in zip(rows.kinds, spreads.kinds, strict=True):
        count = place.stop - place.start
        volume += 2 * count * np.log(spread)
        prior += np.log(spread) - PRIOR_RATE * spread
        moved = _squares(theta[place], np.diag(model)[place]) / spread**2
        slopes.append(1 - PRIOR_RATE * spread + moved - count)
    return float(prior - (volume + off) / 2), np.array(slopes)


def _squares(effects: np.ndarray, variances: np.ndarray) -> float:
    """Of effects, as they are expected."""
    return float((effects**2).sum() + variances.sum())


def fitted_spreads(rows: Rows, of: Sums, start: Spreads) -> Spreads:
    """The spreads at which the likelihood times the prior is largest."""

    def loss(logarithms: np.ndarray) -> tuple[float, np.ndarray]:
        value, slopes = likelihood(rows, of, at(logarithms))
        return -value / of.count, -slopes / of.count

    found = minimize(
        loss,
        start.logarithms,
        jac=True,
        method="L-BFGS-B",
        bounds=[_NOISE, *[_BOUNDS] * (1 + len(start.kinds))],
        options={"ftol": 1e-12, "gtol": 1e-8},
    )
    return at(found.x)


def spread_errors(rows: Rows, of: Sums, spreads: Spreads) -> np.ndarray:
    """The variance of the spreads' logarithms, shape (spreads, spreads).

    The inverse of the likelihood's curvature, by differences of slopes; none is taken to be known
    worse than by a factor of e.
    """
    middle, steps = spreads.logarithms, _STEP * np.eye(2 + len(spreads.kinds))
    slopes = [
        likelihood(rows, of, at(middle + each))[1] - likelihood(rows, of, at(middle - each))[1]
        for each in steps
    ]
    curvature = -np.array(slopes) / (2 * _STEP)
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    errors: np.ndarray = (vectors / np.maximum(values, 1.0)) @ vectors.T
    return errors
