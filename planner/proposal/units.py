"""Units: accounts that one person looks after together, as parents with their children."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from simmodel.contract.assignment import NOBODY
from simmodel.contract.names import known_as


@dataclass(frozen=True)
class Units:
    """Units of accounts.

    Attributes:
        of: int64, the unit of each account; shape (accounts,).
        size: the number of units.
    """

    of: np.ndarray
    size: int

    def accounts(self, unit: int) -> np.ndarray:
        """The places of a unit's accounts."""
        return np.flatnonzero(self.of == unit)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Values of accounts by unit, the first axis of the two; summed."""
        found = np.zeros((self.size, *values.shape[1:]), values.dtype)
        np.add.at(found, self.of, values)
        return found

    def all(self, values: np.ndarray) -> np.ndarray:
        """Whether something is so of all accounts of each unit; as :meth:`sum`."""
        found = np.ones((self.size, *values.shape[1:]), bool)
        np.logical_and.at(found, self.of, values)
        return found

    def apart(self, units: Sequence[int], allowed: np.ndarray) -> "Units":
        """The same, where these units are in parts that one person may have, the first of them as
        large as can be.

        Args:
            allowed: who may have each account; bool, shape (accounts, people). Those that nobody
                may have are parts of their own.
        """
        of, size = self.of.copy(), self.size
        for unit in units:
            left = self.accounts(unit)
            while (rest := _rest(left, allowed)).size:
                of[rest] = size
                size += 1
                left = rest
        return Units(of, size)

    def by(self, unit: int, owner: np.ndarray) -> "Units":
        """The same, where a unit is in parts by who has its accounts today; those that nobody has
        are with the largest part.

        Args:
            owner: places of people, shape (accounts,).
        """
        accounts, of = self.accounts(unit), self.of.copy()
        people, number = np.unique(owner[accounts][owner[accounts] != NOBODY], return_counts=True)
        others = np.delete(people, number.argmax()) if people.size else people
        for place, person in enumerate(others.tolist()):
            of[accounts[owner[accounts] == person]] = self.size + place
        return Units(of, self.size + others.size)


def _rest(accounts: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Accounts without those of them that one person may have, as many as can be, or one."""
    together = allowed[accounts, allowed[accounts].sum(axis=0).argmax()]
    return accounts[~together] if together.any() else accounts[1:]


def units_of(accounts: Sequence[Any]) -> Units:
    """Units of accounts: those with one parent, with the parent itself where it is listed.

    Parents may have parents. Units are numbered in the order of their first accounts.
    """
    nodes: dict[str, int] = {}
    own = [nodes.setdefault(known_as(each.account), len(nodes)) for each in accounts]
    parents = [known_as(each.parent) or known_as(each.account) for each in accounts]
    above = [nodes.setdefault(parent, len(nodes)) for parent in parents]
    links = coo_array((np.ones(len(own)), (own, above)), shape=(len(nodes), len(nodes)))
    _, part = connected_components(links, directed=False)
    numbers: dict[int, int] = {}
    of = [numbers.setdefault(int(part[node]), len(numbers)) for node in own]
    return Units(np.array(of, np.int64), len(numbers))
