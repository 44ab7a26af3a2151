"""The linear program: equivalent to the paper's, and its optimum is a steady state."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.access.formulas.allocation import optimum
from simmodel.access.formulas.breakpoints import all_served, balanced
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.values import indices, onward, sojourns

SOME = settings(max_examples=20)
TURNS = st.sampled_from(["none", "any"])
PARTS = st.integers(0, 120).map(lambda percent: percent / 100)


def close(value, expected):
    assert value == pytest.approx(expected, rel=1e-8, abs=1e-8)


def any_firm(data, firms, **kind):
    return parameters(data.draw(firms(types=(1, 3), turns=data.draw(TURNS), **kind)))


def any_capacity(data, known):
    """Up to somewhat more than serving everyone takes."""
    whole = float(all_served(known, range(known.types)).capacity(known).sum())
    return data.draw(PARTS) * whole


def program(value, limits, bounds):
    found = linprog(-value, A_ub=np.vstack(limits), b_ub=bounds)
    assert found.success
    return -found.fun


def of_the_paper(known, capacity):
    """The most a new customer a month brings: (22) under (23), (25) and (50)."""
    loads = onward(known) * known.mu[:, None]
    own = np.vstack((np.zeros(known.types), np.eye(known.types)))
    brought = np.where(own > 0, 0.0, loads)
    new = np.eye(known.types + 1)[:1]
    limits = [new, (own - brought).T, np.ones((1, known.types + 1))]
    bounds = [1 / known.mu[0], *np.zeros(known.types), capacity]
    return program(indices(known), limits, bounds) - known.denial_cost[0]


@SOME
@given(data=st.data())
def test_the_program_is_that_of_the_paper(firms, data):
    known = any_firm(data, firms)
    capacity = any_capacity(data, known)
    close(optimum(known, capacity).value(known), of_the_paper(known, capacity))


@SOME
@given(data=st.data())
def test_with_word_of_mouth_the_program_is_that_of_the_paper(firms, data):
    # (55) under (24), (56) and (57), for one type
    known = parameters(data.draw(firms(types=(1, 1), heard=True)))
    capacity = any_capacity(data, known)
    a = float(known.joins[0] * known.requests[0] * sojourns(known, np.zeros(1))[0, 0])
    unserved = sojourns(known, np.zeros(1))[0, 0]
    more = known.served[0, 0] - known.denied[0, 0]
    # Denials per request served; the second is -a s_0 / s_1, where somebody joins.
    denials = np.array([a, known.requests[0] * more * unserved - 1.0])
    coming = -known.deterred * denials * known.mu
    load = known.mu[0] * onward(known)[0, 0]
    limits = [
        np.array([1.0, 0.0]) - coming / known.mu[0],
        np.array([-load, 1.0]),
        np.ones(2),
    ]
    bounds = [1 / known.mu[0], 0.0, capacity]
    value = indices(known) - known.denial_cost[0] * coming
    best = program(value, limits, bounds) - known.denial_cost[0]
    close(optimum(known, capacity).value(known), best)


@SOME
@given(data=st.data())
def test_the_optimum_is_the_steady_state_of_its_service_probabilities(firms, data):
    known = any_firm(data, firms, heard=True)
    capacity = any_capacity(data, known)
    flow = optimum(known, capacity)
    asked = flow.requests(known)
    service = np.divide(flow.served, asked, out=np.zeros(asked.size), where=asked > 1e-9)
    assert service.max() <= 1 + 1e-6
    assert flow.capacity(known).sum() <= capacity + 1e-9
    again = balanced(known, np.minimum(service, 1.0))
    close(again.customers, flow.customers)
    close(again.served, flow.served)
    close(again.coming, flow.coming)


@SOME
@given(data=st.data())
def test_no_service_probabilities_bring_more(firms, data):
    known = any_firm(data, firms, heard=True)
    parts = st.lists(
        st.sampled_from([0.0, 0.5, 1.0]), min_size=known.types + 1, max_size=known.types + 1
    )
    flow = balanced(known, np.array(data.draw(parts)))
    busy = float(flow.capacity(known).sum())
    best = optimum(known, busy).value(known)
    assert flow.value(known) <= best + 1e-8 * (1 + abs(best))
    profit = flow.value(known) - known.server_cost * busy
    planned = optimum(known)
    most = planned.value(known) - known.server_cost * float(planned.capacity(known).sum())
    assert profit <= most + 1e-8 * (1 + abs(most))


@SOME
@given(data=st.data())
def test_a_further_server_is_worth_something_but_less_than_the_one_before(firms, data):
    # Proposition 1, part 3
    known = any_firm(data, firms, heard=True)
    step = any_capacity(data, known) / 4
    values = np.array([optimum(known, step * number).value(known) for number in range(5)])
    gained = np.diff(values)
    tiny = 1e-8 * (1 + np.abs(values).max())
    assert gained.min() >= -tiny
    assert np.diff(gained).max() <= tiny


@SOME
@given(data=st.data())
def test_promises_of_least_service_are_kept_and_never_free_of_cost(firms, data):
    facts = data.draw(firms(types=(1, 3), turns=data.draw(TURNS), heard=True, promised=True))
    free = {
        name: each.model_copy(update={"least_service": 0.0}) for name, each in facts.types.items()
    }
    known, unbound = parameters(facts), parameters(facts.model_copy(update={"types": free}))
    for capacity in (None, any_capacity(data, known)):
        kept = optimum(known, capacity)
        short = known.least * kept.requests(known)[1:] - kept.served[1:]
        assert short.max() <= 1e-8 * (1 + kept.served.max())
        at = known.server_cost if capacity is None else 0.0
        values = [
            flow.value(known) - at * float(flow.capacity(known).sum())
            for flow in (kept, optimum(unbound, capacity))
        ]
        assert values[0] <= values[1] + 1e-8 * (1 + abs(values[1]))


@SOME
@given(data=st.data(), rate=st.sampled_from([1e-6, 1e6, 1e9]))
def test_the_currency_does_not_matter(firms, data, rate):
    known = any_firm(data, firms, heard=True)
    other = replace(
        known,
        profit=known.profit * rate,
        denial_cost=known.denial_cost * rate,
        income=known.income * rate,
        server_cost=known.server_cost * rate,
    )
    capacity = any_capacity(data, known)
    for limit in (capacity, None):
        values = [optimum(each, limit).value(each) for each in (known, other)]
        if limit is None:
            values[0] -= known.server_cost * optimum(known).capacity(known).sum()
            values[1] -= other.server_cost * optimum(other).capacity(other).sum()
        close(values[1] / rate, values[0])


def test_a_promise_to_those_who_are_better_denied_costs_profit():
    def contribution(promise):
        types = {"gold": Type(), "silver": Type(monthly_profit=2.5, least_service=promise)}
        known = parameters(Facts(types=types))
        flow = optimum(known)
        service = flow.served / flow.requests(known)
        assert service == pytest.approx([1.0, 1.0, promise], abs=1e-9)
        return flow.value(known) - known.server_cost * float(flow.capacity(known).sum())

    assert contribution(0.0) > contribution(0.3) > contribution(0.6) > contribution(0.9)
