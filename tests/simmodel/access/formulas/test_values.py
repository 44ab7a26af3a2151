"""What customers are worth: the identities of the paper's sections 4.1 and 5.1."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.access.formulas.breakpoints import balanced
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.values import (
    by_index,
    indices,
    lifetime_values,
    net_values,
    new_customer_values,
    one_time_values,
    onward,
    processing,
    served_first,
    sojourns,
)

SOME = settings(max_examples=20)
TURNS = st.sampled_from(["none", "any"])


def close(value, expected):
    """Equal but for rounding, which is relative to the largest of the numbers."""
    expected = np.asarray(expected)
    scale = 1.0 + float(np.abs(expected).max())
    np.testing.assert_allclose(value, expected, rtol=1e-9, atol=1e-10 * scale)


def firm(data, firms, turns="none", **kind):
    return parameters(data.draw(firms(turns=turns, types=(1, 3), **kind)))


def probabilities(data, size):
    chance = st.integers(0, 100).map(lambda percent: percent / 100)
    return np.array(data.draw(st.lists(chance, min_size=size, max_size=size)))


def serving_only(known, kind):
    """e_i: all requests of one type are served, and no others."""
    return np.eye(known.types)[kind]


@SOME
@given(data=st.data(), turns=TURNS)
def test_sojourns_invert_the_rates_at_which_customers_turn_and_leave(firms, data, turns):
    # (4)
    known = firm(data, firms, turns)
    q = np.diag(probabilities(data, known.types))
    r, gamma = np.diag(known.requests), np.diag(known.departures)
    rates = gamma + r @ (np.eye(known.types) - known.denied - q @ (known.served - known.denied))
    close(sojourns(known, q.diagonal()) @ rates, np.eye(known.types))


@SOME
@given(data=st.data())
def test_without_switching_a_lifetime_is_one_over_the_rate_of_leaving(firms, data):
    # (6)
    known = firm(data, firms)
    q = probabilities(data, known.types)
    stays = q * known.served.diagonal() + (1 - q) * known.denied.diagonal()
    leaves = known.departures + known.requests * (1 - stays)
    close(sojourns(known, q), np.diag(1 / leaves))


@SOME
@given(data=st.data())
def test_without_switching_a_lifetime_value_is_profit_over_the_rate_of_leaving(firms, data):
    # (12)
    known = firm(data, firms)
    q = probabilities(data, known.types)
    for i in range(known.types):
        of_request = known.profit[i + 1] * q[i] - known.denial_cost[i + 1] * (1 - q[i])
        stays = q[i] * known.served[i, i] + (1 - q[i]) * known.denied[i, i]
        leaves = known.departures[i] + known.requests[i] * (1 - stays)
        value = (known.income[i] + known.requests[i] * of_request) / leaves
        close(lifetime_values(known, q)[i], value)


@SOME
@given(data=st.data(), turns=TURNS)
def test_a_lifetime_value_is_what_the_next_moment_brings_and_those_after(firms, data, turns):
    # (45), as the balance of one type: what she is worth until her next request, and after it.
    known = firm(data, firms, turns)
    q = probabilities(data, known.types)
    value = lifetime_values(known, q)
    becomes = q[:, None] * known.served + (1 - q)[:, None] * known.denied
    of_request = known.profit[1:] * q - known.denial_cost[1:] * (1 - q) + becomes @ value
    until = known.income + known.requests * of_request
    close((known.departures + known.requests) * value, until)


@SOME
@given(data=st.data())
def test_one_time_values_without_switching(firms, data):
    # (13) and (14)
    known = firm(data, firms)
    unserved = lifetime_values(known, np.zeros(known.types))
    gained = (known.served - known.denied).diagonal() * unserved
    values = one_time_values(known)
    close(values[0], known.profit[0] + known.denial_cost[0] + known.joins @ unserved)
    close(values[1:], known.profit[1:] + known.denial_cost[1:] + gained)


@SOME
@given(data=st.data(), turns=TURNS)
def test_serving_a_type_is_worth_its_one_time_value_at_each_of_its_requests(firms, data, turns):
    # (15), which section 5.1.1 says to hold with switching
    known = firm(data, firms, turns)
    values = one_time_values(known)
    unserved = lifetime_values(known, np.zeros(known.types))
    for i in range(known.types):
        only = serving_only(known, i)
        gained = lifetime_values(known, only)[i] - unserved[i]
        requests = known.requests[i] * sojourns(known, only)[i, i]
        close(values[i + 1] * requests, gained)


@SOME
@given(data=st.data(), turns=TURNS)
def test_customers_follow_from_the_capacity_that_each_class_gets(firms, data, turns):
    # (18) and (47)
    known = firm(data, firms, turns)
    flow = balanced(known, probabilities(data, known.types + 1))
    throughput = flow.capacity(known) * known.mu
    brought = throughput @ np.vstack((known.joins, known.served - known.denied))
    close(flow.customers, brought @ sojourns(known, np.zeros(known.types)))


@SOME
@given(data=st.data(), turns=TURNS)
def test_value_is_that_of_each_server_month_less_the_denial_of_all_new_customers(
    firms, data, turns
):
    # (19) and (48)
    known = firm(data, firms, turns)
    flow = balanced(known, probabilities(data, known.types + 1))
    close(flow.value(known), flow.capacity(known) @ indices(known) - known.denial_cost[0])


@SOME
@given(data=st.data())
def test_processing_time_is_that_of_all_requests_while_the_type_is_served(firms, data):
    # (20) and (21); s_0i of (49) is the same without switching
    known = firm(data, firms)
    times = processing(known)
    stays = known.served.diagonal()
    lifetimes = 1 / (known.departures + known.requests * (1 - stays))
    close(times, [1 / known.mu[0], *(known.joins * lifetimes * known.requests / known.mu[1:])])
    close(onward(known)[0], times[1:])


@SOME
@given(data=st.data(), turns=TURNS)
def test_onward_work_is_that_of_the_customers_whom_one_served_request_brings(firms, data, turns):
    # (49): the change of L if only type i is served and each of its requests pays its time
    known = firm(data, firms, turns)
    loads = onward(known)
    for i in range(known.types):
        months = sojourns(known, serving_only(known, i))[:, i]
        work = months * known.requests[i] / known.mu[i + 1]
        close(loads[0, i], known.joins @ work)
        close(loads[1:, i], (known.served - known.denied) @ work)


@SOME
@given(data=st.data(), turns=TURNS)
def test_the_load_of_a_type_is_the_work_that_serving_others_brings(firms, data, turns):
    # (50) binds for a type that is served in full, and is slack for any other.
    known = firm(data, firms, turns)
    flow = balanced(known, probabilities(data, known.types + 1))
    busy, loads = flow.capacity(known), onward(known)
    for i in range(known.types):
        others = [j for j in range(known.types + 1) if j != i + 1]
        brought = sum(busy[j] * known.mu[j] * loads[j, i] for j in others)
        asked = flow.customers[i] * known.requests[i] / known.mu[i + 1]
        slack = asked - busy[i + 1]
        # One more request that is denied is one that would have been served, and those after it.
        only = serving_only(known, i)
        ratio = sojourns(known, only)[i, i] / sojourns(known, np.zeros(known.types))[i, i]
        close(brought - busy[i + 1], slack * ratio)


@SOME
@given(data=st.data())
def test_the_value_of_a_new_customer_is_what_she_and_those_who_are_served_bring(firms, data):
    # (26) and (27), of which the code has (28)
    known = firm(data, firms)
    order = by_index(known)
    times, values = processing(known), new_customer_values(known)
    for count in range(known.types + 1):
        service = np.zeros(known.types)
        service[order[:count]] = 1.0
        brings = (
            known.profit[0] + known.denial_cost[0] + known.joins @ lifetime_values(known, service)
        )
        takes = times[0] + times[1:][order[:count]].sum()
        close(values[count] * takes, brings)
        close(net_values(known)[count] * takes, brings - known.denial_cost[0])  # (33)


@pytest.mark.parametrize("metric", [new_customer_values, net_values])
@SOME
@given(data=st.data())
def test_serving_more_types_first_raises_and_then_lowers_the_value_of_a_new_customer(
    firms, data, metric
):
    # Lemma 1, (30) to (32), and Lemma 2, (35) to (37): of types that somebody joins
    known = firm(data, firms, joined=True)
    worth, index = metric(known), indices(known)[1:][by_index(known)]
    k, tiny = served_first(worth), 1e-9 * (1 + np.abs(worth).max())
    assert np.all(np.diff(index) <= 0)
    assert worth[k] >= worth.max() - tiny
    assert np.all(np.diff(worth[: k + 1]) >= -tiny)
    assert np.all(np.diff(worth[k:]) < tiny)
    assert np.all(index[:k] >= worth[1 : k + 1] - tiny)
    assert np.all(worth[k + 1 :] >= index[k:] - tiny)


@SOME
@given(data=st.data())
def test_nothing_is_worth_more_than_to_serve_the_types_served_first(firms, data):
    # (30) and (35), whether or not anybody joins as each of the types
    known = firm(data, firms)
    for worth in (new_customer_values(known), net_values(known)):
        close(worth[served_first(worth)], worth.max())


@SOME
@given(data=st.data())
def test_what_denial_costs_makes_more_types_worth_serving_first(firms, data):
    # Lemma 2: k* >= k
    known = firm(data, firms)
    assert served_first(net_values(known)) >= served_first(new_customer_values(known))


@pytest.mark.parametrize(
    ("worth", "first"),
    [
        ([5.0, 4.0, 3.0], 0),
        ([5.0, 6.0, 3.0], 1),
        ([5.0, 5.0, 3.0], 1),
        ([4.0, 5.0, 6.0], 2),
        ([4.0], 0),
        ([5.0, 4.0, 4.0], 0),
    ],
)
def test_the_last_type_to_raise_the_value_is_the_last_served_first(worth, first):
    # (29)
    assert served_first(np.array(worth)) == first
