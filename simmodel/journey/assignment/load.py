"""The hours that accounts are expected to take, month by month."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy


def by_age(facts: Facts, automated: float, months: int, *, new: bool) -> tuple[np.ndarray, ...]:
    """Hours, and points, of a customer of one segment by the month of its contract, from its begin.

    Args:
        automated: share of what can be automated.
        months: how many.
        new: whether it is onboarded in the first of them.

    Returns:
        two arrays of shape (months,).
    """
    load, month = facts.load, np.arange(months)
    life = month if new else month % load.length - load.length
    hours, points = np.zeros(months), np.zeros(months)
    for each, weight in zip(load.activities.values(), load.weights, strict=False):
        due = each.per_month * load.phases.within(each.phase, life, load.length)
        if each.every_months:
            due = due * ((month + 1) % each.every_months == 0)
        left = 1.0 - automated if each.automatable else 1.0
        hours += due * each.mean_hours * left
        points += due * weight
    if load.incidents is not None:
        hours += load.incidents.per_month * load.incidents.mean_hours
        points += load.incidents.per_month * load.weights[-1]
    return hours, points


def of_accounts(
    facts: Facts, policy: Policy, accounts: Sequence[Any], months: int
) -> tuple[np.ndarray, np.ndarray]:
    """Hours and points that fall due of each account by month, if it stays.

    Returns:
        two arrays of shape (accounts, months).
    """
    hours, points = np.zeros((2, len(accounts), months))
    segments = np.array([each.segment or "" for each in accounts])
    renewal = np.array([each.renewal for each in accounts], float)
    work = np.array([each.work for each in accounts], float)
    for name, part in facts.by_segment.items():
        own = np.flatnonzero(segments == name) if name else np.arange(len(accounts))
        length = part.contract.months
        automated = policy.of_segment(name).automation
        aged = by_age(part, automated, length + months + 1, new=False)
        # A month of the calendar meets two months of a contract, one after the other.
        age = length - renewal[own, None] + np.arange(months)
        first = np.clip(np.floor(age), 0, length + months - 1).astype(int)
        later = age - first
        for found, each in zip((hours, points), aged, strict=True):
            found[own] = (1.0 - later) * each[first] + later * each[first + 1]
        hours[own] *= work[own, None]
    return hours, points


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
    hours, _ = of_accounts(facts, policy, accounts, months)
    found: np.ndarray = hours * staying(facts, accounts, months)
    return found


def newcomers(facts: Facts, policy: Policy, months: int) -> np.ndarray:
    """Expected hours of the customers who are yet to come, by month; shape (months,)."""
    total = np.zeros(months)
    for name, part in facts.by_segment.items():
        _, hours = arriving(part, policy.of_segment(name).automation, months)
        total += hours.sum(axis=0)
    return total


def arriving(facts: Facts, automated: float, months: int) -> tuple[np.ndarray, np.ndarray]:
    """Customers of one segment who are yet to come, by the month in which they do.

    Args:
        automated: share of what can be automated.
        months: how many.

    Returns:
        how many come, shape (months,); and their expected hours in each month, (months, months).
    """
    customers = np.resize(facts.arrivals, max(months, facts.arrivals.size))[:months]
    aged, _ = by_age(facts, automated, months, new=True)
    half = (np.concatenate(([0.0], aged[:-1])) + aged) / 2  # they come in mid-month, on average
    hours = np.zeros((months, months))
    for begin in range(months):
        hours[begin, begin:] = customers[begin] * half[: months - begin]
    return customers, hours
