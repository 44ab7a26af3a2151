"""Compiled: the same people in another team, where the team is a number."""

import numpy as np

from simmodel.jit import compiled

NONE = -1


@compiled
def anonymous_team(under_way: np.ndarray, team: int, now: float) -> tuple[np.ndarray, np.ndarray]:
    """The ends of service of a team of this size, and of those who leave as theirs ends.

    Idle CSMPs leave at once; if that is not enough, those whose service ends first follow.
    """
    departing = max(under_way.size - team, 0)
    ends = np.full(team, now)
    ends[team - (under_way.size - departing) :] = under_way[departing:]
    return ends, under_way[:departing].copy()


@compiled
def same_team(
    ends: np.ndarray, leaving: np.ndarray, team: int, now: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same, where it matters who is who: those who stay busy first, then idle, then recruits.

    Returns:
        ends and leaving, as above, and the places in the new team by those in the old one; -1 of
        those who leave. Who comes back while still leaving is a recruit.
    """
    before = ends.size
    everybody = np.concatenate((leaving, ends))
    busy = np.flatnonzero(everybody > now)
    busy = busy[np.argsort(everybody[busy], kind="mergesort")]
    departing = max(busy.size - team, 0)
    idle = leaving.size + np.flatnonzero(ends <= now)
    staying = np.concatenate((busy[departing:], idle))[:team]
    free, places = np.full(team, now), np.full(before, NONE, np.int64)
    for place in range(staying.size):
        free[place] = everybody[staying[place]]
        if staying[place] >= leaving.size:
            places[staying[place] - leaving.size] = place
    return free, everybody[busy[:departing]], places


@compiled
def places_in(before: np.ndarray, now: np.ndarray) -> np.ndarray:
    """The places among those ``now`` by the places ``before``; -1 of those who are gone.

    Args:
        before, now: numbers of people, ascending.
    """
    places = np.full(before.size, NONE, np.int64)
    found = np.searchsorted(now, before)
    for place in range(before.size):
        if found[place] < now.size and now[found[place]] == before[place]:
            places[place] = found[place]
    return places
