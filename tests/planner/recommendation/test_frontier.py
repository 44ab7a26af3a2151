"""The best policy for every share: the upper envelope of share x revenue - cost."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.recommendation.frontier import Frontier, envelope, frontier
from planner.simulation.phase import Phase
from planner.study.constraints import Constraint

GRID = np.linspace(0.0, 1.0, 201)

amounts = st.one_of(st.integers(0, 12).map(float), st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))
policies = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=12)


def envelope_of(lines):
    revenue, cost = np.array(lines, float).T
    return envelope(revenue, cost)


# ---- The envelope --------------------------------------------------------------------------------


def test_two_policies_by_hand():
    """0.5 x 10 - 4 = 0.5 x 4 - 1: the dear one is the better from a share of 0.5."""
    assert envelope_of([(10, 4), (4, 1)]) == [(1, 0.0, 0.5), (0, 0.5, 1.0)]


def test_a_policy_between_two_others_may_never_be_the_best():
    """At 0.5, where the others cross at 1, it is worth 0.5 x 7 - 3 = 0.5."""
    assert envelope_of([(10, 4), (7, 3), (4, 1)]) == [(2, 0.0, 0.5), (0, 0.5, 1.0)]


def test_a_single_policy_is_the_best_for_every_share():
    assert envelope_of([(5, 3)]) == [(0, 0.0, 1.0)]


def test_of_equal_policies_the_one_named_first_is_shown():
    assert envelope_of([(4, 1), (10, 4), (10, 4), (4, 1)]) == [(0, 0.0, 0.5), (1, 0.5, 1.0)]


def test_at_equal_cost_the_larger_revenue_is_the_best_from_the_start():
    assert envelope_of([(4, 1), (6, 1)]) == [(1, 0.0, 1.0)]


def test_of_three_that_cross_at_one_share_the_middle_one_is_left_out():
    """All are worth 1 at a share of 0.5."""
    assert envelope_of([(4, 1), (6, 2), (10, 4)]) == [(0, 0.0, 0.5), (2, 0.5, 1.0)]


def test_who_is_the_best_beyond_the_whole_revenue_only_is_left_out():
    assert envelope_of([(4, 1), (10, 7)]) == [(0, 0.0, 1.0)]  # they cross at a share of 1
    assert envelope_of([(4, 1), (10, 9)]) == [(0, 0.0, 1.0)]


@given(lines=policies)
def test_the_stretches_cover_all_shares_once(lines):
    found = envelope_of(lines)
    places, lows, highs = zip(*found, strict=True)
    assert (lows[0], highs[-1]) == (0.0, 1.0)
    assert lows[1:] == highs[:-1]
    assert all(low <= high for low, high in zip(lows, highs, strict=True))
    assert len(set(places)) == len(places)


@given(lines=policies)
def test_on_a_fine_grid_no_policy_is_better_than_the_one_shown(lines):
    revenue, cost = np.array(lines).T
    worth = GRID[:, None] * revenue - cost
    scale = 1e-9 * (1 + np.abs(revenue).max() + np.abs(cost).max())
    for place, low, high in envelope_of(lines):
        inside = (low <= GRID) & (high >= GRID)
        assert np.all(worth[inside, place] >= worth[inside].max(axis=1) - scale)


@given(lines=policies)
def test_revenue_and_cost_rise_from_stretch_to_stretch(lines):
    for (one, *_), (other, *_) in pairwise(envelope_of(lines)):
        assert lines[other][0] > lines[one][0]
        assert lines[other][1] >= lines[one][1]


# ---- A study's frontier --------------------------------------------------------------------------


@pytest.fixture
def front(recommendation) -> Frontier:
    return recommendation.frontier


def test_the_frontier_covers_all_shares(front, recommendation):
    lows = [each.low for each in front.stretches]
    highs = [each.high for each in front.stretches]
    assert (lows[0], highs[-1], lows[1:]) == (0.0, 1.0, highs[:-1])
    assert front.share == recommendation.study.model.share.field


def test_every_policy_shown_met_fresh_replications(front, recommendation, simulator_for):
    study = recommendation.study
    assert front.replications == study.search.frontier_replications
    shown = [each.policy for each in front.stretches]
    samples = simulator_for(study).sample(shown, Phase.FRONTIER, front.replications)
    share = study.model.share
    for stretch, sample in zip(front.stretches, samples, strict=True):
        assert stretch.credited == sample.estimates()[share.credited]
        assert stretch.cost == sample.estimates()[share.cost]
    assert recommendation.runs["frontier"] == front.candidates * front.replications


def test_for_the_studys_own_share_nothing_less_than_the_winner_is_shown(
    front, recommendation, simulator_for
):
    study, share = recommendation.study, recommendation.study.model.share
    now = getattr(study.objective, front.share)
    policies = [recommendation.winner.policy, study.baseline]
    for sample in simulator_for(study).sample(policies, Phase.FRONTIER, front.replications):
        means = {name: each.mean for name, each in sample.estimates().items()}
        worth = now * means[share.credited] - means[share.cost]
        best = front.at(now)
        assert now * best.credited.mean - best.cost.mean >= worth - 1e-6


def test_a_policy_that_breaks_a_constraint_is_best_for_no_share(
    front, recommendation, simulator_for, glance
):
    study, winner = recommendation.study, recommendation.winner.policy
    others = [each.policy for each in front.stretches if each.policy != winner]
    assert others
    simulator = simulator_for(study)
    samples = simulator.sample(others, Phase.FRONTIER, front.replications)
    cheapest = min(sample.metrics["total_cost"].mean() for sample in samples)
    bound = Constraint("total_cost", cheapest, "at_most", None)
    bounded = replace(study, constraints=(bound,))
    found = frontier(bounded, simulator, glance(study, 1), recommendation.searched.trials, winner)
    kept = [each for each in found.stretches if each.policy != winner]
    assert kept
    assert all(each.cost.mean <= cheapest for each in kept)


def test_a_share_is_looked_up_in_its_stretch_and_a_switch_in_the_one_below(front):
    for each in front.stretches:
        assert front.at((each.low + each.high) / 2) is each
        assert front.at(each.high) is each
    assert front.at(0.0) is front.stretches[0]
