"""Compiled: what happens next to whom, one event a customer, in a calendar queue.

A calendar queue (Brown 1988, "Calendar queues: a fast O(1) priority queue implementation") files
events under narrow buckets of time laid out in a ring. Those that happen a whole turn of the ring
later, or more, are passed over until then. Finding and filing an event is O(1), where a heap needs
log(customers) steps; measured, it makes the kernel half as fast again.
"""

from typing import Any

import numpy as np

from simmodel.access.records import NONE
from simmodel.jit import compiled, inlined


@inlined
def bucket_of(state: Any, time: float) -> int:
    """The bucket of ``time``, counted from the beginning, not around the ring."""
    return int((time - state.begin) * state.per_month)


@inlined
def schedule(state: Any, ring: np.ndarray, places: np.ndarray, number: int, time: float) -> None:
    """The next event of place ``number``, which must have none, is at ``time``."""
    slot = bucket_of(state, time) & (ring.size - 1)
    place = places[number]
    place.time = time
    place.following = ring[slot]
    ring[slot] = number


@compiled
def strike(state: Any, ring: np.ndarray, places: np.ndarray, number: int) -> None:
    """Place ``number`` has no event any more; it must have had one."""
    place = places[number]
    slot = bucket_of(state, place.time) & (ring.size - 1)
    if ring[slot] == number:
        ring[slot] = place.following
        return
    other = ring[slot]
    while places[other].following != number:
        other = places[other].following
    places[other].following = place.following


@compiled
def earliest(state: Any, ring: np.ndarray, places: np.ndarray, until: float) -> int:
    """The place whose event is first, if that is no later than ``until``; else none.

    Equal times go by the number of the customer. No event may be scheduled before an earlier
    ``until`` at which there was none.
    """
    last = bucket_of(state, until)
    mask = ring.size - 1
    while state.bucket <= last:
        best = NONE
        number = ring[state.bucket & mask]
        while number != NONE:
            place = places[number]
            if place.time <= until and bucket_of(state, place.time) == state.bucket:
                if best == NONE:
                    best = number
                else:
                    first = places[best]
                    if place.time < first.time or (
                        place.time == first.time and place.number < first.number
                    ):
                        best = number
            number = place.following
        if best != NONE:
            return best
        if state.bucket == last:
            break
        state.bucket += 1
    return NONE
