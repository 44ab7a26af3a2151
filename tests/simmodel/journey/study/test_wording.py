"""A policy is told in the words of those who carry it out; what has no effect is not told."""

import pytest

from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.facts import Facts
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import Policy, policy_type
from simmodel.journey.study.wording import WORDING, in_effect, instructions
from simmodel.journey.work.facts import Activity, Automation

TODAY = Policy()


def facts(**automatable: bool) -> Facts:
    kinds = {
        name: Activity(per_month=1, mean_hours=1.0, automatable=value)
        for name, value in automatable.items()
    }
    return Facts(activities=kinds)


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (Policy(), ("cadence", "caf")),
        (Policy(automation=0.2), ("cadence", "caf", "automation")),
        (Policy(hires=(1, 0, 0), caf=1.3), ("cadence", "hires")),
    ],
)
def test_only_what_has_an_effect_is_told(policy, told):
    assert in_effect(Facts(), policy, TODAY) == told


def test_to_end_automation_is_an_effect_and_to_automate_nothing_is_none():
    assert "automation" in in_effect(Facts(), TODAY, Policy(automation=0.2))
    assert "automation" not in in_effect(facts(call=False), Policy(automation=0.2), TODAY)
    assert "automation" not in instructions(facts(call=False), Policy(automation=0.2))


@pytest.mark.parametrize(
    ("kinds", "share", "words"),
    [
        ({"email": True, "call": False}, 0.5, "automate half of the emails"),
        ({"email_users": True, "email_sponsors": True}, 0.33, "automate a third of the emails"),
        (
            {"query": True, "usage_report": True},
            0.125,
            "automate 12.5 % of the queries and usage reports",
        ),
        ({"news": True}, 1.0, "automate all the news"),
    ],
)
def test_what_is_automated_has_the_names_of_the_study(kinds, share, words):
    assert instructions(facts(**kinds), Policy(automation=share))["automation"] == words


def test_a_fixed_schedule_is_not_reviewed():
    assert instructions(Facts(), Policy(cadence="semiannual")) == {
        "cadence": "review the team twice a year"
    }
    assert instructions(Facts(), Policy(hires=(0, 0, 0))) == {}


PEOPLED = Facts(people=People())


def test_decisions_on_people_are_told_where_they_are_one_by_one_and_change_anything():
    policy = Policy(hire_ahead_months=3, attrition_margin=0.05, availability=0.65)
    of_people = ("hire_ahead_months", "attrition_margin", "availability")
    assert in_effect(PEOPLED, policy, TODAY) == ("cadence", "caf", *of_people)
    assert in_effect(PEOPLED, TODAY, policy) == ("cadence", "caf", *of_people)
    assert in_effect(PEOPLED, TODAY, TODAY) == ("cadence", "caf")
    assert in_effect(Facts(), policy, TODAY) == ("cadence", "caf")


def test_a_fixed_schedule_staffs_for_nobody_ahead():
    policy = Policy(hires=(1, 0, 0), hire_ahead_months=3, attrition_margin=0.05, availability=0.65)
    assert in_effect(PEOPLED, policy, TODAY) == ("cadence", "hires", "availability")
    assert set(instructions(PEOPLED, policy)) == {"availability"}


def test_what_a_review_looks_at_is_in_plain_words():
    policy = Policy(hire_ahead_months=3, attrition_margin=0.05, availability=0.65)
    told = instructions(PEOPLED, policy)
    assert told["hire_ahead_months"] == "staff for the customers expected 3 months ahead"
    assert told["attrition_margin"] == "aim 5 % above the target, as some will resign"
    assert told["availability"] == "keep 65 % of the working day for customers"
    usual = instructions(PEOPLED, TODAY)
    assert usual["availability"] == "keep 70 % of the working day for customers"
    assert "hire_ahead_months" not in usual
    assert "attrition_margin" not in usual


def divided(**decided):
    """Two pods, of which one has a desk; and a policy."""
    segments = {name: {"customers": {"at_start": 9}} for name in ("large", "small")}
    pods = {
        "named": {"segments": ["large"], "at_start": 2, "desk": {}},
        "pool": {"segments": ["small"], "at_start": 3},
    }
    facts = Facts.model_validate({"segments": segments, "pods": pods})
    return facts, policy_type(tuple(pods), tuple(segments)).model_validate(decided)


def test_of_pods_that_work_together_what_is_decided_for_all_is_told():
    own = {"caf.named": 0.9, "caf.pool": 1.1}
    facts, together = divided(teams="together", **own)
    _, apart = divided(**own)
    assert in_effect(facts, apart, apart) == ("cadence", "caf.named", "caf.pool")
    assert in_effect(facts, together, apart) == ("cadence", "caf", "teams")
    assert instructions(facts, together)["teams"] == (
        "let the CSMPs of all pods work as one team, for all segments"
    )
    assert "teams" not in instructions(facts, apart)


def test_an_order_for_all_is_told_the_pods_that_have_a_desk():
    facts, policy = divided(order="soonest_end", **{"caf.named": 0.9})
    _, today = divided()
    assert "order" in in_effect(facts, policy, today)
    said = instructions(facts, policy)
    assert said["order.named"] == "in named do first what is for the contract that ends soonest"
    assert not {"order", "order.pool"} & set(said)


# ---- What costs nothing --------------------------------------------------------------------------


def test_automation_without_a_price_is_warned_of_where_it_is_to_be_decided():
    unpriced = facts(email=True)
    (words,) = WORDING.free(unpriced, ["caf", "automation"])
    assert words == (
        "automation is to be decided and costs nothing, so that all of it looks best: say in "
        "facts.automation.annual_cost what it would cost a year, or leave it out of [decisions]."
    )
    assert WORDING.free(unpriced, ["caf"]) == ()
    assert WORDING.free(facts(email=False), ["automation"]) == ()
    priced = unpriced.model_copy(update={"automation": Automation(setup_cost=1.0)})
    assert WORDING.free(priced, ["automation"]) == ()


@pytest.mark.parametrize(
    ("decision", "of"),
    [
        ("automation.small", "automation of small is"),
        ("automation.large", None),
        ("automation", "automation of small and tail is"),
    ],
)
def test_of_segments_those_are_named_that_have_work_to_automate_and_no_price(decision, of):
    work = {"email": Activity(per_month=1, mean_hours=1.0, automatable=True)}
    customers = Customers(at_start=10)
    own = {"customers": customers, "activities": work}
    parts = {
        "large": Segment(**own, automation=Automation(annual_cost=1.0)),
        "small": Segment(**own),
        "tail": Segment(**own),
    }
    found = WORDING.free(Facts(segments=parts), [decision])
    assert bool(found) == (of is not None)
    for words in found:
        assert words.startswith(of) and "facts.segments.small.automation.annual_cost" in words
