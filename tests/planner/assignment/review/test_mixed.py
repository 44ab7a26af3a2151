"""Equations of the mixed model, against the normal distribution written out in full."""

import numpy as np
import pytest
from scipy import sparse

from planner.assignment.review.mixed import (
    NOISE_RATE,
    PRIOR_RATE,
    Rows,
    Spreads,
    at,
    fitted_spreads,
    likelihood,
    spread_errors,
    sums,
)

SPREADS = Spreads(0.7, 0.4, (0.3,))


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Thirty rows of 12 accounts: a mean, a covariate, and three groups."""
    generator = np.random.default_rng(1)
    groups = np.eye(3)[generator.integers(0, 3, 30)]
    columns = np.column_stack([np.ones(30), generator.normal(size=30), groups])
    return Rows(
        sparse.csr_array(columns),
        np.r_[np.arange(12), generator.integers(0, 12, 18)],
        generator.normal(size=30),
        generator.uniform(0.5, 3.0, 30),
        (slice(2, 5),),
        np.array([0.1, 0.0, 0.0, 0.0, 0.0]),
    )


def _covariance(rows: Rows, spreads: Spreads) -> np.ndarray:
    """Of responses: noise, accounts and groups, and the mean, which has a prior."""
    columns = rows.columns.toarray()
    same = rows.account[:, None] == rows.account
    groups = columns[:, 2:] @ columns[:, 2:].T
    return (
        np.diag(spreads.noise**2 / rows.weight)
        + spreads.account**2 * same
        + spreads.kinds[0] ** 2 * groups
        + 10.0
    )


def _restricted(rows: Rows, spreads: Spreads) -> float:
    """The restricted likelihood, of a covariate without a prior, and the spreads' prior."""
    covariance, covariate = _covariance(rows, spreads), rows.columns.toarray()[:, 1]
    inverse = np.linalg.inv(covariance)
    information = covariate @ inverse @ covariate
    effect = covariate @ inverse @ rows.response / information
    off = rows.response - effect * covariate
    prior = np.log(spreads.noise) - NOISE_RATE * spreads.noise
    prior += sum(np.log(s) - PRIOR_RATE * s for s in (spreads.account, *spreads.kinds))
    volume = np.linalg.slogdet(covariance)[1] + np.log(information)
    return float(prior - (volume + off @ inverse @ off) / 2)


def test_the_likelihood_is_that_of_the_normal_distribution(rows):
    others = [
        SPREADS,
        Spreads(1.1, 0.4, (0.3,)),
        Spreads(0.7, 0.9, (0.3,)),
        Spreads(0.7, 0.4, (2.0,)),
    ]
    of = sums(rows)
    ours = np.array([likelihood(rows, of, each)[0] for each in others])
    theirs = np.array([_restricted(rows, each) for each in others])
    np.testing.assert_allclose(ours - ours[0], theirs - theirs[0], atol=1e-10)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_slopes_are_those_of_the_likelihood(rows, place):
    of, step = sums(rows), 1e-5 * np.eye(3)[place]
    ahead, behind = (
        likelihood(rows, of, at(SPREADS.logarithms + each))[0] for each in (step, -step)
    )
    found = likelihood(rows, of, SPREADS)[1][place]
    assert found == pytest.approx((ahead - behind) / 2e-5, abs=1e-6)


def test_the_fitted_spreads_are_better_than_their_neighbours(rows):
    of = sums(rows)
    found = fitted_spreads(rows, of, SPREADS)
    best, slopes = likelihood(rows, of, found)
    np.testing.assert_allclose(slopes, 0.0, atol=1e-3)
    for factor in (0.9, 1.1):
        for other in (
            Spreads(found.noise * factor, found.account, found.kinds),
            Spreads(found.noise, found.account * factor, found.kinds),
            Spreads(found.noise, found.account, (found.kinds[0] * factor,)),
        ):
            assert likelihood(rows, of, other)[0] < best


def test_of_many_rows_the_noise_is_known_well(rows):
    of = sums(rows)
    found = fitted_spreads(rows, of, SPREADS)
    errors = np.sqrt(np.diag(spread_errors(rows, of, found)))
    assert 0.05 < errors[0] < 0.4  # 1 / sqrt(2 x degrees of freedom) if accounts were known
    assert errors[2] > errors[0]
    np.testing.assert_array_less(errors, 1.0 + 1e-9)


def test_effects_known_beside_rows_are_known_as_well_as_said(rows):
    np.testing.assert_allclose(SPREADS.precision(rows), [0.1, 0, 0.3**-2, 0.3**-2, 0.3**-2])
