"""Compiled: customers who have work waiting, the most urgent on top, in a tournament.

A tournament (Knuth 1998, "The art of computer programming", volume 3, section 5.4.1, trees of
winners) is a binary tree in which each node is the more urgent of the two below it; a leaf is a
customer's. Whatever becomes of a customer's urgency, only nodes that it wins or has won change: two
on average, where a heap moves what stands in it. Any number of tournaments of one size lie side by
side in one array: the roots of so many, a power of two, are its nodes from that number on, and the
nodes below ``node`` are ``2 * node`` and ``2 * node + 1``. Node 0 is of no tournament.
"""

import numpy as np

from simmodel.jit import compiled, inlined

NONE = -1

NODE = np.dtype([("urgency", np.float64), ("number", np.int64)], align=True)
"""An activity; lower urgency goes first, of equals the lower number. Nothing is infinity and -1."""


@compiled
def power_of_two(least: int) -> int:
    """The least that is no less than ``least``."""
    found = 1
    while found < least:
        found *= 2
    return found


@compiled
def empty_tournaments(roots: int, leaves: int) -> np.ndarray:
    """Tournaments of nothing; :data:`NODE`.

    Args:
        roots: tournaments, a power of two.
        leaves: of each, a power of two.
    """
    nodes = np.empty(2 * roots * leaves, NODE)
    for node in range(nodes.size):
        nodes[node].urgency, nodes[node].number = np.inf, NONE
    return nodes


@inlined
def enter(nodes: np.ndarray, roots: int, leaf: int, urgency: float, number: int) -> None:
    """An activity, or nothing, takes the place of what stands at ``leaf``."""
    node = leaf
    while nodes[node].number != number or nodes[node].urgency != urgency:
        nodes[node].urgency, nodes[node].number = urgency, number
        if node < 2 * roots:
            break
        beside = nodes[node ^ 1]
        other, its_number = beside.urgency, beside.number
        if (other < urgency) | ((other == urgency) & (its_number < number)):
            urgency, number = other, its_number
        node >>= 1
