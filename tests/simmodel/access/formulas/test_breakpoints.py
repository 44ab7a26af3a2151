"""Steady states by service probabilities, and along a ranking as capacity grows."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.access.customers.acquisition import WordOfMouth
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import (
    all_served,
    at_capacity,
    balanced,
    breakpoints,
    nobody_served,
)
from simmodel.access.formulas.parameters import parameters

SOME = settings(max_examples=20)
PARTS = st.integers(0, 120).map(lambda percent: percent / 100)


def close(value, expected):
    np.testing.assert_allclose(value, expected, rtol=1e-9, atol=1e-9)


@pytest.fixture(scope="module")
def market(firms):
    """A strategy for parameters and a ranking of their classes."""

    @st.composite
    def draw_market(draw, turns="any", heard=True):
        known = parameters(draw(firms(types=(1, 3), turns=turns, heard=heard)))
        return known, tuple(draw(st.permutations(range(known.types + 1))))

    return draw_market


@SOME
@given(data=st.data())
def test_who_comes_in_and_who_goes_out_balance(market, data):
    # (2) and (54)
    known, _ = data.draw(market())
    q = np.array([data.draw(st.sampled_from([0.0, 0.3, 1.0])) for _ in range(known.types + 1)])
    flow = balanced(known, q)
    requests = flow.customers * known.requests
    joining = flow.coming * q[0] * known.joins
    becoming = (requests * q[1:]) @ known.served + (requests * (1 - q[1:])) @ known.denied
    close(joining + becoming, flow.customers * (known.departures + known.requests))
    close(flow.served, np.concatenate(([flow.coming], requests)) * q)
    denied = flow.requests(known)[1:].sum() - flow.served[1:].sum()
    close(flow.coming, 1 - known.deterred * denied)


@SOME
@given(data=st.data())
def test_value_is_the_profit_of_requests_and_of_months(market, data):
    # (8), a class at a time
    known, _ = data.draw(market())
    q = np.array([data.draw(st.sampled_from([0.0, 0.3, 1.0])) for _ in range(known.types + 1)])
    flow = balanced(known, q)
    value = flow.coming * (known.profit[0] * q[0] - known.denial_cost[0] * (1 - q[0]))
    for i in range(known.types):
        request = known.profit[i + 1] * q[i + 1] - known.denial_cost[i + 1] * (1 - q[i + 1])
        value += flow.customers[i] * (known.income[i] + known.requests[i] * request)
    close(flow.value(known), value)


@SOME
@given(data=st.data())
def test_a_ranking_serves_in_full_whoever_is_ranked_before_one_served_in_part(market, data):
    known, ranking = data.draw(market())
    points = breakpoints(known, ranking)
    capacity = data.draw(PARTS) * max(float(each.capacity(known).sum()) for each in points)
    flow = at_capacity(known, points, capacity)
    assert flow.capacity(known).sum() <= capacity * (1 + 1e-9) + 1e-12
    asked = flow.requests(known)
    # Of those who ask: without new customers no others do.
    shares = [flow.served[kind] / asked[kind] for kind in ranking if asked[kind] > 1e-9]
    service = np.divide(flow.served, asked, out=np.zeros(asked.size), where=asked > 1e-12)
    close(balanced(known, service).served, flow.served)
    for before, after in pairwise(shares):
        assert after < 1e-6 or before > 1 - 1e-6


@SOME
@given(data=st.data())
def test_all_servers_are_busy_until_everyone_is_served(market, data):
    known, ranking = data.draw(market("none", heard=False))
    points = breakpoints(known, ranking)
    whole = float(points[-1].capacity(known).sum())
    capacity = data.draw(PARTS) * whole
    close(at_capacity(known, points, capacity).capacity(known).sum(), min(capacity, whole))


def test_breakpoints_are_one_class_further_each_from_new_customers_on():
    known = parameters(Facts())
    points = breakpoints(known, (2, 0, 1))
    assert len(points) == 3
    for flow, types in zip(points[1:], ({1}, {0, 1}), strict=True):
        close(flow.served, all_served(known, types).served)
    close(points[0].served, nobody_served(known).served)
    # A server month a new customer, and as a type 0.2 x 0.1 / 0.01 or, denied, 0.2 x 0.1 / 0.08
    close([each.capacity(known).sum() for each in points], [0.0, 3.0, 5.0])
    close(points[1].customers, [0.2 / 0.08, 0.2 / 0.01])


def test_between_two_breakpoints_flows_are_in_proportion():
    known = parameters(Facts(word_of_mouth=WordOfMouth(deterred=0.5)))
    points = breakpoints(known, (0, 1, 2))
    low, high = (float(each.capacity(known).sum()) for each in points[1:3])
    between = at_capacity(known, points, 0.75 * low + 0.25 * high)
    close(between.served, 0.75 * points[1].served + 0.25 * points[2].served)
    close(between.coming, 0.75 * points[1].coming + 0.25 * points[2].coming)
    assert points[1].coming < between.coming < points[2].coming


def test_without_servers_nobody_is_served_and_with_many_everyone():
    known = parameters(Facts())
    points = breakpoints(known, (1, 0, 2))
    close(at_capacity(known, points, 0.0).served, [0.0, 0.0, 0.0])
    for capacity in (5.0, 5.1, 1e9):
        flow = at_capacity(known, points, capacity)
        close(flow.served, flow.requests(known))
