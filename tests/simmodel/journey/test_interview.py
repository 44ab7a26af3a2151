"""Answers in plain words become a renewal curve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.facts import Facts, Renewal
from simmodel.journey.interview import RenewalRates, curve, notes

RATES = st.floats(0.01, 0.99)


def drawn(rates: RenewalRates) -> Renewal:
    return Renewal(**curve(rates)["facts.renewal"])


@given(st.lists(RATES, min_size=3, max_size=3).map(sorted))
def test_the_curve_goes_from_its_floor_through_the_point_in_between_to_its_ceiling(rates):
    low, between, high = rates
    told = RenewalRates(renewal_at_0=low, renewal_at_60=between, renewal_at_100=high)
    renewal = drawn(told)
    assert (renewal.floor, renewal.ceiling) == (low, high)
    assert renewal.probability(60) == pytest.approx(between, abs=1e-4)
    assert renewal.probability(100) == pytest.approx(high, abs=1e-4)
    # A curve that is a little higher at 60 % may be above its floor before anything is done.
    assert low <= renewal.probability(0) <= between + 1e-4


def test_the_default_rates_are_those_of_the_default_curve():
    renewal = drawn(RenewalRates())
    for done in (0, 30, 60, 75, 90, 100):
        assert renewal.probability(done) == pytest.approx(Renewal().probability(done), abs=0.01)


@given(st.lists(RATES, min_size=2, max_size=2).map(sorted))
def test_the_point_in_between_follows_the_ends_unless_it_is_told(ends):
    low, high = ends
    rates = RenewalRates(renewal_at_0=low, renewal_at_100=high)
    assert low <= rates.renewal_at_60 <= high
    assert drawn(rates).probability(100) == pytest.approx(high, abs=1e-4)


def test_who_knows_the_ends_alone_gets_the_shape_of_the_case_study():
    assert RenewalRates(renewal_at_0=0.55, renewal_at_100=0.8).renewal_at_60 == 0.57
    assert RenewalRates(renewal_at_0=0.55).renewal_at_60 == 0.58
    assert RenewalRates().renewal_at_60 == 0.17


@pytest.mark.parametrize(
    "rates",
    [
        {"renewal_at_0": 0.8, "renewal_at_100": 0.7},
        {"renewal_at_60": 0.95},
        {"renewal_at_60": 0.05},
    ],
)
def test_more_work_done_does_not_mean_fewer_renewals(rates):
    with pytest.raises(ValidationError, match="<= renewal_at_60 <= renewal_at_100"):
        RenewalRates(**rates)


def test_what_is_no_rate_is_complained_of_alone():
    with pytest.raises(ValidationError) as refused:
        RenewalRates(renewal_at_0=55.0)
    assert [error["loc"] for error in refused.value.errors()] == [("renewal_at_0",)]


def test_the_work_may_make_no_difference():
    flat = RenewalRates(renewal_at_0=0.8, renewal_at_60=0.8, renewal_at_100=0.8)
    assert drawn(flat).slope == 0


def test_a_note_says_what_the_curve_gives():
    facts = Facts(renewal=drawn(RenewalRates(renewal_at_0=0.55, renewal_at_100=0.8)))
    points = "55 % at 0 %, 55 % at 30 %, 57 % at 60 %, 77 % at 90 %, 80 % at 100 % of the work done"
    assert points in notes(facts)["facts.renewal"]
