"""Compiled: contracts that have work waiting, the most urgent first, in pairing heaps.

A pairing heap (Fredman, Sedgewick, Sleator and Tarjan 1986, "The pairing heap: a new form of
self-adjusting heap") is a tree whose parents go before their children. What becomes more urgent is
cut off and put beside the root in O(1), which falling due does to a contract all the time. Any
number of heaps share the same arrays.
"""

import numpy as np

from simmodel.jit import compiled, inlined

NONE = -1

ACCOUNT = np.dtype(
    [
        ("urgency", np.float64),  # of the activity that goes first; lower goes first
        ("end", np.float64),  # of the contract, hours
        ("number", np.int32),  # of that activity; of equals the lower goes first
        ("child", np.int32),  # the first contract below, or -1
        ("sibling", np.int32),  # the next beside, or -1
        ("before", np.int32),  # the one beside before, or above the first of them, or -1
        ("finished", np.int32),  # activities so far
        ("due", np.int32),
        ("waits", np.bool_),  # whether it is in a heap
    ],
    align=True,
)
"""A contract, as it stands in the heap of its queue."""


@inlined
def _precedes(accounts: np.ndarray, one: int, other: int) -> bool:
    """Whether a contract goes before another."""
    first, second = accounts[one], accounts[other]
    before: bool = first.urgency < second.urgency or (
        first.urgency == second.urgency and first.number < second.number
    )
    return before


@compiled
def meld(accounts: np.ndarray, one: int, other: int) -> int:
    """The root of two heaps put together, either of which may be -1."""
    if one == NONE:
        return other
    if other == NONE:
        return one
    if _precedes(accounts, other, one):
        one, other = other, one
    first = accounts[one].child
    accounts[other].sibling, accounts[other].before = first, one
    accounts[one].child = other
    if first != NONE:
        accounts[first].before = other
    return one


@inlined
def push(accounts: np.ndarray, root: int, node: int) -> int:
    """The root of the heap with ``node`` in it."""
    account = accounts[node]
    account.child, account.sibling, account.before = NONE, NONE, NONE
    return meld(accounts, root, node)


@inlined
def _cut(accounts: np.ndarray, node: int) -> None:
    """Part ``node``, which is no root, from its parent; what is below it stays."""
    prior, following = accounts[node].before, accounts[node].sibling
    if accounts[prior].child == node:
        accounts[prior].child = following
    else:
        accounts[prior].sibling = following
    if following != NONE:
        accounts[following].before = prior
    accounts[node].sibling, accounts[node].before = NONE, NONE


@compiled
def _gather(accounts: np.ndarray, first: int) -> int:
    """The root of siblings put together, from the first on: in pairs, then from the last back."""
    pairs = NONE
    while first != NONE:
        second = accounts[first].sibling
        rest = NONE
        accounts[first].sibling = NONE
        if second != NONE:
            rest = accounts[second].sibling
            accounts[second].sibling = NONE
        pair = meld(accounts, first, second)
        accounts[pair].sibling, pairs, first = pairs, pair, rest
    root = NONE
    while pairs != NONE:
        rest = accounts[pairs].sibling
        accounts[pairs].sibling = NONE
        root, pairs = meld(accounts, root, pairs), rest
    if root != NONE:
        accounts[root].before = NONE
    return root


@compiled
def remove(accounts: np.ndarray, root: int, node: int) -> int:
    """The root of the heap without ``node``, which is in it."""
    below = _gather(accounts, accounts[node].child)
    if node == root:
        return below
    _cut(accounts, node)
    return meld(accounts, root, below)


@inlined
def hasten(accounts: np.ndarray, root: int, node: int) -> int:
    """The root of the heap in which ``node`` has just become more urgent."""
    if node == root:
        return root
    _cut(accounts, node)
    return meld(accounts, root, node)
