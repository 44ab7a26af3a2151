"""Drawing: from facts and streams to paths, without a policy."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Paths, Work
from simmodel.journey.work.arrange import arrange
from simmodel.streams import Stream, Streams

NEVER = np.float32(2.0)
"""Luck of an activity that no share of automation takes."""

_ARRIVED = 1 << 32
"""Added to the number of a new customer, so that it does not depend on how many were there."""


_ARRIVALS_AT_ONCE = 512
"""Fixed, so that a longer horizon adds new customers to the same earlier ones, to the last bit."""


class Purpose(IntEnum):
    """What a stream is for, and whose numbers it holds. New purposes are appended."""

    ARRIVALS = 0  # entity 0: gaps between new customers
    CONTRACT_ENDS = 1  # customer: when in the first year an initial customer's contract ends
    RELEASES = 2  # customer: gaps between activities, along its life
    TYPES = 3  # customer: type of each activity
    DURATIONS = 4  # customer: duration of each activity, in units of its type's mean
    AUTOMATION = 5  # customer: which activities automation takes first
    RENEWALS = 6  # customer: luck at each contract's end


@dataclass(frozen=True)
class Customers:
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


def draw(facts: Facts, streams: Streams) -> Paths:
    """Draw one replication."""
    arrivals = _arrival_times(facts, streams.purpose(Purpose.ARRIVALS))
    customers = _customers(facts, arrivals, streams.purpose(Purpose.CONTRACT_ENDS))
    contracts = _contracts(facts, customers, streams.purpose(Purpose.RENEWALS))
    work = _work(facts, customers, streams)
    decided = (contracts.end > 0) & (contracts.end <= facts.horizon_hours)
    ending = np.flatnonzero(decided)
    ending = ending[np.argsort(contracts.end[ending], kind="stable")].astype(np.int32)
    return Paths(
        work=work,
        contracts=contracts,
        arrivals=arrivals,
        ending=ending,
        in_force=(contracts.begin <= 0) | (contracts.begin == contracts.joined),
    )


def _arrival_times(facts: Facts, stream: Stream) -> np.ndarray:
    """A Poisson process on [0, horizon), hours, ascending."""
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


def _customers(facts: Facts, arrivals: np.ndarray, stream: Stream) -> Customers:
    month, length = facts.hours_per_month, facts.contract.months * facts.hours_per_month
    start = np.arange(facts.customers.at_start)
    # In (0, length]: every contract that runs at time 0 has begun by then and ends after it.
    remaining = np.array([length * (1.0 - stream.of(entity).random()) for entity in start.tolist()])
    anchor = np.concatenate((remaining - length, arrivals))
    first_month = np.zeros(anchor.size, np.int64)
    first_month[: start.size] = np.ceil((-facts.warm_up_hours - anchor[: start.size]) / month)
    return Customers(
        entity=np.concatenate((start, _ARRIVED + np.arange(arrivals.size))),
        anchor=anchor,
        first_month=first_month,
        last_month=np.ceil((facts.horizon_hours - anchor) / month).astype(np.int64),
        joined=np.concatenate((np.full(start.size, -np.inf), arrivals)),
    )


def _contract_numbers(facts: Facts, customers: Customers) -> tuple[np.ndarray, np.ndarray]:
    """The first contract of each customer, counted from its anchor, and how many follow."""
    first = customers.first_month // facts.contract.months
    last = (customers.last_month - 1) // facts.contract.months
    return first, last - first + 1


def _contracts(facts: Facts, customers: Customers, stream: Stream) -> Contracts:
    first, count = _contract_numbers(facts, customers)
    number = _ranges(first, count)
    anchor = np.repeat(customers.anchor, count)
    length, month = facts.contract.months, facts.hours_per_month
    successor = np.arange(1, number.size + 1, dtype=np.int32)
    successor[np.cumsum(count) - 1] = -1
    numbers = zip(customers.entity.tolist(), count.tolist(), strict=True)
    luck = [stream.of(entity).random(contracts) for entity, contracts in numbers]
    return Contracts(
        begin=anchor + (number * length) * month,
        end=anchor + ((number + 1) * length) * month,
        luck=np.concatenate((np.empty(0), *luck)),
        successor=successor,
        joined=np.repeat(customers.joined, count),
    )


def _work(facts: Facts, customers: Customers, streams: Streams) -> Work:
    rows = customers.last_month - customers.first_month
    month = _ranges(customers.first_month, rows)
    anchor = np.repeat(customers.anchor, rows)
    begin = anchor + month * facts.hours_per_month
    expiry = anchor + (month + 1) * facts.hours_per_month

    shape = (month.size, facts.activities_per_month)
    unit_gaps = _unit_gaps(facts, streams.purpose(Purpose.RELEASES), customers.entity, rows)
    limit = np.minimum(expiry, facts.horizon_hours)
    order = np.argsort(begin, kind="stable")
    release, source = arrange(unit_gaps, facts.mean_gap, begin, limit, order)
    del unit_gaps

    kinds = list(facts.activities.values())
    frequency = np.array([kind.per_month for kind in kinds], float)
    up_to = np.cumsum(frequency / frequency.sum()).astype(np.float32)
    drawn = _fill(streams.purpose(Purpose.TYPES), customers.entity, rows, shape, False)
    kind = np.searchsorted(up_to[:-1], drawn.ravel()[source], side="right")
    mean = np.array([kind.mean_hours for kind in kinds], np.float32)
    drawn = _fill(streams.purpose(Purpose.DURATIONS), customers.entity, rows, shape, True)
    hours = drawn.ravel()[source] * mean[kind]
    drawn = _fill(streams.purpose(Purpose.AUTOMATION), customers.entity, rows, shape, False)
    automatable = np.array([kind.automatable for kind in kinds])[kind] & (release >= 0)
    luck = np.where(automatable, drawn.ravel()[source], NEVER)

    row = source // facts.activities_per_month
    first, count = _contract_numbers(facts, customers)
    first_contract = np.cumsum(count) - count
    contract = np.repeat(first_contract - first, rows) + month // facts.contract.months
    return Work(release, expiry[row], hours, luck, contract[row].astype(np.int32))


def _unit_gaps(facts: Facts, stream: Stream, entities: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Time between releases, in means; float32, shape (months of contracts, activities a month)."""
    months, activities = int(rows.sum()), facts.activities_per_month
    if facts.releases == "gaps":
        return _fill(stream, entities, rows, (months, activities), True)
    # Exponential gaps over their sum, with one more gap to the end, are those between points
    # thrown at random: order statistics of the uniform distribution.
    gaps = _fill(stream, entities, rows, (months, activities + 1), True)
    scale = np.float32(activities) / gaps.sum(axis=1, keepdims=True, dtype=np.float32)
    unit_gaps: np.ndarray = gaps[:, :-1] * scale
    return unit_gaps


def _ranges(first: np.ndarray, count: np.ndarray) -> np.ndarray:
    """first[0], first[0] + 1 ... (count[0] numbers), then first[1] ...; int64."""
    before = np.cumsum(count) - count
    each: np.ndarray = np.arange(int(count.sum())) + np.repeat(first - before, count)
    return each


def _fill(
    stream: Stream,
    entities: np.ndarray,
    rows: np.ndarray,
    shape: tuple[int, int],
    exponential: bool,
) -> np.ndarray:
    """Each entity's numbers in its own rows: unit exponentials or uniforms; float32."""
    numbers = np.empty(shape, np.float32)
    before = 0
    for entity, count in zip(entities.tolist(), rows.tolist(), strict=True):
        own = numbers[before : before + count]
        generator = stream.of(entity)
        if exponential:
            generator.standard_exponential(out=own, dtype=np.float32)
        else:
            generator.random(out=own, dtype=np.float32)
        before += count
    return numbers
