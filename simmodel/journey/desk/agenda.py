"""Compiled: the services under way, the one that ends soonest first, in a binary heap."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled, inlined


class Agenda(NamedTuple):
    """Services by number; arrays of one length, changed in place.

    Attributes:
        served: int32, the contract that a service is for.
        points: int32, what it counts for there.
        ends: hours, float64, as a binary heap; the first ``size[0]`` are under way.
        heap: int32, numbers of the services that end then.
        size: int64, shape (1,).
    """

    served: np.ndarray
    points: np.ndarray
    ends: np.ndarray
    heap: np.ndarray
    size: np.ndarray


@compiled
def empty_agenda(room: int) -> Agenda:
    """No services, and room for so many."""
    return Agenda(
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room),
        np.empty(room, np.int32),
        np.zeros(1, np.int64),
    )


@inlined
def enter(agenda: Agenda, service: int, end: float, contract: int, points: int) -> None:
    """A service begins."""
    ends, heap = agenda.ends, agenda.heap
    agenda.served[service], agenda.points[service] = contract, points
    place = agenda.size[0]
    agenda.size[0] = place + 1
    while place > 0:
        above = (place - 1) >> 1
        if ends[above] <= end:
            break
        ends[place], heap[place] = ends[above], heap[above]
        place = above
    ends[place], heap[place] = end, service


@inlined
def cross_off(agenda: Agenda) -> int:
    """The service that ends soonest, which is under way no more; there must be one."""
    ends, heap = agenda.ends, agenda.heap
    found, size = heap[0], agenda.size[0] - 1
    agenda.size[0] = size
    end, last, place, below = ends[size], heap[size], 0, 1
    while below < size:
        if below + 1 < size:
            below += int(ends[below + 1] < ends[below])
        if ends[below] >= end:
            break
        ends[place], heap[place] = ends[below], heap[below]
        place, below = below, 2 * below + 1
    ends[place], heap[place] = end, last
    return int(found)
