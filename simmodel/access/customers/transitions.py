"""Compiled: transitions of customers, who come, are away until they ask, turn and leave.

Arguments as in :mod:`simmodel.access.desk.kernel`.
"""

from typing import Any

import numpy as np

from simmodel.access.customers.variates import turn_of
from simmodel.access.desk.event_list import schedule
from simmodel.access.desk.records import DEPARTURE, REQUEST
from simmodel.jit import inlined
from simmodel.philox import exponential, uniform, words

GONE = 0
"""Nobody becomes a new customer."""


@inlined
def expect(firm: Any, state: Any) -> None:
    """The next new customer: when she comes, and the words of her request."""
    first, _, third, fourth = words(firm.customers, state.arrived, 0)
    state.third, state.fourth = third, fourth
    state.gaps += exponential(first)  # as gap() of the variates
    state.arrival = state.begin + state.gaps / firm.new_customers


@inlined
def after_service(firm: Any, counts: Any, place: Any) -> int:
    """The class that a customer turns into when her service ends, or :data:`GONE`."""
    counts.served[place.kind] += 1
    if place.kind > 0:
        return _chosen(firm, firm.served[place.kind], place)
    return _chosen(firm, firm.joins, place)


@inlined
def after_denial(firm: Any, state: Any, counts: Any, place: Any) -> int:
    """The class that a customer turns into when she gives up; a new one is never seen again."""
    counts.denied[place.kind] += 1
    if place.kind == 0:
        return GONE
    state.to_deter += firm.deterred
    return _chosen(firm, firm.denied[place.kind], place)


@inlined
def turn_into(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    counts: Any,
    number: int,
    becomes: int,
    now: float,
) -> None:
    """The turn of a customer, who is of a type from now on, or gone."""
    place = places[number]
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
    stay(firm, state, places, ring, counts, number, becomes, place.requests + 1, now)


@inlined
def stay(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    counts: Any,
    number: int,
    kind: int,
    requests: int,
    now: float,
) -> None:
    """The stay of a customer, as one of ``kind``, until she asks or leaves."""
    place = places[number]
    place.kind, place.requests = kind, requests
    first, second, third, fourth = words(firm.customers, place.number, requests)
    place.third, place.fourth = third, fourth
    place.doing = REQUEST if uniform(second) < firm.asks[kind] else DEPARTURE
    schedule(state, ring, places, number, now + exponential(first) * firm.away[kind])
    count_away(state, counts, kind, 1, now)


@inlined
def _chosen(firm: Any, up_to: np.ndarray, place: Any) -> int:
    """The class that chance makes of a customer, with probabilities up to each; or none."""
    chance = turn_of(place.fourth)
    for kind in range(1, firm.types + 1):
        if chance < up_to[kind]:
            return kind
    return GONE


@inlined
def take_place(state: Any, places: np.ndarray, number: int) -> int:
    """A free place, for customer ``number`` from now on; there must be one."""
    place: int = state.free
    state.free = places[place].after
    places[place].number = number
    return place


@inlined
def count_away(state: Any, counts: Any, kind: int, change: int, now: float) -> None:
    """Account of customer months up to now, as the number of those away changes."""
    counts.present[kind] += state.away[kind] * (now - state.away_since[kind])
    state.away_since[kind] = now
    state.away[kind] += change
