"""What one more move would bring, predicted, all else being as it is.

What changes is how much of the work in two books gets done, the one that an account leaves and the
one that it comes to. How many customers there are in other books, and where those go who come, is
held; and what the mean share of the team does for all is taken to be in proportion to it.
"""

import math
from typing import NamedTuple

import numpy as np

from simmodel.contract.assignment import NOBODY, Books
from simmodel.jit import compiled
from simmodel.journey.assignment.alone import share_of_month
from simmodel.journey.assignment.contracts import near
from simmodel.journey.assignment.prediction import MONTHS, Course, course
from simmodel.journey.customers.renewal import Curve, running_rate
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
        first, last: int64, the months in which a contract runs, the last one excluded; shape
            (accounts, contracts), as all that follow; empty where it does not matter any more.
        open: points that fall due, where the person is still there, shape (accounts, contracts,
            months), over those of the contract.
        fixed: share that is done whoever the person is.
        elapsed: share of the time of a contract.
        left: share of it that is done after that.
        signed: money, if an account renews of which a share ``usual`` is done; it grows by
            ``growth`` with that, as of :class:`simmodel.journey.assignment.running.Running`.
        number: of the first of these contracts, shape (accounts,).
        segment: int64, of the account.
        there: hours of people, shape (people, months).
        coming: hours of customers who come, likewise.
        slope, hourly: as of :class:`simmodel.journey.assignment.prediction.Course`.
        service, waits: as of :func:`simmodel.journey.assignment.alone.share_of_one`.
    """

    hours: np.ndarray
    slower: np.ndarray
    before: np.ndarray
    first: np.ndarray
    last: np.ndarray
    open: np.ndarray
    fixed: np.ndarray
    elapsed: np.ndarray
    left: np.ndarray
    signed: np.ndarray
    growth: np.ndarray
    usual: np.ndarray
    number: np.ndarray
    segment: np.ndarray
    there: np.ndarray
    coming: np.ndarray
    slope: np.ndarray
    hourly: np.ndarray
    service: float
    waits: float


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
    contracts, size = of.customers.contracts, len(books.accounts)
    dealt = np.zeros((len(books.people), MONTHS))
    np.add.at(dealt, of.customers.owner[size:], of.hours[size:])
    read = _Moved(
        hours=of.hours[:size],
        slower=slower,
        before=np.where(near(contracts)[:size], books.before, NOBODY),
        **_terms(of, size),
        signed=of.signed[:size],
        growth=of.growth[:size],
        usual=of.share[:size],
        number=contracts.number[:size],
        segment=contracts.segment[:size],
        there=of.own.hours,
        coming=dealt,
        slope=of.slope,
        hourly=of.hourly,
        service=of.own.service,
        waits=of.own.waits,
    )
    order = np.argsort(units, kind="stable")
    first = np.searchsorted(units[order], np.arange(allowed.shape[0] + 1))
    kept, without = contracts.curves
    person = books.after[order[first[:-1]]] if size else np.empty(0, np.int64)
    return _gains(read, kept, without, order, first, person, books.after, units, allowed)


def _terms(of: Course, size: int) -> dict[str, np.ndarray]:
    """Of so many accounts what :class:`_Moved` says of each of their contracts."""
    contracts, due = of.customers.contracts, of.customers.due
    numbers, length = range(of.signed.shape[1]), contracts.length[:size, None]
    end = contracts.end[:size, None] + length * np.array(numbers)
    begin = np.append(np.full((size, 1), -np.inf), end[:, :-1], axis=1)
    counts = begin <= MONTHS
    runs = np.stack([contracts.within(MONTHS, each)[:size] for each in numbers], axis=1)
    whole = contracts.due[:size, None, None]
    points = due.points[:size, None] * runs / whole
    sure = due.automated[:size, None] * runs / whole
    fixed = (sure + points * (1.0 - of.still) * of.mean).sum(axis=2)
    fixed[:, 0] += of.done[:size] / contracts.due[:size]
    left = np.clip((end - MONTHS) / length, 0.0, 1.0)
    return {
        "first": np.clip(np.floor(begin), 0, MONTHS).astype(np.int64),
        "last": np.where(counts, np.clip(np.ceil(end), 0, MONTHS), -1).astype(np.int64),
        "open": points * of.still,
        "fixed": fixed,
        "elapsed": 1.0 - left,
        "left": left * of.pace,
    }


@compiled
def _value(
    read: _Moved,
    kept: tuple[Curve, ...],
    without: tuple[Curve, ...],
    accounts: np.ndarray,
    person: int,
) -> float:
    """What accounts bring that one person has, customers who come to that person, and all others
    for what that person does of the work of the team."""
    months = read.there.shape[1]
    shares = np.empty(months)
    total, carried = 0.0, 0.0
    for month in range(months):
        load = read.coming[person, month]
        for account in accounts:
            load += read.hours[account, month] * read.slower[account, person]
        there = read.there[person, month]
        later = read.there[person, month + 1] if month + 1 < months else 0.0
        shares[month], carried = share_of_month(
            load, carried, there, later, read.service, read.waits
        )
        total += (read.slope[person, month] + read.hourly[month] * load) * shares[month]
    for account in accounts:
        before, segment = read.before[account], read.segment[account]
        here, curve = 1.0, kept[segment] if before in (NOBODY, person) else without[segment]
        for each in range(read.first.shape[1]):
            last = read.last[account, each]
            if last < 0:
                break
            share, elapsed = read.fixed[account, each], read.elapsed[account, each]
            for month in range(read.first[account, each], last):
                share += read.open[account, each, month] * shares[month]
            number, left = read.number[account] + each, read.left[account, each]
            share = min(share, elapsed)
            here *= running_rate(share, elapsed, left, number, curve)
            signed, growth = read.signed[account, each], read.growth[account, each]
            if growth != 0.0:
                signed *= math.exp(growth * (share - read.usual[account, each]))
            total += signed * here
            curve = kept[segment]
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
