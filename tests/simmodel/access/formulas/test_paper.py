"""The figures of the paper's examples, sections 6.1 to 6.3."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from simmodel.access.controls import controls
from simmodel.access.customers.acquisition import spending
from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.formulas.allocation import optimum
from simmodel.access.formulas.breakpoints import all_served, at_capacity, breakpoints
from simmodel.access.formulas.equilibrium import fluid_equilibrium
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import prescribed
from simmodel.access.formulas.propositions import market, worth
from simmodel.access.formulas.values import by_index, indices, net_values, served_first
from simmodel.access.policy import Policy

GAMMA = Type().departures_per_month


def example(first=1000.0, second=250.0, loyalty=0.3, cost=25.0):
    """Two types.

    Args:
        first, second: R / gamma of each.
        loyalty: of the second, when denied.
    """
    types = {
        "gold": Type(monthly_profit=first * GAMMA),
        "silver": Type(monthly_profit=second * GAMMA, loyalty_denied=loyalty),
    }
    return Facts(types=types, servers=Servers(monthly_cost=cost))


def net(index, **given):
    return net_values(parameters(example(**given)))[index]


def first_served(**given):
    return served_first(net_values(parameters(example(**given))))


def served(**given):
    """Whether new customers, gold and silver ones are served at best."""
    flow = optimum(parameters(example(**given)))
    return (flow.served > 0).tolist()


def test_the_facts_by_default_are_example_1():
    assert example() == Facts()
    known = parameters(Facts())
    assert (known.requests / known.departures).tolist() == pytest.approx([10.0, 10.0])
    assert (known.income / known.departures).tolist() == pytest.approx([1000.0, 250.0])
    assert known.mu.tolist() == [1.0, 1.0, 1.0]
    assert known.profit.tolist() == [-10.0, -10.0, -10.0]
    assert known.denial_cost.tolist() == [0.0, 10.0, 10.0]
    assert known.joins.tolist() == [0.2, 0.2]


# ---- Example 1 -----------------------------------------------------------------------------------


def test_silver_customers_are_worth_serving_first_from_820_on():
    threshold = brentq(lambda second: net(2, second=second) - net(1, second=second), 10, 999)
    assert round(threshold, 2) == 815.79
    assert round(threshold, -1) == 820
    assert first_served(second=threshold - 0.01) == 1
    assert first_served(second=threshold + 0.01) == 2


@pytest.mark.parametrize("second", [0.0, 250.0, 500.0, 800.0])
def test_below_silver_customers_are_denied_between_their_index_and_the_worth_of_a_new_one(second):
    known = parameters(example(second=second))
    low, high = indices(known)[2], net_values(known)[1]
    assert low < high
    assert served(second=second, cost=max(low, 0.0) + 0.01) == [True, True, False]
    assert served(second=second, cost=high - 0.01) == [True, True, False]
    assert served(second=second, cost=high + 0.01) == [False, False, False]
    if low > 0:
        assert served(second=second, cost=low - 0.01) == [True, True, True]


@pytest.mark.parametrize("second", [830.0, 900.0, 1000.0])
def test_above_either_everyone_is_served_or_nobody(second):
    high = net(2, second=second)
    assert served(second=second, cost=high - 0.01) == [True, True, True]
    assert served(second=second, cost=high + 0.01) == [False, False, False]


# ---- Example 2 -----------------------------------------------------------------------------------

EQUAL = {"first": 800.0, "second": 800.0}


def test_the_more_loyal_silver_customers_are_the_later_they_are_served():
    # The thresholds are 0.6625 and 0.8395; the paper has the last hundredth before each.
    first = {loyalty: first_served(loyalty=loyalty / 100, **EQUAL) for loyalty in range(31, 101)}
    assert max(loyalty for loyalty, last in first.items() if last == 2) == 66
    assert max(loyalty for loyalty, last in first.items() if last == 1) == 83
    assert list(first.values()) == sorted(first.values(), reverse=True)
    assert first[100] == 0


def test_the_thresholds_of_loyalty_solve_the_equations_of_the_worths():
    def rises(index, loyalty):
        worths = net_values(parameters(example(loyalty=loyalty, **EQUAL)))
        return worths[index] - worths[index - 1]

    # New customers alone: -10 + 0.2 x 87.5 + 0.2 x 700 / (11 - 10 x loyalty) = 61.25
    assert brentq(lambda loyalty: rises(1, loyalty), 0.31, 0.99) == pytest.approx(1.1 - 70 / 268.75)
    # And with d = 1 - loyalty: 700 d / (1 + 10 d) = (130 + 140 / (1 + 10 d)) / 3
    assert brentq(lambda loyalty: rises(2, loyalty), 0.31, 0.99) == pytest.approx(0.6625)


def test_at_a_cost_of_50_silver_customers_are_denied_from_a_loyalty_of_075_on():
    index = brentq(
        lambda loyalty: indices(parameters(example(loyalty=loyalty, **EQUAL)))[2] - 50, 0.31, 0.99
    )
    assert round(index, 2) == 0.75
    assert served(loyalty=0.74, cost=50.0, **EQUAL) == [True, True, True]
    assert served(loyalty=0.76, cost=50.0, **EQUAL) == [True, True, False]


# ---- The customer base, section 6.2 --------------------------------------------------------------


@pytest.mark.parametrize(("loyalty", "ratio"), [(0.3, 8.0), (0.8, 3.0), (1.0, 1.0)])
def test_denial_makes_few_of_silver_customers(loyalty, ratio):
    # (60)
    known = parameters(example(loyalty=loyalty))
    gold, silver = all_served(known, {0}).customers
    assert gold / silver == pytest.approx(ratio)


def test_equal_service_makes_equal_numbers():
    gold, silver = all_served(parameters(example()), {0, 1}).customers
    assert gold == pytest.approx(silver)


def test_the_best_policy_has_eight_times_as_many_gold_customers():
    gold, silver = fluid_equilibrium(parameters(example()), controls(example(), Policy())).customers
    assert gold / silver == pytest.approx(8.0)


# ---- Ignoring who is worth serving, section 6.3 --------------------------------------------------


def profit(facts, rule):
    """Of a rule, a month, with servers divided."""
    new_customers, servers = prescribed(facts, Policy(rule=rule))
    if not new_customers:
        return 0.0
    known = parameters(facts)
    flow = (
        at_capacity(known, breakpoints(known, (1, 0, 2)), servers / new_customers) * new_customers
    )
    return (
        flow.value(known) - servers * known.server_cost - spending(facts.advertising, new_customers)
    )


def test_marketing_alone_loses_56_per_cent_and_without_coordination_15():
    facts = example()
    best = profit(facts, "optimal")
    of = market(parameters(facts))
    new_customers, servers = prescribed(facts, Policy())
    # (44)
    assert best == pytest.approx(
        new_customers * worth(of, 25.0) - spending(facts.advertising, new_customers)
    )
    losses = {
        rule: 1 - profit(facts, rule) / best for rule in ("marketing_driven", "uncoordinated")
    }
    assert round(losses["marketing_driven"], 2) == 0.56
    assert round(losses["uncoordinated"], 2) == 0.15
    # N = lambda (s_0 + s_1), or all of them
    assert servers / new_customers == pytest.approx(of.upto[1])
    for rule, upto in (("marketing_driven", 2), ("uncoordinated", 1)):
        new_customers, servers = prescribed(facts, Policy(rule=rule))
        assert servers / new_customers == pytest.approx(of.upto[upto])


def test_losses_grow_with_the_cost_of_servers():
    losses = []
    for cost in (20.0, 25.0, 30.0, 35.0):
        facts = example(cost=cost)
        best = profit(facts, "optimal")
        losses.append(
            [1 - profit(facts, rule) / best for rule in ("marketing_driven", "uncoordinated")]
        )
    assert np.all(np.diff(losses, axis=0) > 0)


def test_where_serving_everyone_does_not_pay_marketing_shuts_down_what_is_profitable():
    low, high = net(2), net(1)
    for cost in (low, (low + high) / 2, high - 0.01):
        facts = example(cost=float(np.ceil(cost * 1e6) / 1e6))
        assert prescribed(facts, Policy(rule="marketing_driven")) == (0.0, 0.0)
        assert prescribed(facts, Policy(rule="uncoordinated")) == (0.0, 0.0)
        assert profit(facts, "optimal") > 0
    facts = example(cost=low - 0.01)
    assert prescribed(facts, Policy(rule="marketing_driven"))[0] > 0
    assert prescribed(example(cost=high + 0.01), Policy()) == (0.0, 0.0)


def test_all_is_the_same_in_another_unit_of_time():
    known = parameters(example())
    year = replace(
        known,
        mu=known.mu * 12,
        requests=known.requests * 12,
        departures=known.departures * 12,
        income=known.income * 12,
    )
    np.testing.assert_allclose(net_values(year), net_values(known) * 12, rtol=1e-12)
    assert by_index(year).tolist() == by_index(known).tolist()
    assert served_first(net_values(year)) == served_first(net_values(known))
