"""Looking on changes nothing, and what is seen adds up to what the engines book."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.contract.replay import Replay
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy
from simmodel.journey.reference.vendor import Vendor
from simmodel.journey.replay import ends_of_days, observe, replay

MANY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def there(replay: Replay, hour: float) -> np.ndarray:
    """Which customers are there at ``hour``."""
    return (replay.joined <= hour) & ~(replay.left <= hour)


def assert_adds_up(facts: Facts, seen: Replay, outcome: Outcome) -> None:
    """The events and the gauges of a replay are the series of the compiled engine."""
    series, days = outcome.series, facts.calendar.working_days_per_month
    renewals = np.concatenate([np.empty(0), *seen.renewed])
    for month, (begin, end) in enumerate(zip(facts.boundaries, facts.boundaries[1:], strict=False)):
        assert there(seen, end).sum() == series["customers"][month]
        assert ((renewals > begin) & (renewals <= end)).sum() == series["renewals"][month]
        assert ((seen.left > begin) & (seen.left <= end)).sum() == series["churn"][month]
    np.testing.assert_array_equal(seen.looks[::days], facts.boundaries)
    np.testing.assert_array_equal(seen.waiting[::days], outcome.tally.counts.waiting)
    np.testing.assert_array_equal(seen.busy[::days], outcome.tally.counts.in_service)
    np.testing.assert_array_equal(seen.team[days::days], series["team"])
    assert seen.team[0] == facts.team.at_start
    if seen.vacant is not None:
        np.testing.assert_array_equal(seen.vacant[days::days], series["vacant"])
    else:
        assert not series.get("vacant", np.zeros(1)).any()
    assert seen.present == series["customers"][-1]
    assert (seen.renewals, seen.churn) == (series["renewals"].sum(), series["churn"].sum())


@MANY
@given(data=st.data())
def test_a_run_that_is_watched_is_as_one_that_is_not(studies, data):
    facts, policy, paths = data.draw(studies)
    watched = Vendor(facts, policy, paths)
    seen = observe(watched, ends_of_days(facts))
    tally = watched.run()
    assert len(seen) == ends_of_days(facts).size
    assert tally == Vendor(facts, policy, paths).run()
    assert tally == run(facts, policy, warm_up(facts, paths)).tally


@MANY
@given(data=st.data())
def test_what_is_seen_adds_up(studies, data):
    facts, policy, paths = data.draw(studies)
    outcome = run(facts, policy, warm_up(facts, paths))
    assert_adds_up(facts, replay(facts, policy, {"": paths}), outcome)


@MANY
@given(data=st.data())
def test_what_is_seen_adds_up_where_everything_happens_at_once(grids, data):
    facts, policy, paths = data.draw(grids)
    outcome = run(facts, policy, warm_up(facts, paths))
    assert_adds_up(facts, replay(facts, policy, {"": paths}), outcome)


@MANY
@given(data=st.data())
def test_every_customer_has_one_life(studies, data):
    facts, policy, paths = data.draw(studies)
    seen = replay(facts, policy, {"": paths})
    length = facts.contract.months * facts.hours_per_month
    np.testing.assert_array_equal(seen.joined[seen.joined >= 0], paths.arrivals)
    assert there(seen, 0.0).sum() == facts.customers.at_start + (paths.arrivals == 0).sum()
    for joined, renewed, left in zip(seen.joined, seen.renewed, seen.left, strict=True):
        ends = np.append(renewed, [] if np.isnan(left) else left)
        np.testing.assert_allclose(ends, joined + length * (1 + np.arange(ends.size)))
        assert ends.size == 0 or ends[-1] <= facts.horizon_hours


@MANY
@given(data=st.data())
def test_all_policies_meet_the_same_customers(studies, data):
    facts, policy, paths = data.draw(studies)
    lean = Policy(cadence="monthly", caf=2.0)
    ours, theirs = (replay(facts, each, {"": paths}).joined for each in (policy, lean))
    np.testing.assert_array_equal(ours, theirs)


def test_a_look_at_the_very_end_of_a_month_is_before_the_review(vendor, customer, paths_of):
    facts = vendor(months=2, team=1, customers=1)
    paths = paths_of(facts, [customer(-5.0, [(9.0, 4.0), (10.0, 1.5)])])
    seen = replay(facts, Policy(cadence="monthly", hires=(0, 2)), {"": paths})
    # A day is an hour. On the tenth the second month begins: two are hired, and work falls due.
    assert seen.team[9:13].tolist() == [1, 1, 3, 3]
    assert seen.busy[8:14].tolist() == [0, 0, 1, 2, 1, 0]


def test_a_vendor_without_customers_can_be_watched(vendor, paths_of):
    facts = vendor(customers=0)
    seen = replay(facts, Policy(), {"": paths_of(facts, [])})
    assert (seen.joined.size, seen.renewed, seen.left.size) == (0, (), 0)
    assert (seen.present, seen.renewals, seen.churn) == (0, 0, 0)
    assert not seen.waiting.any()


@pytest.mark.parametrize("days", [5, 21, 31])
def test_working_days_end_evenly_and_with_the_months(days):
    facts = Facts.model_validate(
        {"horizon_months": 5, "calendar": {"working_days_per_month": days}}
    )
    looks = ends_of_days(facts)
    np.testing.assert_array_equal(looks[::days], facts.boundaries)
    np.testing.assert_allclose(np.diff(looks), facts.hours_per_month / days)
