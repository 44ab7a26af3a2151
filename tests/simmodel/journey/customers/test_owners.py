"""Owners: who looks after accounts at first, and from the first day on."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.handover import Handover
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.individuals import People
from simmodel.journey.people.learning import Learning
from simmodel.journey.people.members import Member
from simmodel.journey.people.opening import slowness_at_start
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

BOOKS = Desk(organisation="books", goodwill_months=6, goodwill_loss=1.5)
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SLOW_AT_FIRST = Learning(speeds=(0.25,))


def account(number: int, owner: str | None = None, **more) -> Account:
    usual = {"account": f"Account {number}", "value": 1000.0, "renewal": 1.0 + number % 12}
    return Account(owner=owner, **usual | more)


def vendor(*accounts: Account, team: int = 2, **more) -> Facts:
    """Months of 128 hours, in which an account takes 12."""
    usual = {
        "horizon_months": 12,
        "warm_up_months": 13,
        "calendar": Calendar(working_days_per_month=16, hours_per_day=8.0, availability=1.0),
        "customers": Customers(at_start=len(accounts), arrivals_per_month=0.0),
        "accounts": accounts,
        "contract": Contract(value=1000.0),
        "activities": {"call": Activity(per_month=4, mean_hours=3.0)},
        "team": Team(at_start=team),
        "desk": BOOKS,
    }
    return Facts(**usual | more)


def still(facts: Facts) -> Policy:
    return Policy(cadence="monthly", hires=(0,) * facts.horizon_months)


def drawn(facts: Facts):
    return draw(facts, Streams(4, 0, 0))


def places(facts: Facts) -> list[int]:
    """Of the owner of each account."""
    paths = drawn(facts)
    return paths.owner[paths.opening].tolist()


def handed(*accounts: Account, to: str, work: float | None = None) -> tuple[Account, ...]:
    new = {"handover": Handover(to=to, work=work)}
    return tuple(each.model_copy(update=new) for each in accounts)


# ---- Who is who ----------------------------------------------------------------------------------


def test_the_first_of_the_stated_tenures_is_the_first_owners():
    # Whoever came last has the last place, however tenures are listed.
    given_ = account(0, "Zoe"), account(1, "Al")
    for tenures, of_zoe in (((0, 40), 1), ((40, 0), 0)):
        facts = vendor(*given_, people=People(tenures=tenures, learning=SLOW_AT_FIRST))
        assert places(facts) == [of_zoe, 1 - of_zoe]
        assert slowness_at_start(facts, drawn(facts).people).tolist() == [1.0, 4.0]


def test_an_owner_is_the_member_of_that_name_however_it_is_spelt():
    team = Member(name="Al  Green", tenure=3), Member(name="zoe", tenure=9), Member(name="New")
    given_ = [account(n, name) for n, name in enumerate(("Zoe", "al GREEN", "Gone", None, " new "))]
    facts = vendor(*given_, team=3, people=People(members=team))
    assert places(facts) == [1, 2, -1, -1, 0]


def test_who_is_no_member_looks_after_nobody_though_there_are_many():
    given_ = [account(number, f"Gone {number}") for number in range(5)]
    facts = vendor(*given_, people=People(members=(Member(name="A"), Member(name="B"))))
    assert places(facts) == [-1] * 5
    assert sorted(warm_up(facts, drawn(facts)).opening.owner[drawn(facts).opening]) == [
        *([0] * 3),
        *([1] * 2),
    ]


# ---- Handovers -----------------------------------------------------------------------------------


@SOME
@given(data=st.data())
def test_a_handover_to_who_looks_after_it_changes_nothing(both, same, data):
    names = st.sampled_from("AB")
    given_ = [account(number, data.draw(names)) for number in range(6)]
    kept = [each for own in given_ for each in handed(own, to=own.owner)]
    organisation = data.draw(st.sampled_from(["pool", "books", "books_with_help"]))
    desk = BOOKS.model_copy(update={"organisation": organisation, "moved": 0.3})
    one, other = (vendor(*each, desk=desk) for each in (given_, kept))
    policy = Policy(cadence="quarterly", caf=data.draw(st.sampled_from([0.3, 1.0])))
    same(*(both(each, policy, drawn(each)) for each in (one, other)))


def test_in_a_pool_a_handover_changes_nothing(both, same):
    given_ = [account(number, "A") for number in range(6)]
    desk = BOOKS.model_copy(update={"organisation": "pool"})
    one, other = (vendor(*each, desk=desk) for each in (given_, handed(*given_, to="B")))
    assert drawn(other).heir is not None
    same(*(both(each, still(each), drawn(each)) for each in (one, other)))


def test_who_changes_hands_shortly_before_its_renewal_loses_goodwill(both):
    given_ = [account(number, "AB"[number % 2]) for number in range(12)]
    facts = vendor(*handed(*given_, to="B"))
    paths = drawn(facts)
    outcome = both(facts, still(facts), paths)
    renewals = np.array([each.renewal for each in given_])
    expected = (renewals <= 6) & (np.arange(12) % 2 == 0)
    np.testing.assert_array_equal(outcome.tally.unsettled[paths.opening], expected)
    assert expected.any()


def test_who_had_nobody_loses_no_goodwill_and_nobody_does_by_a_later_policy_of_books(both):
    # In the pool of the facts those without an owner have had nobody.
    facts = vendor(
        *handed(account(0, "A"), account(1), to="B"),
        desk=BOOKS.model_copy(update={"organisation": "pool"}),
    )
    paths = drawn(facts)
    policy = still(facts).model_copy(update={"organisation": "books"})
    outcome = both(facts, policy, paths)
    np.testing.assert_array_equal(outcome.tally.unsettled[paths.opening], [True, False])


def test_waiting_work_goes_along(both):
    # All of six accounts' work waits for one of two, until half of them go to the other.
    given_ = [account(number, "A", renewal=11.5, work=4.0) for number in range(6)]
    kept, shared = vendor(*given_), vendor(*given_[:3], *handed(*given_[3:], to="B"))
    before, after = (both(each, still(each), drawn(each)).tally.counts for each in (kept, shared))
    assert before.waiting[0] == after.waiting[0] > 0
    assert after.started[0] > 1.5 * before.started[0]
    assert after.in_service[0] == before.in_service[0] == 1
    assert after.in_service[1] == 2


# ---- Work ----------------------------------------------------------------------------------------


def test_facts_that_differ_in_owners_and_work_alone_are_paired():
    given_ = [account(number, "A") for number in range(4)]
    told = [each.model_copy(update={"work": 2.0}) for each in given_[:2]]
    one = drawn(vendor(*given_))
    other = drawn(vendor(*told, *handed(*given_[2:], to="B", work=0.5)))
    for name in ("release", "expiry", "uniform", "contract", "kind"):
        np.testing.assert_array_equal(getattr(one.work, name), getattr(other.work, name))
    for mine, others in zip(one.contracts, other.contracts, strict=True):
        np.testing.assert_array_equal(mine, others)
    late = np.isin(one.work.contract, np.flatnonzero(_of_account(one) >= 2))
    times = np.where(late, np.where(one.work.release < 0, 1.0, 0.5), 2.0).astype(np.float32)
    np.testing.assert_array_equal(other.work.hours, one.work.hours * times)


def _of_account(paths) -> np.ndarray:
    """The account of each contract."""
    return (
        np.searchsorted(paths.contracts.customers, np.arange(paths.contracts.end.size), "right") - 1
    )


@pytest.mark.parametrize("work", [0.0, 11.0])
def test_work_has_bounds(work):
    with pytest.raises(ValueError, match="work"):
        account(0, work=work)
    with pytest.raises(ValueError, match="work"):
        Handover(to="A", work=work)
