"""Activities of a phase, of every third month, or now and then: each falls due when it should."""

import numpy as np
import pytest
from pydantic import ValidationError

from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.draw import draw
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.phases import Phases
from simmodel.streams import Streams

CALENDAR = Calendar(working_days_per_month=10, hours_per_day=10.0, availability=1.0)


def drawn(activities, at_start=40, arrivals=5.0, **more):
    """Facts with these activities only, and their paths."""
    facts = Facts(
        horizon_months=24,
        warm_up_months=12,
        releases="spread",
        calendar=CALENDAR,
        customers=Customers(at_start=at_start, arrivals_per_month=arrivals),
        activities=activities,
        **more,
    )
    return facts, draw(facts, Streams(4, 0, 0))


def months_of_life(facts, paths):
    """Of each activity, the month of its customer's first simulated contract in which it is."""
    contract = paths.work.contract
    begin = paths.contracts.begin[contract]
    since = (paths.work.expiry - begin) / facts.hours_per_month
    return np.rint(since).astype(int) - 1  # of the contract, from 0


def test_a_quarterly_review_falls_due_in_every_third_month_of_a_contract():
    facts, paths = drawn({"review": Activity(per_month=1, every_months=3, mean_hours=2.0)})
    assert set(months_of_life(facts, paths).tolist()) == {2, 5, 8, 11}
    whole = (paths.contracts.begin >= 0) & (paths.contracts.end <= facts.horizon_hours)
    counted = np.bincount(paths.work.contract, minlength=whole.size)
    assert set(counted[whole].tolist()) == {4}
    assert set(paths.contracts.due[whole].tolist()) == {4}


def test_onboarding_is_of_the_first_contract_of_new_customers_alone():
    facts, paths = drawn(
        {
            "onboarding": Activity(per_month=3, mean_hours=2.0, phase="onboarding"),
            "call": Activity(per_month=1, mean_hours=1.0),
        },
        phases=Phases(onboarding_months=2),
    )
    new = paths.contracts.begin == paths.contracts.joined
    due = paths.contracts.due
    ended = paths.contracts.end <= facts.horizon_hours
    assert set(due[new & ended].tolist()) == {12 + 2 * 3}
    assert set(due[~new & ended & (paths.contracts.begin >= 0)].tolist()) == {12}
    counted = np.bincount(paths.work.contract, minlength=new.size)
    np.testing.assert_array_equal(counted[new & ended], due[new & ended])


def test_what_prepares_a_renewal_falls_due_in_the_last_months():
    facts, paths = drawn(
        {"renewal": Activity(per_month=2, mean_hours=2.0, phase="before_renewal")},
        phases=Phases(renewal_months=3),
    )
    assert set(months_of_life(facts, paths).tolist()) == {9, 10, 11}


def test_steady_work_leaves_out_the_other_phases():
    facts, paths = drawn(
        {"call": Activity(per_month=1, mean_hours=2.0, phase="steady")},
        phases=Phases(onboarding_months=2, renewal_months=3),
        arrivals=20.0,
    )
    of = months_of_life(facts, paths)
    assert of.max() == 8
    new = (paths.contracts.begin == paths.contracts.joined)[paths.work.contract]
    assert of[new].min() == 2 and of[~new].min() == 0


def test_a_fraction_falls_due_that_often_on_average_and_in_whole():
    facts, paths = drawn({"call": Activity(per_month=1.4, mean_hours=1.0)}, at_start=200)
    month = paths.contracts.begin[paths.work.contract] + 100 * months_of_life(facts, paths)
    _, counted = np.unique(
        np.stack((paths.work.contract, np.rint(month))), axis=1, return_counts=True
    )
    assert set(counted.tolist()) == {1, 2}
    # 200 customers and more over 36 months: standard error 0.006 of the months.
    within = (paths.work.release > -1000) & (paths.work.release < 0)
    assert within.sum() / (200 * 10) == pytest.approx(1.4, abs=0.05)


def test_occasional_work_is_spread_over_its_month_as_regular_work_is():
    _, paths = drawn(
        {"review": Activity(per_month=1, every_months=1, mean_hours=2.0)}, at_start=400
    )
    begin = paths.work.expiry - 100.0
    into = (paths.work.release - begin)[paths.work.release < 2300] / 98.0
    assert into.min() >= 0 and into.max() <= 1
    assert np.histogram(into, 10, (0, 1))[0] / into.size == pytest.approx(0.1, abs=0.01)


def test_every_month_is_regular_however_it_is_said():
    once = drawn({"call": Activity(per_month=1, mean_hours=1.0)})[1]
    every = drawn({"call": Activity(per_month=1, every_months=1, mean_hours=1.0)})[1]
    for one, other in zip(once.work, every.work, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_longer_horizon_leaves_the_months_before_as_they_are():
    activities = {
        "call": Activity(per_month=0.5, mean_hours=1.0),
        "review": Activity(per_month=1, every_months=3, mean_hours=2.0),
    }
    common = {"releases": "spread", "warm_up_months": 12, "calendar": CALENDAR}
    common |= {"activities": activities, "customers": Customers(at_start=20)}
    short, long_ = (
        draw(Facts(horizon_months=months, **common), Streams(4, 0, 0)).work for months in (6, 12)
    )
    kept = long_.release < 600
    np.testing.assert_array_equal(short.release, long_.release[kept])
    np.testing.assert_array_equal(short.hours, long_.hours[kept])


def test_customers_differ_in_work_and_value_as_much_as_is_stated():
    facts, paths = drawn(
        {"call": Activity(per_month=30, mean_hours=0.1)},
        at_start=3000,
        arrivals=0.0,
        contract=Contract(months=12, value=1_000.0, value_variation=0.8),
    )
    worth = paths.contracts.worth[paths.opening]
    assert worth.mean() == pytest.approx(1.0, abs=0.05)
    assert worth.std() == pytest.approx(0.8, abs=0.1)
    facts = Facts.model_validate(
        facts.model_dump() | {"customers": Customers(at_start=3000, work_variation=0.5)}
    )
    paths = draw(facts, Streams(4, 0, 0))
    hours = np.bincount(paths.work.contract, paths.work.hours)[paths.opening]
    due = np.bincount(paths.work.contract)[paths.opening]
    each = (hours / due) / 0.1
    assert each.mean() == pytest.approx(1.0, abs=0.05)
    assert np.sqrt(each.var()) == pytest.approx(0.5, abs=0.08)


def test_several_may_fall_due_in_every_third_month():
    facts, paths = drawn({"review": Activity(per_month=2.5, every_months=3, mean_hours=1.0)})
    assert set(months_of_life(facts, paths).tolist()) == {2, 5, 8, 11}
    assert facts.load.activities_per_month == pytest.approx(2.5 / 3)
    whole = (paths.contracts.begin >= 0) & (paths.contracts.end <= facts.horizon_hours)
    counted = np.bincount(paths.work.contract, minlength=whole.size)[whole]
    assert counted.min() >= 8 and counted.max() <= 12
    assert counted.mean() == pytest.approx(10.0, abs=0.4)


def test_a_phase_without_months_is_refused():
    with pytest.raises(ValueError, match=r"activities\.call\.phase: found onboarding, but that"):
        drawn(
            {
                "mail": Activity(per_month=1, mean_hours=1.0),
                "call": Activity(per_month=1, mean_hours=1.0, phase="onboarding"),
            }
        )


def test_gaps_as_in_the_case_study_know_regular_work_alone():
    with pytest.raises(ValueError, match=r'allowed: with releases = "spread"'):
        Facts(
            activities={"call": Activity(per_month=1, every_months=3, mean_hours=1.0)},
            releases="gaps",
        )


@pytest.mark.parametrize(
    ("phase", "phases", "way_out"),
    [
        ("onboarding", Phases(renewal_months=2), "with onboarding_months or renewal_months"),
        ("before_renewal", Phases(onboarding_months=2), "with onboarding_months or renewal_months"),
        (
            "steady",
            Phases(onboarding_months=12, renewal_months=12),
            "fewer onboarding_months or renewal_months",
        ),
    ],
)
def test_a_phase_of_no_months_is_refused_with_a_way_out(phase, phases, way_out):
    review = Activity(per_month=1, mean_hours=1.0, phase=phase)
    with pytest.raises(ValidationError, match=f"found {phase}, but .* allowed: {way_out}"):
        Facts(activities={"review": review}, phases=phases, contract=Contract(months=12))
