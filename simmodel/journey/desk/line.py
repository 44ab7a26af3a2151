"""Compiled: the line of what waits, by contract and class, and which of it goes first.

Within a contract and a class activities go in order of release. A contract stands in the heap of
its queue by its most urgent activity. What has expired is struck off when it comes to the front:
that only ever puts a contract further back, so nothing is overlooked.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled, inlined
from simmodel.journey.desk.compiled import urgency_of
from simmodel.journey.desk.pairing_heap import ACCOUNT, NONE, hasten, push, remove
from simmodel.journey.desk.ranking import Ranking
from simmodel.journey.paths import Work


class Line(NamedTuple):
    """What waits, by place in the stream of work; arrays are changed in place.

    Attributes:
        accounts: :data:`simmodel.journey.desk.pairing_heap.ACCOUNT`, by contract.
        first, last: int32, by contract and class, or -1: of the activities that wait.
        following: int32, by activity: the next of its contract and class, or -1.
        roots: int32, by queue: the contract that goes first, or -1.
    """

    accounts: np.ndarray
    first: np.ndarray
    last: np.ndarray
    following: np.ndarray
    roots: np.ndarray


@compiled
def empty_line(
    end: np.ndarray,
    finished: np.ndarray,
    due: np.ndarray,
    following: np.ndarray,
    classes: int,
    queues: int,
) -> Line:
    """A line in so many queues, in which nothing waits yet.

    Args:
        end: of contracts, hours.
        finished, due: points of contracts so far.
        following: of the stream, as in :class:`Line`.
    """
    accounts = np.zeros(end.size, ACCOUNT)
    for contract in range(end.size):
        account = accounts[contract]
        account.end, account.finished = end[contract], finished[contract]
        account.due = due[contract]
    first, last = np.full((2, end.size * classes), NONE, np.int32)
    return Line(accounts, first, last, following, np.full(queues, NONE, np.int32))


@compiled
def _refile(
    accounts: np.ndarray,
    first: np.ndarray,
    roots: np.ndarray,
    ranking: Ranking,
    contract: int,
    queue: int,
) -> None:
    account, classes = accounts[contract], ranking.urgency.shape[1]
    best, number = np.inf, NONE
    for own in range(classes):
        head = first[contract * classes + own]
        if head != NONE:
            urgency = urgency_of(ranking, own, account.finished, account.due, account.end)
            if number == NONE or urgency < best or (urgency == best and head < number):
                best, number = urgency, head
    root = roots[queue]
    if account.waits:
        old, before = account.urgency, account.number
        if number == before and best == old:
            return
        if number != NONE and (best < old or (best == old and number < before)):
            account.urgency, account.number = best, number
            roots[queue] = hasten(accounts, root, contract)
            return
        root = remove(accounts, root, contract)
    account.waits = number != NONE
    if number != NONE:
        account.urgency, account.number = best, number
        root = push(accounts, root, contract)
    roots[queue] = root


@inlined
def refile(line: Line, ranking: Ranking, contract: int, queue: int) -> None:
    """Put a contract where it belongs now, as what waits of it or its share done has changed."""
    _refile(line.accounts, line.first, line.roots, ranking, contract, queue)


@inlined
def join(line: Line, work: Work, ranking: Ranking, activity: int, queue: int) -> None:
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
        refile(line, ranking, contract, queue)


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
def leave(line: Line, work: Work, ranking: Ranking, activity: int, queue: int) -> None:
    """The activity, the first of its contract and class, waits no more."""
    contract, own = work.contract[activity], ranking.class_of[work.kind[activity]]
    line.first[contract * ranking.urgency.shape[1] + own] = line.following[activity]
    refile(line, ranking, contract, queue)


@inlined
def first_in(line: Line, work: Work, ranking: Ranking, queue: int, now: float) -> int:
    """The activity of a queue that goes first; -1 if none waits."""
    activity = NONE
    while activity == NONE and line.roots[queue] != NONE:
        contract = line.roots[queue]
        if strike_off(line, work, ranking, contract, now):
            refile(line, ranking, contract, queue)
        else:
            activity = line.accounts[contract].number
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
