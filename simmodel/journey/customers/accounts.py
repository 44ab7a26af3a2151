"""Accounts: the customers of the start one by one, each with its own renewal."""

from collections.abc import Sequence

import numpy as np

from simmodel.contract.names import known_as
from simmodel.fields import Section, field
from simmodel.journey.customers.handover import MOST_WORK, Handover


class Account(Section):
    """A customer under contract on the first day."""

    account: str = field(unit="text", description="Its name", min_length=1)
    segment: str | None = field(None, unit="text", description="Its kind of customer")
    value: float = field(
        unit="money per contract year",
        description="Revenue of its contract for each year it runs",
        ge=0,
        le=1e9,
    )
    renewal: float = field(
        unit="months",
        description="From the first day to the end of its running contract",
        ge=0.001,
        le=36,
    )
    since: float | None = field(
        None, unit="months", description="From the first day back to its first one, below 0", le=0
    )
    owner: str | None = field(
        None, unit="text", description="Who looks after it, and in whose book it is, if in any"
    )
    work: float = field(
        1.0,
        unit="over those of its segment",
        description="Hours that its activities take",
        gt=0,
        le=MOST_WORK,
    )
    handover: Handover | None = field(
        None,
        unit="table",
        description="Who looks after it from the first day on; without it who has so far",
    )
    share_done: float | None = field(
        None,
        unit="share",
        description="Part of its running contract's work so far that has been finished; without it "
        "what the warm-up finishes",
        ge=0,
        le=1,
    )

    @property
    def work_since(self) -> float:
        """Hours that its activities take from the first day on, over those of its segment."""
        changed = self.handover.work if self.handover else None
        return self.work if changed is None else changed


def owners(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Who looks after accounts, in the order in which they are first named; then who is to."""
    now = [each.owner or "" for each in accounts]
    later = [each.handover.to for each in accounts if each.handover]
    names = map(known_as, (*now, *later))
    return tuple(dict.fromkeys(name for name in names if name))


def numbers(accounts: Sequence[Account], length: int) -> np.ndarray:
    """Which contract of theirs runs at time 0, from 1; of who does not say since when, the first.

    Args:
        length: of a contract, months.
    """
    lives = [each.renewal - (each.since or 0.0) for each in accounts]
    found: np.ndarray = np.maximum(np.rint(np.array(lives) / length), 1).astype(np.int64)
    return found


def mean_value(accounts: Sequence[Account]) -> float:
    """What all contracts are worth, as long as all are alike; money per contract year."""
    return sum(each.value for each in accounts) / len(accounts)


def hours_left(accounts: Sequence[Account], month: float) -> np.ndarray:
    """Hours from time 0 to the end of each one's running contract; shape (accounts,).

    Args:
        month: hours of a month.
    """
    return month * np.array([each.renewal for each in accounts], dtype=float)


def ending(accounts: Sequence[Account], length: int, value: float | None = None) -> np.ndarray:
    """Running contracts by the month in which they end; shape (length,).

    Args:
        value: of one contract, money a year: those that they are worth; None for their number.
    """
    months = np.ceil([each.renewal for each in accounts]).astype(int) - 1
    worth = None if value is None else np.array([each.value / value for each in accounts])
    return np.bincount(months, worth, minlength=length).astype(float)


def mean_share(accounts: Sequence[Account], otherwise: float) -> float:
    """Mean share of their work so far that is done; of who says none, ``otherwise``."""
    shares = (otherwise if each.share_done is None else each.share_done for each in accounts)
    return sum(shares) / max(len(accounts), 1)


def mean_work(accounts: Sequence[Account], *, later: bool = False) -> float:
    """Mean hours of their activities over those of their segment; 1 where there are none.

    Args:
        later: whether from the first day on.
    """
    works = [each.work_since if later else each.work for each in accounts]
    return sum(works) / len(works) if works else 1.0


def refusal(accounts: Sequence[Account], customers: int, length: int, warm_up: int) -> str | None:
    """Why there cannot be these accounts beside other facts, or None.

    Args:
        customers: at the start.
        length, warm_up: of a contract, and before the start; months.
    """
    if len(accounts) != customers:
        return (
            f"customers.at_start is {customers}, but there are {len(accounts)} accounts; "
            f"allowed: {len(accounts)}, or accounts in the file only"
        )
    longest = max((each.renewal for each in accounts), default=0.0)
    if longest > length:
        return (
            f"contract.months is {length}, but an account renews after {longest:.1f} months; "
            "allowed: no renewal further off than a contract is long"
        )
    if warm_up <= length and any(each.share_done is not None for each in accounts):
        return (
            f"warm_up_months is {warm_up}, and accounts say what share of their work is done; "
            f"allowed: more than contract.months ({length}), or no such shares"
        )
    return None
