"""The closed forms of Propositions 1 to 4 agree with the linear program."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simmodel.access.customers.acquisition import WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts
from simmodel.access.formulas import propositions
from simmodel.access.formulas.allocation import optimum
from simmodel.access.formulas.breakpoints import at_capacity, breakpoints
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import contribution
from simmodel.access.formulas.propositions import heard_index, market
from simmodel.access.formulas.values import by_index, indices, net_values, served_first, sojourns

SOME = settings(max_examples=20)
MANY_TYPES = (1, 5)
PARTS = st.integers(0, 130).map(lambda percent: percent / 100)
NEW_CUSTOMERS = st.integers(1, 200).map(lambda number: number / 4)


def close(value, expected):
    np.testing.assert_allclose(value, expected, rtol=1e-8, atol=1e-8)


def clear(known):
    """Whether the cost of a server equals no index, so that it is plain whom to serve."""
    of = market(known)
    near = np.abs(np.concatenate((of.index, of.worth, of.net)) - known.server_cost)
    return near.min() > 1e-6 * (1 + known.server_cost)


@SOME
@given(data=st.data(), part=PARTS, new_customers=NEW_CUSTOMERS)
def test_proposition_1_is_the_optimum_for_given_servers_and_advertising(
    firms, data, part, new_customers
):
    known = parameters(data.draw(firms(types=MANY_TYPES)))
    of = market(known)
    # The proposition serves whoever can be served, the program whom it pays to serve.
    assume(of.index[1:].min() >= 0 and of.worth.max() >= 0)
    capacity = part * new_customers * of.upto[-1]
    given = propositions.allocation(of, new_customers, capacity)
    assert given.min() >= 0
    assert given.sum() <= capacity * (1 + 1e-12)
    assert given[0] <= new_customers * of.time[0] * (1 + 1e-12)  # (23)
    load = given[0] * known.mu[0] * of.time[1:]
    assert np.all(given[1:] <= load * (1 + 1e-9) + 1e-9)  # (24)
    value = propositions.value(of, known, new_customers, capacity)
    best = optimum(known, capacity / new_customers) * new_customers
    close(value, best.value(known))


@SOME
@given(data=st.data(), part=PARTS, new_customers=NEW_CUSTOMERS)
def test_proposition_1_is_its_ranking_climbed_up_to_the_servers(firms, data, part, new_customers):
    known = parameters(data.draw(firms(types=MANY_TYPES, joined=True)))
    of = market(known)
    k = served_first(of.worth)
    order = (*(1 + by_index(known)[:k]), 0, *(1 + by_index(known)[k:]))
    capacity = part * new_customers * of.upto[-1]
    flow = at_capacity(known, breakpoints(known, order), capacity / new_customers) * new_customers
    sequence = [0, *(1 + by_index(known))]
    close(flow.capacity(known)[sequence], propositions.allocation(of, new_customers, capacity))
    close(flow.value(known), propositions.value(of, known, new_customers, capacity))


@SOME
@given(data=st.data())
def test_proposition_2_is_the_optimum_for_given_advertising(firms, data):
    # (40) and (41), of which V bar_k > C is asked: those who come and are denied cost anyway
    known = parameters(data.draw(firms(types=MANY_TYPES)))
    assume(clear(known))
    of, cost = market(known), known.server_cost
    k = served_first(of.worth)
    flow = optimum(known)
    busy = float(flow.capacity(known).sum())
    if of.worth[k] < cost:
        assert busy == pytest.approx(0.0, abs=1e-9)
        return
    beyond = of.index[k + 1 :] - cost
    close(busy, of.upto[k] + of.time[k + 1 :] @ (beyond > 0))
    profit = of.upto[k] * (of.net[k] - cost) + of.time[k + 1 :] @ np.maximum(beyond, 0.0)
    close(contribution(known, flow), profit)
    # Rationing is optimal if and only if the least index is below the cost.
    denied = flow.requests(known) - flow.served > 1e-7
    asked = flow.requests(known) > 1e-7
    assert denied.any() == (of.index[1:][asked[1:][by_index(known)]] < cost).any()


@SOME
@given(data=st.data())
def test_proposition_3_is_the_optimum_if_advertising_is_free_to_choose(firms, data):
    # (42) and (43)
    known = parameters(data.draw(firms(types=MANY_TYPES)))
    assume(clear(known))
    of, cost, flow = market(known), known.server_cost, optimum(known)
    worth = propositions.worth(of, cost)
    operates = of.net[served_first(of.net)] > cost
    assert operates == (worth > 0)
    if operates:
        close(contribution(known, flow), worth)
        close(float(flow.capacity(known).sum()), propositions.capacity(of, cost))
        assert flow.served[0] == pytest.approx(1.0)  # all new customers
    else:
        assert contribution(known, flow) <= 1e-9


@pytest.mark.parametrize(
    "change",
    [
        {"word_of_mouth": WordOfMouth(deterred=0.1)},
        {"types": {"gold": Type(loyalty_denied=0.1, turns_denied={"tin": 0.2}), "tin": Type()}},
        {"types": {"gold": Type(least_service=0.2)}},
    ],
)
def test_the_propositions_are_refused_for_markets_they_do_not_speak_of(change):
    with pytest.raises(ValueError, match="neither switch nor hear"):
        market(parameters(Facts(**change)))


# ---- Proposition 4 -------------------------------------------------------------------------------


def test_word_of_mouth_is_for_one_type():
    with pytest.raises(ValueError, match="found 2 types; allowed: one"):
        heard_index(parameters(Facts()))


def heard(data, firms):
    """A market of one type that somebody joins, in which denials are heard of."""
    known = parameters(data.draw(firms(types=(1, 1), joined=True, heard=True)))
    assume(known.deterred > 0)
    return known


def at_cost(known, cost):
    """The optimum at a cost of servers, and its contribution."""
    known = replace(known, server_cost=float(cost))
    flow = optimum(known)
    return flow, contribution(known, flow)


@SOME
@given(data=st.data())
def test_base_customers_are_served_up_to_the_index_with_word_of_mouth(firms, data):
    # (58): V tilde_0 > C > V_1 mu_1 with V bar 1 w in between
    known = heard(data, firms)
    new, threshold, base = net_values(known)[0], heard_index(known), indices(known)[1]
    tiny = 1e-5 * (1 + abs(threshold))
    assume(new > threshold + 2 * tiny and threshold > max(base, 0.0) + 2 * tiny)
    everyone, _ = at_cost(known, threshold - tiny)
    np.testing.assert_allclose(everyone.served, everyone.requests(known), rtol=1e-9)
    assert everyone.coming == pytest.approx(1.0)
    new_only, worth = at_cost(known, threshold + tiny)
    assert new_only.served[1] == pytest.approx(0.0, abs=1e-9)
    a = float(known.joins[0] * known.requests[0] * sojourns(known, np.zeros(1))[0, 0])
    assert new_only.served[0] == pytest.approx(1 / (1 + known.deterred * a), rel=1e-9)
    # Without word of mouth new customers alone are served at both costs.
    for cost in (threshold - tiny, threshold + tiny):
        flow, more = at_cost(replace(known, deterred=0.0), cost)
        assert flow.served == pytest.approx([1.0, 0.0], abs=1e-9)
        assert more > worth > 0


@SOME
@given(data=st.data())
def test_word_of_mouth_matters_only_where_base_customers_would_be_denied(firms, data):
    known = heard(data, firms)
    assume(clear(replace(known, deterred=0.0)))
    without, with_it = (
        # Who brings nothing is not acquired.
        max(contribution(each, optimum(each)), 0.0)
        for each in (replace(known, deterred=0.0), known)
    )
    new, base, cost = net_values(known)[0], indices(known)[1], known.server_cost
    if new > cost > base:
        assert with_it < without
    else:
        assert with_it == pytest.approx(without, rel=1e-9, abs=1e-9)


def test_profit_falls_towards_nothing_as_word_of_mouth_grows():
    # A new customer is worth 10 + 0.2 x 2 / 0.02 = 30 alone, and (30 + 2 x 9) / (1 + 2) a server
    # month if she is served ever after: at a cost of 20 that does not pay.
    base = Type(monthly_profit=2.0, profit=-1.0, denial_cost=0.0, loyalty_denied=0.9)
    known = parameters(Facts(new=Request(profit=10.0), types={"base": base}))
    assert net_values(known) == pytest.approx([30.0, 16.0])
    cost = 20.0
    worths = [at_cost(replace(known, deterred=each), cost)[1] for each in (0, 0.1, 1, 10, 100, 1e6)]
    assert np.all(np.diff(worths) < 0)
    assert 0 < worths[-1] < 1e-5 * worths[0]
