"""The demands that an assignment must meet: each a row."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a demand is about."""

    NOBODY = "nobody"  # a unit that nobody may have is to have somebody
    FIXED = "fixed"  # a unit that one person alone may have is to be there
    CHOICE = "choice"  # all units that several may have are to be at one of those
    HOURS = "hours"  # of a person, at most
    ACCOUNTS = "accounts"  # of a person, at most
    MOVED = "moved"  # accounts that change their person, at most
    MOVED_VALUE = "moved value"  # yearly value of those, at most


@dataclass(frozen=True, order=True)
class Row:
    """A demand.

    Attributes:
        kind: what it is about.
        index: place of the unit or person it is about; -1 for those that are about all.
    """

    kind: Kind
    index: int = -1


@dataclass(frozen=True)
class Excess:
    """A demand that is not met.

    Attributes:
        row: which.
        amount: how far beyond it, in its unit: hours, accounts, money; 1 for a unit.
    """

    row: Row
    amount: float
