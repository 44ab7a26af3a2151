"""Downside, base and upside: means over futures in which the plan earns about the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.books.cases import QUANTILES, Case, cases
from planner.simulation.simulator import Sample

MONTHS = 3
SEEDS = st.integers(0, 2**32 - 1)
COUNTS = st.integers(2, 250)


def samples(count: int, seed: int) -> tuple[Sample, Sample]:
    """A plan and a policy in as many futures; their figures hang together with the objective."""
    generator = np.random.default_rng(seed)
    objective = generator.normal(size=count)
    rank = objective.argsort().argsort().astype(float)
    observed = {"objective": objective, "rank": rank, "cost": 7.0 - 2.0 * objective}
    policy = {"objective": objective + 1.0, "rank": rank}
    team = rank[:, None] * np.ones(MONTHS) + np.arange(MONTHS)
    return (
        Sample(None, observed, observed, {"team": np.zeros((count, MONTHS))}),
        Sample(None, policy, policy, {"team": team}),
    )


def found(count: int, seed: int) -> tuple[Case, ...]:
    return cases(*samples(count, seed), "team")


@given(COUNTS, SEEDS)
def test_downside_base_and_upside_come_in_this_order(count, seed):
    bad, usual, good = found(count, seed)
    assert (bad.name, usual.name, good.name) == ("Downside", "Base", "Upside")
    assert bad.plan["objective"] <= usual.plan["objective"] <= good.plan["objective"]


@given(COUNTS, SEEDS)
def test_a_scenario_holds_the_futures_in_its_tenth_and_at_least_one(count, seed):
    for each in found(count, seed):
        assert each.high - each.low == pytest.approx(0.1)
        assert QUANTILES[each.name] == pytest.approx((each.low + each.high) / 2)
        assert each.futures >= 1
        assert abs(each.futures - count / 10) < 1.0 + 1e-9 or each.futures == 1
        # In order of the objective, future r of n lies between the quantiles r / n and (r + 1) / n.
        ranks = each.plan["rank"] + np.arange(each.futures) - (each.futures - 1) / 2
        if each.futures > 1:
            assert each.low * count - 0.5 - 1e-9 <= ranks[0]
            assert ranks[-1] + 1 <= each.high * count + 0.5 + 1e-9


@given(st.integers(2, 9), SEEDS)
def test_of_few_futures_a_scenario_is_the_one_at_its_quantile(count, seed):
    for each in found(count, seed):
        assert each.futures == 1
        assert each.plan["rank"] == int(QUANTILES[each.name] * count)


@given(COUNTS, SEEDS)
def test_figures_are_means_over_the_same_futures_and_so_belong_together(count, seed):
    plan, policy = samples(count, seed)
    order = plan.observed["objective"].argsort()
    for each in cases(plan, policy, "team"):
        middle, half = each.plan["rank"], (each.futures - 1) / 2
        here = order[round(middle - half) : round(middle + half) + 1]
        assert each.plan["objective"] == pytest.approx(plan.observed["objective"][here].mean())
        assert each.plan["cost"] == pytest.approx(7.0 - 2.0 * each.plan["objective"])
        assert each.policy["objective"] == pytest.approx(each.plan["objective"] + 1.0)
        assert each.policy["rank"] == each.plan["rank"]
        assert each.team == pytest.approx(each.plan["rank"] + MONTHS - 1)


def test_of_a_hundred_futures_a_scenario_holds_ten():
    assert [each.futures for each in found(100, 1)] == [10, 10, 10]
    assert [each.plan["rank"] for each in found(100, 1)] == [9.5, 49.5, 89.5]


def test_figures_are_as_they_happened_not_with_luck_taken_out():
    plan, policy = samples(20, 3)
    lucky = Sample(None, plan.observed, {"objective": np.zeros(20)}, plan.series)
    assert cases(lucky, policy, "team") == cases(plan, policy, "team")
