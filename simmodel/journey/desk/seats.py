"""Compiled: seats, the places of customers in the tournaments of their queues, in a shift."""

import numpy as np

from simmodel.jit import nested
from simmodel.journey.desk.backlog import Backlog
from simmodel.journey.desk.books import Books
from simmodel.journey.desk.line import Line, give_seat, leaf_of
from simmodel.journey.desk.records import Journey
from simmodel.journey.desk.tournament import NONE
from simmodel.journey.paths import Contracts


@nested
def seats_in_pool(contracts: Contracts) -> int:
    """Seats for all customers there may ever be."""
    return int((contracts.successor == NONE).sum())


@nested
def seats_in_books(customers: np.ndarray, coming: int) -> int:
    """Seats of the largest book, wherever newcomers go.

    Args:
        customers: in each book, shape (team,).
        coming: newcomers of the shift.
    """
    return int(customers.max()) + coming if customers.size > 0 else 0


@nested
def seat_in_pool(line: Line, contracts: Contracts) -> None:
    """Give everybody a seat."""
    seat = 0
    for contract in range(contracts.end.size):
        if contract == 0 or contracts.successor[contract - 1] == NONE:
            give_seat(line, contracts, contract, 0, seat)
            seat += 1


@nested
def seat_in_books(line: Line, contracts: Contracts, books: Books, running: np.ndarray) -> None:
    """Give customers seats in the books they are in.

    Args:
        running: contracts of all customers present.
    """
    taken = np.zeros(line.roots, np.int64)
    for contract in running:
        owner = books.owner[contract]
        if owner != NONE:
            give_seat(line, contracts, contract, owner, taken[owner])
            taken[owner] += 1


@nested
def of_ended(backlog: Backlog, journey: Journey, now: float) -> np.ndarray:
    """Contracts that have ended and whose work waits still, int32.

    Work of an account whose share done is stated counts for the contract before the running one.
    """
    contracts = journey.contracts
    found = np.zeros(contracts.end.size, np.bool_)
    for activity in backlog.waiting[: backlog.size[0]]:
        contract = journey.work.contract[activity]
        found[contract] = contracts.end[contract] <= now
    return np.flatnonzero(found).astype(np.int32)


@nested
def seat_ended(line: Line, books: Books, ended: np.ndarray, seat: int) -> None:
    """Give contracts that have ended seats beside those of their customers.

    Args:
        ended: whose work waits still.
        seat: the number of the first of so many seats in each queue.
    """
    for place in range(ended.size):
        owner = books.owner[ended[place]]
        line.accounts[ended[place]].leaf = leaf_of(line, max(owner, 0), seat + place)


@nested
def seat_newcomers(
    line: Line, contracts: Contracts, books: Books, first: int, arrived: int, seat: int
) -> None:
    """Give newcomers, from the one numbered ``first`` on, seats from the one numbered so on."""
    for newcomer in range(first, arrived):
        contract = books.newcomers[newcomer]
        if books.owner[contract] != NONE:
            give_seat(line, contracts, contract, books.owner[contract], seat + newcomer - first)
