"""Terms: how well each person fits each account, and who may have it at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from planner.proposal.lists import Lists
from planner.study.assign import Assign
from planner.tables.headings import spelling
from simmodel.contract.assignment import NOBODY, Person
from simmodel.contract.names import known_as

DAYS_A_MONTH = 365.25 / 12
_HALF_DAY = 12.0  # hours: no two places are further apart than that


@dataclass(frozen=True)
class Terms:
    """Terms between accounts and people.

    Accounts that need the same and are in one place are alike, and so are looked at once.

    Attributes:
        lists: of accounts and people.
        assign: how it is weighed.
        kind: int64, what each account is like; shape (accounts,).
        lacking: by kind and person what the person lacks, as texts.
        gap: by kind and person the part of what is needed that is lacking; shape (kinds, people).
        apart: hours between time zones, likewise; 0 where one is not known.
        barred: bool, shape (accounts, people): whom an account must never have.
    """

    lists: Lists
    assign: Assign
    kind: np.ndarray
    lacking: Sequence[Sequence[tuple[str, ...]]]
    gap: np.ndarray
    apart: np.ndarray
    barred: np.ndarray

    @cached_property
    def slower_by_kind(self) -> np.ndarray:
        """What the hours of a kind of account take with each person, times; (kinds, people)."""
        assign = self.assign
        found: np.ndarray = (
            1.0 + assign.slower_without_skill * self.gap + assign.slower_per_hour * self.apart
        )
        return found

    @cached_property
    def slower(self) -> np.ndarray:
        """The same of accounts; shape (accounts, people)."""
        found: np.ndarray = self.slower_by_kind[self.kind]
        return found

    @cached_property
    def fits(self) -> np.ndarray:
        """Whether a person may take an account over, bool, shape (accounts, people): has all that
        it needs, serves its segment, and is there; of an account that nobody has, also who is not
        there, if nobody else could."""
        able = (self.gap == 0.0)[self.kind] & self.serves & ~self.barred
        now = able & self.lists.there
        found: np.ndarray = np.where(self._waits(now)[:, None], able, now)
        return found

    def _waits(self, now: np.ndarray) -> np.ndarray:
        """Whether an account of nobody can only wait for who is not there; bool, (accounts,)."""
        found: np.ndarray = ~now.any(axis=1) & (self.lists.owner == NOBODY)
        return found

    @cached_property
    def known(self) -> np.ndarray:
        """Whether anybody has all that an account needs, bool; shape (accounts,)."""
        found: np.ndarray = ((self.gap == 0.0)[self.kind] & self.serves).any(axis=1)
        return found

    @cached_property
    def moves(self) -> np.ndarray:
        """Whether an account would change its person there, bool; shape (accounts, people)."""
        owner = self.lists.owner[:, None]
        found: np.ndarray = (owner != np.arange(len(self.lists.people))) & (owner != NOBODY)
        return found

    @cached_property
    def soon(self) -> np.ndarray:
        """Whether an account renews so soon that it stays, bool; shape (accounts,)."""
        days = np.array([each.renewal for each in self.lists.accounts]) * DAYS_A_MONTH
        found: np.ndarray = days <= self.assign.lock_within_days
        return found

    @cached_property
    def staying(self) -> np.ndarray:
        """Whether an account stays with its owner whatever else, bool; shape (accounts,)."""
        assign = self.assign
        accounts = self.lists.accounts
        locked = np.array([each.locked for each in accounts], bool)
        since = [np.inf if (at := each.owner_since) is None else -at for each in accounts]
        settling = np.array(since) * DAYS_A_MONTH < assign.settle_days
        owned = self.lists.owner != NOBODY
        found: np.ndarray = (locked | self.soon | settling) & owned
        return found

    @cached_property
    def serves(self) -> np.ndarray:
        """Whether a person serves the segment of an account, bool; shape (accounts, people)."""
        people, accounts = self.lists.people, self.lists.accounts
        names = sorted({spelling(each.segment or "") for each in accounts})
        served = [{spelling(each) for each in person.segments} for person in people]
        table = np.array([[not own or name in own for own in served] for name in names])
        place = {name: row for row, name in enumerate(names)}
        rows = [place[spelling(each.segment or "")] for each in accounts]
        found: np.ndarray = table.reshape(len(names), len(people))[rows]
        return found

    def slower_with(self, people: np.ndarray) -> np.ndarray:
        """What the hours of accounts take with these people, one each, and 1 with nobody.

        Args:
            people: places, shape (accounts,).
        """
        found: np.ndarray = np.ones(people.size)
        own = people != NOBODY
        found[own] = self.slower_by_kind[self.kind[own], people[own]]
        return found


def terms_of(lists: Lists, assign: Assign) -> Terms:
    """The terms between accounts and people."""
    kinds: dict[tuple[Any, ...], int] = {}
    kind = np.array([kinds.setdefault(_alike(each), len(kinds)) for each in lists.accounts], int)
    known = [_known(person) for person in lists.people]
    lacking, gap, apart = [], [], []
    for needs, zone in kinds:
        missing = [tuple(text for key, text in needs if key not in own) for own in known]
        lacking.append(missing)
        gap.append([len(each) / max(len(needs), 1) for each in missing])
        apart.append([_between(zone, person.time_zone) for person in lists.people])
    shape = (len(kinds), len(lists.people))
    return Terms(
        lists,
        assign,
        kind.astype(np.int64),
        lacking,
        np.array(gap).reshape(shape),
        np.array(apart).reshape(shape),
        _barred(lists),
    )


def _alike(account: Any) -> tuple[Any, ...]:
    needs = _spelt((*account.needs, *account.languages))
    return tuple(sorted(needs.items())), account.time_zone


def _spelt(texts: Iterable[str]) -> dict[str, str]:
    """Texts by their names, each once."""
    found: dict[str, str] = {}
    for each in texts:
        found.setdefault(known_as(each), each)
    return found


def _known(person: Person) -> frozenset[str]:
    return frozenset(_spelt((*person.skills, *person.languages)))


def _between(one: float | None, other: float | None) -> float:
    """Hours between two time zones, the shorter way round."""
    if one is None or other is None:
        return 0.0
    apart = abs(one - other)
    return min(apart, 2 * _HALF_DAY - apart) if apart <= 2 * _HALF_DAY else 0.0


def _barred(lists: Lists) -> np.ndarray:
    found = np.zeros((len(lists.accounts), len(lists.people)), bool)
    for row, each in enumerate(lists.accounts):
        for name in each.never:
            place = lists.place.get(known_as(name))
            if place is not None:
                found[row, place] = True
    return found
