"""What is impossible of a policy, in words: teams, and what is decided at the desks of pods."""

import pytest

from simmodel.journey.desk.facts import Desk
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy, policy_type
from simmodel.journey.refusals import refuse

SEGMENTS = {name: {"customers": {"at_start": 9}} for name in ("large", "small")}
SKILLED = {"skills": {"calls": {"activities": ["drop_in_session"], "share": 0.5}}}
RESERVED = {"reserve": 0.2}


def vendor(named=None, pool=None, desk=None):
    pods = {
        "named": {"segments": ["large"], "at_start": 2, "desk": named},
        "pool": {"segments": ["small"], "at_start": 3, "desk": pool},
    }
    incidents = {"per_year": 4.0, "customers_hit": 0.2, "activities": 2, "mean_hours": 1.0}
    tables = {"segments": SEGMENTS, "pods": pods, "desk": desk, "incidents": incidents}
    return Facts.model_validate(tables)


def policy(**decided):
    return policy_type(("named", "pool"), ("large", "small")).model_validate(decided)


@pytest.mark.parametrize("teams", ["apart", "together"])
def test_without_pods_there_are_no_teams_to_join(teams):
    assert refuse(Facts(), Policy(teams=teams)) == (
        "found teams without pods; allowed: with a table [facts.pods]"
    )


def test_pods_with_skills_join_at_a_desk_with_skills_or_at_none():
    apart, together = policy(), policy(teams="together")
    assert refuse(vendor(named=SKILLED), together) is None
    assert refuse(vendor(named=SKILLED, desk=SKILLED), together) is None
    mixed = vendor(named=SKILLED, desk={"organisation": "books"})
    assert refuse(mixed, apart) is None
    assert refuse(mixed, together) == (
        "found teams beside skills or a reserve in [facts.pods.named.desk], and none in "
        "[facts.desk]; allowed: with some in [facts.desk] too, or without that table"
    )


def test_a_schedule_for_all_is_for_one_team():
    hires = (1, 0, 0)
    assert refuse(vendor(), policy(hires=hires, teams="together")) is None
    assert refuse(vendor(), policy(hires=hires)) == (
        "found hires of a team of several pods; allowed: hires.named, hires.pool"
    )


def test_a_schedule_of_all_may_not_take_the_team_of_all_below_none():
    words = refuse(vendor(), policy(hires=(-6, 0, 0), teams="together"))
    assert words.startswith("hires takes the team of 5 to -1 in period 1")


@pytest.mark.parametrize("name, value", [("order", "soonest_end"), ("organisation", "books")])
def test_what_is_decided_for_all_holds_for_the_pods_that_have_a_desk(name, value):
    decided = {name: value}
    assert refuse(vendor(named={}), policy(**decided)) is None
    assert refuse(vendor(), policy(**decided)) == (
        f"found {name} without a desk; allowed: with a table [facts.desk]"
    )
    assert refuse(vendor(named={}), policy(**{f"{name}.pool": value})) == (
        f"found {name}.pool without a desk; allowed: with a table [facts.pods.pool.desk]"
    )
    # In one team there is the desk of all alone.
    assert refuse(vendor(named={}), policy(**decided, teams="together")) == (
        f"found {name} without a desk; allowed: with a table [facts.desk]"
    )


def test_a_reserve_for_all_is_for_the_pods_that_have_one():
    assert refuse(vendor(named=RESERVED, pool={}), policy(reserve=0.3)) is None
    assert refuse(vendor(named={}, pool={}), policy(reserve=0.3)) == (
        "found reserve at a desk without one; allowed: with reserve in [facts.desk]"
    )
    assert refuse(vendor(named=RESERVED, pool={}), policy(**{"reserve.pool": 0.3})) == (
        "found reserve.pool at a desk without one; allowed: with reserve in [facts.pods.pool.desk]"
    )


def test_an_order_for_all_is_possible_at_every_desk_that_it_reaches():
    assert refuse(vendor(named=SKILLED, pool={}), policy(order="soonest_end")) == (
        "found order = soonest_end beside skills or a reserve in [facts.pods.named.desk]; "
        "allowed: first_come or by_class"
    )


def test_classes_that_nothing_is_in_can_be_no_order():
    facts = Facts(desk=Desk())
    assert refuse(facts, Policy(order="by_class")) == (
        "found order = by_class, but nothing goes first; allowed: with first in [facts.desk]"
    )
    named = Facts(desk=Desk(first=("email_users",)))
    assert refuse(named, Policy(order="by_class")) is None
