"""Pods that work together: joined as they are at time 0, one team from there on."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.desk.facts import Organisation
from simmodel.journey.facts import Facts
from simmodel.journey.joined import joined, places
from simmodel.journey.money.metrics import METRICS, OF_CUSTOMERS, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import OF_CUSTOMERS as SERIES_OF_CUSTOMERS
from simmodel.journey.outcome import SERIES
from simmodel.journey.people.draw import with_more
from simmodel.journey.policy import policy_type
from simmodel.journey.runs import draw, reference, run, warm_up
from simmodel.streams import Streams

CALENDAR = {"working_days_per_month": 10, "hours_per_day": 2.0, "availability": 1.0}
PEOPLE = {"hiring": {"median_days": 40.0}, "learning": {"half_life_months": 2.0}}
CALL = {"call": {"per_month": 3, "mean_hours": 1.0}}


def segment(customers, coming=1.0):
    return {
        "customers": {"at_start": customers, "arrivals_per_month": coming},
        "activities": CALL,
        "renewal": {"intercept": -1.0, "slope": 0.03},
    }


def vendor(sizes, pods=None, **tables):
    """A vendor of segments, each in a pod of its own; of as many CSMPs."""
    segments = {name: segment(customers) for name, (customers, _) in sizes.items()}
    teams = {
        f"of_{name}": {"segments": [name], "at_start": csmps} for name, (_, csmps) in sizes.items()
    }
    served = {"pods": teams} if pods is None else {"team": {"at_start": pods}}
    common = {"horizon_months": 12, "warm_up_months": 12, "calendar": CALENDAR}
    return Facts.model_validate(common | {"segments": segments} | served | tables)


def deciding(facts, **decided):
    names = tuple(facts.pods or ()), tuple(facts.segments)
    return policy_type(*names).model_validate({"cadence": "quarterly", **decided})


def outcome_of(facts, policy, seed=1):
    return run(facts, policy, warm_up(facts, draw(facts, Streams(seed, 0, 0))))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    sizes=st.lists(st.integers(0, 3), min_size=2, max_size=3),
    organisation=st.none() | st.sampled_from(get_args(Organisation)),
    caf=st.sampled_from([0.5, 1.5]),
    seed=st.integers(0, 2**32),
)
def test_pods_that_nobody_has_come_to_yet_are_one_team_to_the_last_bit(
    sizes, organisation, caf, seed
):
    desk = {} if organisation is None else {"desk": {"organisation": organisation}}
    of = {f"segment_{place}": (0, csmps) for place, csmps in enumerate(sizes)}
    pods, one = vendor(of, **desk), vendor(of, pods=sum(sizes), **desk)
    together = outcome_of(pods, deciding(pods, caf=caf, teams="together"), seed)
    alone = outcome_of(one, deciding(one, caf=caf), seed)
    assert together.pods[""].tally == alone.pods[""].tally
    for name, values in alone.series.items():
        np.testing.assert_array_equal(together.series[name], values, err_msg=name)


@pytest.mark.parametrize("people", [{}, {"people": PEOPLE}])
@pytest.mark.parametrize("organisation", ["pool", "books"])
def test_one_pod_together_is_that_pod_to_the_last_bit(organisation, people):
    facts = vendor({"all": (40, 5)}, desk={"organisation": organisation}, **people)
    apart = outcome_of(facts, deciding(facts, caf=1.2))
    together = outcome_of(facts, deciding(facts, caf=1.2, teams="together"))
    assert together.pods[""].tally == apart.pods["of_all"].tally
    one, two = (
        measure(facts, deciding(facts, caf=1.2, teams=teams), Objective(), outcome)
        for teams, outcome in (("apart", apart), ("together", together))
    )
    for name in METRICS:
        np.testing.assert_equal(two[name], one[name], err_msg=name)


def test_apart_is_as_without_the_decision():
    facts = vendor({"large": (20, 3), "small": (30, 2)})
    one, two = (outcome_of(facts, deciding(facts, teams=teams)) for teams in (None, "apart"))
    for name, values in one.series.items():
        np.testing.assert_array_equal(values, two.series[name], err_msg=name)


@pytest.mark.parametrize("people", [{}, {"people": PEOPLE}])
def test_both_find_the_same_state_on_the_first_day(people):
    facts = vendor({"large": (40, 1), "small": (10, 4)}, **people)
    apart = outcome_of(facts, deciding(facts)).pods.values()
    together = outcome_of(facts, deciding(facts, teams="together")).pods[""]
    for name in ("waiting", "in_service", "remaining_hours"):
        before = sum(getattr(each.tally.counts, name)[0] for each in apart)
        assert getattr(together.tally.counts, name)[0] == pytest.approx(before, rel=1e-12)
    assert together.tally.counts.waiting[0] > 0  # at the desk of the larger customers


def test_customers_have_the_luck_that_they_have_apart():
    facts = vendor({"large": (20, 3), "small": (30, 2)})
    paths = draw(facts, Streams(5, 0, 0))
    together = joined(facts, paths)
    for name in ("begin", "end", "uniform", "joined", "worth", "due"):
        apart = np.concatenate([getattr(each.contracts, name) for each in paths.values()])
        np.testing.assert_array_equal(getattr(together.contracts, name), apart)
    assert np.all(np.diff(together.work.release) >= 0)
    hours = sum(each.work.hours.sum(dtype=float) for each in paths.values())
    assert together.work.hours.sum(dtype=float) == pytest.approx(hours)


def test_people_bring_their_own_luck_and_who_came_last_is_last():
    facts = vendor({"large": (20, 4), "small": (30, 3)}, people=PEOPLE)
    paths = draw(facts, Streams(5, 0, 0))
    together, place = joined(facts, paths).people, places(facts, paths)
    assert sorted(np.concatenate(place).tolist()) == list(range(7))
    assert np.all(np.diff(together.tenures) <= 0)
    for own, each in zip(place, paths.values(), strict=True):
        here = each.people.tenures.size
        np.testing.assert_array_equal(together.tenures[own], each.people.tenures)
        np.testing.assert_array_equal(together.threshold[own], each.people.threshold[:here])
    more = with_more(together)
    known = together.threshold.size
    assert more.threshold.size > known
    np.testing.assert_array_equal(more.threshold[:known], together.threshold)
    np.testing.assert_array_equal(more.luck[:known], together.luck)


def test_owners_keep_their_customers():
    contract = {"value": 9_000.0, "renewal": 5.0}
    accounts = tuple(
        {"account": f"{owner} {number}", "segment": name, "owner": owner, **contract}
        for name, owner in (("large", "ann"), ("small", "bob"), ("small", "cat"))
        for number in range(3)
    )
    sizes, books = {"large": (3, 2), "small": (6, 3)}, {"organisation": "books"}
    facts = vendor(sizes, desk=books, accounts=accounts)
    owner = joined(facts, draw(facts, Streams(5, 0, 0))).owner
    # Of the two of the large customers one has accounts; those of the small ones come after them.
    assert set(owner.tolist()) - {-1} == {0, 2, 3}


def test_accounts_change_hands_on_the_day_on_which_pods_are_joined():
    contract = {"value": 9_000.0, "renewal": 3.0, "handover": {"to": "bob"}}
    accounts = tuple(
        {"account": f"{owner} {number}", "segment": name, "owner": owner, **contract}
        for name, owner in (("large", "ann"), ("small", "bob"), ("small", "cat"))
        for number in range(3)
    )
    desk = {"organisation": "books", "goodwill_months": 6, "goodwill_loss": 1.0}
    facts = vendor({"large": (3, 2), "small": (6, 3)}, desk=desk, accounts=accounts)
    policy = deciding(facts, hires=(0,) * 4, teams="together")
    paths = draw(facts, Streams(5, 0, 0))
    ours, theirs = run(facts, policy, warm_up(facts, paths)), reference(facts, policy, paths)
    assert ours.pods[""].tally == theirs.pods[""].tally
    # In each pod bob is another: the second of the one, and the first of the other, who stays.
    whole = joined(facts, paths)
    assert set(whole.heir.tolist()) - {-1} == {1, 2}
    expected = whole.owner[whole.opening] != 2
    np.testing.assert_array_equal(ours.pods[""].tally.unsettled[whole.opening], expected)


def test_in_one_team_who_has_nothing_to_do_works_for_the_other_customers():
    facts, kept = vendor({"large": (60, 2), "small": (10, 6)}), (0,) * 4
    apart = deciding(facts, **{"hires.of_large": kept, "hires.of_small": kept})
    together = deciding(facts, hires=kept, teams="together")
    one, two = (
        measure(facts, each, Objective(), outcome_of(facts, each)) for each in (apart, together)
    )
    assert one["team_at_end"] == two["team_at_end"] == 8
    assert two["activities_finished"] > one["activities_finished"] + 0.1


def test_of_pods_that_work_together_there_is_what_their_customers_do_and_no_team():
    facts = vendor({"large": (20, 3), "small": (30, 2)})
    policy = deciding(facts, teams="together")
    outcome = outcome_of(facts, policy)
    found = measure(facts, policy, Objective(), outcome)
    for name in METRICS:
        told = name in OF_CUSTOMERS and name != "activities_finished"
        if told:
            assert found[f"{name}.of_large"] == found[f"{name}.large"]
        elif name not in ("service_level", "breaches", "breach_cost"):
            assert np.isnan(found[f"{name}.of_large"]), name
    for name in SERIES:
        if name in SERIES_OF_CUSTOMERS:
            np.testing.assert_array_equal(
                outcome.series[f"{name}.of_large"], outcome.series[f"{name}.large"]
            )
        elif name in outcome.series:
            assert np.all(np.isnan(outcome.series[f"{name}.of_large"])), name


def test_a_csmp_of_one_team_costs_what_those_of_the_pods_do_on_average():
    facts = vendor({"large": (20, 3), "small": (30, 1)})
    pods = {
        name: pod.model_copy(update={"annual_cost": cost})
        for (name, pod), cost in zip(facts.pods.items(), (100.0, 60.0), strict=True)
    }
    facts = facts.model_copy(update={"pods": pods})
    facts = Facts.model_validate(facts.model_dump(exclude_unset=True))
    (whole,) = facts.teams(together=True).values()
    assert whole.team.at_start == 4
    assert whole.team.annual_cost == 90.0


def test_both_engines_join_people_who_learn():
    facts = vendor(
        {"large": (30, 2), "small": (20, 3)}, people=PEOPLE, desk={"organisation": "books"}
    )
    policy, paths = deciding(facts, caf=0.7, teams="together"), draw(facts, Streams(3, 0, 0))
    ours = run(facts, policy, warm_up(facts, paths))
    theirs = reference(facts, policy, paths)
    assert ours.pods[""].tally == theirs.pods[""].tally
