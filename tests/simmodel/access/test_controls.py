"""Controls: what policies come to, stated in full, and what is refused."""

from typing import get_args

import pytest

from simmodel.access.controls import complete, controls, refuse
from simmodel.access.customers.acquisition import Advertising
from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import prescribed
from simmodel.access.formulas.rankings import best
from simmodel.access.policy import INDICES, Policy, Rule

RULES = get_args(Rule)
LOSS = Facts(new=Request(profit=-1000.0))
MANY = Facts(types={name: Type(joins=0.1) for name in ("a", "b", "c", "d")})

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
    assert controls(facts, policy) == controls(facts, given_what_it_needs(rule, ranking))


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
    assert controls(MANY, Policy()).ranking == best(parameters(MANY))
    named = "a > b > new > c > d"
    assert complete(MANY, Policy(ranking=named)).ranking == named
    assert controls(MANY, Policy(ranking=named)).ranking == (1, 2, 0, 3, 4)


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
    assert controls(Facts(), Policy(ranking=ranking)).ranking == order


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
    asked = controls(CHEAP, policy)
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
