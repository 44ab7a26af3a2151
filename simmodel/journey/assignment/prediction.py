"""What books bring, predicted: the renewals of customers by how much of their work gets done.

Each person is a team of one, who finishes a share s of the work that falls due in a month
(:mod:`simmodel.journey.assignment.alone`). A contract's share done is the mean over its months, by
what falls due in each, and its chance that of the renewal curve, of which a change of its person
takes what the desk has as loss of goodwill. From then on the customer is there with that chance,
under a contract of the value that it has signed. Customers who come are dealt to the books with the
least to do. Whoever resigns hands over to the others, so that a customer meets the mean share of
the team the more, the longer ago that may have been.

Books are taken to last for a year. Contracts in force at its end count with what they are expected
to bring at theirs, the rest being done at the mean share of the year
(:mod:`simmodel.journey.money.beyond_horizon`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simmodel.contract.assignment import NOBODY, Books
from simmodel.journey.assignment.customers import Customers, customers
from simmodel.journey.assignment.desk import Desks, desks, filled, slowness_of, work_of
from simmodel.journey.assignment.load import coming
from simmodel.journey.assignment.running import Running
from simmodel.journey.assignment.team import rules_of
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.tenure import attrition_of
from simmodel.journey.policy import Policy

MONTHS = 12
"""For how long books are taken to last."""


@dataclass(frozen=True)
class Course:
    """What is expected of books, month by month.

    Attributes:
        customers: all of them.
        brought: by each group of them, money; shape (groups,).
        hours: due of each, as far as it is there, with a person who fits; shape (groups, months).
        mean: share that is done of the work of all, shape (months,).
        still: chance that somebody of the start is still there, shape (months,).
        pace: share that is done of the work after the last month.
        done: points of each contract that are done before the first day.
        signed, growth, share: as of :class:`simmodel.journey.assignment.running.Running`.
        slope: what customers who come bring more for a share more that their person finishes in a
            month, money; shape (people, months).
        hourly: what all bring more for an hour more that is done in a month, by whomever, as the
            mean share is higher; shape (months,).
        own: the desks of the people.
    """

    customers: Customers
    brought: np.ndarray
    hours: np.ndarray
    mean: np.ndarray
    still: np.ndarray
    pace: float
    done: np.ndarray
    signed: np.ndarray
    growth: np.ndarray
    share: np.ndarray
    slope: np.ndarray
    hourly: np.ndarray
    own: Desks


def predicted(facts: Facts, policy: Policy, objective: Objective, books: Books) -> float:
    """What books bring in :data:`MONTHS`, and the contracts then in force, money.

    It is alpha x the value that is signed, times the chance that it is.
    """
    return float(course(facts, policy, objective, books).brought.sum())


def course(facts: Facts, policy: Policy, objective: Objective, books: Books) -> Course:
    """What is expected of books, month by month."""
    of, people = customers(facts, policy, books, MONTHS), len(books.people)
    own, slowness = desks(facts, books.people, MONTHS), slowness_of(facts, books.people)
    done = _before(facts, books, of, own)
    running = Running(of, objective.alpha, done, people)
    arrivals = np.stack([coming(each, MONTHS) for each in facts.by_segment.values()])
    each_work = np.array(list(work_of(facts).values()), float)
    still = (1.0 - attrition_of(rules_of(facts).hazard)) ** (np.arange(MONTHS) + 0.5)
    hours, mean, total = np.zeros(of.due.hours.shape), np.ones(MONTHS), np.zeros(MONTHS)
    carried = np.zeros(people)
    for month in range(MONTHS):
        more = float(arrivals[:, month] @ each_work)
        if more > 0:
            running.deal(month, arrivals[:, month], filled(running.work, slowness, more) / more)
        hours[:, month] = running.number * running.here * of.due.hours[:, month]
        load = np.bincount(of.owner, hours[:, month] * of.slower, people)
        shares, carried = own.shares(load, carried, month)
        total[month] = load.sum()
        mean[month] = float(shares @ load) / total[month] if total[month] > 0 else 1.0
        met = still[month] * shares + (1.0 - still[month]) * mean[month]
        running.pass_month(month, met[of.owner])
    everything = float(total.sum())
    by_people = float(mean @ total) / everything if everything > 0 else 1.0
    theirs = running.open / max(running.automated + running.open, 1e-9)
    pace = 1.0 - theirs * (1.0 - by_people)
    running.close(MONTHS, pace)
    hourly = np.divide(running.by_all * (1.0 - still), total, out=np.zeros(MONTHS), where=total > 0)
    return Course(
        customers=of,
        brought=running.brought,
        hours=hours,
        mean=mean,
        still=still,
        pace=pace,
        done=done,
        signed=running.signed,
        growth=running.growth,
        share=running.share,
        slope=running.by_person * still,
        hourly=hourly + theirs * running.by_pace / everything if everything > 0 else hourly,
        own=own,
    )


def _before(facts: Facts, books: Books, of: Customers, own: Desks) -> np.ndarray:
    """Points of each group's contract that are done before the first day; shape (groups,)."""
    size, due = books.after.size, of.due
    usual = _usual(facts, books, due.hours[:size].mean(axis=1), own)
    sure = due.automated[:size].sum(axis=1)
    sure /= np.maximum(sure + due.points[:size].sum(axis=1), 1e-9)
    found = np.zeros(of.owner.size)
    found[:size] = _so_far(books.accounts, sure + (1.0 - sure) * usual)
    found *= np.maximum(of.in_first - of.rest, 0.0)
    return found


def _usual(facts: Facts, books: Books, hours: np.ndarray, own: Desks) -> np.ndarray:
    """The share that people have finished so far of the work of each account.

    Those that have nobody were dealt evenly.

    Args:
        hours: of the accounts in a month, with a person who fits.
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
