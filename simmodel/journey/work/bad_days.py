"""Drawing of incidents: when they happen, whom they hit, and the work that they bring."""

import numpy as np

from simmodel.journey.customers.draw import Population, contract_numbers
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Purpose, Work
from simmodel.journey.work.occasional import NEVER, contract_of
from simmodel.streams import Streams

_AT_ONCE = 64
"""Fixed, so that a longer horizon adds incidents to the same earlier ones."""


def incident_times(facts: Facts, streams: Streams) -> np.ndarray:
    """When incidents happen, hours, ascending; of the vendor, whatever its parts.

    A Poisson process from the beginning of the warm-up on.
    """
    if facts.incidents is None or facts.incidents.per_year == 0:
        return np.empty(0)
    generator = streams.purpose(Purpose.INCIDENTS).of(0)
    rate = facts.incidents.per_year / (12 * facts.hours_per_month)
    times, last = np.empty(0), -facts.warm_up_hours
    while last < facts.horizon_hours:
        gaps = generator.standard_exponential(_AT_ONCE) / rate
        times = np.concatenate((times, last + np.cumsum(gaps)))
        last = float(times[-1])
    return times[times < facts.horizon_hours]


def incident_work(
    facts: Facts, customers: Population, times: np.ndarray, hours: np.ndarray, streams: Streams
) -> Work:
    """What incidents bring, in order of release; nothing of it can be automated.

    Args:
        times: of incidents, hours.
        hours: that a customer's activities take over their means, float32, shape (customers,).
    """
    incidents = facts.incidents
    assert incidents is not None
    most = incidents.activities
    whom, brings = (streams.purpose(each) for each in (Purpose.HIT, Purpose.HIT_HOURS))
    # Of every incident whether the customer is hit, and when its activities come in.
    drawn = np.empty((customers.entity.size, times.size, 1 + most))
    took = np.empty((customers.entity.size, times.size, most), np.float32)
    for place, entity in enumerate(customers.entity.tolist()):
        whom.of(entity).random(out=drawn[place])
        brings.of(entity).standard_exponential(out=took[place], dtype=np.float32)
    month = facts.hours_per_month
    spread = incidents.days * month / facts.calendar.working_days_per_month
    here = _simulated(facts, customers)[:, None] <= times
    customer, incident, number = np.nonzero(
        (drawn[:, :, :1] < incidents.customers_hit) & here[:, :, None] & np.ones(most, bool)
    )
    release = times[incident] + spread * drawn[customer, incident, 1 + number]
    within = (release - customers.anchor[customer]) // month
    kept = np.flatnonzero(release < facts.horizon_hours)
    kept = kept[np.argsort(release[kept], kind="stable")]
    customer, within = customer[kept], within[kept].astype(np.int64)
    return Work(
        release[kept],
        customers.anchor[customer] + (within + 1) * month,
        took[customer, incident[kept], number[kept]]
        * np.float32(incidents.mean_hours)
        * hours[customer],
        np.full(kept.size, NEVER),
        contract_of(facts, customers, customer, within),
        np.full(kept.size, len(facts.activities), np.int16),
    )


def _simulated(facts: Facts, customers: Population) -> np.ndarray:
    """From when on each customer's first simulated contract month runs, hours."""
    first, _ = contract_numbers(facts, customers)
    begin = np.maximum(customers.first_month, first * facts.contract.months)
    found: np.ndarray = customers.anchor + begin * facts.hours_per_month
    return found
