"""The work of people before and after, in words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.handoff.wording.assignment.places import counted, listing
from planner.proposal.forecast import Forecast
from planner.proposal.proposal import Proposal

SENSIBLE = 3.0
"""A load beyond which hours say more than percentages."""


@dataclass(frozen=True)
class LoadRow:
    """A person's books, today's and the proposed ones.

    Attributes:
        accounts, value: of today and as proposed; money a year.
        today, then: work over hours by month; infinite where there is work and no hours.
        hours: that the person has, by month.
    """

    person: str
    accounts: tuple[int, int]
    value: tuple[float, float]
    today: tuple[float, ...]
    then: tuple[float, ...]
    hours: tuple[float, ...]


def load_rows(proposal: Proposal) -> tuple[LoadRow, ...]:
    """A row for each person, in the order of the list."""
    today, then = proposal.today, proposal.then
    return tuple(
        LoadRow(
            each.name,
            (int(today.accounts[place]), int(then.accounts[place])),
            (float(today.value[place]), float(then.value[place])),
            tuple(today.load[place].tolist()),
            tuple(then.load[place].tolist()),
            tuple(then.hours[place].tolist()),
        )
        for place, each in enumerate(proposal.lists.people)
    )


def share(load: float, none: str = "no hours") -> str:
    """Work over hours, for a cell.

    Args:
        none: what stands where there is work and no hours.
    """
    if not math.isfinite(load):
        return none
    return f"{100 * load:.0f} %" if load <= SENSIBLE else f"> {100 * SENSIBLE:.0f} %"


def whole_load(found: Forecast) -> np.ndarray:
    """Work over hours of all months together, shape (people,); infinite without hours."""
    due, hours = found.due.sum(axis=1), found.hours.sum(axis=1)
    none = np.where(due > 0, np.inf, 0.0)
    load: np.ndarray = np.divide(due, hours, out=none, where=hours > 0)
    return load


def busy(found: Forecast, person: int) -> str:
    """A person's work over the hours of all months together; hours short, if that is far beyond."""
    load = float(whole_load(found)[person])
    if load <= SENSIBLE:
        return f"at {share(load)} of the hours"
    return short(float((found.due[person] - found.hours[person]).sum()))


def in_hours(hours: float) -> str:
    """Hours of work, whole."""
    return counted(round(hours), "hour") if hours >= 1.0 else "less than an hour"


def short(hours: float) -> str:
    """That so many are missing."""
    return f"{in_hours(hours)} short"


def balance(proposal: Proposal) -> Iterator[str]:
    """How even the load is, how much of the work is with who fits, and what has nobody."""
    today, then = proposal.today, proposal.then
    yield (
        "How far people's work over hours lies from their mean, as a part of it: "
        f"{today.unevenness:.2f} today, {then.unevenness:.2f} as proposed (coefficient of "
        "variation over 90 days, of those who are there for most of them; 0 is even)."
    )
    fits = [proposal.match(each) for each in (proposal.lists.owner, proposal.people)]
    yield (
        "Work that is with a person who has all the skills and languages it needs: "
        f"{100 * fits[0]:.0f} % today, {100 * fits[1]:.0f} % as proposed."
    )
    if today.nobody.any():
        yield (
            f"Accounts that nobody looks after take {_hours(today.nobody)} hours in the three "
            "months; today's load is without them."
        )
    newcomers = proposal.made.hours.newcomers
    if newcomers.any():
        yield (
            f"Customers who are yet to come are expected to take {_hours(newcomers)} hours more, "
            "which are in no figure of the load."
        )


def _hours(by_month: np.ndarray) -> str:
    return listing([f"{each:,.0f}" for each in by_month])
