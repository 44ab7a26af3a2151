"""At which shares a policy earns more than today's."""

import numpy as np
import pytest

from planner.recommendation.reach import Reach, reach
from planner.simulation.estimate import Estimate, paired_difference
from planner.simulation.simulator import Sample
from simmodel.contract.share import ShareObjective

SHARE = ShareObjective("credited", "revenue", "cost")
TODAY = [100.0, 110.0, 90.0], [10.0, 11.0, 9.0]


def sample(revenue, cost) -> Sample:
    metrics = {"revenue": np.asarray(revenue, float), "cost": np.asarray(cost, float)}
    return Sample(None, {}, metrics, {})


def beside_today(revenue: float, cost: float) -> Reach:
    """Of a policy with so much more revenue and cost than today's, in every future."""
    more = [[value + change for value in TODAY[i]] for i, change in enumerate((revenue, cost))]
    return reach(sample(*more), sample(*TODAY), SHARE)


def test_a_policy_that_gives_up_revenue_to_save_cost_wins_below_the_share_at_which_they_are_even():
    found = beside_today(-20.0, -8.0)
    assert found.shares == (0.0, pytest.approx(0.4))
    assert found.even.mean == pytest.approx(0.4)


def test_a_policy_that_spends_to_earn_wins_above_it():
    found = beside_today(20.0, 5.0)
    assert found.shares == (pytest.approx(0.25), 1.0)
    assert found.even.mean == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("revenue", "cost", "shares"),
    [
        (20.0, -5.0, (0.0, 1.0)),
        (-2.0, -5.0, (0.0, 1.0)),
        (-20.0, 5.0, None),
        (2.0, 5.0, None),
        (0.0, -5.0, (0.0, 1.0)),
        (20.0, 0.0, (0.0, 1.0)),
        (-5.0, -5.0, (0.0, 1.0)),
        (-20.0, 0.0, None),
        (0.0, 0.0, None),
    ],
)
def test_a_policy_may_win_at_every_share_or_at_none(revenue, cost, shares):
    assert beside_today(revenue, cost) == Reach(shares, None)


def test_the_half_width_is_that_of_the_paired_gain_at_the_share_over_its_slope():
    policy = sample([80.0, 93.0, 67.0], [2.0, 4.0, 0.0])
    found = reach(policy, sample(*TODAY), SHARE).even
    gain = paired_difference(
        found.mean * policy.metrics["revenue"] - policy.metrics["cost"],
        found.mean * np.array(TODAY[0]) - np.array(TODAY[1]),
    )
    assert gain.mean == pytest.approx(0.0)
    assert found == Estimate(pytest.approx(0.4), pytest.approx(gain.half_width / 20))


def test_at_the_share_of_a_study_the_reach_agrees_with_the_gain(recommendation, lively, still):
    for result in (recommendation, lively, still):
        shares = result.reach.shares
        own = getattr(result.study.objective, result.study.model.share.field)
        assert (shares is not None and shares[0] < own < shares[1]) is (result.gain.mean > 0)
