"""Effects of a mixed model, against the normal distribution written out in full."""

import numpy as np
import pytest
from scipy import sparse

from planner.assignment.review.mixed import Rows, Spreads, sums
from planner.assignment.review.solution import solved

SPREADS = Spreads(0.7, 0.4, (0.3,))


@pytest.fixture(scope="module")
def rows() -> Rows:
    generator = np.random.default_rng(2)
    groups = np.eye(3)[generator.integers(0, 3, 40)]
    return Rows(
        sparse.csr_array(np.column_stack([np.ones(40), groups])),
        np.r_[np.arange(15), generator.integers(0, 15, 25)],
        generator.normal(size=40),
        generator.uniform(0.5, 3.0, 40),
        (slice(1, 4),),
        np.array([1.0, 0.0, 0.0, 0.0]),
    )


@pytest.fixture(scope="module")
def solution(rows):
    return solved(rows, sums(rows), SPREADS, SPREADS.precision(rows))


def test_effects_are_those_expected_given_the_responses(rows, solution):
    columns = np.column_stack([rows.columns.toarray(), np.eye(15)[rows.account]])
    before = np.diag(np.r_[1.0, np.full(3, 0.3**2), np.full(15, 0.4**2)])
    covariance = columns @ before @ columns.T + np.diag(SPREADS.noise**2 / rows.weight)
    gain = before @ columns.T @ np.linalg.inv(covariance)
    after = before - gain @ columns @ before
    expected = gain @ rows.response
    np.testing.assert_allclose(solution.theta, expected[:4], atol=1e-10)
    np.testing.assert_allclose(solution.model, after[:4, :4], atol=1e-10)
    np.testing.assert_allclose(solution.accounts, expected[4:], atol=1e-10)
    np.testing.assert_allclose(solution.account_errors**2, np.diag(after)[4:], atol=1e-10)


def test_the_error_is_never_below_that_of_the_model(solution):
    for combination in np.eye(4):
        assert (
            solution.error(combination) ** 2 >= combination @ solution.model @ combination - 1e-12
        )


def test_contributions_make_up_the_variance_of_the_model(rows, solution):
    combination = np.array([1.0, 0.0, 1.0, 0.0])
    parts = solution._contributions(combination)
    assert parts.size == 15 + 4 and (parts > -1e-12).all()
    assert parts.sum() == pytest.approx(combination @ solution.model @ combination)


def test_few_units_make_the_interval_wider(solution):
    combination = np.array([0.0, 1.0, -1.0, 0.0])
    normal, careful = solution.told(combination), solution.told_by_clusters(combination)
    assert normal.estimate == careful.estimate
    assert careful.high > normal.high


def test_noise_that_goes_by_account_is_told_from_the_rows(rows):
    def error(response: np.ndarray) -> float:
        changed = Rows(rows.columns, rows.account, response, *list(vars(rows).values())[3:])
        found = solved(changed, sums(changed), Spreads(0.7, 0.01, (0.3,)), SPREADS.precision(rows))
        return found.error(np.array([1.0, 0.0, 0.0, 0.0]))

    together = np.random.default_rng(3).normal(size=15)[rows.account]
    assert error(3 * together) > 1.5 * error(0.1 * together)
