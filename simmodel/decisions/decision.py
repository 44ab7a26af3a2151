"""The contract of every kind of decision.

A kind is a frozen dataclass; whoever searches, selects or reads a study asks it, and tells no kind
from another.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import Field, dataclass
from typing import Any, ClassVar, Self

import numpy as np


@dataclass(frozen=True)
class Variable:
    """One number or option that is varied: a decision, or a part of one.

    Attributes:
        name: of the decision; of one part of several with a number from 1, such as "hires_3".
        options: to choose from; empty for a number.
        low, high: bounds of a number, both included.
        whole: whether the number is a whole one.
    """

    name: str
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = False


@dataclass(frozen=True)
class Refusal:
    """A mistake in an entry of a study's table of decisions.

    Attributes:
        message: "found ...; allowed: ...".
        at: keys, and places in lists from 0, that lead there from the entry.
    """

    message: str
    at: tuple[str | int, ...] = ()


class Decision(ABC):
    """The decision on one field of a policy; ``str()`` gives it in words.

    Attributes:
        replaces: decisions that are not taken together with this one.
        stands: what stands in their place, in words.
        remedy: what to do where today's value is not among those searched, in words.
        returns: whether to leave the decision as it is today makes a policy simpler.
    """

    name: str
    unit: str
    description: str
    replaces: tuple[str, ...] = ()
    stands: ClassVar[str] = ""
    remedy: ClassVar[str] = "widen that range"
    returns: ClassVar[bool] = True
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @abstractmethod
    def __str__(self) -> str: ...

    @abstractmethod
    def allows(self, value: Any) -> str | None:
        """None for a value that may be taken, else "found ...; allowed: ..."."""

    # ---- What is varied

    @property
    @abstractmethod
    def variables(self) -> tuple[Variable, ...]:
        """The variables that are varied in its place."""

    def taken(self, values: Sequence[Any]) -> Any:
        """The value that follows from those of the variables."""
        (value,) = values
        return value

    def values(self, taken: Any) -> tuple[Any, ...]:
        """The values of the variables; the inverse of :meth:`taken`."""
        return (taken,)

    def coordinates(self, parts: np.ndarray) -> np.ndarray:
        """Coordinates in which values that do alike are near, shape (values, coordinates).

        Args:
            parts: of each value its variables, shape (values, variables): a number as a part of
                its range, an option by its place.
        """
        return parts

    # ---- Which values are simple, and which call for more room

    def rounded(self, value: Any, step: float) -> Any:
        """A value in multiples of ``step``, where that makes it simpler."""
        del step
        return value

    def digits(self, value: Any) -> int:
        """The length of a value in words: the digits of a number behind its point."""
        del value
        return 0

    def near_end(self, value: Any, widest: Self, part: float) -> bool:
        """Whether a value is within a part of the range of an end that ``widest`` goes beyond."""
        del value, widest, part
        return False

    def at_limit(self, value: Any, widest: Self, part: float) -> bool:
        """Whether a value is that near an end, other than 0, where ``widest`` ends too."""
        del value, widest, part
        return False

    # ---- What a study's table of decisions says of it

    @abstractmethod
    def entry(self) -> Any:
        """The type of its entry: a Section, or a type of lists."""

    @abstractmethod
    def refusals(self, entry: Any) -> Iterator[Refusal]:
        """Mistakes in an entry of that type."""

    @abstractmethod
    def narrowed(self, entry: Any) -> Self:
        """The decision that an entry leaves."""

    @abstractmethod
    def usual_entry(self, today: Any) -> tuple[Any, bool]:
        """The entry of a new study, and whether it is on.

        Args:
            today: the value that is taken today; None if there is none.
        """
