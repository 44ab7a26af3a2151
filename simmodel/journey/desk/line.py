"""Compiled: the line of what waits, by contract and class, and which of it goes first.

Within a contract and a class activities go in order of release. A customer stands in the tournament
of its queue with the most urgent activity of its contract. What has expired is struck off when it
comes to the front: that only ever puts a contract further back, so nothing is overlooked. All of a
contract has expired before anything of the next one waits, so the two may have one leaf.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled, inlined
from simmodel.journey.desk.compiled import thousandths, urgency_of
from simmodel.journey.desk.ranking import Ranking
from simmodel.journey.desk.tournament import NONE, empty_tournaments, enter, power_of_two
from simmodel.journey.paths import Contracts, Work

ACCOUNT = np.dtype(
    [
        ("end", np.float64),  # hours
        ("worth", np.float64),  # as in the paths
        ("finished", np.int32),  # activities so far
        ("due", np.int32),
        ("share", np.int32),  # of them done, in thousandths; only where it bears on urgency
        ("leaf", np.int32),  # of its customer in the tournaments; 0 where it is in no queue
    ],
    align=True,
)
"""What is known of a contract."""


class Line(NamedTuple):
    """What waits, by place in the stream of work; arrays are changed in place.

    Attributes:
        accounts: :data:`ACCOUNT`, by contract.
        first, last: int32, by contract and class, or -1: of the activities that wait.
        following: int32, by activity: the next of its contract and class, or -1.
        nodes: tournaments, one a queue, as in :mod:`simmodel.journey.desk.tournament`.
        roots, leaves: of them; leaves are those of one.
    """

    accounts: np.ndarray
    first: np.ndarray
    last: np.ndarray
    following: np.ndarray
    nodes: np.ndarray
    roots: int
    leaves: int


@compiled
def empty_line(
    contracts: Contracts,
    finished: np.ndarray,
    due: np.ndarray,
    following: np.ndarray,
    classes: int,
    queues: int,
    customers: int,
) -> Line:
    """A line in so many queues, in which nothing waits yet, and nobody has a place.

    Args:
        finished, due: points of contracts so far.
        following: of the stream, as in :class:`Line`.
        customers: most of a queue.
    """
    size = contracts.end.size
    accounts = np.zeros(size, ACCOUNT)
    for contract in range(size):
        account = accounts[contract]
        account.end, account.worth = contracts.end[contract], contracts.worth[contract]
        account.finished, account.due = finished[contract], due[contract]
        account.share = thousandths(account.finished, account.due)
    first, last = np.full((2, size * classes), NONE, np.int32)
    roots, leaves = power_of_two(queues), power_of_two(customers)
    nodes = empty_tournaments(roots, leaves)
    return Line(accounts, first, last, following, nodes, roots, leaves)


@compiled
def leaf_of(line: Line, queue: int, seat: int) -> int:
    """Where a seat in a queue is in the tournaments."""
    return (line.roots + queue) * line.leaves + seat


@compiled
def give_seat(line: Line, contracts: Contracts, contract: int, queue: int, seat: int) -> None:
    """A customer, from ``contract`` on, has a seat in a queue that no other customer has."""
    while contract != NONE:
        line.accounts[contract].leaf = leaf_of(line, queue, seat)
        contract = contracts.successor[contract]


@inlined
def has_work(line: Line, queue: int) -> bool:
    """Whether anything waits in a queue, or has since it was last looked at."""
    waits: bool = line.nodes[line.roots + queue].number != NONE
    return waits


@inlined
def refile(line: Line, ranking: Ranking, contract: int) -> None:
    """Put a contract where it belongs now, as what waits of it or its share done has changed."""
    account, classes = line.accounts[contract], ranking.urgency.shape[1]
    best, number = np.inf, NONE
    for own in range(classes):
        head = line.first[contract * classes + own]
        if head != NONE:
            urgency = urgency_of(ranking, own, account.share, account.end, account.worth)
            if number == NONE or urgency < best or (urgency == best and head < number):
                best, number = urgency, head
    enter(line.nodes, line.roots, account.leaf, best, number)


@inlined
def falls_due(line: Line, ranking: Ranking, contract: int, worth: int, done: bool) -> None:
    """An activity of the contract falls due, of so many points, which is done at once or joins."""
    account = line.accounts[contract]
    account.due += worth
    account.finished += worth * done
    if ranking.changes:
        account.share = thousandths(account.finished, account.due)
        if done and line.nodes[account.leaf].number != NONE:
            refile(line, ranking, contract)


@inlined
def finish(line: Line, ranking: Ranking, contract: int, worth: int) -> None:
    """An activity of the contract, of so many points, is finished."""
    account = line.accounts[contract]
    account.finished += worth
    if ranking.changes:
        account.share = thousandths(account.finished, account.due)
        if line.nodes[account.leaf].number != NONE:
            refile(line, ranking, contract)


@inlined
def join(line: Line, work: Work, ranking: Ranking, activity: int) -> None:
    """The activity waits, the last of the stream so far."""
    contract, own = work.contract[activity], ranking.class_of[work.kind[activity]]
    place = contract * ranking.urgency.shape[1] + own
    line.following[activity] = NONE
    alone = line.first[place] == NONE
    if alone:
        line.first[place] = activity
    else:
        line.following[line.last[place]] = activity
    line.last[place] = activity
    if alone or ranking.changes:
        refile(line, ranking, contract)


@inlined
def strike_off(line: Line, work: Work, ranking: Ranking, contract: int, now: float) -> bool:
    """Whether something of the contract has expired, which waits no more."""
    classes, found = ranking.urgency.shape[1], False
    for place in range(contract * classes, (contract + 1) * classes):
        head = line.first[place]
        while head != NONE and work.expiry[head] <= now:
            head = line.following[head]
            found = True
        line.first[place] = head
    return found


@inlined
def leave(line: Line, work: Work, ranking: Ranking, activity: int) -> None:
    """The activity, the first of its contract and class, waits no more."""
    contract, own = work.contract[activity], ranking.class_of[work.kind[activity]]
    line.first[contract * ranking.urgency.shape[1] + own] = line.following[activity]
    refile(line, ranking, contract)


@inlined
def first_in(line: Line, work: Work, ranking: Ranking, queue: int, now: float) -> int:
    """The activity of a queue that goes first; -1 if none waits."""
    root = line.roots + queue
    activity: int = line.nodes[root].number
    while activity != NONE and work.expiry[activity] <= now:
        contract = work.contract[activity]
        strike_off(line, work, ranking, contract, now)
        refile(line, ranking, contract)
        activity = line.nodes[root].number
    return activity


@compiled
def still_waiting(line: Line, work: Work, now: float, places: np.ndarray) -> int:
    """The number of activities that wait after ``now``, put into ``places``, ascending."""
    count = 0
    for head in line.first:
        activity = head
        while activity != NONE:
            if work.expiry[activity] > now:
                places[count] = activity
                count += 1
            activity = line.following[activity]
    places[:count] = np.sort(places[:count])
    return count
