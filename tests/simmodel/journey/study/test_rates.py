"""Renewal rates in plain words become a renewal curve and what is known of today."""

import pytest
from pydantic import ValidationError

from simmodel.journey.customers.facts import Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.study.rates import RenewalRates, complete, ends, stands_for
from simmodel.journey.study.today import today

FACTS = Facts(team=Team(at_start=30))
POLICY = today(FACTS)


def told(**rates) -> dict:
    return stands_for(RenewalRates(**rates), FACTS, POLICY)


def completed(facts: Facts = FACTS, **rates) -> tuple[float | None, ...]:
    each = complete(RenewalRates(**rates), facts, today(facts))
    return each.renewal_at_0, each.renewal_today, each.renewal_at_100


def test_nothing_answered_means_nothing():
    assert told() == {}


def test_only_what_is_answered_is_known_of_today():
    assert told(work_done_today=0.6) == {"today": {"activities_finished": 0.6}}
    assert told(renewal_today=0.8)["today"] == {"retention_rate": 0.8}
    assert told(renewal_at_0=0.2).keys() == {"facts.renewal"}


def test_the_curve_goes_through_todays_point_from_its_floor_to_its_ceiling():
    fields = told(renewal_today=0.8, work_done_today=0.5, renewal_at_0=0.6, renewal_at_100=0.9)
    curve = Renewal(**fields["facts.renewal"])
    assert curve.probability([0, 50, 100]) == pytest.approx([0.6, 0.8, 0.9], abs=5e-3)


def test_without_todays_rate_the_ends_are_those_of_a_curve_of_the_usual_shape():
    curve = Renewal(**told(renewal_at_0=0.55, renewal_at_100=0.8)["facts.renewal"])
    points = curve.probability([0, 60, 100])
    assert points == pytest.approx([0.55, 0.55 + 0.0875 * 0.25, 0.8], abs=1e-3)


def test_half_of_those_who_renew_would_and_half_of_those_who_leave_would_not():
    assert completed(renewal_today=0.8) == (0.4, 0.8, 0.9)
    assert completed(renewal_today=0.8, renewal_at_0=0.7) == (0.7, 0.8, 0.9)
    assert completed(renewal_today=0.8, work_done_today=1.0) == (0.4, 0.8, 0.8)
    assert completed(renewal_today=0.01) == (0.01, 0.01, 0.505)


def test_the_defaults_are_what_the_facts_say():
    low, rate, high = completed()
    assert (low, high) == (0.1, 0.9) and 0.1 <= rate < 0.2  # half the team that is needed
    assert completed(Facts(renewal=Renewal(floor=0.0, ceiling=1.0)))[::2] == (0.01, 0.99)


@pytest.mark.parametrize(
    "rates",
    [
        {"renewal_at_0": 0.8, "renewal_at_100": 0.7},
        {"renewal_today": 0.95, "renewal_at_100": 0.9},
        {"renewal_at_0": 0.5, "renewal_today": 0.4},
    ],
)
def test_more_work_done_does_not_mean_fewer_renewals(rates):
    with pytest.raises(ValidationError, match=r"is 0\..*; allowed: renewal_.* <= renewal_"):
        RenewalRates(**rates)


def test_what_is_no_rate_is_complained_of_alone():
    with pytest.raises(ValidationError) as refused:
        RenewalRates(renewal_at_0=55.0)
    assert [error["loc"] for error in refused.value.errors()] == [("renewal_at_0",)]


def test_half_way_houses_stand_in_for_ends_that_are_not_known():
    assert ends(0.8, 0.5, None, None) == (0.4, 0.9)
    assert ends(0.8, 1.0, None, None) == (0.4, 0.8)
    assert ends(0.8, 1.0, 0.7, 0.95) == (0.7, 0.95)
