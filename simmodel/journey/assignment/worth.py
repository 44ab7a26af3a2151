"""What it costs to have accounts one way or another, by what their renewals lose."""

import math
from typing import Any

import numpy as np

from simmodel.contract.assignment import FIRST_MONTHS, Person, Prices
from simmodel.journey.assignment.desk import Desks, desks
from simmodel.journey.assignment.load import expected_hours, newcomers
from simmodel.journey.assignment.renewals import Renewals
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
    sign of whom s is done from now on; D is a fifth of c, as books differ that are worth a change.

    An hour left undone costs alpha x dV/ds over the hours of a contract, of the accounts that have
    not renewed by then. In the first months dV/ds is that at the share as it is; where hours are
    lacking for good, it is on the way from nothing done to that share.
    """
    renewals, own = Renewals(facts, accounts), desks(facts, people, FIRST_MONTHS)
    paid = facts.annual_cost / 12 / facts.hours_per_month
    due = expected_hours(facts, policy, accounts, FIRST_MONTHS).sum(axis=1)
    coming = float(newcomers(facts, policy, FIRST_MONTHS).sum())
    hours = float(own.hours.mean()) if people else 0.0
    load = (float(due.sum()) + coming) / FIRST_MONTHS / max(len(people), 1)
    share = own.share(load, hours)
    change = np.zeros(len(accounts))
    for place in np.flatnonzero(renewals.near).tolist():
        kept, lost = (renewals.signed(place, share, lost=lost) for lost in (False, True))
        change[place] = objective.alpha * (kept - lost)
    more = _more(renewals, share - _STEP, share + _STEP)
    pair = objective.alpha * _uneven(renewals, own, load, hours)
    hour = pair / max(len(people), 1) / (2 * _FAR * hours * FIRST_MONTHS) if hours > 0 else 0.0
    whole = float(due @ renewals.length) / FIRST_MONTHS
    undone = np.zeros(FIRST_MONTHS)
    if whole > 0:
        soon, lasting = _open(renewals, more), _open(renewals, _more(renewals, 0.0, share))
        undone = objective.alpha / whole * np.append(soon[:-1], lasting[-1])
    credit = objective.alpha * renewals.worth
    return Prices(max(hour, _LEAST * paid), undone, change, credit, paid)


def _more(renewals: Renewals, low: float, high: float) -> np.ndarray:
    """What each account signs, money, by the share of its work that is done, between two shares;
    shape (accounts,)."""
    low, high = max(low, 0.0), min(high, 1.0)
    more = [
        renewals.signed(place, high) - renewals.signed(place, low)
        for place in range(len(renewals.accounts))
    ]
    return np.array(more) / (high - low)


def _open(renewals: Renewals, more: np.ndarray) -> np.ndarray:
    """The part of ``more`` that is of accounts that have not renewed yet, in the first months and,
    from the last of them on, in all months that follow together; shape (months,)."""
    months = np.arange(max(int(renewals.length.max(initial=0.0)), FIRST_MONTHS))
    still = np.clip(renewals.months_left[:, None] - months, 0.0, 1.0)
    by_month: np.ndarray = more @ still
    return np.append(by_month[: FIRST_MONTHS - 1], by_month[FIRST_MONTHS - 1 :].sum())


def _uneven(renewals: Renewals, own: Desks, load: float, hours: float) -> float:
    """What all accounts sign less, money, where people are uneven in pairs."""
    far = min(_FAR * hours, load)
    if hours <= 0 or load <= 0:
        return 0.0
    left = np.minimum(renewals.months_left / renewals.length, 1.0).tolist()

    def signed(due: float) -> float:
        share = own.share(due, hours)
        return math.fsum(renewals.signed(each, share) * part for each, part in enumerate(left))

    more, less = 1.0 + far / load, 1.0 - far / load
    lost = 2 * signed(load) - more * signed(load + far) - less * signed(load - far)
    return max(lost, 0.0)
