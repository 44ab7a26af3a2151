"""What formulas promise is kept by large firms, and of small ones by what queues leave."""

import numpy as np
import pytest

from simmodel.access.facts import Advertising, Facts
from simmodel.access.fluid import fluid
from simmodel.access.metrics import measure
from simmodel.access.objective import Objective
from simmodel.access.policy import Policy
from simmodel.access.prescription import operation
from simmodel.access.promise import left, promised


def test_what_is_promised_is_the_profit_of_the_fluid():
    facts = Facts()
    expected = fluid(facts, [Policy()], Objective())["monthly_profit"][0]
    assert promised(facts, operation(facts, Policy())) == pytest.approx(expected, rel=1e-9)


@pytest.mark.long
@pytest.mark.parametrize("policy", [Policy(), Policy(rule="uncoordinated"), Policy(servers=160)])
def test_what_is_left_is_about_what_is_simulated(played, policy):
    facts = Facts(horizon_months=600)
    operated = operation(facts, policy)
    objective = Objective()
    profits = [
        measure(facts, policy, objective, each)["monthly_profit"]
        for each in played(facts, policy, 20)
    ]
    # 3 % of the promise for the approximation, the rest for the sample: a run varies by 6 %.
    assert np.mean(profits) == pytest.approx(
        left(facts, operated), abs=0.08 * promised(facts, operated)
    )


def test_chance_leaves_less_than_is_promised_and_nearly_all_to_large_firms():
    parts = []
    for cost in (20.0, 5.0, 1.0, 0.5):
        facts = Facts(advertising=Advertising(cost=cost))
        operated = operation(facts, Policy())
        parts.append(left(facts, operated) / promised(facts, operated))
    assert parts == sorted(parts)
    assert parts[0] < 0.5 < 0.9 < parts[-1] < 1.0
