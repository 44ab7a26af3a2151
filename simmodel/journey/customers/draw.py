"""Drawing of customers: when they come, what they sign, and what decides whether they renew."""

from dataclasses import dataclass

import numpy as np

from simmodel.journey.customers.accounts import hours_left
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts
from simmodel.streams import Stream

_ARRIVED = 1 << 32
"""Added to the number of a new customer, so that it does not depend on how many were there."""

_ARRIVALS_AT_ONCE = 512
"""Fixed, so that a longer horizon adds new customers to the same earlier ones, to the last bit."""


@dataclass(frozen=True)
class Population:
    """Every customer there will be, those at the start first; arrays of one length.

    Attributes:
        entity: int64, its number in the streams.
        anchor: hours, float64: the begin of the contract that is running at time 0 or, for a new
            customer, of its first contract. Month j begins ``j`` months after it.
        first_month: int64, the first month that is simulated: 0, or negative in the warm-up.
        last_month: int64, one past the last month that begins within the horizon.
        joined: hours, float64; minus infinity for customers at the start.
    """

    entity: np.ndarray
    anchor: np.ndarray
    first_month: np.ndarray
    last_month: np.ndarray
    joined: np.ndarray


def arrival_times(facts: Facts, stream: Stream, error: Stream) -> np.ndarray:
    """A Poisson process on [0, horizon), hours, ascending.

    Args:
        stream: of the gaps between new customers.
        error: of how far the forecast is off.
    """
    forecast, months = facts.customers.forecast, facts.horizon_months
    if forecast is not None:
        level, growth = error.of(0).standard_normal((2, 1))
        rates = facts.arrivals * forecast.times(level, growth, months)[:, 0]
        return _times(facts.boundaries, rates, stream)
    rate = facts.customers.arrivals_per_month / facts.hours_per_month
    if rate == 0:
        return np.empty(0)
    generator = stream.of(0)
    times = np.empty(0)
    last = 0.0
    while last < facts.horizon_hours:
        gaps = generator.standard_exponential(_ARRIVALS_AT_ONCE)
        times = np.concatenate((times, last + np.cumsum(gaps / rate)))
        last = float(times[-1])
    return times[times < facts.horizon_hours]


def _times(boundaries: np.ndarray, rates: np.ndarray, stream: Stream) -> np.ndarray:
    """A Poisson process of a rate for each month, by a change of time.

    Args:
        boundaries: hours, shape (months + 1,).
        rates: customers by month.
    """
    until = np.concatenate(([0.0], np.cumsum(rates)))
    generator, counts = stream.of(0), np.empty(0)
    while not counts.size or counts[-1] < until[-1]:
        gaps = generator.standard_exponential(_ARRIVALS_AT_ONCE)
        counts = np.concatenate((counts, (counts[-1] if counts.size else 0.0) + np.cumsum(gaps)))
    counts = counts[counts < until[-1]]
    month = np.searchsorted(until, counts, side="right") - 1
    into = (counts - until[month]) / rates[month]
    times: np.ndarray = boundaries[month] + into * (boundaries[month + 1] - boundaries[month])
    within: np.ndarray = np.minimum(times, np.nextafter(boundaries[month + 1], 0.0))
    return within


def population(facts: Facts, arrivals: np.ndarray, stream: Stream) -> Population:
    """Customers at the start and new ones.

    Of the former contracts end as their accounts say, else at random in a contract's length.

    Args:
        arrivals: hours, ascending.
    """
    month, length = facts.hours_per_month, facts.contract.months * facts.hours_per_month
    start = np.arange(facts.customers.at_start)
    # In (0, length]: every contract that runs at time 0 has begun by then and ends after it.
    if facts.accounts is not None:
        remaining = hours_left(facts.accounts, month)
    else:
        remaining = np.array([length * (1.0 - stream.of(each).random()) for each in start.tolist()])
    anchor = np.concatenate((remaining - length, arrivals))
    first_month = np.zeros(anchor.size, np.int64)
    first_month[: start.size] = np.ceil((-facts.warm_up_hours - anchor[: start.size]) / month)
    return Population(
        entity=np.concatenate((start, _ARRIVED + np.arange(arrivals.size))),
        anchor=anchor,
        first_month=first_month,
        last_month=np.ceil((facts.horizon_hours - anchor) / month).astype(np.int64),
        joined=np.concatenate((np.full(start.size, -np.inf), arrivals)),
    )


def contracts(facts: Facts, customers: Population, stream: Stream) -> Contracts:
    """Every contract that a customer would have if it always renewed."""
    first, count = contract_numbers(facts, customers)
    number = ranges(first, count)
    anchor = np.repeat(customers.anchor, count)
    length, month = facts.contract.months, facts.hours_per_month
    successor = np.arange(1, number.size + 1, dtype=np.int32)
    successor[np.cumsum(count) - 1] = -1
    numbers = zip(customers.entity.tolist(), count.tolist(), strict=True)
    uniform = [stream.of(entity).random(signed) for entity, signed in numbers]
    return Contracts(
        begin=anchor + (number * length) * month,
        end=anchor + ((number + 1) * length) * month,
        uniform=np.concatenate((np.empty(0), *uniform)),
        successor=successor,
        joined=np.repeat(customers.joined, count),
    )


def contract_numbers(facts: Facts, customers: Population) -> tuple[np.ndarray, np.ndarray]:
    """The first contract of each customer, counted from its anchor, and how many follow."""
    first = customers.first_month // facts.contract.months
    last = (customers.last_month - 1) // facts.contract.months
    return first, last - first + 1


def ranges(first: np.ndarray, count: np.ndarray) -> np.ndarray:
    """first[0], first[0] + 1 ... (count[0] numbers), then first[1] ...; int64."""
    before = np.cumsum(count) - count
    each: np.ndarray = np.arange(int(count.sum())) + np.repeat(first - before, count)
    return each
