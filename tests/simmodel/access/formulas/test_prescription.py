"""What rules come to: numbers of the fluid model in place of whatever is left open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from simmodel.access.controls import complete
from simmodel.access.customers.acquisition import Advertising, spending
from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.fluid import fluid
from simmodel.access.formulas.allocation import optimum
from simmodel.access.formulas.breakpoints import all_served
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import (
    acquired,
    contribution,
    prescribed,
)
from simmodel.access.formulas.propositions import capacity, market, worth
from simmodel.access.formulas.values import indices
from simmodel.access.money.objective import Objective
from simmodel.access.policy import Policy

SOME = settings(max_examples=20)
LOSS = Facts(new=Request(profit=-1000.0))


def profit(facts, new_customers, servers):
    """The most, a month: of the linear program, with servers paid for whether or not busy."""
    known = parameters(facts)
    flow = optimum(known, servers / new_customers) * new_customers
    spent = spending(facts.advertising, new_customers)
    return flow.value(known) - servers * known.server_cost - spent


# ---- Advertising ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("cost", "exponent"), [(10.0, 1.5), (2.0, 1.1), (300.0, 3.0)])
def test_new_customers_are_acquired_until_the_next_is_worth_what_she_costs(cost, exponent):
    # (43)
    advertising = Advertising(cost=cost, exponent=exponent)
    for value in (0.5, 30.0, 98.75):
        number = acquired(advertising, value)
        step = 1e-5 * number
        dearer = spending(advertising, number + step) - spending(advertising, number - step)
        assert dearer / (2 * step) == pytest.approx(value, rel=1e-7)


@pytest.mark.parametrize("value", [0.0, -1.0, -1e9])
def test_none_is_acquired_who_brings_nothing(value):
    assert acquired(Advertising(), value) == 0.0


def test_advertising_costs_what_the_facts_say():
    assert spending(Advertising(cost=7.0, exponent=2.0), 3.0) == 63.0
    assert spending(Advertising(), 0.0) == 0.0


# ---- Rules ---------------------------------------------------------------------------------------


def test_the_optimal_rule_is_proposition_3():
    known, of = parameters(Facts()), market(parameters(Facts()))
    new_customers, servers = prescribed(Facts(), Policy())
    assert new_customers == pytest.approx(acquired(Advertising(), worth(of, 25.0)))
    assert servers == pytest.approx(new_customers * capacity(of, 25.0))
    # 98.75 a new customer: 43.34 of them, and 130 servers
    assert contribution(known, optimum(known)) == pytest.approx(98.75)
    policy = complete(Facts(), Policy())
    assert (policy.new_customers, policy.servers) == (43.34, 130)
    assert policy.ranking == "gold > new > silver"


@SOME
@given(data=st.data())
def test_nothing_brings_more_than_the_optimal_rule(firms, data):
    facts = data.draw(firms(types=(1, 3), turns=data.draw(st.sampled_from(["none", "any"]))))
    new_customers, servers = prescribed(facts, Policy())
    top = profit(facts, new_customers, servers) if new_customers else 0.0
    for new, per_new in data.draw(
        st.lists(st.tuples(st.floats(0.1, 3.0), st.floats(0.0, 3.0)), min_size=3, max_size=3)
    ):
        other = (new_customers or 10.0) * new
        per_customer = servers / new_customers if servers else 1.0
        found = profit(facts, other, other * per_customer * per_new)
        assert found <= top + 1e-7 * (1 + abs(top))


@pytest.mark.parametrize("cost", [5.0, 25.0, 70.0])
@pytest.mark.parametrize("denial_cost", [0.0, 20.0])
def test_optimal_servers_are_best_for_the_stated_new_customers(cost, denial_cost):
    facts = Facts(new=Request(denial_cost=denial_cost), servers=Servers(monthly_cost=cost))
    policy = Policy(new_customers=40.0)
    new_customers, servers = prescribed(facts, policy)
    assert new_customers == 40.0
    profits = {number: profit(facts, 40.0, float(number)) for number in range(0, 241, 8)}
    assert profit(facts, 40.0, servers) >= max(profits.values()) - 1e-6
    assert abs(servers - max(profits, key=profits.get)) <= 8


@pytest.mark.parametrize("servers", [20, 5_000])
@pytest.mark.parametrize("denial_cost", [0.0, 20.0])
def test_optimal_advertising_is_best_for_the_stated_servers(servers, denial_cost):
    facts = Facts(new=Request(denial_cost=denial_cost))
    new_customers, same = prescribed(facts, Policy(servers=servers))
    assert same == servers
    grid = np.geomspace(0.05, 1000.0, 40)
    top = max(profit(facts, float(number), servers) for number in grid)
    assert profit(facts, new_customers, servers) >= top - 1e-6
    # And along the ranking that it goes with, which serves everyone it can.
    policies = [
        Policy(new_customers=float(number), servers=servers) for number in (*grid, new_customers)
    ]
    values = fluid(facts, policies, Objective())["monthly_profit"]
    assert values[-1] >= values.max() - 1e-6


def test_without_servers_nobody_is_worth_advertising_for():
    for facts in (Facts(), Facts(new=Request(denial_cost=5.0))):
        assert prescribed(facts, Policy(servers=0)) == (0.0, 0)
        policy = complete(facts, Policy(servers=0))
        assert (policy.new_customers, policy.servers) == (0.0, 0)


@SOME
@given(data=st.data())
def test_marketing_alone_serves_everyone_and_advertises_for_what_that_brings(firms, data):
    # (61)
    facts = data.draw(firms(types=(1, 3), turns=data.draw(st.sampled_from(["none", "any"]))))
    known = parameters(facts)
    everyone = all_served(known, range(known.types))
    per_customer = float(everyone.capacity(known).sum())
    marginal = everyone.value(known) - known.server_cost * per_customer
    by_marketing = prescribed(facts, Policy(rule="marketing_driven"))
    uncoordinated = prescribed(facts, Policy(rule="uncoordinated"))
    assert uncoordinated[0] == by_marketing[0]
    if marginal <= 0:
        assert by_marketing == uncoordinated == (0.0, 0.0)
        return
    a, k = facts.advertising.cost, facts.advertising.exponent
    expected = brentq(lambda number: a * k * number ** (k - 1) - marginal, 0.0, 1e12, xtol=1e-12)
    assert by_marketing[0] == pytest.approx(expected, rel=1e-6)
    assert by_marketing[1] == pytest.approx(by_marketing[0] * per_customer)
    # Operations go on from there as is best: Proposition 2.
    again = prescribed(facts, Policy(new_customers=1.0))
    assert uncoordinated[1] == pytest.approx(uncoordinated[0] * again[1], rel=1e-9, abs=1e-12)


def test_who_is_worth_serving_is_all_the_rules_differ_in_where_everyone_is():
    facts = Facts(servers=Servers(monthly_cost=10.0))
    assert indices(parameters(facts))[2] > 10.0
    rules = ("optimal", "marketing_driven", "uncoordinated")
    first, *others = (prescribed(facts, Policy(rule=rule)) for rule in rules)
    assert first[1] == pytest.approx(5 * first[0])
    for other in others:
        assert other == pytest.approx(first)


def test_a_promise_takes_servers():
    facts = Facts(types={"gold": Type(), "silver": Type(monthly_profit=2.5, least_service=0.6)})
    (few, some), (more, many) = prescribed(facts, Policy()), prescribed(Facts(), Policy())
    assert few < more  # each brings less
    assert some / few > many / more


@pytest.mark.parametrize("rule", ["optimal", "marketing_driven", "uncoordinated"])
def test_what_does_not_pay_is_not_done(rule):
    assert prescribed(LOSS, Policy(rule=rule)) == (0.0, 0.0)
    policy = complete(LOSS, Policy(rule=rule))
    assert (policy.new_customers, policy.servers) == (0.0, 0)
