"""Compiled: the CSMPs who are idle, who has been free for longest first, in a linked list."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import inlined, natural, nested

NONE = -1


class Idle(NamedTuple):
    """Who is idle; arrays are changed in place.

    Attributes:
        free: hours, float64, shape (team,): since when each CSMP is or will be free.
        after, before: int32, shape (team + 1,): neighbours in a ring that begins and ends with
            number ``team``, who is nobody.
        is_in: bool, shape (team,).
        ranked: whether it matters who has been free for longest; if not, nobody is in the ring.
    """

    free: np.ndarray
    after: np.ndarray
    before: np.ndarray
    is_in: np.ndarray
    ranked: bool


@nested
def idle_at(free: np.ndarray, now: float, ranked: bool) -> Idle:
    """Those who are free at ``now``; ``free``, shape (team,), is kept."""
    team = free.size
    idle = Idle(
        free,
        np.full(team + 1, team, np.int32),
        np.full(team + 1, team, np.int32),
        np.zeros(team, np.bool_),
        ranked,
    )
    for csmp in np.argsort(free, kind="mergesort"):
        if free[csmp] <= now:
            put_in(idle, csmp)
    return idle


@inlined
def link(free: np.ndarray, after: np.ndarray, before: np.ndarray, nobody: int, csmp: int) -> None:
    """Put the CSMP, the last to be free but for the order of those of one instant, into the ring of
    ``nobody``."""
    csmp, prior = natural(csmp), natural(before[nobody])
    while prior != nobody and (
        free[prior] > free[csmp] or (free[prior] == free[csmp] and prior > csmp)
    ):
        prior = natural(before[prior])
    following = natural(after[prior])
    after[prior] = before[following] = csmp
    before[csmp], after[csmp] = prior, following


@inlined
def unlink(after: np.ndarray, before: np.ndarray, csmp: int) -> None:
    """Take the CSMP out of its ring."""
    prior, following = natural(before[csmp]), natural(after[csmp])
    after[prior], before[following] = following, prior


@inlined
def put_in(idle: Idle, csmp: int) -> None:
    """The CSMP is free, and the last to be so, but for the order of those of one instant."""
    if idle.ranked:
        link(idle.free, idle.after, idle.before, idle.free.size, csmp)
    idle.is_in[natural(csmp)] = True


@inlined
def take_out(idle: Idle, csmp: int) -> None:
    """The CSMP is idle no more."""
    if idle.ranked:
        unlink(idle.after, idle.before, natural(csmp))
    idle.is_in[natural(csmp)] = False


@inlined
def longest_idle(idle: Idle) -> int:
    """Who has been free for longest, of equals the lowest number; -1 if nobody is idle."""
    first = idle.after[idle.free.size]
    return NONE if first == idle.free.size else int(first)
