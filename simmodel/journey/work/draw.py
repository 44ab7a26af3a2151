"""Drawing of work: the stream of activities, as if nobody ever churned."""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.customers.draw import Population, ranges
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Purpose, Work
from simmodel.journey.work.arrange import arrange
from simmodel.journey.work.occasional import NEVER, contract_of, occasional
from simmodel.streams import Stream, Streams


def work(facts: Facts, customers: Population, hours: np.ndarray, streams: Streams) -> Work:
    """All activities from the beginning of the warm-up to the end of the horizon.

    Args:
        hours: that a customer's activities take over their means, float32, shape (customers,).
    """
    regular = _regular(facts, customers, hours, streams)
    if not facts.load.occasional:
        return regular
    return merged([regular, *occasional(facts, customers, hours, streams)])


def merged(streams: Sequence[Work]) -> Work:
    """One stream of several; ties go to the earlier in the list."""
    order = np.argsort(np.concatenate([each.release for each in streams]), kind="stable")
    return Work(*(np.concatenate(arrays)[order] for arrays in zip(*streams, strict=True)))


def _regular(facts: Facts, customers: Population, hours: np.ndarray, streams: Streams) -> Work:
    """Activities that fall due equally often in every month."""
    rows = customers.last_month - customers.first_month
    month = ranges(customers.first_month, rows)
    customer = np.repeat(np.arange(rows.size), rows)
    anchor = customers.anchor[customer]
    begin = anchor + month * facts.hours_per_month
    expiry = anchor + (month + 1) * facts.hours_per_month
    contract = contract_of(facts, customers, customer, month)

    kinds = list(facts.load.regular.values())
    shape = (month.size if kinds else 0, facts.activities_per_month)
    rows = rows if kinds else np.zeros_like(rows)
    unit_gaps = _unit_gaps(facts, streams.purpose(Purpose.RELEASES), customers.entity, rows)
    limit = np.minimum(expiry, facts.horizon_hours)
    order = np.argsort(begin, kind="stable") if kinds else np.empty(0, np.int64)
    release, source = arrange(unit_gaps, facts.mean_gap, begin, limit, order)
    del unit_gaps

    frequency = np.array([kind.frequency for kind in kinds], float)
    up_to = np.cumsum(frequency / max(frequency.sum(), 1.0)).astype(np.float32)
    drawn = _fill(streams.purpose(Purpose.TYPES), customers.entity, rows, shape, False)
    kind = np.searchsorted(up_to[:-1], drawn.ravel()[source], side="right")
    mean = np.array([kind.mean_hours for kind in kinds], np.float32)
    drawn = _fill(streams.purpose(Purpose.DURATIONS), customers.entity, rows, shape, True)
    row = source // max(facts.activities_per_month, 1)
    took = drawn.ravel()[source] * mean[kind]
    if facts.customers.work_variation is not None:
        took *= hours[customer][row]
    drawn = _fill(streams.purpose(Purpose.AUTOMATION), customers.entity, rows, shape, False)
    automatable = np.array([kind.automatable for kind in kinds], bool)[kind] & (release >= 0)
    uniform = np.where(automatable, drawn.ravel()[source], NEVER)
    places = list(facts.activities)
    of_all = np.array([places.index(name) for name in facts.load.regular], np.int16)
    return Work(release, expiry[row], took, uniform, contract[row], of_all[kind])


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
