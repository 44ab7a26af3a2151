"""Accounts, people and months of a proposal, as they are called."""

from collections.abc import Sequence
from datetime import date

from planner.handoff.wording.numbers import exactly
from planner.handoff.wording.units import money
from planner.proposal.lists import Lists
from planner.proposal.proposal import Proposal
from planner.study.months import day_of
from simmodel.contract.assignment import NOBODY

MONTHS = ("first 30 days", "30 to 60 days", "60 to 90 days")
ACCOUNTS, TEAM = 0, 1
"""The lists, by their place."""


def account_name(lists: Lists, place: int) -> str:
    """An account's name, as it is listed."""
    name: str = lists.accounts[place].account
    return name


def owner_name(lists: Lists, place: int) -> str:
    """Who looks after an account today, as listed: somebody who is not in the team, too."""
    person = int(lists.owner[place])
    return lists.name(person) if person != NOBODY else lists.accounts[place].owner or ""


def somebody(lists: Lists, person: int) -> str:
    """A person's name, or that it is nobody."""
    return lists.name(person) or "nobody"


def line(lists: Lists, which: int, place: int) -> str:
    """Where an account or a person is listed."""
    return f"{lists.files[which].file} line {lists.lines[which][place]}"


def renewal_day(proposal: Proposal, place: int) -> date:
    """The day on which an account's contract ends."""
    return day_of(proposal.study.start, proposal.lists.accounts[place].renewal)


def lacking(proposal: Proposal, account: int, person: int) -> tuple[str, ...]:
    """What a person lacks of an account's needs."""
    terms = proposal.made.terms
    return tuple(terms.lacking[int(terms.kind[account])][person])


def counted(number: int, one: str = "account") -> str:
    """So many of something."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def priced(amount: float, currency: str) -> str:
    """Money that was reckoned, whole and in three digits."""
    return money(exactly(float(f"{round(amount):.3g}")), currency)


def listing(texts: Sequence[str]) -> str:
    """Texts in a row: "a, b and c"."""
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last
