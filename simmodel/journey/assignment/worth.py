"""What it costs to have accounts one way or another, by what their renewals lose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simmodel.contract.assignment import FIRST_MONTHS, Person, Prices
from simmodel.journey.assignment.contracts import Contracts, near, of_accounts
from simmodel.journey.assignment.desk import Desks, desks
from simmodel.journey.assignment.load import expected_hours, newcomers
from simmodel.journey.assignment.prediction import MONTHS
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy

_FAR = 0.2  # of a person's hours: how far books are apart that are worth evening out
_STEP = 0.05  # of the share done, to either side
_LEAST = 0.02  # of what an hour is paid: of equals the even is better


def prices(
    facts: Facts,
    policy: Policy,
    objective: Objective,
    accounts: tuple[Any, ...],
    people: tuple[Person, ...],
) -> Prices:
    """What it costs to have accounts one way or another.

    Two people have c hours a month, of whom one has l + D hours due and the other l - D, and
    accounts in proportion. Against evenness these lose

        alpha x (2 V(s(l)) - (1 + D / l) V(s(l + D)) - (1 - D / l) V(s(l - D))),

    with s as in :mod:`simmodel.journey.assignment.prediction`, and V(s) what those of an even book
    bring of whom s is done while books last; D is a fifth of c, as books differ that are worth a
    change.

    An hour left undone costs alpha x dV/ds over the hours of a contract, by the contracts that run
    then. In the first months dV/ds is that at the share as it is; where hours are lacking for good,
    it is on the way from nothing done to that share.
    """
    contracts, own = of_accounts(facts, accounts), desks(facts, people, FIRST_MONTHS)
    paid = facts.annual_cost / 12 / facts.hours_per_month
    due = expected_hours(facts, policy, accounts, FIRST_MONTHS).sum(axis=1)
    coming = float(newcomers(facts, policy, FIRST_MONTHS).sum())
    hours = float(own.hours.mean()) if people else 0.0
    load = (float(due.sum()) + coming) / FIRST_MONTHS / max(len(people), 1)
    share = own.share(load, hours)
    terms = list(_terms(contracts, share))
    kept, lost = (terms[0].brings(share, lost=each) for each in (False, True))
    change = np.where(near(contracts), objective.alpha * (kept - lost), 0.0)
    pair = objective.alpha * _uneven(terms, own, load, hours)
    hour = pair / max(len(people), 1) / (2 * _FAR * hours * FIRST_MONTHS) if hours > 0 else 0.0
    whole = float(due @ contracts.length) / FIRST_MONTHS
    undone = np.zeros(FIRST_MONTHS)
    if whole > 0:
        soon, lasting = _open(terms, share - _STEP, share + _STEP), _open(terms, 0.0, share)
        undone = objective.alpha / whole * np.append(soon[:-1], lasting[-1])
    credit = objective.alpha * contracts.worth
    return Prices(max(hour, _LEAST * paid), undone, change, credit, paid)


@dataclass(frozen=True)
class _Term:
    """The contracts of accounts that are as many contracts on, while books last.

    Attributes:
        contracts: the first of each account.
        later: how many contracts further on these are.
        here: the value under contract when they begin, over that of the first; shape (accounts,),
            as all but the last.
        after: what is brought by the contracts after these, over what is signed at their end.
        within: the part of each month in which they run, shape (accounts, months).
    """

    contracts: Contracts
    later: int
    here: np.ndarray
    after: np.ndarray
    within: np.ndarray

    def brings(self, share: float, *, lost: bool = False) -> np.ndarray:
        """What each brings, and those after it, money; shape (accounts,).

        Args:
            share: of its work that is done.
            lost: whether it has lost its goodwill.
        """
        everyone = np.arange(self.here.size)
        done = np.full(everyone.size, share)
        chance = self.contracts.rates(everyone, done, self.later, lost=lost)
        signed = self.contracts.worth * self.here * self.contracts.rises(everyone, done)
        found: np.ndarray = chance * signed * (1.0 + self.after)
        return found


def _terms(contracts: Contracts, share: float) -> Iterator[_Term]:
    """The contracts that run while books last, of whose work such a share is done."""
    everyone, numbers = np.arange(contracts.end.size), range(contracts.most(MONTHS))
    done = np.full(everyone.size, share)
    rise = contracts.rises(everyone, done)
    renewed = [rise * contracts.rates(everyone, done, each) for each in numbers]
    after = [np.zeros(everyone.size)]
    for each in reversed(numbers[1:]):
        begins = contracts.end + (each - 1) * contracts.length
        after.append((begins <= MONTHS) * renewed[each] * (1.0 + after[-1]))
    here = np.ones(everyone.size)
    for each in numbers:
        within = contracts.within(MONTHS, each)
        yield _Term(contracts, each, here, after[-1 - each], within)
        here = here * renewed[each]


def _open(terms: Iterable[_Term], low: float, high: float) -> np.ndarray:
    """What more is brought by the share of work that is done, between two shares, in the first
    months and, from the last of them on, in all months that follow together; shape (months,)."""
    low, high = max(low, 0.0), min(high, 1.0)
    by_month = np.zeros(MONTHS)
    for each in terms:
        by_month += (each.brings(high) - each.brings(low)) / (high - low) @ each.within
    return np.append(by_month[: FIRST_MONTHS - 1], by_month[FIRST_MONTHS - 1 :].sum())


def _uneven(terms: Sequence[_Term], own: Desks, load: float, hours: float) -> float:
    """What all accounts bring less, money, where people are uneven in pairs."""
    far = min(_FAR * hours, load)
    if hours <= 0 or load <= 0:
        return 0.0

    def brought(due: float) -> float:
        share = own.share(due, hours)
        parts = (each.within.sum(axis=1) / each.contracts.length for each in terms)
        pairs = zip(terms, parts, strict=True)
        return sum(float(each.brings(share) @ part) for each, part in pairs)

    more, less = 1.0 + far / load, 1.0 - far / load
    lost = 2 * brought(load) - more * brought(load + far) - less * brought(load - far)
    return max(lost, 0.0)
