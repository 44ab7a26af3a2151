"""The two engines are equal to the last bit, and neither loses anybody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.access import engine
from simmodel.access.customers.acquisition import WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.desk.initial_state import initial_state
from simmodel.access.engine import run
from simmodel.access.facts import Facts, Servers
from simmodel.access.policy import SEPARATOR, Policy
from simmodel.access.reference import reference

MANY = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])

# A firm of a few hundred requests a month, in which everything happens.
BUSY = Facts(
    horizon_months=6,
    warm_up_months=2,
    new=Request(mean_hours=0.5, patience_hours=2.0),
    types={
        "gold": Type(
            requests_per_month=2.0,
            departures_per_month=0.1,
            loyalty_served=0.9,
            loyalty_denied=0.3,
            turns_served={"silver": 0.1},
            turns_denied={"silver": 0.4},
        ),
        "silver": Type(
            mean_hours=2.0,
            patience_hours=0.1,
            requests_per_month=1.0,
            departures_per_month=0.2,
            joins=0.5,
            loyalty_served=0.8,
            turns_served={"gold": 0.2},
        ),
    },
    servers=Servers(hours_per_month=1.0),
    word_of_mouth=WordOfMouth(deterred=0.4),
)


@MANY
@given(data=st.data())
def test_engines_agree_on_any_small_firm(small_firms, both, data):
    facts, policy, paths = data.draw(small_firms)
    outcome = both(facts, policy, paths)
    _conserves(facts, policy, outcome)


@settings(MANY, max_examples=40)
@given(
    seed=st.integers(0, 2**32),
    new_customers=st.floats(1.0, 40.0),
    servers=st.integers(1, 25),
    ranking=st.permutations(BUSY.classes),
    deterred=st.floats(0.0, 2.0),
)
def test_engines_agree_on_any_future_of_a_busy_firm(
    both, stated, paths_of, seed, new_customers, servers, ranking, deterred
):
    facts = BUSY.model_copy(update={"word_of_mouth": WordOfMouth(deterred=deterred)})
    policy = stated(facts, new_customers, servers, SEPARATOR.join(ranking))
    outcome = both(facts, policy, paths_of(facts, seed))
    _conserves(facts, policy, outcome)


def _conserves(facts, policy, outcome):
    tally = outcome.tally
    customers = tally.customers.sum(axis=1)
    begin = initial_state(facts, policy)
    if facts.warm_up_months == 0:
        assert customers[0] == begin.customers.sum() + tally.joined[0] - tally.left[0]
    np.testing.assert_array_equal(np.diff(customers), tally.joined[1:] - tally.left[1:])
    for counts in (tally.served, tally.denied, tally.joined, tally.left, tally.customers):
        assert counts.min() >= 0
    assert np.all(tally.joined <= tally.served[:, 0])
    assert np.all(tally.busy <= policy.servers * (1 + 1e-9))


@pytest.mark.parametrize(
    ("servers", "ranking"),
    [
        (0, "new > gold > silver"),
        (3, "gold > new > silver"),
        (10, "silver > gold > new"),
        (40, "new > silver > gold"),
    ],
)
def test_engines_agree_where_everything_happens(both, stated, paths_of, servers, ranking):
    policy = stated(BUSY, 12.0, servers, ranking)
    outcome = both(BUSY, policy, paths_of(BUSY, 7))
    _conserves(BUSY, policy, outcome)
    tally = outcome.tally
    if servers == 10:
        assert tally.served.sum(axis=0).min() > 0
        assert tally.denied.sum(axis=0).min() > 0
        assert min(tally.joined.sum(), tally.left.sum(), tally.deterred.sum()) > 0


def test_engines_agree_on_long_queues(both, stated, paths_of):
    facts = BUSY.model_copy(
        update={
            "new": Request(mean_hours=1.0, patience_hours=20.0),
            "types": {"gold": Type(patience_hours=50.0, requests_per_month=3.0, joins=1.0)},
            "word_of_mouth": WordOfMouth(),
        }
    )
    outcome = both(facts, stated(facts, 60.0, 5), paths_of(facts, 1))
    assert outcome.series["utilisation"].min() > 0.999
    assert outcome.tally.waited.sum() > outcome.tally.served.sum()  # a service each


def test_engines_agree_under_rules_and_index_rankings(both, paths_of):
    facts = Facts(
        horizon_months=3,
        warm_up_months=1,
        types={
            "gold": Type(departures_per_month=0.05),
            "silver": Type(monthly_profit=1.0, departures_per_month=0.05),
        },
    )
    for policy in (
        Policy(),
        Policy(rule="uncoordinated", ranking="c_mu"),
        Policy(servers=5, ranking="v_mu"),
    ):
        both(facts, policy, paths_of(facts, 2))


# ---- Places for customers ------------------------------------------------------------------------


@pytest.fixture
def made(monkeypatch):
    """How many places the engine makes, each time that it does; it begins with few."""
    counts = []
    vacant = engine.vacant
    monkeypatch.setattr(engine, "_ROOM", 1.0)
    monkeypatch.setattr(engine, "_LEAST", 1)
    monkeypatch.setattr(
        engine, "vacant", lambda first, count: counts.append(count) or vacant(first, count)
    )
    return counts


def test_growth_of_places_changes_nothing(made, stated, paths_of, same, monkeypatch):
    # The queue of such patient customers is far longer than it is at the begin.
    patient = Request(mean_hours=0.5, patience_hours=500.0)
    facts = BUSY.model_copy(
        update={"new": patient, "word_of_mouth": WordOfMouth(deterred=0.05)},
    )
    policy = stated(facts, 60.0, 5, "gold > silver > new")
    grown = run(facts, policy, paths_of(facts, 1))
    assert len(made) > 2
    monkeypatch.setattr(engine, "_LEAST", 10_000)
    made.clear()
    roomy = run(facts, policy, paths_of(facts, 1))
    assert len(made) == 1
    same(facts, policy, grown, roomy)
    assert reference(facts, policy, paths_of(facts, 1)).tally == grown.tally


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_growth_of_places_changes_nothing_in_any_small_firm(made, small_firms, both, data):
    both(*data.draw(small_firms))


def test_memory_does_not_grow_with_the_months(stated, paths_of, monkeypatch):
    made = []
    vacant = engine.vacant
    monkeypatch.setattr(
        engine, "vacant", lambda first, count: made.append(count) or vacant(first, count)
    )
    sizes = {}
    for months in (100, 1000):
        made.clear()
        facts = Facts(
            horizon_months=months,
            warm_up_months=10,
            types={"gold": Type(departures_per_month=0.1, requests_per_month=1.0)},
        )
        outcome = run(facts, stated(facts, 50.0, 150), paths_of(facts, 1))
        assert outcome.tally.joined.sum() > 5 * months
        sizes[months] = sum(made)
    assert sizes[100] == sizes[1000]


# ---- One stream for all --------------------------------------------------------------------------


def test_runs_do_not_share_anything_side_by_side_or_one_by_one(stated, paths_of):
    policies = [
        stated(BUSY, new, servers, "gold > new > silver")
        for new in (5.0, 20.0)
        for servers in (0, 4, 12)
    ]
    paths = paths_of(BUSY, 3)
    alone = [run(BUSY, policy, paths).tally for policy in policies]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda policy: run(BUSY, policy, paths).tally, policies))
    again = [run(BUSY, policy, paths).tally for policy in policies]
    assert alone == together == again
    assert reference(BUSY, policies[1], paths).tally == alone[1]


def test_another_replication_or_seed_is_another_future(stated, paths_of):
    policy = stated(BUSY, 12.0, 6)
    tallies = [
        run(BUSY, policy, paths_of(BUSY, seed, replication)).tally
        for seed, replication in ((1, 0), (1, 1), (2, 0))
    ]
    assert tallies[0] != tallies[1] != tallies[2] != tallies[0]


ALONE = Facts(
    horizon_months=30,
    warm_up_months=0,
    new=Request(mean_hours=1e-6, patience_hours=1e-9),
    types={
        "gold": Type(
            mean_hours=1e-6,
            patience_hours=1e-9,
            requests_per_month=1.0,
            departures_per_month=0.3,
            loyalty_denied=1.0,
            joins=0.4,
        )
    },
)


def test_customers_have_their_variates_whatever_the_policy(stated, paths_of):
    # As long as all are served at once, and come at the same times, more servers change nothing.
    paths = paths_of(ALONE, 5)
    few, many = (run(ALONE, stated(ALONE, 8.0, servers), paths).tally for servers in (20, 2000))
    assert few == many
    # Twice the new customers in half the time: the same of them join.
    half = ALONE.model_copy(update={"horizon_months": 15})
    fast = run(half, stated(half, 16.0, 20), paths).tally
    joined = few.joined.reshape(15, 2).sum(axis=1)
    np.testing.assert_array_equal(fast.served[:, 0], few.served[:, 0].reshape(15, 2).sum(axis=1))
    np.testing.assert_array_equal(fast.joined, joined)


def test_new_customers_come_at_the_same_times_whatever_becomes_of_them(stated, paths_of):
    paths = paths_of(ALONE, 5)
    come = [
        (tally.served + tally.denied)[:, 0].tolist()
        for tally in (run(ALONE, stated(ALONE, 8.0, servers), paths).tally for servers in (0, 1, 9))
    ]
    assert come[0] == come[1] == come[2]
    assert sum(come[0]) > 100


def test_tallies_are_equal_only_if_every_count_is(stated, paths_of):
    tally = run(BUSY, stated(BUSY, 12.0, 6), paths_of(BUSY, 1)).tally
    assert tally != "tally"
    for each in fields(tally):
        counted = getattr(tally, each.name).copy()
        if counted.dtype.kind == "i":
            counted.flat[-1] += 1
        else:
            counted.flat[-1] = np.nextafter(counted.flat[-1], np.inf)
        assert replace(tally, **{each.name: counted}) != tally
    assert replace(tally) == tally
