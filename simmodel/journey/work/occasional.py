"""Drawing of occasional activities: those of a phase, of every third month, or now and then.

Each is thrown at random over its month, but for the month's last hours, as many as a customer's
work takes. So together with the regular ones of the month, which are points thrown at random too,
they are spread alike.
"""

from collections.abc import Iterator

import numpy as np

from simmodel.journey.customers.draw import Population, contract_numbers, ranges
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Purpose, Work
from simmodel.streams import Streams

NEVER = np.float32(2.0)
"""Uniform number of an activity that no share of automation takes."""


def occasional(
    facts: Facts, customers: Population, hours: np.ndarray, streams: Streams
) -> Iterator[Work]:
    """A stream for each of the most that may fall due of a type in a month, in order of release.

    Args:
        hours: that a customer's activities take over their means, float32, shape (customers,).
    """
    load, rows = facts.load, customers.last_month - customers.first_month
    month = ranges(customers.first_month, rows)
    customer = np.repeat(np.arange(rows.size), rows)
    begin = customers.anchor[customer] + month * facts.hours_per_month
    expiry = customers.anchor[customer] + (month + 1) * facts.hours_per_month
    limit = np.minimum(expiry, facts.horizon_hours)
    # Customers of the start were onboarded before, whenever their contracts began.
    settled = np.where(
        np.isinf(customers.joined[customer]), month % load.length - load.length, month
    )
    most = {name: int(np.ceil(each.per_month)) for name, each in load.occasional.items()}
    drawn, took = _numbers(customers, rows, sum(most.values()), streams)
    contract = contract_of(facts, customers, customer, month)
    place, kinds = 0, list(facts.activities)
    for name, each in load.occasional.items():
        within = load.phases.within(each.phase, settled, load.length)
        if each.every_months:
            within &= (month + 1) % each.every_months == 0
        left = float(each.per_month)
        for _ in range(most[name]):
            when, whether, automated = drawn[:, place].T
            release = begin + when * (facts.hours_per_month - facts.work_per_month)
            due = np.flatnonzero(within & (whether < left) & (release < limit))
            due = due[np.argsort(release[due], kind="stable")]
            taken = each.automatable & (release[due] >= 0)
            yield Work(
                release[due],
                expiry[due],
                took[due, place] * np.float32(each.mean_hours) * hours[customer[due]],
                np.where(taken, automated[due], NEVER),
                contract[due],
                np.full(due.size, kinds.index(name), np.int16),
            )
            left -= 1.0
            place += 1


def contract_of(
    facts: Facts, customers: Population, customer: np.ndarray, month: np.ndarray
) -> np.ndarray:
    """The contract that a month of a customer belongs to, int32; arrays of one shape.

    Args:
        customer: its place in the population.
        month: from the begin of the customer's anchor.
    """
    first, count = contract_numbers(facts, customers)
    before = np.cumsum(count) - count - first
    found: np.ndarray = before[customer] + month // facts.contract.months
    return found.astype(np.int32)


def _numbers(
    customers: Population, rows: np.ndarray, most: int, streams: Streams
) -> tuple[np.ndarray, np.ndarray]:
    """Three uniform numbers of each that may fall due, and an exponential one; float32.

    Returns:
        shapes (months of customers, most, 3) and (months of customers, most).
    """
    uniform, exponential = (
        streams.purpose(purpose) for purpose in (Purpose.OCCASIONAL, Purpose.OCCASIONAL_HOURS)
    )
    drawn = np.empty((int(rows.sum()), most, 3), np.float32)
    took = np.empty((int(rows.sum()), most), np.float32)
    before = 0
    for entity, count in zip(customers.entity.tolist(), rows.tolist(), strict=True):
        own = slice(before, before + count)
        uniform.of(entity).random(out=drawn[own], dtype=np.float32)
        exponential.of(entity).standard_exponential(out=took[own], dtype=np.float32)
        before += count
    return drawn, took
