"""Compiled: new and base customers, servers with strict priorities, month by month.

The SimPy engine (:mod:`simmodel.access.reference`) says what this computes. A customer in the
system holds a place, and always has one next event: her request or departure while she is away,
giving up while she waits, and the end of her service.
"""

import numpy as np

from simmodel.access.customers.transitions import (
    GONE,
    after_denial,
    after_service,
    count_away,
    expect,
    stay,
    take_place,
    turn_into,
)
from simmodel.access.desk.event_list import next_event
from simmodel.access.desk.queues import ask, count_busy, leave_queue, serve_next
from simmodel.access.desk.records import DEPARTURE, GIVING_UP, NONE, REQUEST, Desk
from simmodel.jit import borrowed, compiled, inlined

DONE, FULL = 0, 1
"""Reasons why the kernel comes back: the time is over, or there are no places left."""


@compiled
def run_months(
    firms: np.ndarray,
    states: np.ndarray,
    places: np.ndarray,
    ring: np.ndarray,
    rows: np.ndarray,
    ends: np.ndarray,
) -> int:
    """The events up to and including the last of ``ends``; :data:`DONE` or :data:`FULL`.

    Args:
        firms, states: one of each.
        places, ring: as in :class:`simmodel.access.desk.records.Desk`.
        rows, ends: the counts of each month, and where it ends; months, float64.
    """
    firm, state = borrowed(firms)[0], borrowed(states)[0]
    places, ring, rows, ends = borrowed(places), borrowed(ring), borrowed(rows), borrowed(ends)
    # What happens at the very end of a month is in it; no arrival is at the time of an event.
    until = np.nextafter(ends, np.inf)
    while state.month < ends.size:
        end, desk = ends[state.month], Desk(firm, state, rows[state.month], places, ring)
        number = next_event(desk, min(state.arrival, until[state.month]))
        if number != NONE:
            now = places[number].time
            doing = places[number].doing
            if doing == REQUEST:
                count_away(desk, places[number].kind, -1, now)
                ask(desk, number, now)
                continue
            becomes = GONE
            if doing == DEPARTURE:
                count_away(desk, places[number].kind, -1, now)
            elif doing == GIVING_UP:
                leave_queue(desk, number)
                becomes = after_denial(desk, places[number])
            else:
                becomes = after_service(desk, places[number])
                count_busy(desk, -1, now)
                serve_next(desk, now)
            turn_into(desk, number, becomes, now)
        elif state.arrival > end:
            _close_month(desk, end)
        elif state.free == NONE:
            return FULL
        else:
            _arrive(desk, state.arrival)
    return DONE


@compiled
def populate(
    firms: np.ndarray,
    states: np.ndarray,
    places: np.ndarray,
    ring: np.ndarray,
    rows: np.ndarray,
    customers: np.ndarray,
    first_number: int,
) -> None:
    """The initial state: base customers are there, and it is fixed when the first new one comes.

    Args:
        customers: by type, int64, shape (types,); there must be places for them.
        first_number: of a customer of the first type; those of the next type begin at twice it.
    """
    firm, state = firms[0], states[0]
    desk = Desk(firm, state, rows[0], places, ring)
    for kind in range(customers.size):
        for each in range(customers[kind]):
            place = take_place(desk, (kind + 1) * first_number + each)
            state.customers[kind + 1] += 1
            stay(desk, place, kind + 1, 0, state.begin)
    if firm.new_customers > 0:
        expect(desk)


@inlined
def _close_month(desk: Desk, end: float) -> None:
    """The end of a month's counts."""
    state = desk.state
    for kind in range(1, desk.firm.types + 1):
        count_away(desk, kind, 0, end)
        desk.counts.customers[kind] = state.customers[kind]
    count_busy(desk, 0, end)
    state.month += 1


@inlined
def _arrive(desk: Desk, now: float) -> None:
    """The arrival of a new customer, unless she is deterred."""
    state = desk.state
    number, third, fourth = state.arrived, state.third, state.fourth
    state.arrived += 1
    expect(desk)
    if state.to_deter >= 1.0:
        state.to_deter -= 1.0
        desk.counts.deterred += 1
        return
    place = take_place(desk, number)
    new = desk.places[place]
    new.kind, new.requests = 0, 0
    new.third, new.fourth = third, fourth
    ask(desk, place, now)
