"""Queueing theory as an oracle: what is known exactly, the engine must reproduce."""

from functools import cache, partial
from math import factorial

import numpy as np
import pytest
from scipy.sparse import lil_matrix
from scipy.sparse.linalg import spsolve

from simmodel.access.controls import controls
from simmodel.access.customers.acquisition import WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.formulas.breakpoints import balanced
from simmodel.access.formulas.equilibrium import fluid_equilibrium
from simmodel.access.formulas.parameters import parameters

# ---- New customers alone -------------------------------------------------------------------------


def alone(patience_hours, months):
    """Nobody comes back: new customers are M/M/N+M, with a month of 160 hours of 4 services."""
    return Facts(
        horizon_months=months,
        warm_up_months=2,
        new=Request(mean_hours=4.0, patience_hours=patience_hours),
        types={"none": Type(joins=0.0)},
        servers=Servers(hours_per_month=160.0),
    )


@pytest.mark.parametrize(
    ("servers", "load", "patience_hours", "months"),
    [
        (1, 0.8, 4.0, 500),
        (3, 1.2, 2.0, 200),
        (10, 1.0, 8.0, 100),
        (10, 1.3, 4.0, 100),
        (30, 0.9, 1.0, 100),
    ],
)
def test_new_customers_alone_follow_erlang_a(
    stated, played, assert_mean, erlang_a, servers, load, patience_hours, months
):
    facts = alone(patience_hours, months)
    rate = load * servers * 40.0  # a month
    outcomes = played(facts, stated(facts, rate, servers), 16)
    expected = erlang_a(servers, rate, 40.0, 160.0 / patience_hours)
    requests = [(each.tally.served + each.tally.denied)[:, 0].sum() for each in outcomes]
    gave_up = [each.tally.denied[:, 0].sum() for each in outcomes]
    assert_mean(np.divide(gave_up, requests), expected["gives_up"], 0.006)
    waits = [each.tally.waited.sum() / each.tally.served.sum() for each in outcomes]
    assert_mean(waits, expected["wait"], 0.06 * expected["wait"])
    busy = [each.series["utilisation"].mean() for each in outcomes]
    assert_mean(busy, expected["busy"], 0.012)


@pytest.mark.parametrize(("servers", "load", "months"), [(1, 0.7, 1200), (4, 0.8, 600)])
def test_patient_new_customers_follow_erlang_c(stated, played, assert_mean, servers, load, months):
    facts = alone(1e6, months)
    outcomes = played(facts, stated(facts, load * servers * 40.0, servers), 16)
    denied, served = (
        sum(getattr(each.tally, name).sum() for each in outcomes) for name in ("denied", "served")
    )
    assert denied < 1e-4 * served
    offered = load * servers
    waiting = offered**servers / factorial(servers) / (1 - load)
    waiting /= sum(offered**k / factorial(k) for k in range(servers)) + waiting
    expected = waiting / (40.0 * servers * (1 - load))
    waits = [each.tally.waited.sum() / each.tally.served.sum() for each in outcomes]
    assert_mean(waits, expected, 0.07 * expected)


# ---- New and base customers ----------------------------------------------------------------------

# A firm small enough to write down where everybody may be; its month is an hour.
NEW_RATE = 2.0
PAIR = Facts(
    horizon_months=1200,
    warm_up_months=50,
    new=Request(mean_hours=0.3, patience_hours=0.4),
    types={
        "base": Type(
            mean_hours=0.5,
            patience_hours=0.7,
            requests_per_month=0.8,
            departures_per_month=0.25,
            joins=0.5,
            loyalty_served=0.9,
            loyalty_denied=0.4,
        )
    },
)
SERVERS, MOST_WAITING, MOST_AWAY = 1, 7, 13


@cache
def chain(ranking):
    """Rates of all that happens in the long run, by the Markov chain of everybody's whereabouts.

    States: classes in service, new and base customers who wait, base customers who are away.
    Customers beyond the most that are looked at are turned away; less than one in 10,000 is.
    """
    known = parameters(PAIR)
    base = PAIR.types["base"]
    services = [(), (0,), (1,)]
    states = [
        (service, new, waits, away)
        for service in services
        for new in range(MOST_WAITING + 1)
        for waits in range(MOST_WAITING + 1)
        for away in range(MOST_AWAY + 1)
        if service or not (new or waits)
    ]
    numbers = {state: number for number, state in enumerate(states)}

    def asks(kind, service, queue, away):
        if not service:
            return (kind,), tuple(queue), away
        queue = list(queue)
        queue[kind] += 1
        return service, tuple(queue), away

    def ends(queue, away):
        for kind in ranking:
            if queue[kind]:
                left = list(queue)
                left[kind] -= 1
                return (kind,), tuple(left), away
        return (), tuple(queue), away

    def happenings(service, queue, away):
        yield "new", NEW_RATE, asks(0, service, queue, away)
        rate = away * base.requests_per_month
        yield "base", rate, asks(1, service, queue, away - 1)
        yield "departs", away * base.departures_per_month, (service, queue, away - 1)
        for kind in service:
            stays = base.joins if kind == 0 else base.loyalty_served
            for back, chance in ((1, stays), (0, 1 - stays)):
                yield f"served {kind}", known.mu[kind] * chance, ends(queue, away + back)
        for kind in (0, 1):
            stays = base.loyalty_denied if kind else 0.0
            left = tuple(count - (each == kind) for each, count in enumerate(queue))
            for back, chance in ((1, stays), (0, 1 - stays)):
                rate = queue[kind] * known.patience[kind] * chance
                yield f"denied {kind}", rate, (service, left, away + back)

    generator = lil_matrix((len(states), len(states)))
    rates = {}
    for state, number in numbers.items():
        service, new, waits, away = state
        for name, rate, (then, queue, left) in happenings(service, (new, waits), away):
            target = numbers.get((then, *queue, left)) if rate else None
            if target is not None:
                generator[number, target] += rate
                generator[number, number] -= rate
                rates.setdefault(name, np.zeros(len(states)))[number] += rate
    equations = generator.T.tolil()
    equations[0, :] = 1.0
    right = np.zeros(len(states))
    right[0] = 1.0
    chance = spsolve(equations.tocsr(), right)
    edge = [
        new == MOST_WAITING or waits == MOST_WAITING or away == MOST_AWAY
        for _, new, waits, away in states
    ]
    assert chance[edge].sum() < 1e-4
    found = {name: float(chance @ rate) for name, rate in rates.items()}
    found["away"] = float(chance @ np.array([state[3] for state in states]))
    found["busy"] = float(chance @ np.array([len(state[0]) for state in states]))
    return found


@pytest.mark.parametrize("ranking", [(0, 1), (1, 0)])
def test_a_small_firm_is_the_markov_chain_that_it_describes(stated, played, assert_mean, ranking):
    expected = chain(ranking)
    order = " > ".join(PAIR.classes[kind] for kind in ranking)
    outcomes = played(PAIR, stated(PAIR, NEW_RATE, SERVERS, order), 48)
    months = PAIR.horizon_months
    for kind in (0, 1):
        for name in ("served", "denied"):
            counts = [getattr(each.tally, name)[:, kind].sum() / months for each in outcomes]
            rate = expected[f"{name} {kind}"]
            assert_mean(counts, rate, 0.05 * rate)
    away = [each.tally.present.sum() / months for each in outcomes]
    assert_mean(away, expected["away"], 0.06 * expected["away"])
    busy = [each.tally.busy.sum() / months for each in outcomes]
    assert_mean(busy, expected["busy"], 0.02 * expected["busy"])


def test_whoever_goes_first_is_denied_less_often():
    # The chain tells the rankings apart by far more than its test's half-widths.
    first, last = chain((0, 1)), chain((1, 0))
    assert first["denied 0"] < 0.9 * last["denied 0"]
    assert first["denied 1"] > 1.1 * last["denied 1"]


# ---- Large firms ---------------------------------------------------------------------------------

# Customers stay for some ten months, so that their number settles soon; a server serves ten
# requests a month.
SHORT = {"mean_hours": 0.1, "patience_hours": 0.1}
BASE = {"requests_per_month": 1.0, "departures_per_month": 0.1} | SHORT
LIVELY = Facts(
    horizon_months=20,
    warm_up_months=30,
    new=Request(**SHORT),
    types={"gold": Type(**BASE), "silver": Type(monthly_profit=2.5, **BASE)},
)


def shares(tally):
    served = tally.served.sum(axis=0)
    return served / (served + tally.denied.sum(axis=0))


# To serve new customers takes 0.1 of a server each, and each type 0.2.
@pytest.mark.parametrize(
    ("ranking", "per_server"),
    [("gold > new > silver", 4.0), ("new > gold > silver", 2.5), ("silver > new > gold", 2.5)],
)
def test_the_larger_a_firm_the_nearer_it_is_to_its_fluid(stated, played, ranking, per_server):
    gaps = []
    known = parameters(LIVELY)
    for servers, replications in ((10, 24), (100, 4), (1000, 1)):
        policy = stated(LIVELY, servers * per_server, servers, ranking)
        flow = fluid_equilibrium(known, controls(LIVELY, policy))
        outcomes = played(LIVELY, policy, replications)
        measured = np.mean([shares(each.tally) for each in outcomes], axis=0)
        gaps.append(np.abs(measured - flow.served / flow.requests(known)).max())
    assert gaps[0] > 1.2 * gaps[1] > 1.44 * gaps[2]
    assert gaps[2] < 0.05


def pseudo_values(parts, estimate):
    """Of the jackknife (Quenouille 1956): independent, with the mean of what is estimated.

    Args:
        parts: an array of sums per replication, replications first.
        estimate: of such sums.
    """
    count, whole = len(parts), parts.sum(axis=0)
    without = [estimate((whole - part) / (count - 1)) for part in parts]
    return [count * estimate(whole / count) - (count - 1) * each for each in without]


def test_customers_and_profit_are_those_of_the_service_that_there_was(stated, played, assert_mean):
    # (2), (5) and (8), of the long run
    facts = LIVELY.model_copy(update={"horizon_months": 400})
    known, new_customers = parameters(facts), 30.0
    outcomes = played(facts, stated(facts, new_customers, 10, "gold > new > silver"), 24)
    assert 0.2 < np.mean([shares(each.tally)[2] for each in outcomes]) < 0.9
    parts = np.array(
        [
            [
                *each.tally.served.mean(axis=0),
                *each.tally.denied.mean(axis=0),
                *each.tally.present.mean(axis=0),
                each.series["customer_value"].mean(),
            ]
            for each in outcomes
        ]
    )
    expected = balanced(known, _service(parts.mean(axis=0))) * new_customers

    def surplus(sums, which):
        flow = balanced(known, _service(sums)) * new_customers
        return sums[6 + which] - [*flow.customers, flow.value(known)][which]

    sizes = [*expected.customers, abs(expected.value(known))]
    for which, size in enumerate(sizes):
        assert_mean(pseudo_values(parts, partial(surplus, which=which)), 0.0, 0.05 * size)


def _service(sums):
    served, denied = sums[:3], sums[3:6]
    return served / (served + denied)


def test_those_who_hear_of_denials_stay_away(stated, played, assert_mean):
    # (54)
    facts = LIVELY.model_copy(
        update={"word_of_mouth": WordOfMouth(deterred=0.5), "horizon_months": 400}
    )
    outcomes = played(facts, stated(facts, 40.0, 10, "new > gold > silver"), 24)
    tallies = [each.tally for each in outcomes]
    deterred = np.array([each.deterred.mean() for each in tallies])
    denied = np.array([each.denied[:, 1:].sum(axis=1).mean() for each in tallies])
    assert deterred.mean() > 4
    np.testing.assert_allclose(deterred, 0.5 * denied, rtol=0.005)
    come = [(each.served + each.denied)[:, 0].mean() for each in tallies] + deterred
    assert_mean(come, 40.0, 0.3)
    known = parameters(facts)
    parts = np.array([[*each.served.mean(axis=0), *each.denied.mean(axis=0)] for each in tallies])

    def surplus(sums):
        return (sums[0] + sums[3]) - 40.0 * balanced(known, _service(sums)).coming

    assert_mean(pseudo_values(parts, surplus), 0.0, 0.4)
