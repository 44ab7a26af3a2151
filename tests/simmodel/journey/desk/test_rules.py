"""Rules of the desk: what goes first, in numbers."""

import numpy as np
import pytest
from pydantic import ValidationError

from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.assignment import evens_out, heaviest, lightest, parts_of_work
from simmodel.journey.desk.facts import Desk
from simmodel.journey.desk.pods import Pod
from simmodel.journey.desk.ranking import thousandths, urgency_of
from simmodel.journey.desk.rules import opening_rules, ranking_of, rules_of, value_of_point
from simmodel.journey.draw import draw
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import Policy, complete, policy_type
from simmodel.journey.reference.vendor import Vendor
from simmodel.journey.refusals import refuse
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams


def test_classes_go_in_the_order_named_and_the_rest_comes_last():
    facts = Facts(desk=Desk(first=("email_sponsors", "structured_meeting")))
    ranking = ranking_of(facts, "by_class")
    assert list(facts.activities) == [
        "structured_meeting",
        "drop_in_session",
        "email_users",
        "email_sponsors",
    ]
    assert [urgency_of(ranking, own, 0, 0.0, 2.0) for own in ranking.class_of] == [1, 2, 2, 0]


def test_health_is_the_share_done_in_whole_thousandths():
    ranking = ranking_of(Facts(), "lowest_health")
    for done, due, share in ((1, 3, 333), (2000, 6001, 333), (3, 3, 1000)):
        assert urgency_of(ranking, 0, thousandths(done, due), 0.0, 2.0) == share


def test_value_at_risk_is_the_slope_of_money_by_work():
    facts = Facts()
    ranking = ranking_of(facts, "value_at_risk")
    chance = facts.renewal.probability(75)
    more = facts.renewal.probability(75 + 1e-4)
    per_activity = (more - chance) / 1e-6 / facts.activities_per_contract
    worth = facts.contract.whole_value * per_activity
    for kind, each in enumerate(facts.activities.values()):
        urgency = urgency_of(ranking, ranking.class_of[kind], 750, 0.0, 1.0)
        assert urgency == pytest.approx(-worth / each.mean_hours, rel=1e-4)
        # A contract that is worth twice the mean has twice as much at risk.
        assert urgency_of(ranking, ranking.class_of[kind], 750, 0.0, 2.0) == 2 * urgency
    # At the floor and at the ceiling one more changes nothing.
    assert value_of_point(facts, np.array([0.1, 1.0])).tolist() == [0.0, 0.0]


def test_a_policy_takes_the_place_of_the_facts_and_only_after_the_warm_up():
    facts = Facts(desk=Desk(organisation="books", order="soonest_end", moved=0.2))
    policy = Policy(cadence="quarterly", organisation="books_with_help")
    before, after = opening_rules(facts), rules_of(facts, policy)
    assert (before.organisation, before.order) == ("books", "soonest_end")
    assert (after.organisation, after.order) == ("books_with_help", "soonest_end")
    assert not before.moved.any()
    assert after.moved[:4].tolist() == [0.2, 0.0, 0.0, 0.2]


def test_books_are_compared_by_hours_and_equals_by_place():
    customers, slowness = np.array([2, 4, 4, 2]), np.array([2.0, 1.0, 2.0, 2.0])
    assert lightest(customers, slowness) == 0
    assert heaviest(customers, slowness) == 2
    assert evens_out(customers, slowness, 2, 0, 1)
    assert not evens_out(np.array([2, 1]), np.ones(2), 0, 1, 1)
    assert not evens_out(np.array([2000, 0]), np.ones(2), 0, 1, 2000)
    assert evens_out(np.array([2000, 0]), np.ones(2), 0, 1, 500)
    assert lightest(np.empty(0, np.int64), np.empty(0)) == -1


def test_customers_who_bring_the_same_work_count_as_one_each_and_others_by_their_hours():
    assert parts_of_work(np.array([2.5, 2.5])).tolist() == [1, 1]
    assert parts_of_work(np.array([8.0, 2.0, 1e-9])).tolist() == [1000, 250, 1]


def test_a_new_customer_goes_to_the_book_of_fewest_hours_and_not_of_fewest_customers():
    # One large customer is more work than three small ones. Engines agree on it in generated
    # vendors of several segments.
    large = Segment(
        customers=Customers(at_start=1, arrivals_per_month=0.0),
        activities={"call": Activity(per_month=8, mean_hours=1.0)},
    )
    small = Segment(
        customers=Customers(at_start=3, arrivals_per_month=0.5),
        activities={"call": Activity(per_month=2, mean_hours=0.5)},
    )
    facts = Facts(
        releases="spread",
        horizon_months=6,
        warm_up_months=13,
        segments={"large": large, "small": small},
        team=Team(at_start=2),
        desk=Desk(organisation="books"),
        accounts=(
            Account(account="L", segment="large", value=1.0, renewal=12.0, owner="A"),
            *(
                Account(account=f"S{n}", segment="small", value=1.0, renewal=12.0, owner="B")
                for n in range(3)
            ),
        ),
    )
    paths = draw(facts, Streams(3, 0, 0))
    vendor = Vendor(facts, Policy(hires=(0,)), paths)
    vendor.run()
    joined, owner = paths.contracts.joined, vendor.desk.owner
    came = [vendor.desk.team.index(owner[c]) for c in owner if joined[c] >= 0]
    assert 0 < len(came) < 5  # with five more, small ones are as much work as the large one
    assert set(came) == {1}


def test_what_is_no_activity_cannot_go_first():
    with pytest.raises(ValidationError, match=r"desk\.first names lunch"):
        Facts(desk=Desk(first=("lunch",)))


@pytest.mark.parametrize("decision", [{"organisation": "books"}, {"order": "soonest_end"}])
def test_there_is_nothing_to_decide_without_a_desk(decision):
    assert "[facts.desk]" in (refuse(Facts(), Policy(**decision)) or "")
    assert refuse(Facts(desk=Desk()), Policy(**decision)) is None


def test_the_desk_of_a_pod_goes_before_that_of_the_facts_in_a_complete_policy_too():
    own, general = Desk(order="by_class", first=("call",)), Desk(order="soonest_end")
    call = {"call": Activity(per_month=4, mean_hours=1.0)}
    facts = Facts(
        activities=call,
        segments={"large": Segment(customers=Customers()), "small": Segment(customers=Customers())},
        pods={
            "a": Pod(segments=("large",), at_start=2, desk=own),
            "b": Pod(segments=("small",), at_start=2),
        },
        desk=general,
    )
    policy = complete(facts, policy_type(("a", "b"), ("large", "small"))())
    orders = {pod: rules_of(part, policy.of_pod(pod)).order for pod, part in facts.by_pod.items()}
    assert orders == {"a": "by_class", "b": "soonest_end"}
    alone = facts.model_copy(update={"pods": None})
    assert complete(alone, Policy()).order == "soonest_end"
