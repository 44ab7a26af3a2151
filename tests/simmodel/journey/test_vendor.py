"""Vendors with segments and pods: both engines agree, parts add up, a pod is a study of its own."""

import os
from dataclasses import fields
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import OF_SKILLED, Desk, Order, Organisation, Skill
from simmodel.journey.desk.pods import Pod
from simmodel.journey.desk.rules import class_of
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import OF_CUSTOMERS, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import OF_CUSTOMERS as SERIES_OF_CUSTOMERS
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import MONTHS_PER_PERIOD, policy_type
from simmodel.journey.refusals import refuse
from simmodel.journey.runs import draw, reference, run, warm_up
from simmodel.journey.work.facts import Activity, Automation
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.phases import Phases
from simmodel.streams import Streams

INCIDENTS = Incidents(per_year=9.0, customers_hit=0.5, activities=2, mean_hours=0.4)
EXAMPLES = int(os.environ.get("EXAMPLES", "50"))
NAMES = ("enterprise", "mid", "tail")


@st.composite
def _activities(draw_: Any, hours: float) -> dict[str, Activity]:
    """A few types: every month, in a phase, now and then, every other month."""
    mean_hours = hours * draw_(st.sampled_from([0.002, 0.03]))
    often = st.sampled_from(
        [
            {"per_month": 2},
            {"per_month": 1, "phase": "steady"},
            {"per_month": 0.4},
            {"per_month": 2.5, "phase": "before_renewal"},
            {"per_month": 1, "every_months": 2},
            {"per_month": 3, "phase": "onboarding"},
        ]
    )
    found = draw_(st.lists(often, min_size=1, max_size=4))
    named = {f"kind_{number}": each for number, each in enumerate(found)} | {
        "last": {"per_month": 1}
    }
    return {
        name: Activity(mean_hours=mean_hours, automatable=draw_(st.booleans()), **each)
        for name, each in named.items()
    }


@st.composite
def _segment(draw_: Any, hours: float) -> Segment:
    length = draw_(st.integers(1, 4))
    phases = Phases(onboarding_months=2, renewal_months=draw_(st.integers(1, length)))
    activities = {
        name: each
        for name, each in draw_(_activities(hours)).items()
        if each.phase is None or phases.months(each.phase, length)
    }
    outcomes = st.builds(
        Outcomes,
        expanding=st.sampled_from([0.0, 0.4]),
        expansion=st.just(0.3),
        contracting=st.sampled_from([0.0, 0.5]),
        contraction=st.just(0.2),
        slope=st.sampled_from([0.0, 0.05]),
    )
    return Segment(
        customers=Customers(
            at_start=draw_(st.integers(0, 6)),
            arrivals_per_month=draw_(st.sampled_from([0.0, 0.7, 2.0])),
            work_variation=draw_(st.sampled_from([None, 0.6])),
        ),
        contract=Contract(
            months=length,
            value=draw_(st.sampled_from([1_200.0, 60_000.0])),
            value_variation=draw_(st.sampled_from([None, 0.8])),
            price_rise=draw_(st.sampled_from([None, 0.05])),
        ),
        activities=activities,
        phases=phases,
        renewal=Renewal(intercept=-1.0, slope=draw_(st.sampled_from([0.0, 0.03]))),
        outcomes=draw_(st.none() | outcomes),
        automation=Automation(annual_cost=draw_(st.sampled_from([0.0, 500.0]))),
    )


@st.composite
def _desk(draw_: Any, names: tuple[str, ...]) -> Desk | None:
    """Any organisation and order, with classes by segment and type, or any skills and reserve;
    mostly none.
    """
    if draw_(st.integers(0, 2)):
        return None
    named = st.sampled_from([*names, f"{names[0]}.last", "incident"])
    skill = st.builds(
        Skill,
        activities=st.lists(named, min_size=1, max_size=2, unique=True).map(tuple),
        share=st.sampled_from([0.2, 0.5, 1.0]),
    )
    skills = draw_(st.none() | st.dictionaries(st.sampled_from("ab"), skill, min_size=1))
    reserve = draw_(st.sampled_from([None, 0.0, 0.2, 0.5]))
    skilled = skills is not None or reserve is not None
    order = draw_(st.sampled_from(OF_SKILLED if skilled else get_args(Order)))
    some = int(order == "by_class")
    return Desk(
        organisation="pool" if skilled else draw_(st.sampled_from(get_args(Organisation))),
        order=order,
        first=tuple(draw_(st.lists(named, min_size=some, max_size=3, unique=True))),
        skills=skills,
        reserve=reserve,
        moved=draw_(st.sampled_from([0.0, 0.5])),
        goodwill_months=2,
        goodwill_loss=draw_(st.sampled_from([0.0, 2.0])),
    )


@st.composite
def vendors(draw_: Any) -> tuple[Facts, Any]:
    """Small vendors of one to three segments, in one team or in pods, and a policy."""
    names = NAMES[: draw_(st.integers(1, 3))]
    segments = {name: draw_(_segment(20.0)) for name in names}
    pods = None
    if draw_(st.booleans()):
        cut = draw_(st.integers(1, len(names)))
        served = [each for each in (names[:cut], names[cut:]) if each]
        pods = {
            f"pod_{number}": Pod(
                segments=each,
                at_start=draw_(st.integers(0, 4)),
                annual_cost=draw_(st.sampled_from([None, 50.0])),
                desk=draw_(_desk(each)),
            )
            for number, each in enumerate(served)
        }
    staff = {} if pods else {"at_start": draw_(st.integers(0, 6))}
    people = People(hiring=Hiring(median_days=draw_(st.sampled_from([0.0, 40.0]))))
    facts = Facts(
        horizon_months=draw_(st.integers(1, 14)),
        warm_up_months=4 + draw_(st.integers(0, 2)),
        releases="spread",
        calendar=Calendar(working_days_per_month=10, hours_per_day=2.0, availability=1.0),
        segments=segments,
        pods=pods,
        team=Team(annual_cost=120.0, annual_attrition=0.3, ramp_months=2, **staff),
        people=draw_(st.none() | st.just(people)),
        incidents=INCIDENTS,
        desk=draw_(_desk(names)),
    )
    pod_names = tuple(pods or ())
    own: dict[str, Any] = {"cadence": draw_(st.sampled_from(list(MONTHS_PER_PERIOD)))}
    own["caf"] = draw_(st.sampled_from([0.3, 1.0, 2.0]))
    own["automation"] = draw_(st.sampled_from([0.0, 0.5]))
    own["reserve"] = draw_(st.sampled_from([None, None, 0.4]))
    for pod in pod_names:
        own |= draw_(st.sampled_from([{}, {f"caf.{pod}": 0.6}, {f"cadence.{pod}": "monthly"}]))
    own |= draw_(st.sampled_from([{}, {f"automation.{names[-1]}": 1.0}]))
    own["teams"] = draw_(st.sampled_from([None, "apart", "together"])) if pods else None
    policy = policy_type(pod_names, names).model_validate(own)
    possible = refuse(facts, policy) is None
    return facts, policy if possible else policy.model_copy(update={"teams": None, "reserve": None})


def both(facts, policy, seed=1):
    """Outcomes of both engines, and what is measured of them."""
    paths = draw(facts, Streams(seed, 0, 0))
    compiled = run(facts, policy, warm_up(facts, paths))
    return compiled, reference(facts, policy, paths)


def assert_same(ours: Any, theirs: Any) -> None:
    for pod, outcome in ours.pods.items():
        other = theirs.pods[pod]
        assert outcome.tally == other.tally
        for name, clientele in outcome.clienteles.items():
            for each in fields(clientele):
                one, two = getattr(clientele, each.name), getattr(other.clienteles[name], each.name)
                if isinstance(one, dict):
                    for key in one:
                        np.testing.assert_array_equal(one[key], two[key], err_msg=key)
    assert list(ours.series) == list(theirs.series)
    for name in ours.series:
        np.testing.assert_array_equal(ours.series[name], theirs.series[name], err_msg=name)


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(vendor=vendors(), seed=st.integers(0, 2**32))
def test_both_engines_agree_to_the_last_bit_whatever_the_segments_and_pods(vendor, seed):
    facts, policy = vendor
    ours, theirs = both(facts, policy, seed)
    assert_same(ours, theirs)
    one, two = (measure(facts, policy, Objective(), each) for each in (ours, theirs))
    np.testing.assert_array_equal(list(one.values()), list(two.values()))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(vendor=vendors(), seed=st.integers(0, 2**32))
def test_parts_add_up_to_the_whole(vendor, seed):
    facts, policy = vendor
    outcome, _ = both(facts, policy, seed)
    segments, pods = list(facts.segments), [] if policy.together else list(facts.pods or ())
    for name in SERIES_OF_CUSTOMERS:
        parts = sum(outcome.series[f"{name}.{segment}"] for segment in segments)
        np.testing.assert_allclose(outcome.series[name], parts, rtol=1e-12, atol=1e-9)
    for name in ("team", "csmp_cost", "released", "finished") if pods else ():
        parts = sum(outcome.series[f"{name}.{pod}"] for pod in pods)
        np.testing.assert_allclose(outcome.series[name], parts, rtol=1e-12)
    found = measure(facts, policy, Objective(), outcome)
    for name in ("annual_recurring_revenue", "renewal_bookings", "retained_customers"):
        parts = sum(found[f"{name}.{segment}"] for segment in segments)
        assert found[name] == pytest.approx(parts, abs=0.005)
    for name in ("objective", "terminal_value", "csmp_cost") if pods else ():
        assert found[name] == pytest.approx(sum(found[f"{name}.{pod}"] for pod in pods), abs=0.005)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(vendor=vendors(), seed=st.integers(0, 2**32))
def test_recurring_revenue_opens_grows_shrinks_and_closes(vendor, seed):
    facts, policy = vendor
    series = both(facts, policy, seed)[0].series
    for segment in facts.segments:
        of = {name: series[f"{name}.{segment}"] for name in SERIES_OF_CUSTOMERS}
        closing = of["annual_recurring_revenue"]
        changes = of["new_revenue"] + of["expansion"] - of["contraction"] - of["churned_revenue"]
        np.testing.assert_allclose(np.diff(closing), changes[1:], rtol=1e-9, atol=1e-6)
        assert np.all(closing >= -1e-6)
        assert np.all(of["expansion"] >= 0) and np.all(of["contraction"] >= 0)


def test_two_pods_are_two_studies_to_the_last_bit():
    activities = {"call": Activity(per_month=3, mean_hours=1.0)}
    segments = {
        name: Segment(
            customers=Customers(at_start=12, arrivals_per_month=1.0), activities=activities
        )
        for name in ("large", "small")
    }
    calendar = Calendar(working_days_per_month=10, hours_per_day=2.0, availability=1.0)
    common = {"horizon_months": 8, "warm_up_months": 12, "calendar": calendar}
    pods = {name: Pod(segments=(name,), at_start=2) for name in segments}
    vendor = Facts(segments=segments, pods=pods, **common)
    policy = policy_type(("large", "small"), ()).model_validate({"cadence": "monthly", "caf": 1.2})
    whole, _ = both(vendor, policy)
    for name, segment in segments.items():
        alone = Facts(segments={name: segment}, pods={name: pods[name]}, **common)
        part, _ = both(alone, policy)
        assert whole.pods[name].tally == part.pods[name].tally
        for series, values in part.pods[name].series.items():
            np.testing.assert_array_equal(values, whole.series[f"{series}.{name}"])


def test_an_order_for_all_leaves_a_pod_without_a_desk_as_it_is():
    segments = {
        name: Segment(
            customers=Customers(at_start=14, arrivals_per_month=1.0),
            activities={"call": Activity(per_month=4, mean_hours=1.5)},
        )
        for name in ("large", "small")
    }
    pods = {
        "desk": Pod(segments=("large",), at_start=3, desk=Desk()),
        "pool": Pod(segments=("small",), at_start=3),
    }
    calendar = Calendar(working_days_per_month=10, hours_per_day=2.0, availability=1.0)
    facts = Facts(segments=segments, pods=pods, calendar=calendar, horizon_months=12)
    found = {}
    for order in (None, "soonest_end"):
        policy = policy_type(tuple(pods), ()).model_validate({"order": order})
        ours, theirs = both(facts, policy)
        assert_same(ours, theirs)
        found[order] = ours.pods
    before, after = found.values()
    assert after["pool"].tally == before["pool"].tally
    assert after["desk"].tally != before["desk"].tally


def test_the_luck_of_a_customer_hangs_on_its_segment_and_not_on_its_pod():
    segments = {
        name: Segment(customers=Customers(at_start=5, arrivals_per_month=2.0)) for name in NAMES
    }
    apart = Facts(
        segments=segments,
        pods={
            "one": Pod(segments=NAMES[:1], at_start=3),
            "two": Pod(segments=NAMES[1:], at_start=9),
        },
    )
    in_one = draw(Facts(segments=segments), Streams(3, 0, 0))[""].contracts
    apart = draw(apart, Streams(3, 0, 0))
    ends = np.concatenate([apart[name].contracts.end for name in ("one", "two")])
    np.testing.assert_array_equal(in_one.end, ends)


@pytest.mark.long
def test_two_equal_segments_in_one_pool_are_one_segment_in_distribution():
    def vendor(segments):
        calendar = Calendar(working_days_per_month=10, hours_per_day=2.0, availability=1.0)
        return Facts(
            horizon_months=12,
            warm_up_months=12,
            releases="spread",
            calendar=calendar,
            segments={
                name: Segment(
                    customers=Customers(at_start=size, arrivals_per_month=size / 20),
                    activities={"call": Activity(per_month=3, mean_hours=1.0)},
                    renewal=Renewal(intercept=-3.0, slope=0.05),
                )
                for name, size in segments.items()
            },
            team=Team(at_start=5),
        )

    policy = policy_type((), ()).model_validate({"cadence": "monthly", "caf": 1.3})
    one, two = vendor({"all": 40}), vendor({"these": 20, "those": 20})
    seen = {}
    for name, facts in (("one", one), ("two", two)):
        seen[name] = np.array(
            [
                [
                    found[metric]
                    for metric in ("objective", "retained_customers", "mean_wait", "utilisation")
                ]
                for found in (
                    measure(
                        facts,
                        policy,
                        Objective(),
                        run(facts, policy, warm_up(facts, draw(facts, Streams(11, 0, number)))),
                    )
                    for number in range(400)
                )
            ]
        )
    for ours, theirs in zip(seen["one"].T, seen["two"].T, strict=True):
        assert stats.ks_2samp(ours, theirs).pvalue > 0.001


def test_metrics_of_a_segment_are_those_of_its_pod_where_it_has_one_alone():
    segment = Segment(customers=Customers(at_start=9, arrivals_per_month=1.0))
    facts = Facts(segments={"large": segment}, pods={"team": Pod(segments=("large",), at_start=2)})
    policy = policy_type(("team",), ("large",))()
    found = measure(facts, policy, Objective(), both(facts, policy)[0])
    for name in OF_CUSTOMERS:
        if name != "activities_finished":  # of the contracts that ended, and of the months
            assert found[f"{name}.large"] == found[f"{name}.team"] == found[name]


def test_classes_name_a_segment_a_type_of_work_or_both():
    first = ("large.call", "small", "mail")
    assert class_of(first, "large", "call") == 0
    assert class_of(first, "small", "call") == class_of(first, "small", "mail") == 1
    assert class_of(first, "large", "mail") == 2
    assert class_of(first, "large", "visit") == 3


def test_the_class_that_is_first_waits_least():
    activities = {"call": Activity(per_month=4, mean_hours=1.0)}
    segments = {
        name: Segment(
            customers=Customers(at_start=14, arrivals_per_month=0.0),
            activities=activities,
            renewal=Renewal(floor=1.0, ceiling=1.0),
        )
        for name in ("large", "small")
    }
    shares = {}
    for first in ((), ("small",)):
        facts = Facts(
            horizon_months=12,
            warm_up_months=12,
            releases="spread",
            calendar=Calendar(working_days_per_month=10, hours_per_day=2.0, availability=1.0),
            segments=segments,
            team=Team(at_start=4),
            desk=Desk(order="by_class", first=first) if first else None,
        )
        policy = policy_type((), tuple(segments)).model_validate({"cadence": "annual", "caf": 1.3})
        outcome, _ = both(facts, policy)
        found = measure(facts, policy, Objective(), outcome)
        shares[first] = [found[f"activities_finished.{name}"] for name in segments]
    alike, favoured = shares[()], shares[("small",)]
    assert favoured[1] > 0.99 > alike[1] > favoured[0]
    assert alike[0] > favoured[0]
