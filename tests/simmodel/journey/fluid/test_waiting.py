"""The share that a small team finishes, held against queueing theory and against simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.waiting import finished_share
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams


def erlang_a(servers, load, patience):
    """The share served of M/M/c+M, by its Markov chain; the mean service takes 1."""
    states = np.arange(servers + 10_000)
    rates = np.minimum(states, servers) + np.maximum(states - servers, 0) / patience
    weights = np.concatenate(([0.0], np.cumsum(np.log(load / rates[1:]))))
    chances = np.exp(weights - weights.max())
    chances /= chances.sum()
    lost = (np.maximum(states - servers, 0) / patience) @ chances
    return 1.0 - lost / load


@pytest.mark.parametrize("servers", [5, 20, 60])
@pytest.mark.parametrize("rho", [0.8, 0.95, 1.0, 1.1, 1.4])
def test_exponential_hours_give_the_share_of_erlang_a(servers, rho):
    # Impatience at a rate of one over a month, in which a service takes a hundredth.
    exact = erlang_a(servers, rho * servers, 100.0)
    found = finished_share(rho * servers, float(servers), 0.01, 1.0)
    assert found == pytest.approx(exact, abs=0.006)


@given(
    load=st.floats(0.01, 100),
    serving=st.floats(0, 100),
    service=st.floats(1e-4, 0.3),
    variability=st.floats(0.1, 5),
)
def test_no_more_is_finished_than_there_are_hands_for(load, serving, service, variability):
    found = finished_share(load, serving, service, variability)
    assert 0.0 <= found <= min(1.0, serving / load) + 1e-12


@given(load=st.floats(0.1, 50), serving=st.floats(0.1, 50))
def test_more_hands_finish_more(load, serving):
    few, more = (finished_share(load, serving + extra, 0.01, 0.5) for extra in (0.0, 0.5))
    assert more >= few - 1e-9


def test_where_nothing_fluctuates_all_is_done_for_which_there_are_hands():
    assert finished_share(10.0, 8.0, 0.0, 0.0) == 0.8
    assert finished_share(8.0, 10.0, 0.0, 0.0) == 1.0
    assert finished_share(8.0, 0.0, 0.01, 1.0) == 0.0
    assert math.isfinite(finished_share(1e-9, 5.0, 0.01, 1.0))


@pytest.mark.long
@pytest.mark.parametrize(("team", "off"), [(1, 0.006), (5, 0.006), (12, 0.005)])
@pytest.mark.parametrize("rho", [0.8, 0.9, 1.0, 1.2])
def test_a_small_team_finishes_that_share_in_simulation(team, off, rho):
    activities = {
        "call": Activity(per_month=1, mean_hours=0.75),
        "mail": Activity(per_month=4, mean_hours=0.25),
    }
    customers = round(rho * team * 96 / 1.75)
    facts = Facts(
        horizon_months=12,
        releases="spread",
        calendar=Calendar(working_days_per_month=20, availability=0.6),
        customers=Customers(at_start=customers, arrivals_per_month=0.0),
        renewal=Renewal(floor=1.0, ceiling=1.0),
        activities=activities,
        team=Team(at_start=team),
    )
    plan, shares = Policy(cadence="annual", hires=(0,)), []
    for number in range(40):
        start = warm_up(facts, draw(facts, Streams(1, 0, number)))
        series = run(facts, plan, start).series
        shares.append(series["finished"].sum() / series["released"].sum())
    # Of the hours alone: a square of (4 x 2 x 0.25^2 + 2 x 0.75^2) / 5 over a mean of 0.35.
    variability = ((4 * 2 * 0.25**2 + 2 * 0.75**2) / 5 / 0.35**2 - 1) / 2
    expected = finished_share(customers * 1.75 / 96, float(team), 0.35 / 96, variability)
    error = 3 * np.std(shares) / np.sqrt(len(shares))
    assert np.mean(shares) == pytest.approx(expected, abs=off + error)
