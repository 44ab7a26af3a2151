"""Profit of the fluid is kept by large firms, and of small ones what queues leave of it."""

import numpy as np
import pytest

from simmodel.access.controls import controls
from simmodel.access.customers.acquisition import Advertising
from simmodel.access.facts import Facts
from simmodel.access.fluid import fluid
from simmodel.access.money.metrics import measure
from simmodel.access.money.objective import Objective
from simmodel.access.money.profit import equilibrium_profit, fluid_profit
from simmodel.access.policy import Policy


def test_profit_of_the_fluid_is_that_of_its_metrics():
    facts = Facts()
    expected = fluid(facts, [Policy()], Objective())["monthly_profit"][0]
    assert fluid_profit(facts, controls(facts, Policy())) == pytest.approx(expected, rel=1e-9)


@pytest.mark.long
@pytest.mark.parametrize("policy", [Policy(), Policy(rule="uncoordinated"), Policy(servers=160)])
def test_profit_in_equilibrium_is_about_what_is_simulated(played, policy):
    facts = Facts(horizon_months=600)
    applied = controls(facts, policy)
    objective = Objective()
    profits = [
        measure(facts, policy, objective, each)["monthly_profit"]
        for each in played(facts, policy, 20)
    ]
    # 3 % of the fluid's for the approximation, the rest for the sample: a run varies by 6 %.
    assert np.mean(profits) == pytest.approx(
        equilibrium_profit(facts, applied), abs=0.08 * fluid_profit(facts, applied)
    )


def test_chance_leaves_less_than_the_fluid_has_and_nearly_all_to_large_firms():
    parts = []
    for cost in (20.0, 5.0, 1.0, 0.5):
        facts = Facts(advertising=Advertising(cost=cost))
        applied = controls(facts, Policy())
        parts.append(equilibrium_profit(facts, applied) / fluid_profit(facts, applied))
    assert parts == sorted(parts)
    assert parts[0] < 0.5 < 0.9 < parts[-1] < 1.0
