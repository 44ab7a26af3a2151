"""Where a firm settles: exact for customers who are alike, near the simulated for others."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import sem

from simmodel.access.controls import controls
from simmodel.access.customers.types import Type
from simmodel.access.desk.initial_state import initial_state
from simmodel.access.facts import Facts
from simmodel.access.formulas.equilibrium import (
    equilibrium,
    fluid_equilibrium,
    service_probabilities,
)
from simmodel.access.formulas.parameters import parameters
from simmodel.access.policy import Policy

# ---- Given requests ------------------------------------------------------------------------------


def asked(requests, servers, ranking, mu=1.0, patience=1.0):
    """Service probabilities of requests; one rate of service and patience for all, or one each."""
    rates = np.asarray(requests, float)
    mu, patience = (
        np.broadcast_to(np.asarray(each, float), rates.shape) for each in (mu, patience)
    )
    about = np.full(rates.size, 0.9)
    return service_probabilities(
        rates, about, mu.copy(), patience.copy(), servers, np.asarray(ranking)
    )


@pytest.mark.parametrize("servers", [1, 10, 300])
@pytest.mark.parametrize("load", [0.3, 0.95, 1.0, 1.4])
@pytest.mark.parametrize("patience", [0.1, 1.0, 30.0])
def test_one_class_is_erlang_a(erlang_a, servers, load, patience):
    rate = load * servers
    found = asked([rate], servers, [0], patience=patience)
    assert found[0] == pytest.approx(
        1.0 - erlang_a(servers, rate, 1.0, patience)["gives_up"], rel=1e-9
    )


def priorities(rates, servers, patience, most):
    """Who is served of two classes with services of mean 1, by the chain of busy and waiting."""
    states = [(busy, 0, 0) for busy in range(servers)]
    states += [(servers, first, last) for first, last in product(range(most), repeat=2)]
    number = {state: place for place, state in enumerate(states)}
    rate_of = np.zeros((len(states), len(states)))

    def goes(state, to, rate):
        if to in number:
            rate_of[number[state], number[to]] += rate

    for state in states:
        busy, first, last = state
        for kind, rate in enumerate(rates):
            waits = (first + (kind == 0), last + (kind == 1))
            goes(state, (busy, *waits) if busy == servers else (busy + 1, 0, 0), rate)
        if first:
            goes(state, (busy, first - 1, last), busy + first * patience)
            goes(state, (busy, first, last - 1), last * patience)
        elif last:
            goes(state, (busy, first, last - 1), busy + last * patience)
        else:
            goes(state, (busy - 1, 0, 0), busy)
    balance = rate_of.T - np.diag(rate_of.sum(axis=1))
    balance[-1] = 1.0
    chance = np.linalg.solve(balance, np.eye(len(states))[-1])
    waiting = np.array(states)[:, 1:].T @ chance
    return 1.0 - patience * waiting / rates


@pytest.mark.parametrize(("servers", "rates"), [(1, (0.4, 0.8)), (4, (2.0, 3.0)), (9, (9.0, 1.0))])
@pytest.mark.parametrize("patience", [0.6, 3.0])
def test_priorities_of_like_classes_are_exact(servers, rates, patience):
    expected = priorities(np.array(rates), servers, patience, most=26)
    assert asked(rates, servers, [0, 1], patience=patience) == pytest.approx(expected, abs=1e-6)
    assert asked(rates[::-1], servers, [1, 0], patience=patience)[::-1] == pytest.approx(
        expected, abs=1e-6
    )


RATE = st.floats(0.0, 200.0)
POSITIVE = st.floats(1e-4, 100.0)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(RATE, POSITIVE, POSITIVE), min_size=1, max_size=5).filter(
        lambda classes: sum(rate for rate, _, _ in classes) > 0.001
    ),
    st.integers(1, 150),
    st.randoms(),
)
def test_service_is_a_probability(classes, servers, order):
    rates, mu, patience = map(np.array, zip(*classes, strict=True))
    ranking = list(range(rates.size))
    order.shuffle(ranking)
    found = asked(rates, servers, ranking, mu, patience)
    assert np.all((found >= 0) & (found <= 1))


@given(st.integers(1, 60), st.floats(0.5, 80.0), POSITIVE)
def test_more_servers_serve_more(servers, rate, patience):
    fewer, more = (asked([rate], count, [0], patience=patience) for count in (servers, servers + 1))
    assert more[0] >= fewer[0] * (1 - 1e-12)


@pytest.mark.parametrize("excess", [1.0, 1e-3])
def test_the_queue_of_the_most_patient_is_that_of_the_fluid(excess):
    rate = 10.0 * (1.0 + excess)
    found = asked([rate], 10, [0], patience=1e-9)
    assert found[0] == pytest.approx(10.0 / rate, rel=1e-6)


# ---- A firm --------------------------------------------------------------------------------------


# Customers stay for some ten months, so that their number soon is what it settles at.
LIVELY = Facts(
    horizon_months=400,
    warm_up_months=0,
    types={
        "gold": Type(departures_per_month=0.1, requests_per_month=1.0),
        "silver": Type(departures_per_month=0.1, requests_per_month=1.0, monthly_profit=2.5),
    },
)


@pytest.mark.long
@pytest.mark.parametrize(
    "policy",
    [
        Policy(new_customers=45.0, servers=130),
        Policy(new_customers=30.0, servers=150),
        Policy(new_customers=43.0, servers=110, ranking="silver > gold > new"),
        Policy(new_customers=43.0, servers=110, ranking="new > gold > silver"),
    ],
)
def test_a_firm_stays_about_where_it_settles(played, policy):
    begin = initial_state(LIVELY, policy).customers
    outcomes = played(LIVELY, policy, 100)
    later = np.array([each.tally.customers[60:].mean(axis=0) for each in outcomes])
    assert np.all(sem(later) < 0.01 * begin)
    assert later.mean(axis=0) == pytest.approx(begin, rel=0.06)


def test_large_firms_settle_where_the_fluid_does():
    facts = Facts()
    known, gaps = parameters(facts), []
    for servers in (100, 1_000, 10_000):
        policy = Policy(new_customers=servers / 2.9, servers=servers, ranking="gold > new > silver")
        applied = controls(facts, policy)
        flow, about = fluid_equilibrium(known, applied), equilibrium(known, applied)
        gaps.append(np.abs(about.served - flow.served).max() / servers)
    assert gaps[0] > gaps[1] > gaps[2]
    assert gaps[2] < 0.01


def test_without_servers_everyone_is_denied():
    known = parameters(LIVELY)
    policy = Policy(new_customers=5.0, servers=0)
    assert equilibrium(known, controls(LIVELY, policy)).served.tolist() == [0.0, 0.0, 0.0]


def test_nobody_is_there_without_new_customers():
    begin = initial_state(Facts(), Policy(new_customers=0.0, servers=10))
    assert begin.customers.tolist() == [0, 0]


def test_a_queue_without_end_is_not_there_at_the_beginning():
    facts = Facts(types={"gold": Type(patience_hours=1e6, joins=0.9)})
    policy = Policy(new_customers=30.0, servers=20, ranking="new > gold")
    about = equilibrium(parameters(facts), controls(facts, policy))
    waiting = (about.requests(parameters(facts)) - about.served)[1] * 1e6
    present = initial_state(facts, policy).customers[0]
    assert waiting > 1e5 > present > about.customers[0]
