"""Compiled: new and base customers, servers with strict priorities, month by month.

The SimPy engine (:mod:`simmodel.access.reference`) says what this computes. A customer in the
system holds a place, and always has one next event: her request or departure while she is away,
giving up while she waits, and the end of her service.

``firm``, ``state`` and ``counts`` are records, ``places`` and ``rows`` (of counts) arrays of them:
see :mod:`simmodel.access.desk.records`.
"""

from typing import Any

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
from simmodel.access.desk.records import DEPARTURE, GIVING_UP, NONE, REQUEST
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
        ring: of the event list, the first place of each bucket, uint32; its length is a power of
            two.
        rows, ends: a row a month, and where it ends; months, float64.
    """
    firm, state = borrowed(firms)[0], borrowed(states)[0]
    places, ring, rows, ends = borrowed(places), borrowed(ring), borrowed(rows), borrowed(ends)
    # What happens at the very end of a month is in it; no arrival is at the time of an event.
    until = np.nextafter(ends, np.inf)
    while state.month < ends.size:
        counts, end = rows[state.month], ends[state.month]
        number = next_event(state, ring, places, min(state.arrival, until[state.month]))
        if number != NONE:
            now = places[number].time
            doing = places[number].doing
            if doing == REQUEST:
                count_away(state, counts, places[number].kind, -1, now)
                ask(firm, state, places, ring, counts, number, now)
                continue
            becomes = GONE
            if doing == DEPARTURE:
                count_away(state, counts, places[number].kind, -1, now)
            elif doing == GIVING_UP:
                leave_queue(state, places, number)
                becomes = after_denial(firm, state, counts, places[number])
            else:
                becomes = after_service(firm, counts, places[number])
                count_busy(state, counts, -1, now)
                serve_next(firm, state, places, ring, counts, now)
            turn_into(firm, state, places, ring, counts, number, becomes, now)
        elif state.arrival > end:
            _close_month(firm, state, counts, end)
        elif state.free == NONE:
            return FULL
        else:
            _arrive(firm, state, places, ring, counts, state.arrival)
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
    for kind in range(customers.size):
        for each in range(customers[kind]):
            place = take_place(state, places, (kind + 1) * first_number + each)
            state.customers[kind + 1] += 1
            stay(firm, state, places, ring, rows[0], place, kind + 1, 0, state.begin)
    if firm.new_customers > 0:
        expect(firm, state)


@inlined
def _close_month(firm: Any, state: Any, counts: Any, end: float) -> None:
    """The end of a month's counts."""
    for kind in range(1, firm.types + 1):
        count_away(state, counts, kind, 0, end)
        counts.customers[kind] = state.customers[kind]
    count_busy(state, counts, 0, end)
    state.month += 1


@inlined
def _arrive(
    firm: Any, state: Any, places: np.ndarray, ring: np.ndarray, counts: Any, now: float
) -> None:
    """The arrival of a new customer, unless she is deterred."""
    number, third, fourth = state.arrived, state.third, state.fourth
    state.arrived += 1
    expect(firm, state)
    if state.to_deter >= 1.0:
        state.to_deter -= 1.0
        counts.deterred += 1
        return
    place = take_place(state, places, number)
    new = places[place]
    new.kind, new.requests = 0, 0
    new.third, new.fourth = third, fourth
    ask(firm, state, places, ring, counts, place, now)
