"""What one more move would bring, predicted, all else being as it is.

Customers who come, and the mean share of the team, are held; what changes is how much of the work
in two books gets done, the one that an account leaves and the one that it comes to.
"""

from typing import NamedTuple

import numpy as np

from simmodel.contract.assignment import NOBODY, Books
from simmodel.jit import compiled
from simmodel.journey.assignment.desk import share_of_one
from simmodel.journey.assignment.prediction import course, lost_by
from simmodel.journey.customers.renewal import Curve, renewal_rate
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy


class _Moved(NamedTuple):
    """What the loops read.

    Attributes:
        hours: of accounts by month, as far as they are there, with a person who fits.
        slower: times the hours, shape (accounts, people).
        before: int64, the place of each account's person, where a change is held against it; or
            nobody.
        fixed: points done whoever the person is, shape (accounts,).
        open: points that fall due, where the person is still there, shape (accounts, months).
        due: points of the contract, above 0.
        worth: money that an account brings, over its chance.
        number: of its contract.
        segment: int64, of the account.
        there: hours of people, shape (people, months).
        coming: hours of customers who come, likewise.
        service, variability: of activities; service in hours.
    """

    hours: np.ndarray
    slower: np.ndarray
    before: np.ndarray
    fixed: np.ndarray
    open: np.ndarray
    due: np.ndarray
    worth: np.ndarray
    number: np.ndarray
    segment: np.ndarray
    there: np.ndarray
    coming: np.ndarray
    service: float
    variability: float


def gains(
    facts: Facts,
    policy: Policy,
    objective: Objective,
    books: Books,
    units: np.ndarray,
    slower: np.ndarray,
    allowed: np.ndarray,
) -> np.ndarray:
    """What each unit of accounts would bring more with each person, money; shape (units, people).

    Args:
        books: of which the accounts of a unit are all in one.
        units: int64, of each account.
        slower: what the hours of each account take with each person, times; (accounts, people).
        allowed: bool, shape (units, people); of others the gain is 0.
    """
    of = course(facts, policy, objective, books)
    renewals, size = of.renewals, len(books.accounts)
    names = {name: place for place, name in enumerate(facts.by_segment)}
    segment = np.array([names[each.segment or ""] for each in books.accounts], np.int64)
    lost = lost_by(renewals, books)
    chance = [renewals.chance(e, of.share[e], lost=bool(lost[e])) for e in range(size)]
    worth = np.divide(of.brought, chance, out=np.zeros(size), where=np.array(chance) > 0)
    read = _Moved(
        hours=of.hours * of.here,
        slower=slower,
        before=np.where(renewals.near, books.before, NOBODY),
        fixed=of.done + of.falls_due @ ((1.0 - of.still) * of.mean),
        open=of.falls_due * of.still,
        due=np.maximum(renewals.due, 1e-9),
        worth=worth,
        number=np.array(renewals.numbers, float),
        segment=segment,
        there=of.own.hours,
        coming=of.coming,
        service=of.own.service,
        variability=of.own.variability,
    )
    order = np.argsort(units, kind="stable")
    first = np.searchsorted(units[order], np.arange(allowed.shape[0] + 1))
    kept, without = zip(*renewals.curves.values(), strict=True)
    person = books.after[order[first[:-1]]] if size else np.empty(0, np.int64)
    return _gains(read, kept, without, order, first, person, books.after, units, allowed)


@compiled
def _value(
    read: _Moved,
    kept: tuple[Curve, ...],
    without: tuple[Curve, ...],
    accounts: np.ndarray,
    person: int,
) -> float:
    """What accounts bring that one person has."""
    months = read.there.shape[1]
    shares = np.empty(months)
    for month in range(months):
        load = read.coming[person, month]
        for account in accounts:
            load += read.hours[account, month] * read.slower[account, person]
        there = read.there[person, month]
        shares[month] = share_of_one(load, there, read.service, read.variability)
    total = 0.0
    for account in accounts:
        done = read.fixed[account]
        for month in range(months):
            done += read.open[account, month] * shares[month]
        share, before = min(done / read.due[account], 1.0), read.before[account]
        segment = read.segment[account]
        curve = kept[segment] if before in (NOBODY, person) else without[segment]
        total += read.worth[account] * renewal_rate(share, read.number[account], curve)
    return total


@compiled
def _gains(
    read: _Moved,
    kept: tuple[Curve, ...],
    without: tuple[Curve, ...],
    order: np.ndarray,
    first: np.ndarray,
    person: np.ndarray,
    owner: np.ndarray,
    unit_of: np.ndarray,
    allowed: np.ndarray,
) -> np.ndarray:
    """As :func:`gains`.

    Args:
        order, first: accounts by unit, and where those of each unit begin.
        person: of each unit.
        owner, unit_of: of each account.
    """
    units, people = allowed.shape
    found, now = np.zeros((units, people)), np.zeros(people)
    for each in range(people):
        now[each] = _value(read, kept, without, np.flatnonzero(owner == each), each)
    for unit in range(units):
        here, own = person[unit], order[first[unit] : first[unit + 1]]
        there = np.flatnonzero((owner == here) & (unit_of != unit))
        left = _value(read, kept, without, there, here) - now[here]
        for each in range(people):
            if each != here and allowed[unit, each]:
                joined = np.concatenate((np.flatnonzero(owner == each), own))
                more = _value(read, kept, without, joined, each) - now[each]
                found[unit, each] = left + more
    return found
