"""Members and accounts in the fluid: hours that are lacking, and work that takes more of them."""

import numpy as np
import pytest

from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.handover import Handover
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import done_before, flow
from simmodel.journey.fluid.members import missing
from simmodel.journey.people.facts import Team
from simmodel.journey.people.individuals import People
from simmodel.journey.people.learning import Learning
from simmodel.journey.people.leaving import Resignation
from simmodel.journey.people.members import Member
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

STILL = Policy(cadence="annual", hires=(0,))


def accounts(size: int, *works: float, **more) -> tuple[Account, ...]:
    """Who renew evenly over a year; every so many have the same work."""
    return tuple(
        Account(
            account=f"Account {each}",
            value=1000.0,
            renewal=(each + 0.5) * 12 / size,
            work=works[each % len(works)],
            **more,
        )
        for each in range(size)
    )


def vendor(people: People | None, given_: tuple[Account, ...], **more) -> Facts:
    usual = {
        "horizon_months": 12,
        "customers": Customers(at_start=len(given_), arrivals_per_month=0.0),
        "accounts": given_,
        "activities": {"call": Activity(per_month=4, mean_hours=1.0)},
        "team": Team(at_start=len(people.members)),
        "people": people,
    }
    return Facts(**usual | more)


def team(*hours: float, **more) -> tuple[Member, ...]:
    return tuple(Member(name=f"Person {n}", hours=each, **more) for n, each in enumerate(hours))


def test_what_is_missing_is_what_the_team_lacks_while_it_stays():
    learning = Learning(speeds=(0.5,))
    members = Member(name="A", hours=0.5, tenure=0), Member(name="B", away=(0.0, 0.25), tenure=9)
    facts = vendor(People(members=members, learning=learning), accounts(3, 1.0))
    np.testing.assert_array_equal(missing(facts), [0.25, 0.75, *[0.5] * 10])
    np.testing.assert_array_equal(missing(facts, absent=False), [0.25, *[0.5] * 11])
    leaving = Resignation(by_year=(0.6,))
    resigning = vendor(People(members=team(0.5, 0.5), resignation=leaving), accounts(3, 1.0))
    np.testing.assert_allclose(missing(resigning), 0.95 ** np.arange(12))
    assert not missing(vendor(People(members=team(1.0)), accounts(3, 1.0))).any()


def test_half_the_hours_are_twice_the_work():
    # Twenty customers of four hours a month take a part of two half CSMPs' 117.6 hours.
    for size in (20, 60):
        one = vendor(People(members=team(0.5, 0.5)), accounts(size, 1.0))
        other = vendor(People(members=team(1.0, 1.0)), accounts(size, 2.0))
        np.testing.assert_allclose(done_before(one), done_before(other))
        first, second = (flow(each, [STILL]).segments[0] for each in (one, other))
        # As customers leave there is time for those who stay: two kinds of hours, the same share.
        np.testing.assert_allclose(first.done, second.done, rtol=1e-9)
        np.testing.assert_allclose(first.renewals, second.renewals, rtol=1e-9)


def test_work_from_the_first_day_on_is_that_of_the_handover():
    given_ = accounts(60, 1.0, handover=Handover(to="Person 1", work=2.0))
    facts = vendor(People(members=team(1.0, 1.0)), given_)
    later = vendor(People(members=team(1.0, 1.0)), accounts(60, 2.0))
    assert done_before(facts)[0] == pytest.approx(117.6 * 2 / 240)
    assert done_before(later)[0] == pytest.approx(117.6 / 240)
    np.testing.assert_allclose(
        flow(facts, [STILL]).segments[0].done[0], flow(later, [STILL]).segments[0].done[0]
    )


@pytest.mark.parametrize("organisation", ["pool", "books"])
@pytest.mark.parametrize("mean", [0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6])
def test_of_members_whose_books_are_even_the_fluid_is_within_four_percent(organisation, mean):
    # Books of as many sets of accounts, one of each work, as there are quarters of hours.
    hours, works = (0.5, 0.5, 0.75, 1.0, 1.0, 1.25), (0.5, 1.0, 1.5)
    members = tuple(
        each.model_copy(update={"away": (0.0, 0.5, 0.5) if place % 2 else ()})
        for place, each in enumerate(team(*hours))
    )
    quarters = [each.name for each in members for _ in range(int(4 * each.hours))]
    given_ = tuple(
        each.model_copy(update={"owner": quarters[number // 3 % len(quarters)]})
        for number, each in enumerate(accounts(120, *works))
    )
    facts = vendor(
        People(members=members),
        given_,
        desk=Desk(organisation=organisation),
        activities={"call": Activity(per_month=4, mean_hours=mean)},
    )
    renewed = [
        run(facts, STILL, warm_up(facts, draw(facts, Streams(1, 0, each)))).series["renewals"].sum()
        for each in range(16)
    ]
    estimated = flow(facts, [STILL]).segments[0].renewals.sum()
    assert estimated == pytest.approx(np.mean(renewed), rel=0.04)
