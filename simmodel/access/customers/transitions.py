"""Compiled: transitions of customers, who come, are away until they ask, turn and leave."""

from typing import Any

import numpy as np

from simmodel.access.customers.variates import turn_of
from simmodel.access.desk.event_list import schedule
from simmodel.access.desk.records import DEPARTURE, REQUEST, Desk
from simmodel.jit import inlined
from simmodel.philox import exponential, uniform, words

GONE = 0
"""Nobody becomes a new customer."""


@inlined
def expect(desk: Desk) -> None:
    """The next new customer: when she comes, and the words of her request."""
    firm, state = desk.firm, desk.state
    first, _, third, fourth = words(firm.customers, state.arrived, 0)
    state.third, state.fourth = third, fourth
    state.gaps += exponential(first)  # as gap() of the variates
    state.arrival = state.begin + state.gaps / firm.new_customers


@inlined
def after_service(desk: Desk, place: Any) -> int:
    """The class that a customer turns into when her service ends, or :data:`GONE`."""
    firm = desk.firm
    desk.counts.served[place.kind] += 1
    if place.kind > 0:
        return _chosen(desk, firm.served[place.kind], place)
    return _chosen(desk, firm.joins, place)


@inlined
def after_denial(desk: Desk, place: Any) -> int:
    """The class that a customer turns into when she gives up; a new one is never seen again."""
    firm = desk.firm
    desk.counts.denied[place.kind] += 1
    if place.kind == 0:
        return GONE
    desk.state.to_deter += firm.deterred
    return _chosen(desk, firm.denied[place.kind], place)


@inlined
def turn_into(desk: Desk, number: int, becomes: int, now: float) -> None:
    """The turn of a customer, who is of a type from now on, or gone."""
    state, counts = desk.state, desk.counts
    place = desk.places[number]
    if place.kind > 0:
        state.customers[place.kind] -= 1
        if becomes == GONE:
            counts.left += 1
    elif becomes != GONE:
        counts.joined += 1
    if becomes == GONE:
        place.after = state.free
        state.free = number
        return
    state.customers[becomes] += 1
    stay(desk, number, becomes, place.requests + 1, now)


@inlined
def stay(desk: Desk, number: int, kind: int, requests: int, now: float) -> None:
    """The stay of a customer, as one of ``kind``, until she asks or leaves."""
    firm = desk.firm
    place = desk.places[number]
    place.kind, place.requests = kind, requests
    first, second, third, fourth = words(firm.customers, place.number, requests)
    place.third, place.fourth = third, fourth
    place.doing = REQUEST if uniform(second) < firm.asks[kind] else DEPARTURE
    schedule(desk, number, now + exponential(first) * firm.away[kind])
    count_away(desk, kind, 1, now)


@inlined
def _chosen(desk: Desk, up_to: np.ndarray, place: Any) -> int:
    """The class that chance makes of a customer, with probabilities up to each; or none."""
    chance = turn_of(place.fourth)
    for kind in range(1, desk.firm.types + 1):
        if chance < up_to[kind]:
            return kind
    return GONE


@inlined
def take_place(desk: Desk, number: int) -> int:
    """A free place, for customer ``number`` from now on; there must be one."""
    state, places = desk.state, desk.places
    place: int = state.free
    state.free = places[place].after
    places[place].number = number
    return place


@inlined
def count_away(desk: Desk, kind: int, change: int, now: float) -> None:
    """Account of customer months up to now, as the number of those away changes."""
    state = desk.state
    desk.counts.present[kind] += state.away[kind] * (now - state.away_since[kind])
    state.away_since[kind] = now
    state.away[kind] += change
