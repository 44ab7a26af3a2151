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
from simmodel.journey.assignment.desk import desks, filled, slowness_of, work_of
from simmodel.journey.assignment.load import by_age, of_accounts
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
        arrivals = np.resize(part.arrivals, max(months, part.arrivals.size))[:months]
        aged, _ = by_age(part, policy.of_segment(name).automation, months, new=True)
        half = (np.concatenate(([0.0], aged[:-1])) + aged) / 2  # they come in mid-month, on average
        for begin in range(months):
            hours[begin, begin:] += arrivals[begin] * half[: months - begin]
        work += arrivals * parts[name]
    each = np.divide(hours, work[:, None], out=np.zeros_like(hours), where=work[:, None] > 0)
    return _Coming(work, each)


def predicted(facts: Facts, policy: Policy, objective: Objective, books: Books) -> np.ndarray:
    """What each account brings until all have been decided once, money; shape (accounts,).

    It is alpha x the value that is signed, times the chance that it is.
    """
    months, renewals = months_of(facts), Renewals(facts, books.accounts)
    hours, points = of_accounts(facts, policy, books.accounts, months)
    own, coming = desks(facts, books.people, months), _coming(facts, policy, months)
    owners, slowness = books.after, slowness_of(facts, books.people)
    within = np.clip(renewals.months_left[:, None] - np.arange(months), 0.0, 1.0)
    falls_due = points * within
    before = np.where(books.before == NOBODY, owners, books.before)
    lost = renewals.near & (before != owners)
    load = np.bincount(before, hours.mean(axis=1) * books.slower_before, minlength=slowness.size)
    usual = [own.share(*each) for each in zip(load, facts.hours_per_month / slowness, strict=True)]
    done = _so_far(books.accounts, np.array(usual)[before])
    done *= np.maximum(renewals.due - falls_due.sum(axis=1), 0.0)
    here, brought = np.ones(owners.size), np.zeros(owners.size)
    new = np.zeros((months, slowness.size))
    parts = work_of(facts)
    own_work = np.array([parts[each.segment or ""] for each in books.accounts], float)
    stays = 1.0 - attrition_of(rules_of(facts).hazard)
    for month in range(months):
        work: np.ndarray = new.sum(axis=0)
        np.add.at(work, owners, here * own_work)
        new[month] = filled(work, slowness, coming.work[month])
        due: np.ndarray = coming.hours[:, month] @ new
        np.add.at(due, owners, here * hours[:, month] * books.slower_after)
        met = _met(own.shares(due, month), due, stays ** (month + 0.5))[owners]
        done += falls_due[:, month] * met
        ends = (renewals.months_left > month) & (renewals.months_left <= month + 1)
        for place in np.flatnonzero(ends).tolist():
            share = _share(done[place], renewals.due[place])
            here[place] = renewals.chance(place, share, lost=bool(lost[place]))
            signed = renewals.signed(place, share, lost=bool(lost[place]))
            brought[place] = objective.alpha * signed
    return brought


def _so_far(accounts: Sequence[Any], usual: np.ndarray) -> np.ndarray:
    """The share done of what has fallen due of each contract: as stated, or as usual."""
    stated = [np.nan if each.share_done is None else each.share_done for each in accounts]
    return np.where(np.isnan(stated), usual, stated)


def _share(done: float, due: float) -> float:
    return min(done / due, 1.0) if due > 0 else 1.0


def _met(shares: np.ndarray, load: np.ndarray, still: float) -> np.ndarray:
    """The shares that accounts meet, of whose people a part is still there; shape (people,)."""
    mean = float(shares @ load / load.sum()) if load.sum() > 0 else 1.0
    return still * shares + (1.0 - still) * mean
