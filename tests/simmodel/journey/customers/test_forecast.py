"""The forecast of new customers, and futures in which it was wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.customers.draw import arrival_times
from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.forecast import Forecast
from simmodel.journey.facts import Facts
from simmodel.streams import Streams

SEASON = (2.0, *[1.0] * 10, 0.0)


def arrivals(facts, replication):
    """By month, in one future."""
    streams = Streams(11, 0, replication)
    times = arrival_times(facts, streams.purpose(0), streams.purpose(8))
    return np.histogram(times, facts.boundaries)[0], times


def vendor(months=24, rate=10.0, **forecast):
    return Facts(
        horizon_months=months,
        customers=Customers(
            at_start=0, arrivals_per_month=rate, forecast=Forecast(**forecast) if forecast else None
        ),
    )


def test_growth_and_season_are_as_stated():
    expected = Forecast(annual_growth=0.5, season=SEASON).expected(12.0, 25)
    assert expected[0] == pytest.approx(24)
    assert expected[1] == pytest.approx(12 * 1.5 ** (1 / 12))
    assert expected[12] == pytest.approx(36)
    assert expected[23] == 0
    assert expected[24] == pytest.approx(54)


def test_a_year_has_as_many_with_a_season_as_without():
    assert Forecast(season=SEASON).expected(12.0, 12).sum() == pytest.approx(144)


def test_months_may_be_stated_one_by_one():
    facts = vendor(months=3, by_month=(5.0, 0.0, 2.5))
    assert facts.arrivals.tolist() == [5, 0, 2.5]


@settings(max_examples=25, deadline=None)
@given(level=st.floats(0.0, 0.5), growth=st.floats(0.0, 0.3))
def test_the_error_of_a_forecast_is_neutral_on_average(level, growth):
    numbers = np.random.default_rng(1).standard_normal((2, 100_000))
    numbers = np.hstack((numbers, -numbers))
    times = Forecast(level_error=level, growth_error=growth).times(*numbers, 36)
    error = times.std(axis=1) / np.sqrt(numbers.shape[1])
    assert np.all(np.abs(times.mean(axis=1) - 1) <= 4 * error + 1e-12)


def test_new_customers_come_as_expected_on_average_and_differ_more_where_forecasts_err():
    facts = vendor(months=12, annual_growth=0.3, season=SEASON, level_error=0.3)
    counts = np.array([arrivals(facts, each)[0] for each in range(2000)])
    error = counts.std(axis=0) / np.sqrt(len(counts))
    assert np.all(np.abs(counts.mean(axis=0) - facts.arrivals) <= 4 * error)
    # Poisson in each future; of the sum of a year, the level's spread comes on top.
    year, mean = counts.sum(axis=1), facts.arrivals.sum()
    assert year.var() == pytest.approx(mean + mean**2 * (np.exp(0.09) - 1), rel=0.15)


def test_new_customers_are_in_order_and_within_their_months():
    facts = vendor(months=36, rate=40.0, season=SEASON, growth_error=0.2)
    counts, times = arrivals(facts, 3)
    assert np.all(np.diff(times) >= 0)
    assert times[0] >= 0
    assert times[-1] < facts.horizon_hours
    assert counts[11::12].tolist() == [0, 0, 0]


def test_a_future_of_a_longer_horizon_begins_as_one_of_a_shorter():
    short, long = (vendor(months=months, annual_growth=0.2, level_error=0.2) for months in (6, 12))
    counts = [arrivals(each, 0)[0] for each in (short, long)]
    assert counts[0].tolist() == counts[1][:6].tolist()


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"season": (1.0,) * 11}, r"(?s)season.*found .* allowed: 12 weights that do not sum to 0"),
        ({"season": (0.0,) * 12}, r"(?s)season.*found .* allowed: 12 weights that do not sum to 0"),
        ({"season": (1.0,) * 11 + (-1.0,)}, r"season\.11"),
        ({"by_month": (1.0,), "annual_growth": 0.1}, "by_month is given beside season or growth"),
        ({"level_error": -0.1}, "level_error"),
    ],
)
def test_impossible_forecasts_are_refused(given_, words):
    with pytest.raises(ValidationError, match=words):
        Forecast(**given_)


def test_months_stated_one_by_one_are_those_of_the_horizon():
    with pytest.raises(ValidationError, match=r"by_month has 2 numbers.*allowed: exactly as many"):
        vendor(months=3, by_month=(5.0, 0.0))
