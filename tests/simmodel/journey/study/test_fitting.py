"""The model gives the renewal rate that is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.pods import Pod
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.study.fitting import (
    contracts,
    contracts_by_segment,
    fitted,
    through,
    usual,
    with_curve,
    with_curves,
)
from simmodel.journey.study.today import today
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

RATES = st.floats(0.01, 0.99)
ONE = {"all": Activity(per_month=2, mean_hours=8.0)}
"""So little work that the shares of contracts differ much."""

TERRITORY = Facts(customers=Customers(at_start=245), team=Team(at_start=12))


def simulated(facts: Facts) -> float:
    """The renewal rate of today's policy, of a few futures together."""
    policy, rates = today(facts), []
    for replication in range(4):
        start = warm_up(facts, draw(facts, Streams(5, 5, replication)))
        outcome = run(facts, policy, start)
        rates.append(measure(facts, policy, Objective(), outcome)["retention_rate"])
    return sum(rates) / len(rates)


@given(st.lists(RATES, min_size=3, max_size=3).map(sorted), st.floats(10, 80))
def test_a_curve_goes_through_its_three_points(rates, percentage):
    low, between, high = rates
    curve = through(low, high, percentage, between)
    assert (curve.floor, curve.ceiling) == (low, high)
    assert curve.probability([0, percentage, 100]) == pytest.approx(rates, abs=1e-4)


def test_the_usual_curve_is_that_of_the_case_study():
    for done in (0, 30, 60, 75, 90, 100):
        curve = usual(0.1, 0.9)
        assert curve.probability(done) == pytest.approx(Renewal().probability(done), abs=0.01)


def test_the_work_may_make_no_difference():
    assert through(0.8, 0.8, 60.0, 0.8).slope == 0


@pytest.mark.parametrize(
    "facts",
    [
        TERRITORY,
        Facts(customers=Customers(at_start=40, arrivals_per_month=1.0), team=Team(at_start=5)),
        Facts(
            customers=Customers(at_start=120, arrivals_per_month=3.0),
            team=Team(at_start=10),
            activities=ONE,
        ),
    ],
    ids=["territory", "small", "few activities"],
)
def test_todays_policy_renews_as_is_known_by_simulation(facts):
    ended = contracts(facts, today(facts), 0.91)
    curve = fitted(facts, ended, 0.455, 0.955, 0.91)
    assert simulated(with_curve(facts, curve)) == pytest.approx(0.91, abs=0.015)


def test_by_the_curve_of_the_case_study_hardly_anybody_would_renew():
    assert simulated(TERRITORY) < 0.15


@settings(max_examples=20, deadline=None)
@given(st.lists(RATES, min_size=3, max_size=3).map(sorted), st.floats(0.01, 1))
def test_whatever_is_known_there_is_a_curve_between_the_ends(rates, share):
    low, rate, high = rates
    ended = contracts(TERRITORY, today(TERRITORY), rate).scaled(share)
    curve = fitted(TERRITORY, ended, low, high, rate)
    assert (curve.floor, curve.ceiling) == (low, high)
    assert low - 1e-9 <= ended.rate(TERRITORY, curve) <= high + 1e-9


def test_where_all_work_is_done_today_the_shape_is_the_usual_one():
    ended = contracts(TERRITORY, today(TERRITORY), 0.9).scaled(1.0)
    assert fitted(TERRITORY, ended, 0.45, 0.9, 0.9) == usual(0.45, 0.9)


def test_the_share_of_the_work_that_is_done_is_that_of_the_team_and_scales():
    ended = contracts(TERRITORY, today(TERRITORY), 0.91)
    assert 0.15 < ended.share < 12 * TERRITORY.customers_per_csmp / 245
    assert ended.weights.sum() == pytest.approx(1)
    half = ended.scaled(ended.share / 2)
    assert half.shares == pytest.approx(ended.shares / 2)
    idle = Facts(team=Team(at_start=0))
    policy = today(idle).model_copy(update={"hires": (0, 0, 0)})
    none = contracts(idle, policy, 0.5)
    assert none.share == 0 and none.scaled(0.3).shares == pytest.approx(0.3)


SEGMENTS = {
    "large": Segment(customers=Customers(at_start=30, arrivals_per_month=1.0)),
    "small": Segment(customers=Customers(at_start=60, arrivals_per_month=2.0), activities=ONE),
}
PODS = {
    "large": Pod(segments=("large",), at_start=4),
    "small": Pod(segments=("small",), at_start=6),
}


def test_the_contracts_of_a_segment_are_those_of_its_pod_alone():
    facts, rates = Facts(segments=SEGMENTS, pods=PODS), {"large": 0.9, "small": 0.7}
    found = contracts_by_segment(facts, today(facts), rates)
    for name, pod in PODS.items():
        part = Facts(segments={name: SEGMENTS[name]}, team=Team(at_start=pod.at_start))
        (alone,) = contracts_by_segment(part, today(part), {name: rates[name]}).values()
        assert found[name].share == alone.share
        assert found[name].shares == pytest.approx(alone.shares, abs=0)
        assert found[name].weights == pytest.approx(alone.weights, abs=0)


def test_curves_are_those_of_the_segments():
    curves = {
        name: Renewal(floor=rate, ceiling=rate) for name, rate in (("large", 0.9), ("small", 0.7))
    }
    facts = with_curves(Facts(segments=SEGMENTS, pods=PODS), curves)
    assert {name: part.renewal for name, part in facts.by_segment.items()} == curves
    assert facts.pods == PODS
