"""The backlog: what is on the desk between two shifts, where the desk is more than today's pool."""

from typing import NamedTuple

import numpy as np


class Backlog(NamedTuple):
    """What waits and what is under way at a shift's end; arrays are changed in place.

    Attributes:
        size: int64, shape (2,): activities that wait, and services under way.
        waiting: int32: first those that wait, by their place in the stream of work, ascending.
        ends: hours, float64: first those of the services under way, ascending.
        served: int32: likewise, the contracts that they are for.
        points: int32: likewise, what they count for there.
        due: int32, by contract: points that fell due so far.
    """

    size: np.ndarray
    waiting: np.ndarray
    ends: np.ndarray
    served: np.ndarray
    points: np.ndarray
    due: np.ndarray


def backlog_of(
    activities: int,
    waiting: int,
    ends: np.ndarray,
    served: np.ndarray,
    points: np.ndarray,
    due: np.ndarray,
) -> Backlog:
    """A backlog with room for a whole stream, the first activities of which wait.

    Args:
        activities: of the stream.
        waiting: of them.
        ends, served, points, due: as in :class:`Backlog`, without the room.
    """
    positions = np.empty(activities, np.int32)
    positions[:waiting] = np.arange(waiting)
    return Backlog(
        np.array([waiting, ends.size]),
        positions,
        _with_room(ends, activities),
        _with_room(served, activities),
        _with_room(points, activities),
        due.copy(),
    )


def _with_room(array: np.ndarray, more: int) -> np.ndarray:
    """The same with room for so many more."""
    found = np.empty(array.size + more, array.dtype)
    found[: array.size] = array
    return found
