"""All customers whom a team in books will have: the accounts, and those who are yet to come."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simmodel.contract.assignment import NOBODY, Books
from simmodel.journey.assignment.contracts import Contracts, near
from simmodel.journey.assignment.contracts import of_accounts as contracts_of
from simmodel.journey.assignment.desk import work_of
from simmodel.journey.assignment.load import Due, coming, of_accounts, of_newcomers
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy


@dataclass(frozen=True)
class Customers:
    """Customers in groups of which all are alike: each account, and then those who come in a month
    into a segment and a book.

    Attributes:
        contracts: the first of each that counts; all arrays have the shape (groups, ...).
        due: of one of a group, if it is there; shape (groups, months).
        slower: hours that it takes with the person of the book, over those with one who fits.
        owner: int64, the place of the person.
        work: of one of a group, as it is dealt.
        month: int64, in which they come; -1 of accounts.
        number: of customers; 0 of those who are yet to be dealt.
        lost: whether the first contract has lost its goodwill.
    """

    contracts: Contracts
    due: Due
    slower: np.ndarray
    owner: np.ndarray
    work: np.ndarray
    month: np.ndarray
    number: np.ndarray
    lost: np.ndarray

    @cached_property
    def rest(self) -> np.ndarray:
        """Points that are still to fall due in the first contract; shape (groups,)."""
        contracts, months = self.contracts, self.due.points.shape[1]
        within = (self.due.points + self.due.automated) * contracts.within(months)
        # What the months after the last one bring is that of any contract.
        after = np.maximum(contracts.end - months, 0.0) / contracts.length
        found: np.ndarray = within.sum(axis=1) + after * contracts.due
        return found

    @property
    def in_first(self) -> np.ndarray:
        """Points that fall due in the first contract as a whole, shape (groups,)."""
        return np.where(self.month < 0, self.contracts.due, self.rest)


def customers(facts: Facts, policy: Policy, books: Books, months: int) -> Customers:
    """Customers of so many months from the first day on."""
    listed, people = contracts_of(facts, books.accounts), len(books.people)
    due = of_accounts(facts, policy, books.accounts, months)
    parts, works = facts.by_segment, work_of(facts)
    accounts = Customers(
        contracts=listed,
        due=due,
        slower=books.slower_after,
        owner=books.after,
        work=np.array(list(works.values()), float)[listed.segment],
        month=np.full(listed.end.size, -1),
        number=np.ones(listed.end.size),
        lost=lost_by(listed, books),
    )
    groups = [accounts]
    for place, (name, part) in enumerate(parts.items()):
        if coming(part, months).any():
            each = of_newcomers(part, policy.of_segment(name).automation, months)
            groups.append(_newcomers(facts, place, works[name], each, people))
    return _together(groups)


def lost_by(contracts: Contracts, books: Books) -> np.ndarray:
    """Whether each account loses its goodwill, as its person changes too near to its renewal."""
    found: np.ndarray = near(contracts) & (books.before != NOBODY) & (books.before != books.after)
    return found


def _newcomers(facts: Facts, segment: int, work: int, due: Due, people: int) -> Customers:
    """Those of one segment, by month and book.

    Args:
        due: of one of them, by the month in which it comes; shape (months, months).
    """
    months, part = due.hours.shape[0], list(facts.by_segment.values())[segment]
    month, size = np.repeat(np.arange(months), people), months * people
    contracts = Contracts(
        facts,
        np.full(size, segment),
        month + 0.5 + part.contract.months,
        np.ones(size),
        np.full(size, part.contract.whole_value),
    )
    return Customers(
        contracts=contracts,
        due=Due(*(each[month] for each in due)),
        slower=np.ones(size),
        owner=np.tile(np.arange(people), months),
        work=np.full(size, float(work)),
        month=month,
        number=np.zeros(size),
        lost=np.zeros(size, np.bool_),
    )


def _together(groups: list[Customers]) -> Customers:
    def of(name: str) -> np.ndarray:
        return np.concatenate([getattr(each, name) for each in groups])

    contracts = Contracts(
        groups[0].contracts.facts,
        *(
            np.concatenate([getattr(each.contracts, name) for each in groups])
            for name in ("segment", "end", "number", "worth")
        ),
    )
    due = Due(*map(np.concatenate, zip(*(each.due for each in groups), strict=True)))
    names = ("slower", "owner", "work", "month", "number", "lost")
    return Customers(contracts, due, **{name: of(name) for name in names})
