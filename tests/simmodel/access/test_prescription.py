"""What rules come to: numbers of the fluid model in place of whatever is left open."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from simmodel.access.allocation import optimum
from simmodel.access.facts import Advertising, Facts, Request, Servers, Type
from simmodel.access.fluid import fluid
from simmodel.access.objective import Objective
from simmodel.access.parameters import parameters
from simmodel.access.policy import INDICES, Policy, Rule
from simmodel.access.prescription import (
    acquired,
    complete,
    contribution,
    operation,
    prescribed,
    refuse,
    spending,
)
from simmodel.access.propositions import capacity, market, worth
from simmodel.access.rankings import best
from simmodel.access.rungs import all_served
from simmodel.access.values import indices

SOME = settings(max_examples=20)
RULES = get_args(Rule)
LOSS = Facts(new=Request(profit=-1000.0))
MANY = Facts(types={name: Type(joins=0.1) for name in ("a", "b", "c", "d")})


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


# ---- Complete policies ---------------------------------------------------------------------------


def given_what_it_needs(rule, ranking="fluid"):
    return Policy(rule=rule, new_customers=33.333, servers=77, ranking=ranking)


@pytest.mark.parametrize("facts", [Facts(), LOSS, MANY], ids=["example", "loss", "many_types"])
@pytest.mark.parametrize(
    ("rule", "ranking"),
    [*((rule, "fluid") for rule in RULES), *(("marketing_driven", each) for each in INDICES[1:])],
)
def test_a_complete_policy_stays_as_it_is(facts, rule, ranking):
    policy = complete(facts, given_what_it_needs(rule, ranking))
    assert policy.rule is None
    assert complete(facts, policy) == policy
    assert operation(facts, policy) == operation(facts, given_what_it_needs(rule, ranking))


def test_numbers_that_are_stated_are_not_rounded():
    stated = Policy(new_customers=1 / 3, servers=5, ranking="new > gold > silver")
    assert complete(Facts(), stated) == stated
    assert complete(Facts(), Policy(new_customers=0.001)).new_customers > 0


def test_numbers_of_a_rule_are_rounded_to_what_can_be_done():
    new_customers, servers = prescribed(Facts(), Policy())
    policy = complete(Facts(), Policy())
    assert policy.new_customers == round(new_customers, 2) != new_customers
    assert policy.servers == round(servers) != servers
    # Three servers for each new customer: 100.8
    assert complete(Facts(), Policy(new_customers=33.6)).servers == 101


def test_of_many_types_an_index_ranks_and_not_a_list():
    assert complete(MANY, Policy()).ranking == "fluid"
    assert operation(MANY, Policy()).ranking == best(parameters(MANY))
    named = "a > b > new > c > d"
    assert complete(MANY, Policy(ranking=named)).ranking == named
    assert operation(MANY, Policy(ranking=named)).ranking == (1, 2, 0, 3, 4)


@pytest.mark.parametrize(
    ("ranking", "order"),
    [
        ("gold > new > silver", (1, 0, 2)),
        ("silver > gold > new", (2, 1, 0)),
        ("fluid", (1, 0, 2)),
        ("v_mu", (1, 0, 2)),
        ("c_mu", (1, 2, 0)),
        ("c_mu_theta", (1, 2, 0)),
    ],
)
def test_classes_are_ranked_as_named_or_by_an_index(ranking, order):
    assert operation(Facts(), Policy(ranking=ranking)).ranking == order


# ---- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["optimal", "marketing_driven", "uncoordinated"])
def test_a_rule_needs_nothing(rule):
    assert refuse(Facts(), Policy(rule=rule)) is None


@pytest.mark.parametrize(
    "ranking",
    [
        "gold > new",
        "gold > new > silver > silver",
        "gold > new > bronze",
        "gold>new>silver",
        "c_mu > gold",
        "",
        "best",
    ],
)
def test_a_ranking_names_each_class_once(ranking):
    message = refuse(Facts(), Policy(ranking=ranking))
    assert message == (
        f'ranking is "{ranking}"; allowed: one of fluid, v_mu, c_mu, c_mu_theta, or each of '
        'new, gold, silver once, such as "new > gold > silver"'
    )


@pytest.mark.parametrize("ranking", ["silver > new > gold", *INDICES])
def test_a_ranking_of_all_classes_is_possible(ranking):
    assert refuse(Facts(), Policy(ranking=ranking)) is None


CHEAP = Facts(advertising=Advertising(cost=1e-3))


@pytest.mark.parametrize("policy", [Policy(), Policy(rule="marketing_driven")])
def test_more_than_a_policy_may_state_is_refused(policy):
    message = refuse(CHEAP, policy)
    asked = operation(CHEAP, policy)
    assert asked.new_customers > 1e6
    assert message == (
        f"new_customers is {asked.new_customers:,.0f} by the formulas of the fluid model; "
        "allowed: at most 1,000,000. State new_customers and servers, or look whether a unit of "
        "the facts is wrong"
    )


def test_more_servers_than_may_be_stated_are_refused():
    message = refuse(Facts(advertising=Advertising(cost=0.3)), Policy())
    assert message is not None and message.startswith("servers is 1")
    assert "allowed: at most 100,000" in message


def test_what_is_stated_is_not_refused_for_what_the_formulas_would_ask():
    assert refuse(CHEAP, Policy(new_customers=40.0, servers=130)) is None
