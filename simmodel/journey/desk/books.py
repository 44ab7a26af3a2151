"""Compiled: books, whose they are, and how customers come into others."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import nested
from simmodel.journey.desk.compiled import evens_out, heaviest, lightest
from simmodel.journey.desk.kernel import end_contracts
from simmodel.journey.desk.records import Journey, State

_NONE = -1


class Books(NamedTuple):
    """Who looks after whom.

    Attributes:
        owner: int32, by contract: the place in the team of the customer's CSMP, or -1; changed in
            place. Empty in a pool.
        newcomers: int32, first contracts of the customers who arrive, in order of time.
        moved: share of customers that a review may move, by month; shape (months,).
        goodwill_hours: before a contract's end, in which a change of the CSMP is held against it.
        work: int64, by contract: expected of the customer, in whole parts.
    """

    owner: np.ndarray
    newcomers: np.ndarray
    moved: np.ndarray
    goodwill_hours: float
    work: np.ndarray


@nested
def customers_at(journey: Journey, state: State, now: float) -> np.ndarray:
    """The running contracts of all customers present, int32, ascending."""
    contracts = journey.contracts
    begin, end, successor, joined = (
        contracts.begin,
        contracts.end,
        contracts.successor,
        contracts.joined,
    )
    found, count = np.empty(end.size, np.int32), 0
    for contract in range(end.size):
        runs = state.in_force[contract] and joined[contract] <= now < end[contract]
        # A customer's first contract counts from when it is known: the warm-up may begin before it.
        if runs and (begin[contract] <= now or contract == 0 or successor[contract - 1] < 0):
            found[count] = contract
            count += 1
    return found[:count]


@nested
def sizes(books: Books, running: np.ndarray, team: int) -> np.ndarray:
    """Customers in each book, int64, shape (team,).

    Args:
        running: contracts of all customers present.
    """
    customers = np.zeros(team, np.int64)
    for contract in running:
        if books.owner[contract] != _NONE:
            customers[books.owner[contract]] += 1
    return customers


@nested
def work_in(books: Books, running: np.ndarray, team: int) -> np.ndarray:
    """Expected work of the customers in each book, int64, shape (team,); as :func:`sizes`."""
    found = np.zeros(team, np.int64)
    for contract in running:
        if books.owner[contract] != _NONE:
            found[books.owner[contract]] += books.work[contract]
    return found


@nested
def _give(books: Books, journey: Journey, contract: int, place: int) -> None:
    """Put a customer into a book, from ``contract`` on.

    Work of an account whose share done is stated counts for the contract before, but waits still.
    """
    if contract > 0 and journey.contracts.successor[contract - 1] == contract:
        books.owner[contract - 1] = place
    while contract != _NONE:
        books.owner[contract] = place
        contract = journey.contracts.successor[contract]


@nested
def _unsettle(books: Books, journey: Journey, state: State, contract: int, now: float) -> None:
    """Mark what suffers of a customer's contracts, from ``contract`` on, as its CSMP changes."""
    while contract != _NONE:
        if 0.0 < journey.contracts.end[contract] - now <= books.goodwill_hours:
            state.unsettled[contract] = True
        contract = journey.contracts.successor[contract]


@nested
def _take_from(
    books: Books,
    journey: Journey,
    state: State,
    running: np.ndarray,
    places: np.ndarray,
    now: float,
) -> None:
    """Take the customers of those who are gone; ``places`` are new ones by old, or -1."""
    for contract in running:
        owner = books.owner[contract]
        if owner != _NONE:
            _give(books, journey, contract, places[owner])
            if places[owner] == _NONE:
                _unsettle(books, journey, state, contract, now)


@nested
def _even_out(
    books: Books,
    journey: Journey,
    state: State,
    running: np.ndarray,
    slowness: np.ndarray,
    most: int,
    now: float,
) -> None:
    """Move customers, the newest first, from the fullest book to the emptiest."""
    work = work_in(books, running, slowness.size)
    newest = np.full(slowness.size, _NONE, np.int32)  # of each book, then the next newest
    older = np.empty(running.size, np.int32)
    for place in range(running.size):
        owner = books.owner[running[place]]
        older[place], newest[owner] = newest[owner], place
    for _ in range(most):
        full, empty = heaviest(work, slowness), lightest(work, slowness)
        moved, above = newest[full], _NONE
        if moved == _NONE:
            return
        own = books.work[running[moved]]
        if not evens_out(work, slowness, full, empty, own):
            return
        newest[full] = older[moved]
        below = newest[empty]
        while below > moved:
            above, below = below, older[below]
        older[moved] = below
        if above == _NONE:
            newest[empty] = moved
        else:
            older[above] = moved
        work[full] -= own
        work[empty] += own
        _give(books, journey, running[moved], empty)
        _unsettle(books, journey, state, running[moved], now)


@nested
def hand_over(
    books: Books,
    journey: Journey,
    state: State,
    places: np.ndarray,
    slowness: np.ndarray,
    month: int,
    now: float,
) -> None:
    """The books of a month: whoever has no CSMP is dealt one, then they are evened out.

    Args:
        places: int64, of the team of the month before, in the team now; -1 of those who are gone.
        slowness: hours that each of the team takes for an hour of work.
    """
    running = customers_at(journey, state, now)
    _take_from(books, journey, state, running, places, now)
    work = work_in(books, running, slowness.size)
    for contract in running:
        if books.owner[contract] == _NONE:
            place = lightest(work, slowness)
            _give(books, journey, contract, place)
            if place != _NONE:
                work[place] += books.work[contract]
    most = int(books.moved[month] * running.size)
    if slowness.size > 0 and most > 0:
        _even_out(books, journey, state, running, slowness, most, now)


@nested
def pass_by(
    books: Books,
    journey: Journey,
    state: State,
    work: np.ndarray,
    slowness: np.ndarray,
    arrived: int,
    until: float,
) -> int:
    """Decide contracts up to and including ``until``; who leaves and who comes changes books.

    Args:
        work: expected in each book; changed in place.
        arrived: newcomers so far.

    Returns:
        newcomers so far.
    """
    undecided = state.cursor[0].undecided
    end_contracts(journey, state, until)
    for place in range(undecided, state.cursor[0].undecided):
        contract = journey.ending[place]
        if state.in_force[contract] and not state.renewed[contract]:
            if books.owner[contract] != _NONE:
                work[books.owner[contract]] -= books.work[contract]
            _give(books, journey, contract, _NONE)
    while arrived < books.newcomers.size:
        contract = books.newcomers[arrived]
        if journey.contracts.joined[contract] > until:
            break
        arrived += 1
        if not state.in_force[contract]:
            continue
        place = lightest(work, slowness)
        _give(books, journey, contract, place)
        if place != _NONE:
            work[place] += books.work[contract]
    return arrived


@nested
def arrived_by(books: Books, journey: Journey, now: float) -> int:
    """Newcomers who have arrived up to and including ``now``."""
    joined = journey.contracts.joined[books.newcomers]
    return int(np.searchsorted(joined, now, side="right"))


@nested
def next_arrival(books: Books, journey: Journey, arrived: int) -> float:
    """When the next newcomer arrives, hours; infinity if none does."""
    if arrived < books.newcomers.size:
        return float(journey.contracts.joined[books.newcomers[arrived]])
    return np.inf
