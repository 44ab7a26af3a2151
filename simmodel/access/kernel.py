"""Compiled: new and base customers, servers with strict priorities, month by month.

The SimPy engine (:mod:`simmodel.access.reference`) says what this computes. A customer in the
system holds a place, and always has one next event: her request or departure while she is away,
giving up while she waits, and the end of her service.

``firm``, ``state`` and ``book`` are records, ``places`` and ``books`` arrays of them:
see :mod:`simmodel.access.records`.
"""

from typing import Any

import numpy as np

from simmodel.access.agenda import schedule, strike, take
from simmodel.access.luck import patience_of, service_of, turn_of
from simmodel.access.records import NONE
from simmodel.jit import borrowed, compiled, inlined
from simmodel.philox import exponential, uniform, words

_REQUEST, _DEPARTURE, _GIVING_UP, _SERVICE_END = 0, 1, 2, 3

_GONE = 0
"""Nobody becomes a new customer."""

DONE, FULL = 0, 1
"""Why the kernel came back: the time is over, or there are no places left."""


@compiled
def run_months(
    firms: np.ndarray,
    states: np.ndarray,
    places: np.ndarray,
    ring: np.ndarray,
    books: np.ndarray,
    ends: np.ndarray,
) -> int:
    """All that happens up to and including the last of ``ends``; :data:`DONE` or :data:`FULL`.

    Args:
        firms, states: one of each.
        ring: of the agenda, the first place of each bucket, int64; its length is a power of two.
        books, ends: a row a month, and where it ends; months, float64.
    """
    firm, state = borrowed(firms)[0], borrowed(states)[0]
    places, ring, books, ends = borrowed(places), borrowed(ring), borrowed(books), borrowed(ends)
    # What happens at the very end of a month is in it; no arrival is at the time of an event.
    until = np.nextafter(ends, np.inf)
    while state.month < ends.size:
        book, end = books[state.month], ends[state.month]
        number = take(state, ring, places, min(state.arrival, until[state.month]))
        if number != NONE:
            now = places[number].time
            doing = places[number].doing
            if doing == _REQUEST:
                _count_away(state, book, places[number].kind, -1, now)
                _ask(firm, state, places, ring, book, number, now)
                continue
            becomes = _GONE
            if doing == _DEPARTURE:
                _count_away(state, book, places[number].kind, -1, now)
            elif doing == _GIVING_UP:
                _leave_queue(state, places, number)
                becomes = _denied(firm, state, book, places[number])
            else:
                becomes = _served(firm, book, places[number])
                _count_busy(state, book, -1, now)
                _serve_next(firm, state, places, ring, book, now)
            _turn(firm, state, places, ring, book, number, becomes, now)
        elif state.arrival > end:
            _close_month(firm, state, book, end)
        elif state.free == NONE:
            return FULL
        else:
            _arrive(firm, state, places, ring, book, state.arrival)
    return DONE


@compiled
def begin(
    firms: np.ndarray,
    states: np.ndarray,
    places: np.ndarray,
    ring: np.ndarray,
    books: np.ndarray,
    customers: np.ndarray,
    first_number: int,
) -> None:
    """Base customers are there, and it is fixed when the first new one comes.

    Args:
        customers: by type, int64, shape (types,); there must be places for them.
        first_number: of a customer of the first type; those of the next type begin at twice it.
    """
    firm, state = firms[0], states[0]
    for kind in range(customers.size):
        for each in range(customers[kind]):
            place = _take_place(state, places, (kind + 1) * first_number + each)
            state.customers[kind + 1] += 1
            _stay(firm, state, places, ring, books[0], place, kind + 1, 0, state.begin)
    if firm.new_customers > 0:
        _expect(firm, state)


@inlined
def _close_month(firm: Any, state: Any, book: Any, end: float) -> None:
    for kind in range(1, firm.types + 1):
        _count_away(state, book, kind, 0, end)
        book.customers[kind] = state.customers[kind]
    _count_busy(state, book, 0, end)
    state.month += 1


@inlined
def _expect(firm: Any, state: Any) -> None:
    """Fix when the next new customer comes."""
    first, _, third, fourth = words(firm.customers, state.arrived, 0)
    state.third, state.fourth = third, fourth
    state.gaps += exponential(first)  # as gap() of luck
    state.arrival = state.begin + state.gaps / firm.new_customers


@inlined
def _arrive(
    firm: Any, state: Any, places: np.ndarray, ring: np.ndarray, book: Any, now: float
) -> None:
    """A new customer comes, unless deterred."""
    number, third, fourth = state.arrived, state.third, state.fourth
    state.arrived += 1
    _expect(firm, state)
    if state.to_deter >= 1.0:
        state.to_deter -= 1.0
        book.deterred += 1
        return
    place = _take_place(state, places, number)
    new = places[place]
    new.kind, new.requests = 0, 0
    new.third, new.fourth = third, fourth
    _ask(firm, state, places, ring, book, place, now)


@inlined
def _ask(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    book: Any,
    number: int,
    now: float,
) -> None:
    """A request: served at once if a server is free, else it waits."""
    place = places[number]
    place.since = now
    if state.busy < firm.servers:
        _start(firm, state, places, ring, book, number, now)
        return
    kind = place.kind
    place.doing = _GIVING_UP
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
def _start(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    book: Any,
    number: int,
    now: float,
) -> None:
    place = places[number]
    _count_busy(state, book, 1, now)
    book.waited += now - place.since
    place.doing = _SERVICE_END
    lasts = service_of(place.third) * firm.service[place.kind]
    schedule(state, ring, places, number, now + lasts)


@inlined
def _serve_next(
    firm: Any, state: Any, places: np.ndarray, ring: np.ndarray, book: Any, now: float
) -> None:
    """A free server takes who waits longest in the first queue of the ranking with anyone."""
    for rank in range(firm.types + 1):
        number = state.first[firm.ranking[rank]]
        if number != NONE:
            _leave_queue(state, places, number)
            strike(state, ring, places, number)
            _start(firm, state, places, ring, book, number, now)
            break


@inlined
def _served(firm: Any, book: Any, place: Any) -> int:
    """A service ends; what becomes of the customer."""
    book.served[place.kind] += 1
    if place.kind > 0:
        return _chosen(firm, firm.served[place.kind], place)
    return _chosen(firm, firm.joins, place)


@inlined
def _denied(firm: Any, state: Any, book: Any, place: Any) -> int:
    """A customer gave up; what becomes of her. A new one is never seen again."""
    book.denied[place.kind] += 1
    if place.kind == 0:
        return _GONE
    state.to_deter += firm.deterred
    return _chosen(firm, firm.denied[place.kind], place)


@inlined
def _turn(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    book: Any,
    number: int,
    becomes: int,
    now: float,
) -> None:
    """The customer is of a type from now on, or gone."""
    place = places[number]
    if place.kind > 0:
        state.customers[place.kind] -= 1
        if becomes == _GONE:
            book.left += 1
    elif becomes != _GONE:
        book.joined += 1
    if becomes == _GONE:
        place.after = state.free
        state.free = number
        return
    state.customers[becomes] += 1
    _stay(firm, state, places, ring, book, number, becomes, place.requests + 1, now)


@inlined
def _stay(
    firm: Any,
    state: Any,
    places: np.ndarray,
    ring: np.ndarray,
    book: Any,
    number: int,
    kind: int,
    requests: int,
    now: float,
) -> None:
    """The customer is away, as one of ``kind``, until she asks or leaves."""
    place = places[number]
    place.kind, place.requests = kind, requests
    first, second, third, fourth = words(firm.customers, place.number, requests)
    place.third, place.fourth = third, fourth
    place.doing = _REQUEST if uniform(second) < firm.asks[kind] else _DEPARTURE
    schedule(state, ring, places, number, now + exponential(first) * firm.away[kind])
    _count_away(state, book, kind, 1, now)


@inlined
def _chosen(firm: Any, up_to: np.ndarray, place: Any) -> int:
    """What the customer's turn makes of her: of some type, or gone."""
    chance = turn_of(place.fourth)
    for kind in range(1, firm.types + 1):
        if chance < up_to[kind]:
            return kind
    return _GONE


@inlined
def _take_place(state: Any, places: np.ndarray, number: int) -> int:
    place: int = state.free
    state.free = places[place].after
    places[place].number = number
    return place


@inlined
def _leave_queue(state: Any, places: np.ndarray, number: int) -> None:
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
def _count_away(state: Any, book: Any, kind: int, change: int, now: float) -> None:
    book.present[kind] += state.away[kind] * (now - state.away_since[kind])
    state.away_since[kind] = now
    state.away[kind] += change


@inlined
def _count_busy(state: Any, book: Any, change: int, now: float) -> None:
    book.busy += state.busy * (now - state.busy_since)
    state.busy_since = now
    state.busy += change
