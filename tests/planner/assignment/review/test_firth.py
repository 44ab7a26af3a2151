"""Penalised logistic regression."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit

from planner.assignment.review.firth import Logistic, told

CHANGED = np.repeat([0.0, 1.0], (30, 6))


def _model(happened: np.ndarray) -> Logistic:
    columns = np.column_stack([np.ones(CHANGED.size), CHANGED])
    return Logistic(columns, happened, np.zeros(CHANGED.size))


def test_with_groups_alone_half_an_event_is_added_to_each_cell():
    # Jeffreys' prior in a saturated 2 x 2 table: Firth 1993
    happened = np.r_[np.repeat([1.0, 0.0], (24, 6)), np.repeat([1.0, 0.0], (2, 4))]
    found = _model(happened).fitted()
    assert found[0] == pytest.approx(np.log(24.5 / 6.5), abs=1e-6)
    assert found[0] + found[1] == pytest.approx(np.log(2.5 / 4.5), abs=1e-6)


def test_separation_leaves_a_finite_estimate_and_the_side_that_is_told():
    happened = np.r_[np.repeat([1.0, 0.0], (24, 6)), np.zeros(6)]
    found = told(_model(happened), 1, np.arange(CHANGED.size))
    assert found.estimate == pytest.approx(np.log(0.5 / 6.5) - np.log(24.5 / 6.5), abs=1e-6)
    assert found.low < found.estimate < found.high < 0


def test_the_estimate_is_where_the_penalised_likelihood_is_largest():
    generator = np.random.default_rng(4)
    columns = np.column_stack([np.ones(40), generator.normal(size=(40, 3))])
    happened = (generator.random(40) < expit(columns[:, 1])).astype(float)
    model = Logistic(columns, happened, generator.normal(size=40))
    found = model.fitted()
    for step in 1e-3 * np.vstack([np.eye(4), -np.eye(4)]):
        assert model.likelihood(found + step) < model.likelihood(found)


def test_copies_of_rows_in_the_same_cluster_make_nobody_surer():
    happened = (np.random.default_rng(5).random(CHANGED.size) < 0.6).astype(float)
    once = _model(happened)
    fourfold = Logistic(*(np.repeat(each, 4, axis=0) for each in vars(once).values()))
    one = told(once, 1, np.arange(CHANGED.size))
    four = told(fourfold, 1, np.repeat(np.arange(CHANGED.size), 4))
    apart = told(fourfold, 1, np.arange(4 * CHANGED.size))
    assert apart.high - apart.low < 0.7 * (one.high - one.low)
    assert four.high - four.low > 0.85 * (one.high - one.low)


@pytest.mark.parametrize("effect", [-1.0])
def test_the_interval_covers_the_effect_as_often_as_it_says_or_more(effect):
    generator = np.random.default_rng(6)
    changed = np.repeat([0.0, 1.0], (120, 30))
    columns = np.column_stack([np.ones(150), changed])
    rounds, covered = 120, 0
    for _ in range(rounds):
        happened = (generator.random(150) < expit(1.5 + effect * changed)).astype(float)
        found = told(Logistic(columns, happened, np.zeros(150)), 1, np.arange(150))
        covered += found.low <= effect <= found.high
    assert covered >= stats.binom.ppf(1e-4, rounds, 0.95)
