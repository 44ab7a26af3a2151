"""Drawing of customers: when they come, what they sign, and what decides whether they renew."""

import math
from dataclasses import dataclass

import numpy as np

from simmodel.journey.customers.accounts import hours_left, numbers
from simmodel.journey.customers.loyalty import contracts_so_far
from simmodel.journey.facts import Facts
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
        contract: int64, the number of the contract that begins at the anchor, from 1.
    """

    entity: np.ndarray
    anchor: np.ndarray
    first_month: np.ndarray
    last_month: np.ndarray
    joined: np.ndarray
    contract: np.ndarray


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
        contract=np.concatenate((_so_far(facts, start, stream), np.ones(arrivals.size, int))),
    )


def _so_far(facts: Facts, start: np.ndarray, stream: Stream) -> np.ndarray:
    """Which contract of theirs customers of the start have, int64."""
    if facts.renewal.loyalty is None:
        return np.ones(start.size, np.int64)
    if facts.accounts is not None and all(each.since is not None for each in facts.accounts):
        return numbers(facts.accounts, facts.contract.months)
    first = float(facts.renewal.probability(100.0))
    within = contracts_so_far(facts.renewal.loyalty, first)
    uniform = [stream.of(entity).random(2)[1] for entity in start.tolist()]
    found: np.ndarray = 1 + np.searchsorted(within, np.array(uniform), side="right")
    return found


@dataclass(frozen=True)
class Sizes:
    """How customers differ in size; arrays of one length, 1 on average.

    Attributes:
        worth: yearly value of the contract over the mean, float64.
        work: hours that activities take over their means, float32.
    """

    worth: np.ndarray
    work: np.ndarray


def sizes(facts: Facts, customers: Population, stream: Stream) -> Sizes:
    """Sizes of all customers: lognormal by their coefficients of variation."""
    spreads = [
        math.sqrt(math.log1p((variation or 0.0) ** 2))
        for variation in (facts.contract.value_variation, facts.customers.work_variation)
    ]
    if not any(spreads):
        ones = np.ones(customers.entity.size)
        return Sizes(_stated(facts, ones), ones.astype(np.float32))
    entities = customers.entity.tolist()
    normal = np.array([stream.of(entity).standard_normal(2) for entity in entities]).reshape(-1, 2)
    worth, work = np.exp(normal * spreads - np.square(spreads) / 2).T
    return Sizes(_stated(facts, worth), work.astype(np.float32))


def _stated(facts: Facts, worth: np.ndarray) -> np.ndarray:
    """The values of accounts in place of those drawn for customers of the start."""
    if facts.accounts is None or facts.contract.value == 0:
        return worth
    stated = [each.value / facts.contract.value for each in facts.accounts]
    return np.concatenate((stated, worth[len(stated) :]))


@dataclass(frozen=True)
class Terms:
    """Every contract that a customer would have if it always renewed; arrays of one length.

    Attributes:
        number: int64, of the contract, counted from the one that begins at the customer's anchor.
        begin, end, uniform, successor, joined: as in :class:`simmodel.journey.paths.Contracts`.
        outcome: likewise.
        customer: int64, its place in the population.
    """

    number: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    uniform: np.ndarray
    successor: np.ndarray
    joined: np.ndarray
    outcome: np.ndarray
    customer: np.ndarray


def terms(facts: Facts, customers: Population, renewals: Stream, outcomes: Stream) -> Terms:
    """Every contract, customer by customer."""
    first, count = contract_numbers(facts, customers)
    number = ranges(first, count)
    anchor = np.repeat(customers.anchor, count)
    length, month = facts.contract.months, facts.hours_per_month
    successor = np.arange(1, number.size + 1, dtype=np.int32)
    successor[np.cumsum(count) - 1] = -1
    drawn = facts.outcomes is not None
    return Terms(
        number=number,
        begin=anchor + (number * length) * month,
        end=anchor + ((number + 1) * length) * month,
        uniform=_uniform(renewals, customers, count),
        successor=successor,
        joined=np.repeat(customers.joined, count),
        outcome=_uniform(outcomes, customers, count) if drawn else np.zeros(number.size),
        customer=np.repeat(np.arange(count.size), count),
    )


def _uniform(stream: Stream, customers: Population, count: np.ndarray) -> np.ndarray:
    """So many numbers of each customer."""
    numbers = zip(customers.entity.tolist(), count.tolist(), strict=True)
    drawn = [stream.of(entity).random(signed) for entity, signed in numbers]
    return np.concatenate((np.empty(0), *drawn))


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
