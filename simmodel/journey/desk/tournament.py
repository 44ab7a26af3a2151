"""Compiled: customers who have work waiting, the most urgent on top, in a tournament.

A tournament (Knuth 1998, "The art of computer programming", volume 3, section 5.4.1, trees of
winners) is a tree in which each node is the most urgent of the four below it; a leaf is a
customer's. Whatever becomes of a customer's urgency, only the nodes above its leaf change, and all
are made anew, without a jump: where that could end earlier, and which of two is more urgent, nobody
can predict, and a wrong guess takes longer than a level. Any number of tournaments of one size lie
side by side in one array: the roots of so many, a power of two, are its nodes from that number on,
and the nodes below ``node`` are those from ``4 * node`` on. Node 0 is of no tournament.
"""

import numpy as np

from simmodel.jit import compiled, inlined, natural, pick

NONE = -1

NODE = np.dtype([("urgency", np.int64), ("number", np.int64)], align=True)
"""An activity; lower urgency goes first, of equals the lower number. Nothing is the largest and
-1."""

NEVER = int(np.iinfo(np.int64).max)
"""The urgency of nothing."""


@inlined
def whole(urgency: float) -> int:
    """A whole number that orders urgencies as they do, those of one value too."""
    bits = np.float64(urgency + 0.0).view(np.int64)  # one zero, not two
    return int(bits ^ ((bits >> 63) & NEVER))


@compiled
def power_of(base: int, least: int) -> int:
    """The least power that is no less than ``least``."""
    found = 1
    while found < least:
        found *= base
    return found


@compiled
def empty_tournaments(roots: int, leaves: int) -> np.ndarray:
    """Tournaments of nothing; :data:`NODE`.

    Args:
        roots: tournaments, a power of two.
        leaves: of each, a power of four.
    """
    nodes = np.empty(2 * roots * leaves, NODE)
    for node in range(nodes.size):
        nodes[node].urgency, nodes[node].number = NEVER, NONE
    return nodes


@inlined
def _first(urgency: int, number: int, other: int, its_number: int) -> tuple[int, int]:
    """The more urgent of two."""
    later = (other < urgency) | ((other == urgency) & (its_number < number))
    return pick(later, other, urgency), pick(later, its_number, number)


@inlined
def enter(nodes: np.ndarray, roots: int, leaf: int, urgency: int, number: int) -> None:
    """An activity, or nothing, takes the place of what stands at ``leaf``."""
    node = natural(leaf)
    nodes[node].urgency, nodes[node].number = urgency, number
    while node >= 2 * roots:
        one, two, three = nodes[node ^ 1], nodes[node ^ 2], nodes[node ^ 3]
        beside, its_number = _first(one.urgency, one.number, two.urgency, two.number)
        beside, its_number = _first(beside, its_number, three.urgency, three.number)
        urgency, number = _first(urgency, number, beside, its_number)
        node >>= 2
        nodes[node].urgency, nodes[node].number = urgency, number
