"""Compiled: what happens next to whom, one entry a customer, in a heap that can be changed.

A binary heap (Williams 1964, "Algorithm 232: Heapsort") of :data:`simmodel.access.records.ENTRY`.
Equal times go by the number of the customer. A place knows where in the heap it is, so that its
event can be put off, brought forward or struck.
"""

from typing import Any

import numpy as np

from simmodel.access.records import NONE
from simmodel.jit import compiled, inlined


@compiled
def schedule(state: Any, agenda: np.ndarray, places: np.ndarray, place: int, time: float) -> None:
    """The next event of ``place`` is at ``time``, whether or not it had one."""
    entry = places[place].entry
    if entry == NONE:
        entry = state.entries
        state.entries += 1
    _file(state, agenda, places, entry, time, places[place].number, place)


@compiled
def strike(state: Any, agenda: np.ndarray, places: np.ndarray, place: int) -> None:
    """``place`` has no event any more; it must have had one."""
    entry = places[place].entry
    places[place].entry = NONE
    state.entries -= 1
    last = agenda[state.entries]
    if entry < state.entries:
        _file(state, agenda, places, entry, last.time, last.number, last.place)


@inlined
def _file(
    state: Any,
    agenda: np.ndarray,
    places: np.ndarray,
    entry: int,
    time: float,
    number: int,
    place: int,
) -> None:
    """Put an event at ``entry``, above it if it is early, or below it."""
    while entry > 0:
        parent = agenda[(entry - 1) // 2]
        if not _before(time, number, parent):
            break
        _put(agenda, places, entry, parent.time, parent.number, parent.place)
        entry = (entry - 1) // 2
    while True:
        below = 2 * entry + 1
        if below >= state.entries:
            break
        child = agenda[below]
        if below + 1 < state.entries:
            other = agenda[below + 1]
            if _before(other.time, other.number, child):
                below, child = below + 1, other
        if _before(time, number, child):
            break
        _put(agenda, places, entry, child.time, child.number, child.place)
        entry = below
    _put(agenda, places, entry, time, number, place)


@inlined
def _before(time: float, number: int, entry: Any) -> bool:
    earlier: bool = time < entry.time or (time == entry.time and number < entry.number)
    return earlier


@inlined
def _put(
    agenda: np.ndarray, places: np.ndarray, entry: int, time: float, number: int, place: int
) -> None:
    filed = agenda[entry]
    filed.time, filed.number, filed.place = time, number, place
    places[place].entry = entry
