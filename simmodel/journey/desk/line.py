"""Compiled: the line of what waits, by contract and class, and which of it goes first.

Within a contract and a class activities go in order of release. A customer stands in the tournament
of its queue with the most urgent activity of its contract. What has expired is struck off when it
comes to the front: that only ever puts a contract further back, so nothing is overlooked. All of a
contract has expired before anything of the next one waits, so the two may have one leaf.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import ask_for, inlined, natural, nested, pick
from simmodel.journey.desk.compiled import thousandths, urgency_of
from simmodel.journey.desk.ranking import Ranking
from simmodel.journey.desk.tournament import (
    NEVER,
    NONE,
    empty_tournaments,
    enter,
    power_of,
    whole,
)
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


@nested
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
    roots, leaves = power_of(2, queues), power_of(4, customers)
    nodes = empty_tournaments(roots, leaves)
    return Line(accounts, first, last, following, nodes, roots, leaves)


@nested
def leaf_of(line: Line, queue: int, seat: int) -> int:
    """Where a seat in a queue is in the tournaments."""
    return (line.roots + queue) * line.leaves + seat


@nested
def give_seat(line: Line, contracts: Contracts, contract: int, queue: int, seat: int) -> None:
    """A customer, from ``contract`` on, has a seat in a queue that no other customer has."""
    while contract != NONE:
        line.accounts[contract].leaf = leaf_of(line, queue, seat)
        contract = contracts.successor[contract]


@inlined
def has_work(line: Line, queue: int) -> bool:
    """Whether anything waits in a queue, or has since it was last looked at."""
    waits: bool = line.nodes[natural(line.roots + queue)].number != NONE
    return waits


@inlined
def refile(line: Line, ranking: Ranking, contract: int) -> None:
    """Put a contract where it belongs now, as what waits of it or its share done has changed."""
    account, classes = line.accounts[natural(contract)], ranking.urgency.shape[1]
    best, number = NEVER, NONE
    for own in range(classes):
        head = line.first[natural(contract * classes + own)]
        urgency = whole(urgency_of(ranking, own, account.share, account.end, account.worth))
        sooner = (urgency < best) | ((urgency == best) & (head < number))
        waits_first = (head != NONE) & sooner
        best, number = pick(waits_first, urgency, best), pick(waits_first, head, number)
    enter(line.nodes, line.roots, account.leaf, best, number)


@inlined
def falls_due(line: Line, ranking: Ranking, contract: int, worth: int, done: bool) -> None:
    """An activity of the contract falls due, of so many points, which is done at once or joins."""
    account = line.accounts[natural(contract)]
    account.due += worth
    account.finished += worth * done
    if ranking.changes:
        account.share = thousandths(account.finished, account.due)
        if done and line.nodes[natural(account.leaf)].number != NONE:
            refile(line, ranking, contract)


@inlined
def finish(line: Line, ranking: Ranking, contract: int, worth: int) -> None:
    """An activity of the contract, of so many points, is finished."""
    account = line.accounts[natural(contract)]
    account.finished += worth
    if ranking.changes:
        account.share = thousandths(account.finished, account.due)
        if line.nodes[natural(account.leaf)].number != NONE:
            refile(line, ranking, contract)


@inlined
def _append(line: Line, work: Work, ranking: Ranking, activity: int) -> bool:
    """Put the activity, the last of the stream so far, behind those of its contract and class;
    whether there are none."""
    activity = natural(activity)
    contract, own = work.contract[activity], ranking.class_of[natural(work.kind[activity])]
    place = natural(contract * ranking.urgency.shape[1] + own)
    line.following[activity] = NONE
    alone: bool = line.first[place] == NONE
    if alone:
        line.first[place] = activity
    else:
        line.following[natural(line.last[place])] = activity
    line.last[place] = activity
    return alone


@inlined
def join(line: Line, work: Work, ranking: Ranking, activity: int) -> None:
    """The activity waits, the last of the stream so far."""
    if _append(line, work, ranking, activity) or ranking.changes:
        refile(line, ranking, work.contract[natural(activity)])


@nested
def join_all(line: Line, work: Work, ranking: Ranking, activities: np.ndarray) -> None:
    """The activities wait, ascending, and before them nothing does."""
    for activity in activities:
        _append(line, work, ranking, activity)
    for place in range(line.first.size):
        if line.first[place] != NONE:
            refile(line, ranking, place // ranking.urgency.shape[1])


@inlined
def strike_off(line: Line, work: Work, ranking: Ranking, contract: int, now: float) -> bool:
    """Whether something of the contract has expired, which waits no more."""
    classes, found = ranking.urgency.shape[1], False
    for each in range(contract * classes, (contract + 1) * classes):
        place = natural(each)
        head = line.first[place]
        while head != NONE and work.expiry[natural(head)] <= now:
            head = line.following[natural(head)]
            found = True
        line.first[place] = head
    return found


@inlined
def _foresee(line: Line, work: Work, activity: int) -> None:
    """What will be asked of an activity as it starts, which lies far back in the stream of work."""
    ask_for(work.expiry, activity)
    ask_for(work.hours, activity)
    ask_for(work.uniform, activity)
    ask_for(work.contract, activity)
    ask_for(work.kind, activity)
    ask_for(work.release, activity)
    ask_for(line.following, activity)


@inlined
def leave(line: Line, work: Work, ranking: Ranking, activity: int) -> None:
    """The activity, the first of its contract and class, waits no more."""
    activity = natural(activity)
    contract, own = work.contract[activity], ranking.class_of[natural(work.kind[activity])]
    head = line.following[activity]
    line.first[natural(contract * ranking.urgency.shape[1] + own)] = head
    if head != NONE:
        _foresee(line, work, natural(head))
    refile(line, ranking, contract)


@inlined
def first_in(line: Line, work: Work, ranking: Ranking, queue: int, now: float) -> int:
    """The activity of a queue that goes first; -1 if none waits."""
    root = natural(line.roots + queue)
    activity: int = line.nodes[root].number
    while activity != NONE and work.expiry[natural(activity)] <= now:
        contract = work.contract[natural(activity)]
        strike_off(line, work, ranking, contract, now)
        refile(line, ranking, contract)
        activity = line.nodes[root].number
    return activity


@nested
def still_waiting(line: Line, work: Work, now: float, unreleased: int, places: np.ndarray) -> int:
    """The number of activities that wait after ``now``, put into ``places``, ascending.

    Args:
        unreleased: the first activity that has not been released.
    """
    oldest = unreleased
    for head in line.first:
        if head != NONE:
            oldest = min(oldest, head)
    waits = np.zeros(unreleased - oldest, np.bool_)
    for head in line.first:
        activity = head
        while activity != NONE:
            waits[activity - oldest] = work.expiry[activity] > now
            activity = line.following[activity]
    count = 0
    for place in range(waits.size):
        places[count] = oldest + place
        count += waits[place]
    return count
