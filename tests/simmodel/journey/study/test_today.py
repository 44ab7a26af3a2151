"""Today's policy goes on as today, and is put into words."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.controls import controls
from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import Desk
from simmodel.journey.desk.pods import Pod
from simmodel.journey.draw import draw
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.people.individuals import People
from simmodel.journey.people.leaving import Dismissal
from simmodel.journey.people.members import Member
from simmodel.journey.policy import Policy
from simmodel.journey.refusals import refuse
from simmodel.journey.runs import draw as draw_of_all
from simmodel.journey.runs import run, warm_up
from simmodel.journey.study.today import cautions, remarks, today
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.phases import Phases
from simmodel.streams import Streams


def vendor(customers: int, at_start: int, **others) -> Facts:
    return Facts(
        customers=Customers(at_start=customers, arrivals_per_month=0.0),
        team=Team(at_start=at_start, **others),
    )


@given(
    st.integers(1, 20_000), st.integers(1, 10_000), st.sampled_from(["nearest", "whole_changes"])
)
def test_the_first_review_keeps_todays_team_wherever_a_caf_can(customers, team, rounding):
    facts = vendor(customers, team, rounding=rounding)
    policy = today(facts)
    (per_csmp,) = controls(facts, policy).customers_per_csmp
    wanted = customers / per_csmp
    if 0.1 <= customers / team / facts.customers_per_csmp <= 10:
        kept = team + int(wanted - team), math.floor(wanted + 0.5)
        assert kept[rounding == "nearest"] == team
    else:
        assert policy.caf in (0.1, 10.0)


@pytest.mark.parametrize(
    ("customers", "team", "caf"),
    [
        (250, 51, 0.99),
        (400, 60, 1.35),
        (5_000, 1_003, 1.007),  # 1.01 would take 3 away
        (0, 51, 1.0),
        (400, 0, 1.0),
        (20_000, 1, 10.0),
        (1, 100, 0.1),
    ],
)
def test_the_caf_is_as_round_as_can_be(customers, team, caf):
    assert today(vendor(customers, team)) == Policy(caf=caf)


def test_remarks_say_what_today_amounts_to():
    facts = vendor(400, 60)
    assert remarks(facts, today(facts)) == (
        "Today 60 CSMPs serve 400 customers. All the work that is expected would take 80.8 CSMPs, "
        "as one can fully serve 4.95 customers.",
        "Today's policy is a rule, not a number: its team follows the customers, from 60 CSMPs "
        "today to about 29 at the end. For 60 for ever, say in [baseline] hires = [0, 0, 0].",
        "Renewal rates: 10 % with 0 % of the work done, 10 % with 30 %, 17 % with 60 %, 84 % with "
        "90 %, 90 % with 100 %.",
    )


@pytest.mark.parametrize(
    ("team", "policy", "becomes"),
    [
        ({"at_start": 60}, Policy(), 81),
        ({"at_start": 60, "rounding": "whole_changes"}, Policy(), 80),
        ({"at_start": 0}, Policy(), 81),
        ({"at_start": 60, "reviewed_at_start": False}, Policy(), None),
        ({"at_start": 60}, Policy(hires=(1, 1, 1)), None),
        ({"at_start": 81}, Policy(), None),
    ],
)
def test_a_first_review_that_changes_the_team_is_told(team, policy, becomes):
    changes = [each for each in remarks(vendor(400, **team), policy) if "first review" in each]
    expected = [f"With a caf of 1 the first review makes it {becomes} CSMPs."]
    assert changes == ([] if becomes is None else expected)


@pytest.mark.parametrize(
    ("at_start", "people", "policy", "told"),
    [
        (60, People(), Policy(), "opens 21 positions."),
        (80, People(), Policy(), "opens 1 position."),
        (60, People(), Policy(attrition_margin=0.1), "opens 29 positions."),
        (90, People(), Policy(), "finds 9 too many, who are not replaced as they resign."),
        (90, People(dismissal=Dismissal()), Policy(), "finds 9 too many, who are dismissed."),
    ],
)
def test_a_first_review_of_people_opens_positions_or_finds_too_many(at_start, people, policy, told):
    facts = vendor(400, at_start).model_copy(update={"people": people})
    (said,) = (each for each in remarks(facts, policy) if "first review" in each)
    assert said == f"With a caf of 1 the first review {told}"


@pytest.mark.parametrize("activities", [1, 4])
def test_a_caution_says_what_gaps_lose_of_few_activities(activities):
    work = {"call": Activity(per_month=activities, mean_hours=4.0 / activities)}
    customers = Customers(at_start=400, arrivals_per_month=0.0)
    facts = Facts(activities=work, customers=customers, releases="gaps")
    drawn = draw(facts, Streams(1, 0, 0)).work
    released = ((drawn.expiry > 0) & (drawn.expiry <= facts.horizon_hours)).sum()
    share = released / (400 * facts.horizon_months * activities)
    (caution,) = cautions(facts)
    (said,) = re.findall(r"(\d+) % of the activities never fall due", caution)
    assert int(said) == pytest.approx(100 * (1 - share), abs=1.5)

    spread = Facts(activities=work, customers=customers)
    assert cautions(spread) == ()


def with_onboarding(at_start: int) -> Facts:
    work = {
        "call": Activity(per_month=4, mean_hours=1.0),
        "onboarding": Activity(per_month=10, mean_hours=1.0, phase="onboarding"),
    }
    return Facts(
        customers=Customers(at_start=100, arrivals_per_month=5.0),
        team=Team(at_start=at_start),
        activities=work,
        phases=Phases(onboarding_months=2),
    )


@pytest.mark.parametrize("team", [3, 4, 7])
def test_the_first_review_keeps_todays_team_though_it_staffs_for_onboarding(team):
    facts = with_onboarding(team)
    assert not [each for each in remarks(facts, today(facts)) if "first review" in each]


def test_the_work_for_new_customers_is_told_apart():
    (told, *_) = remarks(with_onboarding(4), today(with_onboarding(4)))
    assert told == (
        "Today 4 CSMPs serve 100 customers. All the work that is expected would take 4.3 CSMPs, "
        "0.9 of them for new customers, as one can fully serve 29.40 customers."
    )


def test_of_pods_each_is_told_and_keeps_its_team():
    none = Customers(at_start=100, arrivals_per_month=0.0)
    facts = Facts(
        segments={"large": Segment(customers=none), "small": Segment(customers=none)},
        pods={
            "key": Pod(segments=("large",), at_start=15),
            "rest": Pod(segments=("small",), at_start=5),
        },
    )
    policy = today(facts)
    assert (policy.of_pod("key").caf, policy.of_pod("rest").caf) == (1.35, 4.04)
    told = remarks(facts, policy)
    assert [each.partition(". ")[0] for each in told[:2]] == [
        "Today 15 CSMPs of key serve 100 customers",
        "Today 5 CSMPs of rest serve 100 customers",
    ]
    assert told[0].endswith("fully serve 4.95 customers of large.")


# ---- What today's policy becomes -----------------------------------------------------------------


def of_rule(facts: Facts, policy: Policy) -> list[str]:
    return [each for each in remarks(facts, policy) if "is a rule" in each]


def team_at_end(facts: Facts, policy: Policy, replication: int) -> float:
    start = warm_up(facts, draw_of_all(facts, Streams(1, 0, replication)))
    return measure(facts, policy, Objective(), run(facts, policy, start))["team_at_end"]


def test_of_pods_the_rule_is_told_in_all_and_how_each_would_stay():
    growing = Customers(at_start=100, arrivals_per_month=6.0)
    facts = Facts(
        segments={"large": Segment(customers=growing), "small": Segment(customers=growing)},
        pods={
            "key": Pod(segments=("large",), at_start=20),
            "rest": Pod(segments=("small",), at_start=10),
        },
        renewal={"floor": 0.8, "ceiling": 0.9},
    )
    policy = today(facts).model_copy(update={"cadence": "semiannual"})
    (told,) = of_rule(facts, policy)
    found = re.search(r"from 30 CSMPs today to about (\d+) at the end\.", told)
    ended = [team_at_end(facts, policy, replication) for replication in range(4)]
    assert int(found[1]) == pytest.approx(sum(ended) / 4, abs=3)
    zeros = "[0, 0, 0, 0, 0, 0]"
    assert told.endswith(f"say in [baseline] hires.key = {zeros} and hires.rest = {zeros}.")
    kept = policy.model_copy(update={"hires.key": (0,) * 6, "hires.rest": (0,) * 6})
    assert refuse(facts, kept) is None and of_rule(facts, kept) == []
    assert team_at_end(facts, kept, 0) == 30


def test_of_a_team_that_the_rule_leaves_as_it_is_nothing_is_told():
    facts = vendor(0, 0).model_copy(update={"customers": Customers(at_start=0)})
    assert of_rule(vendor(0, 0), today(facts)) == []


# ---- Owners of accounts --------------------------------------------------------------------------

ACCOUNTS = tuple(
    Account(account=f"a{number}", segment=segment, value=1.0, renewal=3.0, owner=owner)
    for number, (segment, owner) in enumerate(
        [("large", "Ada"), ("large", "Bob"), ("small", "Eve"), ("small", None)]
    )
)


def with_owners(organisation: str | None = None) -> Facts:
    two = Customers(at_start=2)
    return Facts(
        segments={"large": Segment(customers=two), "small": Segment(customers=two)},
        pods={
            "key": Pod(segments=("large",), at_start=2, desk=Desk(organisation="books")),
            "rest": Pod(segments=("small",), at_start=1),
        },
        desk=organisation and Desk(organisation=organisation),
        accounts=ACCOUNTS,
    )


def test_owners_who_are_none_of_the_team_are_named():
    members = tuple(Member(name=name) for name in ("eve", "Bob"))
    named = ("Eve", "Al", "al ", "Cid", "Dan", "Fay", None)
    accounts = tuple(
        Account(account=str(place), value=1.0, renewal=1.0, owner=name)
        for place, name in enumerate(named)
    )
    facts = Facts(
        customers=Customers(at_start=len(named)),
        accounts=accounts,
        team=Team(at_start=2),
        people=People(members=members),
        desk=Desk(organisation="books"),
    )
    (words,) = (each for each in remarks(facts, today(facts)) if "owners" in each)
    assert words.startswith("Of the owners of accounts al, Cid, Dan and 1 more are none of people")
    unnamed = facts.model_copy(update={"people": People()})
    assert not any("owners" in each for each in remarks(unnamed, today(unnamed)))


def test_owners_where_no_customer_belongs_to_anyone_are_said_once_not_to_be_used():
    def told(facts: Facts, **update) -> list[str]:
        policy = today(facts).model_copy(update=update)
        return [each for each in remarks(facts, policy) if "owners" in each]

    (words,) = told(with_owners())
    assert words.startswith("The owners of accounts of rest are not used, as any CSMP serves any")
    assert told(with_owners("books_with_help")) == []
    assert told(with_owners(), **{"organisation.rest": "books"}) == []
    assert len(told(with_owners(), organisation="pool")) == 1
