"""Members: the team of the start by name, with their hours and their absences."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.handover import Handover
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Presence
from simmodel.journey.people.facts import Team
from simmodel.journey.people.individuals import People
from simmodel.journey.people.learning import Learning
from simmodel.journey.people.leaving import Resignation
from simmodel.journey.people.members import Member
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BOOKS = Desk(organisation="books")


def of(*members: Member, **more) -> People:
    return People(members=members, **more)


# ---- By hand: months of ten hours ----------------------------------------------------------------


def test_an_activity_takes_longer_by_who_has_fewer_hours(vendor, customer, play):
    people = of(Member(name="Ann", hours=0.5), learning=Learning(speeds=(0.5,)))
    facts = vendor(months=2, customers=1, length=2, people=people)
    outcome = play(facts, [customer(0.0, [(0.5, 1.0), (3.0, 2.0)], arrives=False)])
    assert outcome.tally.counts.started_hours.tolist() == [2 + 4, 0]
    assert outcome.series["serving"].tolist() == [0.5, 0.5]
    assert outcome.series["team"].tolist() == [1, 1]


def test_the_hours_of_a_learner_are_some_of_a_learners(vendor, play):
    team = (Member(name="Ann", hours=0.5, tenure=0), Member(name="Bob", hours=2.0))
    people = of(*team, learning=Learning(speeds=(0.25, 0.5)))
    outcome = play(vendor(months=3, team=2, customers=0, people=people), [])
    assert outcome.series["serving"].tolist() == [2.125, 2.25, 2.5]


@pytest.mark.parametrize("desk", [None, BOOKS, Desk(order="lowest_health")])
def test_work_waits_for_who_is_absent_and_a_service_under_way_goes_on(vendor, customer, play, desk):
    # Busy until the second hour, then absent for five: what falls due in between waits for the
    # seventh. In the next month, after the fourth.
    facts = vendor(
        months=2, customers=1, length=2, people=of(Member(name="A", away=(0.5, 0.4))), desk=desk
    )
    tasks = [(-1.0, 3.0), (1.0, 0.5), (8.0, 0.5), (11.0, 0.5), (15.0, 0.5)]
    outcome = play(facts, [customer(-1.0, tasks)])
    assert outcome.tally.counts.waited_hours.tolist() == [6.0, 3.0]
    assert outcome.tally.counts.in_service.tolist() == [1, 0, 0]
    assert outcome.series["serving"].tolist() == [0.5, 0.6]


@pytest.mark.parametrize("desk", [None, Desk(order="soonest_end")])
def test_in_a_pool_others_do_the_work_of_who_is_absent(vendor, customer, play, desk):
    people = of(Member(name="A", away=(1.0,)), Member(name="B", hours=0.5))
    facts = vendor(months=2, team=2, customers=1, length=2, people=people, desk=desk)
    outcome = play(facts, [customer(0.0, [(1.0, 1.0), (2.0, 1.0)], arrives=False)])
    assert outcome.tally.counts.started_hours.tolist() == [4.0, 0.0]
    assert outcome.tally.counts.waited_hours.tolist() == [1.0, 0.0]


def test_an_absence_ends_with_the_month_and_is_no_work(vendor, customer, play):
    facts = vendor(months=2, customers=1, length=2, people=of(Member(name="A", away=(1.0,))))
    outcome = play(facts, [customer(-5.0, [(-1.0, 3.0), (6.0, 1.0)])])
    assert outcome.tally.counts.in_service.tolist() == [1, 0, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 4.0]
    assert outcome.series["utilisation"].tolist() == [0.2, 0.1]


def test_who_resigns_is_replaced_by_a_full_csmp(vendor, play):
    team = [Member(name=f"Person {number}", hours=0.5) for number in range(20)]
    people = of(*team, resignation=Resignation(by_year=(0.9,)))
    outcome = play(vendor(months=8, team=20, customers=0, people=people), [])
    gone = np.cumsum(outcome.series["resigned"])
    assert gone[-1] > 5
    np.testing.assert_array_equal(outcome.series["team"], 20)
    replaced = outcome.series["serving"] - 10
    assert np.all(replaced <= gone / 2)  # of whom some have been full, too
    assert replaced[-1] > 0


def test_training_takes_as_many_hours_of_colleagues_whatever_their_hours(vendor, play):
    learning = Learning(speeds=(0.5,), training_months=1, training_hours=3.0)
    for one, other in ((1.0, 1.0), (0.5, 2.0)):
        trainers = Member(name="A", hours=one), Member(name="B", hours=other)
        people = of(Member(name="new", tenure=0), *trainers, learning=learning)
        outcome = play(vendor(months=1, team=3, customers=0, people=people), [])
        assert outcome.series["serving"].tolist() == pytest.approx([0.5 + one + other - 0.3])


# ---- Special cases -------------------------------------------------------------------------------


@SOME
@given(data=st.data())
def test_members_who_are_full_and_never_absent_are_tenures_to_the_last_bit(studies, same, data):
    facts, policy, _ = data.draw(studies.filter(lambda drawn: drawn[0].people is not None))
    size = facts.team.at_start
    tenures = data.draw(st.lists(st.integers(0, 600), min_size=size, max_size=size))
    members = [
        Member(name=f"Person {place}", tenure=each, away=(0.0,))
        for place, each in enumerate(tenures)
    ]
    outcomes = []
    for people in ({"tenures": tuple(tenures)}, {"members": tuple(members)}):
        told = facts.model_copy(update={"people": facts.people.model_copy(update=people)})
        paths = draw(told, Streams(3, 0, 0))
        assert paths.people.presence is None
        outcomes.append(run(told, policy, warm_up(told, paths)))
    same(*outcomes)
    # Nor does it matter that somebody might have been absent.
    there = Presence(np.ones(size), np.zeros((size, facts.horizon_months)))
    paths = replace(paths, people=paths.people._replace(presence=there))
    same(outcomes[1], run(told, policy, warm_up(told, paths)))


def listed(size: int, **more) -> tuple[Account, ...]:
    return tuple(
        Account(account=f"Account {each}", value=1000.0, renewal=0.5 + each % 12, **more)
        for each in range(size)
    )


@pytest.mark.parametrize("organisation", ["pool", "books", "books_with_help"])
def test_half_the_hours_are_twice_the_work(organisation):
    """Exact: a double of a number of hours has the same last bit."""
    outcomes = []
    for work, hours in ((2.0, 1.0), (1.0, 0.5)):
        facts = Facts(
            horizon_months=8,
            customers=Customers(at_start=16, arrivals_per_month=0.0),
            accounts=listed(16, work=work),
            team=Team(at_start=2),
            people=of(*(Member(name=name, hours=hours, tenure=9) for name in "AB")),
            desk=Desk(organisation=organisation, moved=0.2, order="soonest_end"),
        )
        paths = draw(facts, Streams(5, 0, 0))
        still = Policy(cadence="monthly", hires=(0,) * 8)
        outcomes.append(run(facts, still, warm_up(facts, paths)).tally)
    more, fewer = outcomes
    assert more.counts.started.sum() > 1000
    serving = more.counts.serving
    np.testing.assert_array_equal(fewer.counts.serving, serving / 2)
    assert replace(fewer, counts=fewer.counts._replace(serving=serving)) == more


def test_what_is_chance_is_of_mean_zero_whatever_hours_absences_and_work():
    team = [
        Member(name=f"Person {n}", hours=0.5 + n / 4, tenure=12 * n, away=(0.0, 0.5, 1.0))
        for n in range(4)
    ]
    given_ = [
        each.model_copy(
            update={
                "owner": f"Person {place % 4}",
                "work": 0.5 + place % 3,
                "handover": Handover(to=f"Person {place % 3}") if place % 2 else None,
            }
        )
        for place, each in enumerate(listed(24))
    ]
    facts = Facts(
        horizon_months=12,
        customers=Customers(at_start=24, arrivals_per_month=0.5),
        accounts=tuple(given_),
        activities={"call": Activity(per_month=4, mean_hours=5.0)},
        team=Team(at_start=4),
        people=of(*team, resignation=Resignation(by_year=(0.6, 0.3))),
        desk=Desk(organisation="books", moved=0.2, goodwill_months=6, goodwill_loss=1.0),
    )
    found = []
    for replication in range(200):
        paths = draw(facts, Streams(8, 0, replication))
        outcome = run(facts, Policy(cadence="quarterly", caf=1.2), warm_up(facts, paths))
        (own,) = outcome.clienteles.values()
        surprises = (own.beyond.renewals, own.beyond.arrivals, outcome.of_people.resignations)
        found.append([each.sum() for each in surprises])
    half_width = 4 * np.std(found, axis=0) / np.sqrt(len(found))  # one in sixteen thousand
    assert np.all(half_width > 0)
    assert np.all(np.abs(np.mean(found, axis=0)) < half_width)


# ---- What goes together --------------------------------------------------------------------------


def vendor_of(people: People, *, size: int = 2, accounts: tuple[Account, ...] | None = None):
    customers = Customers(at_start=0 if accounts is None else len(accounts))
    return Facts(team=Team(at_start=size), people=people, customers=customers, accounts=accounts)


@pytest.mark.parametrize(
    ("team", "words"),
    [
        ((Member(name="A"),), "people.members has 1 people, but team.at_start is 2; allowed: e"),
        (
            (Member(name="A  b"), Member(name=" a B")),
            'found the name " a B" twice; allowed: a name',
        ),
        ((Member(name="A"), Member(name=" ")), 'found the name " "; allowed: a name of their own'),
    ],
)
def test_members_who_are_not_the_team_are_refused(team, words):
    with pytest.raises(ValidationError, match=words):
        vendor_of(of(*team))


def test_members_beside_tenures_are_refused():
    with pytest.raises(ValidationError, match="tenures are given beside members; allowed: one"):
        People(tenures=(1,), members=(Member(name="A"),))


def test_accounts_are_handed_over_to_members_alone():
    people, words = of(Member(name="A"), Member(name="B")), '"Account 0" is handed over to "C", who'
    with pytest.raises(ValidationError, match=words):
        vendor_of(people, accounts=listed(1, handover=Handover(to="C")))
    vendor_of(people, accounts=listed(1, owner="C", handover=Handover(to=" b ")))
