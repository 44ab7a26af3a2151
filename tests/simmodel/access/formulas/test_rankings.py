"""Which ranking is best, and where none is."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.formulas import rankings
from simmodel.access.formulas.allocation import optimum
from simmodel.access.formulas.breakpoints import all_served, at_capacity, breakpoints
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.values import (
    by_index,
    indices,
    new_customer_values,
    onward,
    served_first,
    sojourns,
)

SOME = settings(max_examples=30)
TURNS = st.sampled_from(["none", "better", "any"])
PARTS = st.integers(1, 110).map(lambda percent: percent / 100)


def whole(known):
    """Servers for each new customer a month that it takes to serve everyone."""
    return float(all_served(known, range(known.types)).capacity(known).sum())


def orderly(known):
    """Whether serving a class takes no work of another away, and brings no denials that are heard.

    Then the linear program is a Leontief system, whose best classes at a high cost of servers are
    among those at a lower cost: what a ranking can follow.
    """
    further = onward(known)[1:][~np.eye(known.types, dtype=bool)]
    if (further < 0).any():
        return False
    brought = (known.served - known.denied) @ sojourns(known, np.zeros(known.types))
    return not known.deterred or bool((brought @ known.requests <= 1).all())


@SOME
@given(data=st.data(), turns=TURNS, heard=st.booleans(), part=PARTS)
def test_no_ranking_does_better_than_the_linear_program(
    firms, attained, everyone, data, turns, heard, part
):
    known = parameters(data.draw(firms(types=(1, 3), turns=turns, heard=heard)))
    best = optimum(known, part * whole(known)).value(known)
    for ranking in everyone(known):
        value = attained(known, ranking, part * whole(known))
        assert value <= best + 1e-8 * (1 + abs(best))


@SOME
@given(data=st.data(), part=PARTS)
def test_the_best_ranking_makes_the_most_of_any_capacity(firms, attained, data, part):
    # Proposition 1, and one that hears of denials
    known = parameters(data.draw(firms(types=(1, 5), heard=data.draw(st.booleans()))))
    assert orderly(known)
    capacity = part * whole(known)
    best = optimum(known, capacity).value(known)
    value = attained(known, rankings.best(known), capacity)
    assert value == pytest.approx(best, rel=1e-8, abs=1e-8)


@settings(SOME, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data(), turns=st.sampled_from(["better", "any"]), heard=st.booleans(), part=PARTS)
def test_with_switching_it_does_where_serving_a_class_takes_no_work_of_another_away(
    firms, attained, data, turns, heard, part
):
    known = parameters(data.draw(firms(types=(2, 3), turns=turns, heard=heard)))
    assume(known.switching and orderly(known))
    capacity = part * whole(known)
    best = optimum(known, capacity).value(known)
    value = attained(known, rankings.best(known), capacity)
    assert value == pytest.approx(best, rel=1e-8, abs=1e-8)


@SOME
@given(data=st.data(), turns=TURNS)
def test_with_few_servers_it_makes_the_most_of_them_in_any_firm(firms, attained, data, turns):
    known = parameters(data.draw(firms(types=(1, 3), turns=turns, heard=data.draw(st.booleans()))))
    ranking = rankings.best(known)
    first = float(breakpoints(known, ranking)[1].capacity(known).sum())
    best = optimum(known, first / 2).value(known)
    assert attained(known, ranking, first / 2) == pytest.approx(best, rel=1e-8, abs=1e-8)


def plain(**more):
    """A type that brings nothing but by its requests, one a month, for ten months at most."""
    return Type(
        **{"profit": 0.0, "denial_cost": 0.0, "monthly_profit": 0.0, "requests_per_month": 1.0}
        | {"departures_per_month": 0.1, "joins": 0.0, "loyalty_served": 0.0, "loyalty_denied": 0.0}
        | more
    )


def test_a_type_that_others_must_be_served_to_become_is_ranked_by_what_it_would_add():
    silver = plain(profit=1.0, joins=1.0, turns_served={"gold": 0.5})
    gold = plain(profit=5.0, loyalty_served=0.9)
    known = parameters(Facts(new=Request(profit=10.0), types={"silver": silver, "gold": gold}))
    new, silver, gold = 0, 1, 2
    # While silver customers are denied there is nobody to be served as a gold one.
    assert all_served(known, {silver - 1}).customers[gold - 1] > 0
    assert all_served(known, {gold - 1}).customers[gold - 1] == 0
    assert rankings.best(known) == (new, gold, silver)
    ranked = {
        order: at_capacity(known, breakpoints(known, order), 2.0).value(known)
        for order in ((new, gold, silver), (new, silver, gold))
    }
    assert ranked[new, gold, silver] == pytest.approx(optimum(known, 2.0).value(known), rel=1e-9)
    assert ranked[new, silver, gold] < 0.85 * ranked[new, gold, silver]


@pytest.fixture(scope="module")
def turned_by_denial():
    """Casual customers, once denied, may turn into devoted ones, who take more work."""
    casual = plain(
        profit=10.0,
        requests_per_month=2.0,
        joins=0.5,
        loyalty_served=0.5,
        turns_denied={"devoted": 0.5},
    )
    devoted = plain(profit=5.0, loyalty_served=1.0)
    return parameters(Facts(new=Request(profit=10.0), types={"casual": casual, "devoted": devoted}))


def test_no_ranking_is_best_for_every_capacity_where_serving_takes_work_away(
    attained, everyone, turned_by_denial
):
    known = turned_by_denial
    assert onward(known)[1, 1] < 0 and not orderly(known)
    # With 2 servers casual customers are best served, with 3.4 best denied; in between the
    # servers are best given to some of both, in part.
    for capacity, service in ((1.9, [1.0, 0.99, 0.0]), (3.38, [1.0, 0.0, 1.0])):
        flow = optimum(known, capacity)
        asked = flow.requests(known)
        shares = np.divide(flow.served, asked, out=np.zeros(3), where=asked > 1e-6)
        assert shares == pytest.approx(service, abs=0.01)
    worst = {}
    for ranking in everyone(known):
        bests = {capacity: optimum(known, capacity).value(known) for capacity in (1.9, 2.6, 3.38)}
        worst[ranking] = min(attained(known, ranking, each) / bests[each] for each in bests)
    assert max(worst.values()) < 0.95
    assert worst[rankings.best(known)] == max(worst.values())


# ---- Against rules by index ----------------------------------------------------------------------


@SOME
@given(data=st.data())
def test_without_switching_types_go_by_their_index_and_new_customers_after_the_first(firms, data):
    known = parameters(data.draw(firms(types=(1, 4), joined=True)))
    index, order = indices(known), 1 + by_index(known)
    assume(np.diff(index[order]).max(initial=-1.0) < -1e-6 * np.abs(index).max())
    worth = new_customer_values(known)
    k = served_first(worth)
    assume(np.abs(np.delete(worth, k) - worth[k]).min() > 1e-6 * np.abs(worth).max())
    assert rankings.best(known) == (*order[:k], 0, *order[k:])


FIRM = Facts(
    new=Request(mean_hours=1.0, patience_hours=4.0, profit=12.0, denial_cost=0.0),
    types={
        "gold": Type(
            mean_hours=2.0, patience_hours=0.5, profit=6.0, denial_cost=4.0, loyalty_denied=1.0
        ),
        "silver": Type(mean_hours=0.5, patience_hours=8.0, profit=2.0, denial_cost=1.0, joins=0.0),
    },
    servers=Servers(hours_per_month=1.0),
)


def test_index_rules_go_by_what_is_lost_or_won_at_a_request():
    known = parameters(FIRM)
    # c mu / theta: 12 x 1, 10 / 2, 3 x 2; with c the patience counts: 12 / 4, 5 / 0.5, 6 / 8
    assert rankings.by_c_mu_theta(known) == (0, 2, 1)
    assert rankings.by_c_mu(known) == (1, 0, 2)
    # V mu: silver customers are lost by denial, and their months of profit with them
    index = indices(known)
    assert index[0] > index[2] > index[1]
    assert rankings.by_v_mu(known) == (0, 2, 1)


def test_of_equals_the_first_in_the_study_goes_first():
    equal = Type(profit=1.0)
    known = parameters(Facts(types={"one": equal, "two": equal, "three": equal}))
    for rule in (rankings.by_v_mu, rankings.by_c_mu, rankings.by_c_mu_theta, rankings.best):
        assert [kind for kind in rule(known) if kind] == [1, 2, 3]


def test_new_customers_who_bring_gold_go_before_types_of_higher_index_than_their_own():
    # Remark 1: their own index is not what they are worth
    facts = Facts(new=Request(profit=-30.0))
    known = parameters(facts)
    assert rankings.by_v_mu(known) == (1, 2, 0)
    assert rankings.best(known) == (1, 0, 2)
    best, by_v_mu = (
        at_capacity(known, breakpoints(known, ranking), 3.0).value(known)
        for ranking in ((1, 0, 2), (1, 2, 0))
    )
    assert best > 1.2 * by_v_mu
