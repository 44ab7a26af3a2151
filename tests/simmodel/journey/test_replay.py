"""Looking on changes nothing, and what is seen adds up to what the engines book."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.contract.replay import Group, Replay, Team
from simmodel.journey import runs
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy
from simmodel.journey.reference.vendor import Vendor
from simmodel.journey.replay import ends_of_days, observe, replay
from simmodel.journey.runs import draw
from simmodel.streams import Streams

MANY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def there(group: Group, hour: float) -> np.ndarray:
    """Which customers are there at ``hour``."""
    return (group.joined <= hour) & ~(group.left <= hour)


def the_group(replay: Replay) -> Group:
    """The customers of a vendor who has those of one kind, and one team."""
    (team,) = replay.teams
    (group,) = team.groups
    assert (team.name, group.name) == ("", "")
    return group


def assert_adds_up(facts: Facts, seen: Replay, outcome: Outcome) -> None:
    """The events and the gauges of a replay are the series of the compiled engine."""
    assert_customers_add_up(facts, the_group(seen), outcome.series)
    assert_team_adds_up(facts, seen.looks, seen.teams[0], outcome)
    assert seen.present == outcome.series["customers"][-1]
    renewals, churn = outcome.series["renewals"].sum(), outcome.series["churn"].sum()
    assert (seen.renewals, seen.churn) == (renewals, churn)


def assert_customers_add_up(facts: Facts, seen: Group, series: Mapping[str, np.ndarray]) -> None:
    renewals = np.concatenate([np.empty(0), *seen.renewed])
    for month, (begin, end) in enumerate(zip(facts.boundaries, facts.boundaries[1:], strict=False)):
        assert there(seen, end).sum() == series["customers"][month]
        assert ((renewals > begin) & (renewals <= end)).sum() == series["renewals"][month]
        assert ((seen.left > begin) & (seen.left <= end)).sum() == series["churn"][month]
    last = series["customers"][-1], series["renewals"].sum(), series["churn"].sum()
    assert (seen.present, seen.renewals, seen.churn) == last


def assert_team_adds_up(facts: Facts, looks: np.ndarray, seen: Team, outcome: Outcome) -> None:
    series, days = outcome.series, facts.calendar.working_days_per_month
    np.testing.assert_array_equal(looks[::days], facts.boundaries)
    np.testing.assert_array_equal(seen.waiting[::days], outcome.tally.counts.waiting)
    np.testing.assert_array_equal(seen.busy[::days], outcome.tally.counts.in_service)
    np.testing.assert_array_equal(seen.size[days::days], series["team"])
    assert seen.size[0] == facts.team.at_start
    if seen.vacant is not None:
        np.testing.assert_array_equal(seen.vacant[days::days], series["vacant"])
    else:
        assert not series.get("vacant", np.zeros(1)).any()
    for look, book in enumerate(seen.books or ()):
        assert book.shape == (seen.size[look], 2)
        assert book[:, 0].sum() <= seen.waiting[look]
        assert book[:, 1].sum() <= seen.busy[look]


@MANY
@given(data=st.data())
def test_a_run_that_is_watched_is_as_one_that_is_not(studies, data):
    facts, policy, paths = data.draw(studies)
    watched = Vendor(facts, policy, paths)
    seen = observe(watched, ends_of_days(facts))
    tally = watched.run()
    assert len(seen.waiting) == ends_of_days(facts).size
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
    seen = the_group(replay(facts, policy, {"": paths}))
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
    ours, theirs = (the_group(replay(facts, each, {"": paths})).joined for each in (policy, lean))
    np.testing.assert_array_equal(ours, theirs)


def test_a_look_at_the_very_end_of_a_month_is_before_the_review(vendor, customer, paths_of):
    facts = vendor(months=2, team=1, customers=1)
    paths = paths_of(facts, [customer(-5.0, [(9.0, 4.0), (10.0, 1.5)])])
    (seen,) = replay(facts, Policy(cadence="monthly", hires=(0, 2)), {"": paths}).teams
    # A day is an hour. On the tenth the second month begins: two are hired, and work falls due.
    assert seen.size[9:13].tolist() == [1, 1, 3, 3]
    assert seen.busy[8:14].tolist() == [0, 0, 1, 2, 1, 0]


def test_a_vendor_without_customers_can_be_watched(vendor, paths_of):
    facts = vendor(customers=0)
    seen = replay(facts, Policy(), {"": paths_of(facts, [])})
    group = the_group(seen)
    assert (group.joined.size, group.renewed, group.left.size) == (0, (), 0)
    assert (seen.present, seen.renewals, seen.churn) == (0, 0, 0)
    assert not seen.teams[0].waiting.any()


@pytest.mark.parametrize("days", [5, 21, 31])
def test_working_days_end_evenly_and_with_the_months(days):
    facts = Facts.model_validate(
        {"horizon_months": 5, "calendar": {"working_days_per_month": days}}
    )
    looks = ends_of_days(facts)
    np.testing.assert_array_equal(looks[::days], facts.boundaries)
    np.testing.assert_allclose(np.diff(looks), facts.hours_per_month / days)


@pytest.mark.parametrize("organisation", ["pool", "books", "books_with_help"])
def test_each_pod_and_each_segment_is_seen_as_the_engines_book_it(organisation):
    facts = Facts.model_validate(
        {
            "horizon_months": 12,
            "warm_up_months": 4,
            "releases": "spread",
            "segments": {
                name: {
                    "customers": {"at_start": at_start, "arrivals_per_month": 1.0},
                    "contract": {"months": 4},
                    "activities": {"call": {"per_month": 6, "mean_hours": hours}},
                }
                for name, at_start, hours in (("large", 5, 4.0), ("mid", 9, 2.0), ("small", 8, 1.5))
            },
            "pods": {
                "named": {
                    "segments": ["large"],
                    "at_start": 1,
                    "desk": {"organisation": organisation, "moved": 0.5},
                },
                "rest": {"segments": ["mid", "small"], "at_start": 1},
            },
            "people": {"hiring": {"median_days": 40.0}},
        }
    )
    policy = Policy(cadence="monthly", caf=1.3)
    paths = draw(facts, Streams(3, 0, 0))
    outcome = runs.run(facts, policy, runs.warm_up(facts, paths))
    seen = replay(facts, policy, paths)
    assert [team.name for team in seen.teams] == ["named", "rest"]
    assert [[group.name for group in team.groups] for team in seen.teams] == [
        ["large"],
        ["mid", "small"],
    ]
    for team in seen.teams:
        assert_team_adds_up(facts.by_pod[team.name], seen.looks, team, outcome.pods[team.name])
        assert (team.books is None) == (team.name == "rest" or organisation == "pool")
        for group in team.groups:
            own = {
                name: outcome.series[f"{name}.{group.name}"]
                for name in ("customers", "renewals", "churn")
            }
            assert_customers_add_up(facts, group, own)
    if seen.teams[0].books is not None:
        in_books = [int(look[:, 0].sum()) for look in seen.teams[0].books]
        assert in_books[1:] == seen.teams[0].waiting[1:].tolist()  # once somebody is there
        assert max(in_books) > 0


def test_pods_that_work_together_are_seen_as_one_team():
    segments = {
        name: {
            "customers": {"at_start": at_start, "arrivals_per_month": 1.0},
            "contract": {"months": 4},
            "activities": {"call": {"per_month": 6, "mean_hours": 2.0}},
        }
        for name, at_start in (("large", 9), ("small", 5))
    }
    pods = {f"of_{name}": {"segments": [name], "at_start": 1} for name in segments}
    common = {"horizon_months": 12, "warm_up_months": 4, "releases": "spread"}
    facts = Facts.model_validate(common | {"segments": segments, "pods": pods})
    policy = Policy(cadence="monthly", caf=1.3, teams="together")
    paths = draw(facts, Streams(3, 0, 0))
    outcome = runs.run(facts, policy, runs.warm_up(facts, paths))
    (team,) = replay(facts, policy, paths).teams
    assert (team.name, [group.name for group in team.groups]) == ("", ["large", "small"])
    (whole,) = facts.teams(together=True).values()
    assert_team_adds_up(whole, ends_of_days(facts), team, outcome.pods[""])
