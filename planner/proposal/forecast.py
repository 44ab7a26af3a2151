"""The forecast of people's work for the first 30, 60 and 90 days, and crunches before they come."""

from dataclasses import dataclass

import numpy as np

from planner.proposal.formulation import Hours
from planner.proposal.terms import Terms
from simmodel.contract.assignment import NOBODY

FULL = 1.0
"""Load from which on there is more work than hours."""


@dataclass(frozen=True)
class Crunch:
    """A month in which somebody has more work than hours.

    Attributes:
        person, month: by place.
        load: hours due over hours there are; infinite where there are none.
        renewals: accounts of the person that renew in the month.
    """

    person: int
    month: int
    load: float
    renewals: int


@dataclass(frozen=True)
class Forecast:
    """The work and the hours of people, month by month.

    Attributes:
        accounts: of each person, shape (people,).
        value: of them, money a year, shape (people,).
        due: hours of work, shape (people, months).
        hours: that people have, shape (people, months).
        renewals: accounts that renew, shape (people, months).
        nobody: hours of accounts that nobody looks after, shape (months,).
        there: whether people are there for most of the months, bool; shape (people,).
    """

    accounts: np.ndarray
    value: np.ndarray
    due: np.ndarray
    hours: np.ndarray
    renewals: np.ndarray
    nobody: np.ndarray
    there: np.ndarray

    @property
    def load(self) -> np.ndarray:
        """Work over hours, shape (people, months); infinite where there is work and no hours."""
        none = np.where(self.due > 0, np.inf, 0.0)
        found: np.ndarray = np.divide(self.due, self.hours, out=none, where=self.hours > 0)
        return found

    @property
    def crunches(self) -> tuple[Crunch, ...]:
        """Months with more work than hours, the first and the worst first."""
        load = self.load
        found = [
            Crunch(int(p), int(m), float(load[p, m]), int(self.renewals[p, m]))
            for p, m in np.argwhere(load > FULL)
        ]
        return tuple(sorted(found, key=lambda each: (each.month, -each.load, each.person)))

    @property
    def lacking(self) -> float:
        """Hours of work beyond the hours that people have in their months."""
        return float(np.maximum(self.due - self.hours, 0.0).sum())

    @property
    def unevenness(self) -> float:
        """Coefficient of variation of the loads of all months together, of those who are there.

        Of who is not, a load is of work that waits over hours that hardly are.
        """
        hours, own = self.hours.sum(axis=1), self.there & (self.hours.sum(axis=1) > 0)
        load = self.due.sum(axis=1)[own] / hours[own]
        return float(load.std() / load.mean()) if load.size and load.mean() > 0 else 0.0


def forecast(terms: Terms, hours: Hours, people: np.ndarray) -> Forecast:
    """The forecast where these people look after the accounts.

    Args:
        people: places, one an account, or nobody; shape (accounts,).
    """
    accounts, size = terms.lists.accounts, hours.people.shape[0]
    there = people != NOBODY
    own = people[there]
    taken = hours.accounts * terms.slower_with(people)[:, None]
    value = np.array([each.value for each in accounts], float)
    month = np.ceil([each.renewal for each in accounts]).astype(int) - 1
    due, renewals = np.zeros(hours.people.shape), np.zeros(hours.people.shape, np.int64)
    np.add.at(due, own, taken[there])
    soon = there & (month < hours.people.shape[1])
    np.add.at(renewals, (people[soon], month[soon]), 1)
    return Forecast(
        accounts=np.bincount(own, minlength=size),
        value=np.bincount(own, value[there], minlength=size),
        due=due,
        hours=hours.people,
        renewals=renewals,
        nobody=taken[~there].sum(axis=0),
        there=terms.lists.there,
    )
