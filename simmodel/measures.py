"""Counts and measures that models share."""

from dataclasses import fields
from typing import Any

import numpy as np


class Exact:
    """A dataclass of arrays, or of tuples of them.

    It is equal to another if every number is the same, to the last bit.
    """

    __hash__ = None  # type: ignore[assignment]  # arrays have none

    def __eq__(self, other: object) -> bool:
        mine: Any = self  # a dataclass
        return type(other) is type(self) and all(
            _equal(getattr(self, each.name), getattr(other, each.name)) for each in fields(mine)
        )


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return all(_equal(*pair) for pair in zip(one, other, strict=True))
    return np.array_equal(one, other)


def ratio(part: float, whole: float) -> float:
    """part / whole, or NaN where nothing was there to compare with."""
    return float(part / whole) if whole else float("nan")
