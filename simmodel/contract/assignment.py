"""The assignment of accounts to people: what a model offers for the question who looks after whom.

The planner knows accounts and people by what their lists say, and what it costs to have them this
way or that. What they mean for customers, how many hours they take, and what comes of it, a model
says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar

import numpy as np
from pydantic import model_validator

from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.contract.tables import Table
from simmodel.fields import Section, field

NOBODY = -1
"""The place of a person whom there is not."""

FIRST_MONTHS = 3
"""Months that are looked at one by one: to 30, 60 and 90 days from the first day."""

_DAYS = 0.1  # of a month


class Account(Protocol):
    """An account, as far as it matters who looks after it."""

    account: str
    segment: str | None
    value: float
    renewal: float
    owner: str | None
    owner_since: float | None
    parent: str | None
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    time_zone: float | None
    risk: float | None
    strategic: bool
    locked: bool
    never: tuple[str, ...]


class Person(Section):
    """A person of the team, as a list of it says."""

    name: str = field(unit="text", description="Who it is", min_length=1)
    status: str | None = field(
        None,
        unit="one of active, on leave, open requisition, left",
        description="Whether the person serves; on leave without dates is on leave throughout",
    )
    hours: float | None = field(
        None,
        unit="hours per month",
        description="Productive hours for customers; without them those of the study's calendar",
        ge=0.5,
        le=400,
    )
    share: float | None = field(
        None,
        unit="share of full time",
        description="Of those hours, for part time",
        ge=0.01,
        le=1.5,
    )
    skills: tuple[str, ...] = field(
        (), unit="names", description="What the person knows", strict=False
    )
    languages: tuple[str, ...] = field(
        (), unit="names", description="Languages that the person speaks", strict=False
    )
    time_zone: float | None = field(
        None, unit="hours from UTC", description="Where the person works", ge=-14, le=14
    )
    experience: float | None = field(
        None, unit="years", description="In this work, here or elsewhere", ge=0, le=60
    )
    starts: float | None = field(
        None,
        unit="months",
        description="From the first day of the study to the person's first one, below 0 for who "
        "is there; a recruit learns from then on",
        ge=-600,
        le=36,
    )
    away_from: float | None = field(
        None, unit="months", description="From the first day to the begin of a leave"
    )
    away_until: float | None = field(
        None, unit="months", description="From the first day to the end of a leave"
    )
    most_accounts: int | None = field(
        None, unit="accounts", description="Most that the person may have", ge=0, le=100_000
    )
    segments: tuple[str, ...] = field(
        (), unit="names", description="Segments served; without any all of them", strict=False
    )

    def absences(self, months: int) -> np.ndarray:
        """The part of each of the first months in which the person is not there, away or not there
        yet; shape (months,)."""
        begin = np.arange(months, dtype=float)
        first, until = self.away_from, self.away_until
        if self.status == "on leave" and first is None and until is None:
            return np.ones(months)
        away = np.zeros(months)
        if first is not None or until is not None:
            left = np.maximum(begin, -np.inf if first is None else first)
            right = np.minimum(begin + 1, np.inf if until is None else until)
            away = np.clip(right - left, 0.0, 1.0)
        missing = np.minimum(away + np.clip((self.starts or 0.0) - begin, 0.0, 1.0), 1.0)
        # Months of the calendar are of unequal length: a few days that are left of one are none.
        return np.where(missing > 1.0 - _DAYS, 1.0, missing)

    @model_validator(mode="after")
    def _back_after_leaving(self) -> Self:
        first, last = self.away_from, self.away_until
        if first is not None and last is not None and last < first:
            raise ValueError(
                "found a leave that ends before it begins; allowed: the later date last"
            )
        return self


@dataclass(frozen=True)
class Books:
    """Who looks after whom, before the first day and from it on.

    Attributes:
        accounts, people: as listed.
        before, after: int64, the place of each account's person; before it may be
            :data:`NOBODY`, of whom then nothing is lost; shape (accounts,).
        slower_before, slower_after: float64, hours that the work of each account takes with that
            person, over those with one who fits; shape (accounts,).
    """

    accounts: tuple[Any, ...]
    people: tuple[Person, ...]
    before: np.ndarray
    after: np.ndarray
    slower_before: np.ndarray
    slower_after: np.ndarray


@dataclass(frozen=True)
class Prices:
    """What it costs to have accounts one way or another, money.

    Attributes:
        hour: that a person has beyond, or below, what is fair, in one of the first months, if it
            stays so for a year; half of what a pair loses of which one has an hour too many and the
            other one too few.
        undone: an hour of work that is left undone in the first month, in the second, and in each
            from the third on for the rest of a year; shape (:data:`FIRST_MONTHS`,).
        change: of an account's person, from what its renewal loses; shape (accounts,).
        credit: for the renewal of an account as it is, shape (accounts,).
        paid: for an hour of a person's work.
    """

    hour: float
    undone: np.ndarray
    change: np.ndarray
    credit: np.ndarray
    paid: float


_Facts = TypeVar("_Facts", bound=Facts)
_Policy = TypeVar("_Policy", bound=Policy)
_Objective = TypeVar("_Objective", bound=Objective)


@dataclass(frozen=True)
class Assignment(Generic[_Facts, _Policy, _Objective]):
    """What a model offers.

    Attributes:
        Account: a section; see :class:`Account`.
        accounts, team: tables of them and of :class:`Person`.
        hours: of facts, a policy, accounts and a number of months the expected work by month,
            hours, with a person who fits; shape (accounts, months).
        newcomers: likewise of the customers who are yet to come, shape (months,).
        capacity: of facts, people and a number of months their hours, shape (people, months).
        prices: of facts, a policy, an objective, accounts and people.
        goodwill: of facts what a change of its person takes off the logit of an account's renewal,
            and how many months before it.
        predicted: of facts, a policy, an objective and books what these bring in a year and by the
            contracts in force at its end, money.
        gains: of facts, a policy, an objective and books, the unit of each account, what its hours
            take with each person (times), and who may have a unit: what the unit would bring more
            with each person by that prediction, all else as it is; shape (units, people).
        simulated: of facts, a policy, an objective and books the facts, the policy and the
            objective of a simulation that brings as much on average, over the same time.
    """

    Account: type[Section]
    accounts: Table[_Facts]
    team: Table[_Facts]
    hours: Callable[[_Facts, _Policy, tuple[Any, ...], int], np.ndarray]
    newcomers: Callable[[_Facts, _Policy, int], np.ndarray]
    capacity: Callable[[_Facts, tuple[Person, ...], int], np.ndarray]
    prices: Callable[[_Facts, _Policy, _Objective, tuple[Any, ...], tuple[Person, ...]], Prices]
    goodwill: Callable[[_Facts], tuple[float, float]]
    predicted: Callable[[_Facts, _Policy, _Objective, Books], float]
    gains: Callable[
        [_Facts, _Policy, _Objective, Books, np.ndarray, np.ndarray, np.ndarray], np.ndarray
    ]
    simulated: Callable[[_Facts, _Policy, _Objective, Books], tuple[_Facts, _Policy, _Objective]]
