"""What organisations and orders must come to where they come to the same, and who gains by them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import Policy
from simmodel.streams import Streams

SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def at(facts, desk):
    return facts.model_copy(update={"desk": desk})


def outcome_at(facts, desk, policy, paths):
    return run(at(facts, desk), policy, warm_up(at(facts, desk), paths))


@SOME
@given(data=st.data(), help_too=st.booleans())
def test_a_book_of_one_is_a_pool_of_one_to_the_last_bit(studies, same, data, help_too):
    facts, _, paths = data.draw(studies)
    team = facts.team.model_copy(update={"at_start": 1})
    facts = facts.model_copy(update={"team": team, "people": None})
    paths = draw(facts, Streams(1, 0, 0)) if paths.people is not None else paths
    alone = Policy(cadence="annual", automation=0.3, hires=(0,) * -(-facts.horizon_months // 12))
    organisation = "books_with_help" if help_too else "books"
    pool = outcome_at(facts, None, alone, paths)
    same(pool, outcome_at(facts, Desk(organisation=organisation), alone, paths))


@pytest.mark.long
@SOME
@given(data=st.data())
def test_one_class_of_all_work_is_first_come_first_served_to_the_last_bit(studies, same, data):
    facts, policy, paths = data.draw(studies)
    pool = outcome_at(facts, None, policy, paths)
    same(pool, outcome_at(facts, Desk(order="by_class"), policy, paths))
    if len(facts.activities) == 1:
        only = Desk(order="by_class", first=tuple(facts.activities))
        same(pool, outcome_at(facts, only, policy, paths))


@SOME
@given(data=st.data())
def test_a_desk_that_says_nothing_is_todays_pool_to_the_last_bit(studies, same, data):
    facts, policy, paths = data.draw(studies)
    same(outcome_at(facts, None, policy, paths), outcome_at(facts, Desk(), policy, paths))


@SOME
@given(data=st.data())
def test_work_never_waits_while_a_csmp_is_idle_where_they_help(studies, data):
    facts, policy, paths = data.draw(studies)
    outcome = outcome_at(facts, Desk(organisation="books_with_help"), policy, paths)
    waits = outcome.tally.counts.waiting[1:] > 0
    assert np.all((outcome.tally.counts.in_service[1:] >= outcome.series["team"])[waits])


@pytest.mark.long
def test_a_pool_finishes_more_than_books_and_help_lies_between():
    """Renewal does not depend on the work, so that all meet the same; differences are paired."""
    facts = Facts(
        horizon_months=12,
        warm_up_months=12,
        customers=Customers(at_start=50, arrivals_per_month=2.0),
        renewal=Renewal(floor=0.7, ceiling=0.7),
        team=Team(at_start=10),
    )
    stay, finished = Policy(cadence="annual", hires=(1,)), []
    for replication in range(12):
        paths = draw(facts, Streams(3, 0, replication))
        desks = [Desk(organisation=each, moved=0.2) for each in ("books", "books_with_help")]
        outcomes = [outcome_at(facts, desk, stay, paths) for desk in (*desks, Desk())]
        finished.append([each.series["finished"].sum() for each in outcomes])
    books, helped, pool = np.array(finished, float).T
    for less, more in ((books, helped), (books, pool)):
        gain = more - less
        assert gain.mean() > 3 * gain.std(ddof=1) / np.sqrt(gain.size)
    gain = pool - helped
    assert gain.mean() > -3 * gain.std(ddof=1) / np.sqrt(gain.size)


def test_an_order_by_health_raises_the_least_served():
    facts = Facts(
        horizon_months=12,
        warm_up_months=12,
        customers=Customers(at_start=50, arrivals_per_month=0.0),
        renewal=Renewal(floor=1.0, ceiling=1.0),
        team=Team(at_start=8),
    )
    paths, stay = draw(facts, Streams(4, 0, 0)), Policy(cadence="annual", hires=(0,))
    least = {}
    for order in ("first_come", "lowest_health"):
        tally = outcome_at(facts, Desk(order=order), stay, paths).tally
        done = tally.finished[paths.ending][-25:]
        least[order] = done.min()
    assert least["lowest_health"] > least["first_come"]
