"""Accounts: the customers of the start one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.customers.accounts import Account, ending, mean_value
from simmodel.journey.customers.demand_scenarios import demand_scenarios
from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.handover import Handover
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import flow
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import Policy
from simmodel.journey.study.tables import ACCOUNTS
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

POLICY = Policy(cadence="monthly", caf=1.2)
DESKS = (
    Desk(),
    Desk(organisation="books", moved=0.2, goodwill_months=6, goodwill_loss=1.0),
    Desk(organisation="books_with_help", order="lowest_health"),
)
AS_TODAY = Policy(cadence="annual", hires=(0, 0))


def accounts(*renewals: float) -> tuple[Account, ...]:
    return tuple(
        Account(account=f"Account {number}", value=1000.0 * number, renewal=renewal)
        for number, renewal in enumerate(renewals)
    )


def vendor(at_start: int, given: tuple[Account, ...] | None = None, **more) -> Facts:
    """Months of 128 hours, a power of two: hours over it, times it, are the same to the bit."""
    usual = {
        "horizon_months": 14,
        "warm_up_months": 12,
        "calendar": Calendar(working_days_per_month=16, hours_per_day=8.0, availability=1.0),
        "customers": Customers(at_start=at_start, arrivals_per_month=1.0),
        "activities": {"call": Activity(per_month=4, mean_hours=3.0)},
        "team": Team(at_start=max(at_start // 12, 1)),
    }
    return Facts(accounts=given, **usual | more)


def test_accounts_that_renew_as_chance_would_have_it_are_customers_as_any(same):
    alike = vendor(30)
    paths = draw(alike, Streams(5, 0, 0))
    ends = paths.contracts.end[(paths.contracts.begin <= 0) & (paths.contracts.end > 0)]
    worth = {"value": alike.contract.value}
    named = accounts(*(ends / alike.hours_per_month))
    listed = vendor(30, tuple(each.model_copy(update=worth) for each in named))
    of_list = draw(listed, Streams(5, 0, 0))
    for one, other in zip(paths.contracts, of_list.contracts, strict=True):
        np.testing.assert_array_equal(one, other)
    for one, other in zip(paths.work, of_list.work, strict=True):
        np.testing.assert_array_equal(one, other)
    by_chance = run(alike, POLICY, warm_up(alike, paths))
    as_listed = run(listed, POLICY, warm_up(listed, of_list))
    (clientele,) = by_chance.clienteles.values()  # when they end is no surprise
    known, valued = (
        replace(each, opening=np.zeros(12)) for each in (clientele.beyond, clientele.valued_beyond)
    )
    expected = replace(clientele, beyond=known, valued_beyond=valued)
    told = {
        name: as_listed.series[name] for name in by_chance.series
    }  # and their values, of a list
    same(replace(by_chance, clienteles={"": expected}), replace(as_listed, series=told))


def test_every_account_renews_at_its_own_date_in_every_future():
    renewals = (0.5 / 31, 3.2, 3.25, 12.0)
    facts = vendor(4, accounts(*renewals))
    for replication in range(3):
        contracts = draw(facts, Streams(1, 0, replication)).contracts
        running = (contracts.begin <= 0) & (contracts.end > 0)
        np.testing.assert_allclose(contracts.end[running] / facts.hours_per_month, renewals)


@st.composite
def looked_after(draw_, account: Account, team: str) -> Account:
    """The account with an owner, or without, who may hand it over on the first day."""
    works = st.sampled_from([1.0, 1.0, 0.4, 3.0])
    told = {"owner": draw_(st.sampled_from([None, *team])), "work": draw_(works)}
    if team and draw_(st.booleans()):
        work = draw_(st.none() | works)
        told["handover"] = Handover(to=draw_(st.sampled_from(team)), work=work)
    return account.model_copy(update=told)


def of_members(people: People, members: st.SearchStrategy) -> st.SearchStrategy[People]:
    """The people, who may be known by name."""
    return st.just(people) | members.map(lambda own: people.model_copy(update={"members": own}))


@settings(max_examples=60)
@given(data=st.data())
def test_engines_agree_on_accounts(studies, named, both, conserves, data):
    drawn, policy, _ = data.draw(studies)
    length = drawn.contract.months
    # As files give them: in the middle of a day.
    months = st.integers(0, 31 * length - 1).map(lambda day: (day + 0.5) / 31)
    given_ = accounts(*data.draw(st.lists(months, max_size=8)))
    customers = drawn.customers.model_copy(update={"at_start": len(given_)})
    shares = st.sampled_from([None, 0.0, 0.34, 1.0])
    given_ = tuple(each.model_copy(update={"share_done": data.draw(shares)}) for each in given_)
    team = "ABCDEFGH"[: drawn.team.at_start]
    given_ = tuple(data.draw(looked_after(each, team)) for each in given_)
    people = drawn.people
    if people is not None and drawn.targets is None:  # else as many loops again to compile
        people = data.draw(of_members(people, named(len(team))))
    desk = data.draw(st.sampled_from([None, *DESKS]))
    if desk is not None:
        others = st.sampled_from([None, *(each.organisation for each in DESKS)])
        policy = policy.model_copy(update={"organisation": data.draw(others)})
    table = drawn.model_dump() | {
        "desk": desk,
        "people": people,
        "accounts": given_,
        "customers": customers.model_dump(),
        "warm_up_months": length + data.draw(st.integers(1, 3)),
    }
    facts = Facts.model_validate(table)
    paths = draw(facts, Streams(data.draw(st.integers(0, 99)), 0, 0))
    outcome = both(facts, policy, paths)
    conserves(facts, policy, paths, outcome)
    (clientele,) = outcome.clienteles.values()
    assert not clientele.beyond.opening.any()


def owned_by(*names: str | None) -> tuple[Account, ...]:
    pairs = zip(accounts(*[6.0] * len(names)), names, strict=True)
    return tuple(each.model_copy(update={"owner": name}) for each, name in pairs)


def books_at_start(facts: Facts) -> list[int]:
    """Whose book each customer of the start is in."""
    paths = draw(facts, Streams(1, 0, 0))
    return warm_up(facts, paths).opening.owner[paths.opening].tolist()


def test_accounts_are_in_the_books_of_their_owners_and_the_rest_are_dealt():
    owned = owned_by("Zoe", " zoe", "ZOE", None, "Al  Green", None, "al green", None)
    team, books = Team(at_start=3), Desk(organisation="books")
    assert books_at_start(vendor(8, owned, team=team, desk=books)) == [0, 0, 0, 2, 1, 2, 1, 1]
    # In a pool nobody is dealt, but a policy of books goes by the owners from the first day.
    pool = vendor(8, owned, team=team, desk=Desk())
    assert books_at_start(pool) == [0, 0, 0, -1, 1, -1, 1, -1]
    assert draw(vendor(8, owned, team=team), Streams(1, 0, 0)).owner is None


def test_more_owners_than_people_in_books_are_refused():
    owned, team = owned_by("A", "B", "C"), Team(at_start=2)
    words = "team.at_start is 2, but 3 people own the accounts .* allowed: at least 3, or"
    with pytest.raises(ValidationError, match=words):
        vendor(3, owned, team=team, desk=Desk(organisation="books_with_help"))
    assert books_at_start(vendor(3, owned, team=team, desk=Desk())) == [0, 1, -1]


def with_shares(given_: tuple[Account, ...], *shares: float | None) -> tuple[Account, ...]:
    pairs = zip(given_, shares, strict=True)
    return tuple(each.model_copy(update={"share_done": share}) for each, share in pairs)


IDLE = {"activities": {"call": Activity(per_month=4, mean_hours=0.001)}, "warm_up_months": 13}
"""Work of which nothing is left undone, nor waits at time 0."""


def test_to_have_done_all_is_what_a_warm_up_without_queues_has(same):
    given_ = accounts(0.5, 3.3, 7.9, 12.0)
    idle = vendor(4, given_, **IDLE)
    stated = vendor(4, with_shares(given_, 1.0, None, 1.0, 1.0), **IDLE)
    one, other = (draw(facts, Streams(3, 0, 0)) for facts in (idle, stated))
    assert other.finished.sum() > 0
    left, right = warm_up(idle, one), warm_up(stated, other)
    running = (one.contracts.begin <= 0) & (one.contracts.end > 0)
    np.testing.assert_array_equal(left.state.finished[running], right.state.finished[running])
    first, second = run(idle, AS_TODAY, left), run(stated, AS_TODAY, right)
    for name in first.series:
        np.testing.assert_array_equal(first.series[name], second.series[name], err_msg=name)


def test_a_stated_share_is_of_the_work_so_far_in_whole_activities():
    given_ = with_shares(accounts(6.0, 6.0, 6.0), 0.0, 0.3, None)
    facts = vendor(3, given_, **IDLE)
    paths = draw(facts, Streams(3, 0, 0))
    running = (
        (paths.contracts.begin <= 0) & (paths.contracts.end > 0) & (paths.contracts.joined < 0)
    )
    finished = warm_up(facts, paths).state.finished[running]
    np.testing.assert_array_equal(finished, [0, 7, 24])  # 0, 0.3 and all of six months of four


def test_who_has_done_less_renews_less():
    def retained(share: float) -> float:
        facts = vendor(60, with_shares(accounts(*[6.0] * 60), *[share] * 60), **IDLE)
        start = warm_up(facts, draw(facts, Streams(3, 0, 0)))
        return run(facts, AS_TODAY, start).series["renewals"][5]

    assert retained(0.0) < retained(0.5) < retained(1.0)


def test_the_fluid_takes_what_accounts_say_on_average():
    some = vendor(4, with_shares(accounts(3.0, 3.0, 3.0, 3.0), 0.0, 0.5, None, None), **IDLE)
    all_done = vendor(4, accounts(3.0, 3.0, 3.0, 3.0), **IDLE)
    fewer, more = (flow(each, [POLICY]).segments[0].renewals[2, 0] for each in (some, all_done))
    assert fewer < more


def test_the_fluid_begins_with_the_months_in_which_accounts_renew():
    facts = vendor(4, accounts(0.5, 0.9, 3.0, 11.5))
    np.testing.assert_array_equal(facts.opening_ends, [2, 0, 1, *[0] * 8, 1])
    np.testing.assert_array_equal(ending(facts.accounts, 12), facts.opening_ends)
    assert not demand_scenarios(facts)[:12].any()
    (flows,) = flow(facts, [POLICY]).segments
    ended = (flows.renewals + flows.churn)[:12, 0]
    np.testing.assert_allclose(ended, facts.opening_ends, atol=1e-12)


def test_without_accounts_as_many_are_expected_to_end_each_month():
    np.testing.assert_array_equal(vendor(30).opening_ends, np.full(12, 30 / 12))


def test_a_list_of_accounts_stands_for_how_many_there_are_and_what_they_pay():
    given_ = accounts(1.0, 2.0, 3.0)
    assert mean_value(given_) == 1000.0
    assert {**ACCOUNTS.implied(given_, {}), **ACCOUNTS.usual(given_, {})} == {
        ("customers", "at_start"): 3,
        ("contract", "value"): 1000.0,
    }


def test_shares_need_a_contract_before_the_running_one():
    words = (
        "warm_up_months is 12, and accounts say what share .* allowed: more than contract.months"
    )
    with pytest.raises(ValidationError, match=words):
        vendor(1, with_shares(accounts(1.0), 0.5))


@pytest.mark.parametrize(
    ("at_start", "months", "words"),
    [
        (3, 12, "customers.at_start is 3, but there are 2 accounts; allowed: 2, or accounts"),
        (2, 6, "contract.months is 6, but an account renews after 7.0 months; allowed: no renewal"),
    ],
)
def test_accounts_that_do_not_go_with_other_facts_are_refused(at_start, months, words):
    with pytest.raises(ValidationError, match=words):
        vendor(at_start, accounts(1.0, 7.0), contract=Contract(months=months))
