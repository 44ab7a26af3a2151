"""Conflicts: rows of the lists that cannot all hold, and what is given up for them."""

from dataclasses import dataclass
from enum import StrEnum

from planner.proposal.formulation import Formulation


class Wants(StrEnum):
    """What a row of the lists, or an option, asks for."""

    STAY = "stay"  # an account is to stay with its owner
    PLACED = "placed"  # a person has decided whom an account goes to
    NEEDS = "needs"  # an account needs what few have, or nobody
    TOGETHER = "together"  # an account is to be where its parent is
    NEVER = "never"  # an account must not be with its owner
    HAS_NO_OWNER = "no owner"  # an account is to stay with nobody
    ACCOUNTS = "accounts"  # a person may have so many accounts at most
    HOURS = "hours"  # or so many hours of work
    MOVES = "moves"  # so many accounts may change their person at most
    VALUE = "value"  # or so much yearly value


@dataclass(frozen=True)
class Demand:
    """One demand.

    Attributes:
        account, person: by place, where it is about one; else None.
        amount: accounts, hours or money at most, where it is a limit.
    """

    wants: Wants
    account: int | None = None
    person: int | None = None
    amount: float | None = None


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot all be met; with any one of them less they can.

    Attributes:
        demands: as few as there may be.
        lacking: what nobody has, of needs.
        given_up: those that the proposal does not meet, with how far it goes beyond a limit.
    """

    demands: tuple[Demand, ...]
    lacking: tuple[str, ...] = ()
    given_up: tuple[Demand, ...] = ()


def conflicts_of(made: Formulation, solution: object) -> tuple[Conflict, ...]:
    """Stub."""
    del made, solution
    return ()
