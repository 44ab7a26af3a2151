"""What the models count and measure alike."""

from dataclasses import fields
from typing import Any

import numpy as np


class Exact:
    """A dataclass of arrays, equal to another if every number is the same, to the last bit."""

    __hash__ = None  # type: ignore[assignment]  # arrays have none

    def __eq__(self, other: object) -> bool:
        mine: Any = self  # a dataclass
        return type(other) is type(self) and all(
            np.array_equal(getattr(self, each.name), getattr(other, each.name))
            for each in fields(mine)
        )


def ratio(part: float, whole: float) -> float:
    """part / whole, or NaN where nothing was there to compare with."""
    return float(part / whole) if whole else float("nan")
