"""Drawing of work: the stream of activities, as if nobody ever churned."""

import numpy as np

from simmodel.journey.customers.draw import Population, contract_numbers, ranges
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Purpose, Work
from simmodel.journey.work.arrange import arrange
from simmodel.streams import Stream, Streams

NEVER = np.float32(2.0)
"""Uniform number of an activity that no share of automation takes."""


def work(facts: Facts, customers: Population, streams: Streams) -> Work:
    """All activities from the beginning of the warm-up to the end of the horizon."""
    rows = customers.last_month - customers.first_month
    month = ranges(customers.first_month, rows)
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
    uniform = np.where(automatable, drawn.ravel()[source], NEVER)

    row = source // facts.activities_per_month
    first, count = contract_numbers(facts, customers)
    first_contract = np.cumsum(count) - count
    contract = np.repeat(first_contract - first, rows) + month // facts.contract.months
    return Work(release, expiry[row], hours, uniform, contract[row].astype(np.int32))


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
