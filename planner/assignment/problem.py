"""The problem of assigning units to people, all that the optimisation knows; and its solution."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.assignment.rows import Excess


@dataclass(frozen=True)
class Problem:
    """An assignment problem. Arrays are kept as read-only views of what was given.

    A unit is what one person looks after as a whole: an account, or a parent with its children.

    Attributes:
        cost: (units, people), money: of a unit at a person, moves and fit.
        hours: (units, windows), expected with somebody who is as fast as can be.
        slower: (units, people), what the hours are multiplied by.
        allowed: (units, people), bool.
        accounts: (units,), accounts in a unit.
        moved: (units, people), accounts of it that change their person.
        moved_value: (units, people), yearly value of those.
        target: (people, windows), hours that a person should have.
        over, under: (windows,), money for each hour above, below the target.
        most_hours: (people,), over all windows together; inf for none.
        most_accounts: (people,).
        most_moved: accounts that may change their person; None for any.
        most_moved_value: yearly value that may; None for any.

    Raises:
        ValueError: a shape or a value that is impossible, by the name of its field.
    """

    cost: np.ndarray
    hours: np.ndarray
    slower: np.ndarray
    allowed: np.ndarray
    accounts: np.ndarray
    moved: np.ndarray
    moved_value: np.ndarray
    target: np.ndarray
    over: np.ndarray
    under: np.ndarray
    most_hours: np.ndarray
    most_accounts: np.ndarray
    most_moved: int | None = None
    most_moved_value: float | None = None

    def __post_init__(self) -> None:
        units, windows = _shape(self.hours, "hours")
        people = _shape(self.target, "target")[0]
        pairs = (units, people)
        shapes: Mapping[str, tuple[type, tuple[int, ...]]] = {
            "cost": (np.float64, pairs),
            "hours": (np.float64, (units, windows)),
            "slower": (np.float64, pairs),
            "allowed": (np.bool_, pairs),
            "accounts": (np.int64, (units,)),
            "moved": (np.int64, pairs),
            "moved_value": (np.float64, pairs),
            "target": (np.float64, (people, windows)),
            "over": (np.float64, (windows,)),
            "under": (np.float64, (windows,)),
            "most_hours": (np.float64, (people,)),
            "most_accounts": (np.int64, (people,)),
        }
        for name, (kind, shape) in shapes.items():
            object.__setattr__(self, name, _checked(getattr(self, name), name, kind, shape))
        for name in ("most_moved", "most_moved_value"):
            if (most := getattr(self, name)) is not None and not most >= 0:
                raise ValueError(f"{name} is {most}; it must be 0 or more")

    @property
    def units(self) -> int:
        """The number of units."""
        return int(self.cost.shape[0])

    @property
    def people(self) -> int:
        """The number of people."""
        return int(self.cost.shape[1])

    @property
    def changes(self) -> tuple[tuple[np.ndarray, float], ...]:
        """What pairs change, shape (units, people), and its limit, where there is one: accounts,
        and yearly value."""
        each = ((self.moved, self.most_moved), (self.moved_value, self.most_moved_value))
        return tuple((changed, float(most)) for changed, most in each if most is not None)

    @property
    def whole(self) -> np.ndarray:
        """Hours of each unit over all windows, shape (units,)."""
        return np.asarray(self.hours.sum(axis=1))


@dataclass(frozen=True)
class Solution:
    """An assignment, and what is known of how good it is.

    Attributes:
        person: (units,), the place of the person who has it.
        objective: money.
        bound: money; no assignment within the limits costs less.
        optimal: whether it is shown that none costs less by more than can be seen (see
            :data:`planner.assignment.exact.VISIBLE`).
        unmet: limits and demands that it goes beyond; empty if all can be met.
    """

    person: np.ndarray
    objective: float
    bound: float
    optimal: bool
    unmet: tuple[Excess, ...] = ()


def _shape(given: Any, name: str) -> tuple[int, int]:
    shape = np.shape(given)
    if len(shape) != 2:
        raise ValueError(f"{name} has the shape {shape}; it must have two dimensions")
    return int(shape[0]), int(shape[1])


_ANY_SIGN = ("cost",)
_MAY_BE_INFINITE = ("most_hours",)


def _checked(given: Any, name: str, kind: type, shape: tuple[int, ...]) -> np.ndarray:
    array: np.ndarray = np.ascontiguousarray(given).astype(kind, casting="same_kind", copy=False)
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}; it must be {shape}")
    if np.isnan(array).any() or (name not in _MAY_BE_INFINITE and np.isinf(array).any()):
        raise ValueError(f"{name} has a value that is no number, or is infinite")
    if name not in _ANY_SIGN and (array < 0).any():
        raise ValueError(f"{name} has the value {array.min()}; all must be 0 or more")
    array = array.view()
    array.flags.writeable = False
    return array
