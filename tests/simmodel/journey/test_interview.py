"""Answers in plain words become a renewal curve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.facts import Renewal
from simmodel.journey.interview import RenewalRates, curve

RATES = st.floats(0.01, 0.99)


def drawn(rates: RenewalRates) -> Renewal:
    fields = {key.rpartition(".")[2]: value for key, value in curve(rates).items()}
    return Renewal(**fields)


@given(RATES, RATES)
def test_the_curve_goes_through_both_points(one, other):
    low, high = sorted((one, other))
    renewal = drawn(RenewalRates(renewal_at_60=low, renewal_at_90=high))
    assert renewal.probability(60) == pytest.approx(low, abs=1e-4)
    assert renewal.probability(90) == pytest.approx(high, abs=1e-4)


def test_the_floor_and_the_ceiling_stay_unless_a_point_lies_beyond():
    assert curve(RenewalRates()).keys() == {"facts.renewal.intercept", "facts.renewal.slope"}
    beyond = drawn(RenewalRates(renewal_at_60=0.05, renewal_at_90=0.95))
    assert (beyond.floor, beyond.ceiling) == (0.05, 0.95)


def test_the_default_rates_are_those_of_the_default_curve():
    rates = RenewalRates()
    assert Renewal().probability(60) == pytest.approx(rates.renewal_at_60, abs=0.005)
    assert Renewal().probability(90) == pytest.approx(rates.renewal_at_90, abs=0.005)


def test_more_work_done_does_not_mean_fewer_renewals():
    with pytest.raises(ValidationError, match="renewal_at_60 <= renewal_at_90"):
        RenewalRates(renewal_at_60=0.8, renewal_at_90=0.7)
    flat = drawn(RenewalRates(renewal_at_60=0.8, renewal_at_90=0.8))
    assert flat.slope == 0
