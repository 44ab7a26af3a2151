"""The metrics of the fluid model, and those of a run that it stands for."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simmodel.access.customers.acquisition import spending
from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.access.fluid import fluid
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.propositions import capacity, market, worth
from simmodel.access.money.metrics import METRICS
from simmodel.access.money.objective import Objective
from simmodel.access.policy import SEPARATOR


def of(facts, policy, objective=None):
    return {
        name: value[0] for name, value in fluid(facts, [policy], objective or Objective()).items()
    }


def test_the_best_policy_of_the_example_serves_gold_and_new_customers(stated):
    metrics = of(Facts(), stated(Facts(), 40.0, 120, "gold > new > silver"))
    # A server month for each request: 40 of new and 80 of gold customers, of whom are 800. Silver
    # ones are 100, with 10 requests that are denied.
    assert metrics["new_service_probability"] == pytest.approx(1.0)
    assert metrics["base_service_probability"] == pytest.approx(80 / 90)
    assert metrics["service_probability"] == pytest.approx(120 / 130)
    assert metrics["least_service_margin"] == pytest.approx(0.0, abs=1e-12)
    assert metrics["mean_customers"] == metrics["customers_at_end"] == pytest.approx(900.0)
    assert metrics["utilisation"] == pytest.approx(1.0)
    assert metrics["servers"] == 120.0
    monthly = -400.0 - 800.0 - 100.0 + 8_000.0 + 250.0
    assert metrics["customer_value"] == pytest.approx(120 * monthly)
    assert metrics["server_cost"] == 120 * 120 * 25.0
    assert metrics["advertising_cost"] == pytest.approx(120 * 10 * 40**1.5)
    profit = monthly - 3_000.0 - 10 * 40**1.5
    assert metrics["monthly_profit"] == pytest.approx(profit)
    assert metrics["objective"] == pytest.approx(120 * profit)


def test_credit_is_of_what_customers_bring(stated):
    policy = stated(Facts(), 40.0, 120)
    whole, half = of(Facts(), policy), of(Facts(), policy, Objective(credit=0.5))
    assert half["objective"] == pytest.approx(whole["objective"] - 0.5 * whole["customer_value"])


@settings(max_examples=40)
@given(data=st.data())
def test_as_many_servers_as_are_best_bring_what_the_equation_says(firms, stated, data):
    # (44)
    facts = data.draw(firms(types=(1, 3), joined=True))
    of_facts, cost = market(parameters(facts)), facts.servers.monthly_cost
    each = worth(of_facts, cost)
    assume(each > 0)
    new_customers = 100 / capacity(of_facts, cost)
    metrics = of(facts, stated(facts, new_customers, 100, "fluid"))
    assert metrics["utilisation"] == pytest.approx(1.0)
    assert metrics["new_service_probability"] == pytest.approx(1.0)
    expected = new_customers * each - spending(facts.advertising, new_customers)
    assert metrics["monthly_profit"] == pytest.approx(expected, rel=1e-8, abs=1e-6)


def test_nobody_comes_without_advertising_and_nobody_is_served_without_servers(stated):
    for new_customers, servers in ((0.0, 5), (0.0, 0)):
        metrics = of(Facts(), stated(Facts(), new_customers, servers))
        assert metrics["customer_value"] == metrics["mean_customers"] == 0.0
        assert metrics["advertising_cost"] == 0.0 == metrics["utilisation"]
        assert metrics["server_cost"] == 120 * servers * 25.0
        assert math.isnan(metrics["service_probability"])
    metrics = of(Facts(), stated(Facts(), 5.0, 0))
    assert metrics["new_service_probability"] == 0.0 == metrics["mean_customers"]
    assert math.isnan(metrics["base_service_probability"])


def test_policies_are_looked_at_one_by_one(stated):
    policies = [stated(Facts(), new, servers) for new in (5.0, 40.0) for servers in (0, 60, 300)]
    together = fluid(Facts(), policies, Objective())
    assert set(together) <= set(METRICS)
    for number, policy in enumerate(policies):
        alone = of(Facts(), policy)
        for name, values in together.items():
            np.testing.assert_equal(values[number], alone[name])


def test_a_ranking_decides_who_is_served_with_few_servers(stated):
    facts = Facts(types={"gold": Type(), "silver": Type(monthly_profit=2.5)})
    values = {
        first: of(facts, stated(facts, 40.0, 100, SEPARATOR.join(order)))["customer_value"]
        for first, order in (
            ("gold", ("gold", "new", "silver")),
            ("new", ("new", "gold", "silver")),
            ("silver", ("silver", "new", "gold")),
        )
    }
    assert values["gold"] > values["new"] > values["silver"]
