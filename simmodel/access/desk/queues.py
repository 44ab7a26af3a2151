"""Compiled: requests, the queues of those who wait, and the servers who take from them.

Queues are strung through the places, first come first served, one a class; a free server takes
from the first of the ranking with anyone in it. Arguments as in :mod:`simmodel.access.desk.kernel`.
"""

from typing import Any

import numpy as np

from simmodel.access.customers.variates import patience_of, service_of
from simmodel.access.desk.event_list import cancel, schedule
from simmodel.access.desk.records import GIVING_UP, NONE, SERVICE_END
from simmodel.jit import inlined


@inlined
def ask(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    counts: Any,
    number: int,
    now: float,
) -> None:
    """A request, served at once if a server is free; else it waits."""
    place = places[number]
    place.since = now
    if state.busy < firm.servers:
        start_service(firm, state, places, ring, counts, number, now)
        return
    kind = place.kind
    place.doing = GIVING_UP
    lasts = patience_of(place.fourth) * firm.patience[kind]
    schedule(state, ring, places, number, now + lasts)
    last = state.last[kind]
    place.before, place.after = last, NONE
    if last == NONE:
        state.first[kind] = number
    else:
        places[last].after = number
    state.last[kind] = number


@inlined
def start_service(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    counts: Any,
    number: int,
    now: float,
) -> None:
    """The start of a service."""
    place = places[number]
    count_busy(state, counts, 1, now)
    counts.waited += now - place.since
    place.doing = SERVICE_END
    lasts = service_of(place.third) * firm.service[place.kind]
    schedule(state, ring, places, number, now + lasts)


@inlined
def serve_next(
    firm: Any, state: Any, places: np.ndarray, ring: np.ndarray, counts: Any, now: float
) -> None:
    """The next service of a free server: of who waits longest in the first queue with anyone."""
    for rank in range(firm.types + 1):
        number = state.first[firm.ranking[rank]]
        if number != NONE:
            leave_queue(state, places, number)
            cancel(state, ring, places, number)
            start_service(firm, state, places, ring, counts, number, now)
            break


@inlined
def leave_queue(state: Any, places: np.ndarray, number: int) -> None:
    """The end of a wait, wherever in the queue."""
    place = places[number]
    if place.before == NONE:
        state.first[place.kind] = place.after
    else:
        places[place.before].after = place.after
    if place.after == NONE:
        state.last[place.kind] = place.before
    else:
        places[place.after].before = place.before


@inlined
def count_busy(state: Any, counts: Any, change: int, now: float) -> None:
    """Account of server months up to now, as the number of servers at work changes."""
    counts.busy += state.busy * (now - state.busy_since)
    state.busy_since = now
    state.busy += change
