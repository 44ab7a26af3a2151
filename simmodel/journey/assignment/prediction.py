"""What books bring, predicted: the renewals of accounts by how much of their work gets done.

Each person is a team of one. With l hours due in a month and c to do them in, the share

    s = finished_share(l / c, 1, hours of an activity / c)

of the work in that book is finished (:func:`simmodel.journey.fluid.waiting.finished_share`). An
account's share done is the mean over its contract, by what falls due in each month, and its chance
that of the renewal curve, of which a change of its person takes what the desk has as loss of
goodwill. From then on it is there with that chance. Customers who come are dealt to the books with
the least to do. Whoever resigns hands over to the others, so that an account meets the mean share
of the team the more, the longer ago that may have been.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simmodel.contract.assignment import NOBODY, Books
from simmodel.journey.assignment.desk import Desks, desks, filled, slowness_of, work_of
from simmodel.journey.assignment.load import arriving, of_accounts
from simmodel.journey.assignment.renewals import Renewals
from simmodel.journey.assignment.team import rules_of
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.tenure import attrition_of
from simmodel.journey.policy import Policy


def months_of(facts: Facts) -> int:
    """Months until every account has been decided once: the length of the longest contract."""
    return max(part.contract.months for part in facts.by_segment.values())


@dataclass(frozen=True)
class _Coming:
    """Customers who are yet to come.

    Attributes:
        work: expected of those who come in each month, as it is dealt; shape (months,).
        hours: of those who come in a month in each later one, for a part of that work; shape
            (months, months).
    """

    work: np.ndarray
    hours: np.ndarray


def _coming(facts: Facts, policy: Policy, months: int) -> _Coming:
    work, hours, parts = np.zeros(months), np.zeros((months, months)), work_of(facts)
    for name, part in facts.by_segment.items():
        customers, taken = arriving(part, policy.of_segment(name).automation, months)
        hours += taken
        work += customers * parts[name]
    each = np.divide(hours, work[:, None], out=np.zeros_like(hours), where=work[:, None] > 0)
    return _Coming(work, each)


@dataclass(frozen=True)
class Course:
    """What is expected of books, month by month.

    Attributes:
        brought: by each account, money; shape (accounts,).
        here: the chance that an account is there, shape (accounts, months).
        hours: that it takes if it is, with a person who fits, shape (accounts, months).
        coming: hours of customers who come, in each book; shape (people, months).
        mean: share that is done of the work of all, shape (months,).
        still: chance that somebody of the start is still there, shape (months,).
        done: points of each account's contract that are done before the first day.
        falls_due: points of it that fall due in each month, shape (accounts, months).
        share: of its work that is done in the end.
        own, renewals: of the people, and of the accounts.
    """

    brought: np.ndarray
    here: np.ndarray
    hours: np.ndarray
    coming: np.ndarray
    mean: np.ndarray
    still: np.ndarray
    done: np.ndarray
    falls_due: np.ndarray
    share: np.ndarray
    own: Desks
    renewals: Renewals


def predicted(facts: Facts, policy: Policy, objective: Objective, books: Books) -> np.ndarray:
    """What each account brings until all have been decided once, money; shape (accounts,).

    It is alpha x the value that is signed, times the chance that it is.
    """
    return course(facts, policy, objective, books).brought


def course(facts: Facts, policy: Policy, objective: Objective, books: Books) -> Course:
    """What is expected of books, month by month."""
    months, renewals = months_of(facts), Renewals(facts, books.accounts)
    hours, points = of_accounts(facts, policy, books.accounts, months)
    own, arrivals = desks(facts, books.people, months), _coming(facts, policy, months)
    owners, slowness = books.after, slowness_of(facts, books.people)
    within = np.clip(renewals.months_left[:, None] - np.arange(months), 0.0, 1.0)
    falls_due, lost = points * within, lost_by(renewals, books)
    before = _so_far(books.accounts, _usual(facts, books, hours.mean(axis=1), own))
    before *= np.maximum(renewals.due - falls_due.sum(axis=1), 0.0)
    done, share, brought = before.copy(), np.ones(owners.size), np.zeros(owners.size)
    here = np.ones((owners.size, months))
    new, coming = np.zeros((months, slowness.size)), np.zeros((slowness.size, months))
    mean, still = (
        np.ones(months),
        (1.0 - attrition_of(rules_of(facts).hazard)) ** (np.arange(months) + 0.5),
    )
    parts = work_of(facts)
    own_work = np.array([parts[each.segment or ""] for each in books.accounts], float)
    for month in range(months):
        work: np.ndarray = new.sum(axis=0)
        np.add.at(work, owners, here[:, month] * own_work)
        new[month] = filled(work, slowness, arrivals.work[month])
        coming[:, month] = arrivals.hours[:, month] @ new
        load = coming[:, month].copy()
        np.add.at(load, owners, here[:, month] * hours[:, month] * books.slower_after)
        shares = own.shares(load, month)
        mean[month] = float(shares @ load / load.sum()) if load.sum() > 0 else 1.0
        met = still[month] * shares + (1.0 - still[month]) * mean[month]
        done += falls_due[:, month] * met[owners]
        ends = (renewals.months_left > month) & (renewals.months_left <= month + 1)
        for place in np.flatnonzero(ends).tolist():
            share[place] = _share(done[place], renewals.due[place])
            chance = renewals.chance(place, share[place], lost=bool(lost[place]))
            here[place, month + 1 :] = chance
            signed = renewals.signed(place, share[place], lost=bool(lost[place]))
            brought[place] = objective.alpha * signed
    return Course(
        brought, here, hours, coming, mean, still, before, falls_due, share, own, renewals
    )


def lost_by(renewals: Renewals, books: Books) -> np.ndarray:
    """Whether each account loses its goodwill, as its person changes too near to its renewal."""
    found: np.ndarray = renewals.near & (books.before != NOBODY) & (books.before != books.after)
    return found


def _usual(facts: Facts, books: Books, hours: np.ndarray, own: Desks) -> np.ndarray:
    """The share of its work that has got done of each account so far, where it has been.

    Those that have nobody were dealt evenly.
    """
    slowness, owned = slowness_of(facts, books.people), books.before != NOBODY
    load = np.full(slowness.size, hours[~owned].sum() / slowness.size)
    np.add.at(load, books.before[owned], (hours * books.slower_before)[owned])
    shares = [own.share(*each) for each in zip(load, facts.hours_per_month / slowness, strict=True)]
    found = np.full(owned.size, np.mean(shares))
    found[owned] = np.array(shares)[books.before[owned]]
    return found


def _so_far(accounts: Sequence[Any], usual: np.ndarray) -> np.ndarray:
    """The share done of what has fallen due of each contract: as stated, or as usual."""
    stated = [np.nan if each.share_done is None else each.share_done for each in accounts]
    return np.where(np.isnan(stated), usual, stated)


def _share(done: float, due: float) -> float:
    return min(done / due, 1.0) if due > 0 else 1.0
