"""What it costs to have accounts one way or another, by what their renewals lose."""

from typing import Any

import numpy as np

from simmodel.contract.assignment import Person, Prices
from simmodel.journey.assignment.desk import Desks, desks
from simmodel.journey.assignment.load import expected_hours, newcomers
from simmodel.journey.assignment.renewals import Renewals
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy

FIRST = 3
"""Months that are looked at."""

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

    Of two people with c hours a month, of whom one has l + D hours due and the other l - D, the
    accounts lose alpha x dV/ds x (2 s(l) - s(l + D) - s(l - D)) against evenness, with s as in
    :mod:`simmodel.journey.assignment.prediction` and V what the accounts of one sign; D is a fifth
    of c, as books differ that are worth a change.
    """
    renewals, own = Renewals(facts, accounts), desks(facts, people, FIRST)
    paid = facts.annual_cost / 12 / facts.hours_per_month
    due = expected_hours(facts, policy, accounts, FIRST).sum(axis=1)
    coming = float(newcomers(facts, policy, FIRST).sum())
    hours = float(own.hours.mean()) if people else 0.0
    load = (float(due.sum()) + coming) / FIRST / max(len(people), 1)
    share = own.share(load, hours) if load > 0 else 1.0
    change = np.zeros(len(accounts))
    for place in np.flatnonzero(renewals.near).tolist():
        kept, lost = (renewals.signed(place, share, lost=lost) for lost in (False, True))
        change[place] = objective.alpha * (kept - lost)
    more = _more(renewals, share)
    left = np.minimum(renewals.months_left / renewals.length, 1.0)
    pair = objective.alpha * float(more @ left) * _uneven(own, load, hours)
    hour = pair / max(len(people), 1) / (2 * _FAR * hours * FIRST) if hours > 0 else 0.0
    whole = float(due @ renewals.length) / FIRST
    undone = objective.alpha * float(more.sum()) / whole if whole > 0 else 0.0
    credit = objective.alpha * renewals.worth
    return Prices(max(hour, _LEAST * paid), undone, change, credit, paid)


def _more(renewals: Renewals, share: float) -> np.ndarray:
    """What each account signs, money, by the share of its work that is done; shape (accounts,)."""
    low, high = max(share - _STEP, 0.0), min(share + _STEP, 1.0)
    more = [
        renewals.signed(place, high) - renewals.signed(place, low)
        for place in range(len(renewals.accounts))
    ]
    return np.array(more) / (high - low)


def _uneven(own: Desks, load: float, hours: float) -> float:
    """Share of their work that two people leave undone, for being uneven."""
    far = min(_FAR * hours, load)
    if hours <= 0 or load <= 0:
        return 0.0
    less = own.share(load - far, hours) if load > far else 1.0
    return max(2 * own.share(load, hours) - own.share(load + far, hours) - less, 0.0)
