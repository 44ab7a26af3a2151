"""Compiled: the CSMPs who are idle, by crews of those who may do the same."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled, inlined
from simmodel.journey.desk.idle import link, unlink

NONE = -1


class Crews(NamedTuple):
    """Who may do what, and who is idle; arrays are changed in place.

    Attributes:
        free: hours, float64, shape (team,): since when each CSMP is or will be free.
        crew: int32, shape (team,), of each CSMP.
        may: bool, shape (crews, lines): which lines of work each may do.
        breadth: int64, shape (crews,): how many types of activity.
        after, before: int32, shape (team + crews,): neighbours in rings of those who are idle, as
            in :class:`simmodel.journey.desk.idle.Idle`; that of a crew begins and ends with number
            ``team`` + crew.
        idle: int64, shape (lines,): idle CSMPs who may do each line.
    """

    free: np.ndarray
    crew: np.ndarray
    may: np.ndarray
    breadth: np.ndarray
    after: np.ndarray
    before: np.ndarray
    idle: np.ndarray


@compiled
def crews_of(repertoire: np.ndarray, kinds: np.ndarray, free: np.ndarray) -> Crews:
    """The crews of a team, all of whom are busy; ``free``, shape (team,), is kept.

    Args:
        repertoire: the types of activity that each may do, shape (team, types).
        kinds: a type of each line, shape (lines,).
    """
    team = free.size
    crew, first, count = np.empty(team, np.int32), np.empty(team, np.int64), 0
    for place in range(team):
        own = 0
        while own < count and (repertoire[first[own]] != repertoire[place]).any():
            own += 1
        if own == count:
            first[count] = place
            count += 1
        crew[place] = own
    may, breadth = np.empty((count, kinds.size), np.bool_), np.empty(count, np.int64)
    for own in range(count):
        breadth[own] = repertoire[first[own]].sum()
        for line in range(kinds.size):
            may[own, line] = repertoire[first[own], kinds[line]]
    alone = np.arange(team + count).astype(np.int32)
    return Crews(free, crew, may, breadth, alone, alone.copy(), np.zeros(kinds.size, np.int64))


@inlined
def put_in(crews: Crews, csmp: int) -> None:
    """The CSMP is free, and the last to be so, but for the order of those of one instant."""
    own = crews.crew[csmp]
    link(crews.free, crews.after, crews.before, crews.free.size + own, csmp)
    for line in range(crews.idle.size):
        crews.idle[line] += crews.may[own, line]


@inlined
def take_for(crews: Crews, line: int) -> int:
    """Who does what waits in a line, and is idle no more; somebody idle must be able to.

    Those who may do the fewest types of activity, of equals who has been free for longest, of
    equals the lowest number.
    """
    free, after, breadth, team = crews.free, crews.after, crews.breadth, crews.free.size
    found = NONE
    for own in range(breadth.size):
        csmp = after[team + own]
        if crews.may[own, line] and csmp < team:
            if found == NONE:
                found = csmp
            else:
                more = breadth[own] - breadth[crews.crew[found]]
                sooner = free[csmp] < free[found] or (free[csmp] == free[found] and csmp < found)
                if more < 0 or (more == 0 and sooner):
                    found = csmp
    unlink(after, crews.before, found)
    own = crews.crew[found]
    for each in range(crews.idle.size):
        crews.idle[each] -= crews.may[own, each]
    return int(found)
