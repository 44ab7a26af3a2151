"""The work of people before and after, and crunches before they come, in words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.handoff.wording.assignment.places import MONTHS, counted, listing
from planner.proposal.forecast import Crunch, Forecast
from planner.proposal.proposal import Proposal

_SHOWN = 6  # crunches that are named one by one
_CLEARLY = 1.005  # a load that is more than all when it is rounded


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


def share(load: float) -> str:
    """Work over hours; that there are no hours, where that is so."""
    return f"{100 * load:.0f} %" if math.isfinite(load) else "no hours"


def whole_load(found: Forecast) -> np.ndarray:
    """Work over hours of all months together, shape (people,); infinite without hours."""
    due, hours = found.due.sum(axis=1), found.hours.sum(axis=1)
    none = np.where(due > 0, np.inf, 0.0)
    load: np.ndarray = np.divide(due, hours, out=none, where=hours > 0)
    return load


def crunch(proposal: Proposal, each: Crunch) -> str:
    """Who has more work than hours, when, by how much, and how many renewals fall there."""
    name, when = proposal.lists.name(each.person), MONTHS[each.month]
    renewals = f", {counted(each.renewals, 'renewal')}" if each.renewals else ""
    if not math.isfinite(each.load):
        return f"{name}, {when}: work, and no hours for it{renewals}"
    return f"{name}, {when}: {_beyond(each.load)} of the hours{renewals}"


def _beyond(load: float) -> str:
    """A load beyond all, in as many digits as show that it is."""
    return share(load) if load >= _CLEARLY else f"{100 * load:.1f} %"


def crunches(proposal: Proposal) -> Iterator[str]:
    """Months with more work than hours as proposed, the first ones and the worst; and today's."""
    today, then = proposal.today.crunches, proposal.then.crunches
    if not then:
        yield f"Nobody has more work than hours in the next 90 days{_than(len(today))}."
        return
    named = [crunch(proposal, each) for each in then[:_SHOWN]]
    more = f"; and {len(then) - _SHOWN:,} more" if len(then) > _SHOWN else ""
    yield f"More work than hours{_than(len(today))}: {'; '.join(named)}{more}."


def _than(today: int) -> str:
    return f" (today's books: {counted(today, 'such month')})" if today else ""


def balance(proposal: Proposal) -> Iterator[str]:
    """How even the load is, how much of the work is with who fits, and what has nobody."""
    today, then = proposal.today, proposal.then
    yield (
        "Unevenness of the load between people (coefficient of variation over 90 days): "
        f"{today.unevenness:.2f} today, {then.unevenness:.2f} as proposed."
    )
    fits = [proposal.match(each) for each in (proposal.lists.owner, proposal.people)]
    yield (
        "Work that is with who has all that is needed: "
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
            f"Customers who are yet to come are expected to take {_hours(newcomers)} hours more; "
            "no load has them."
        )


def _hours(by_month: np.ndarray) -> str:
    return listing([f"{each:,.0f}" for each in by_month])
