"""Compiled: requests, the queues of those who wait, and the servers who take from them.

Queues are strung through the places, first come first served, one a class; a free server takes
from the first of the ranking with anyone in it.
"""

from simmodel.access.customers.variates import patience_of, service_of
from simmodel.access.desk.event_list import cancel, schedule
from simmodel.access.desk.records import GIVING_UP, NONE, SERVICE_END, Desk
from simmodel.jit import inlined


@inlined
def ask(desk: Desk, number: int, now: float) -> None:
    """A request, served at once if a server is free; else it waits."""
    firm, state, places = desk.firm, desk.state, desk.places
    place = places[number]
    place.since = now
    if state.busy < firm.servers:
        start_service(desk, number, now)
        return
    kind = place.kind
    place.doing = GIVING_UP
    lasts = patience_of(place.fourth) * firm.patience[kind]
    schedule(desk, number, now + lasts)
    last = state.last[kind]
    place.before, place.after = last, NONE
    if last == NONE:
        state.first[kind] = number
    else:
        places[last].after = number
    state.last[kind] = number


@inlined
def start_service(desk: Desk, number: int, now: float) -> None:
    """The start of a service."""
    place = desk.places[number]
    count_busy(desk, 1, now)
    desk.counts.waited += now - place.since
    place.doing = SERVICE_END
    lasts = service_of(place.third) * desk.firm.service[place.kind]
    schedule(desk, number, now + lasts)


@inlined
def serve_next(desk: Desk, now: float) -> None:
    """The next service of a free server: of who waits longest in the first queue with anyone."""
    firm = desk.firm
    for rank in range(firm.types + 1):
        number = desk.state.first[firm.ranking[rank]]
        if number != NONE:
            leave_queue(desk, number)
            cancel(desk, number)
            start_service(desk, number, now)
            break


@inlined
def leave_queue(desk: Desk, number: int) -> None:
    """The end of a wait, wherever in the queue."""
    state, places = desk.state, desk.places
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
def count_busy(desk: Desk, change: int, now: float) -> None:
    """Account of server months up to now, as the number of servers at work changes."""
    state = desk.state
    desk.counts.busy += state.busy * (now - state.busy_since)
    state.busy_since = now
    state.busy += change
