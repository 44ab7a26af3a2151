"""The work that accounts are expected to bring, month by month."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy


class Due(NamedTuple):
    """What falls due by month, expected; arrays of one shape.

    Attributes:
        hours: that it takes a person who fits.
        points: that are done if a person gets to them.
        automated: points that are done in any case.
    """

    hours: np.ndarray
    points: np.ndarray
    automated: np.ndarray


def _by_age(facts: Facts, share: float, months: int, *, new: bool) -> Due:
    """What falls due of a customer of one segment by the month of its contract, from its begin.

    Args:
        share: of what can be automated.
        months: how many.
        new: whether it is onboarded in the first of them.

    Returns:
        arrays of shape (months,).
    """
    load, month = facts.load, np.arange(months)
    life = month if new else month % load.length - load.length
    found = Due(*np.zeros((3, months)))
    for each, weight in zip(load.activities.values(), load.weights, strict=False):
        due = each.per_month * load.phases.within(each.phase, life, load.length)
        if each.every_months:
            due = due * ((month + 1) % each.every_months == 0)
        automated = share if each.automatable else 0.0
        sure = 0.0 if facts.automation.queued else automated
        found.hours[:] += due * each.mean_hours * (1.0 - automated)
        found.points[:] += due * weight * (1.0 - sure)
        found.automated[:] += due * weight * sure
    if load.incidents is not None:
        found.hours[:] += load.incidents.per_month * load.incidents.mean_hours
        found.points[:] += load.incidents.per_month * load.weights[-1]
    return found


def of_accounts(facts: Facts, policy: Policy, accounts: Sequence[Any], months: int) -> Due:
    """What falls due of each account by month, if it stays; arrays of shape (accounts, months)."""
    total = Due(*np.zeros((3, len(accounts), months)))
    segments = np.array([each.segment or "" for each in accounts])
    renewal = np.array([each.renewal for each in accounts], float)
    work = np.array([each.work for each in accounts], float)
    for name, part in facts.by_segment.items():
        own = np.flatnonzero(segments == name) if name else np.arange(len(accounts))
        length = part.contract.months
        automated = policy.of_segment(name).automation
        aged = _by_age(part, automated, length + months + 1, new=False)
        # A month of the calendar meets two months of a contract, one after the other.
        age = length - renewal[own, None] + np.arange(months)
        first = np.clip(np.floor(age), 0, length + months - 1).astype(int)
        later = age - first
        for found, each in zip(total, aged, strict=True):
            found[own] = (1.0 - later) * each[first] + later * each[first + 1]
    return total._replace(hours=total.hours * work[:, None])


def staying(facts: Facts, accounts: Sequence[Any], months: int) -> np.ndarray:
    """The part of each month in which an account is expected to be there, shape (accounts, months).

    After the end of its running contract it is there with the chance that it renews: what its risk
    says, or the share of its work that is done, or else full service.
    """
    renewal = np.array([each.renewal for each in accounts], float)
    chance = np.array([chance_of(facts, each) for each in accounts])
    after = np.clip(np.arange(months) + 1.0 - renewal[:, None], 0.0, 1.0)
    found: np.ndarray = 1.0 - after * (1.0 - chance[:, None])
    return found


def chance_of(facts: Facts, account: Any) -> float:
    """The chance that an account renews, as far as its list tells."""
    if account.risk is not None:
        return 1.0 - float(account.risk)
    part = facts.by_segment[account.segment or ""]
    done = 1.0 if account.share_done is None else account.share_done
    return float(part.renewal.probability(100.0 * done))


def expected_hours(
    facts: Facts, policy: Policy, accounts: tuple[Any, ...], months: int
) -> np.ndarray:
    """Expected hours of accounts by month, with a person who fits; shape (accounts, months)."""
    hours = of_accounts(facts, policy, accounts, months).hours
    found: np.ndarray = hours * staying(facts, accounts, months)
    return found


def newcomers(facts: Facts, policy: Policy, months: int) -> np.ndarray:
    """Expected hours of the customers who are yet to come, by month; shape (months,)."""
    total = np.zeros(months)
    for name, part in facts.by_segment.items():
        each = of_newcomers(part, policy.of_segment(name).automation, months)
        total += coming(part, months) @ each.hours
    return total


def coming(facts: Facts, months: int) -> np.ndarray:
    """Customers of one segment who are expected to come in each month, shape (months,)."""
    return np.resize(facts.arrivals, max(months, facts.arrivals.size))[:months]


def of_newcomers(facts: Facts, share: float, months: int) -> Due:
    """What falls due of a customer of one segment by the month in which it comes.

    Args:
        share: of what can be automated.
        months: how many.

    Returns:
        arrays of shape (months, months), of which the first axis is when it comes.
    """
    aged, total = _by_age(facts, share, months, new=True), Due(*np.zeros((3, months, months)))
    for found, each in zip(total, aged, strict=True):
        half = (np.concatenate(([0.0], each[:-1])) + each) / 2  # in mid-month, on average
        for begin in range(months):
            found[begin, begin:] = half[: months - begin]
    return total
