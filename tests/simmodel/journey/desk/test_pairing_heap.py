"""Pairing heaps give contracts in order, whatever becomes of their urgency in between."""

import numpy as np
import pytest

from simmodel.journey.desk.pairing_heap import ACCOUNT, NONE, hasten, push, remove


@pytest.mark.parametrize("seed", range(20))
def test_the_root_is_always_the_most_urgent(seed):
    rng = np.random.default_rng(seed)
    accounts, root, inside = np.zeros(12, ACCOUNT), NONE, set()
    for _ in range(400):
        node = int(rng.integers(accounts.size))
        urgency, number = float(rng.integers(4)), int(rng.integers(100))
        old = (accounts[node]["urgency"], accounts[node]["number"])
        if node in inside and (urgency, number) < old:
            accounts[node]["urgency"], accounts[node]["number"] = urgency, number
            root = hasten(accounts, root, node)
        elif node in inside:
            root = remove(accounts, root, node)
            inside.remove(node)
        else:
            accounts[node]["urgency"], accounts[node]["number"] = urgency, number
            root = push(accounts, root, node)
            inside.add(node)
        keys = [(accounts[each]["urgency"], accounts[each]["number"]) for each in inside]
        if inside:
            assert root in inside
            assert (accounts[root]["urgency"], accounts[root]["number"]) == min(keys)
        else:
            assert root == NONE
