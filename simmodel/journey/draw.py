"""Drawing: from facts and streams to paths, without a policy."""

import numpy as np

from simmodel.journey.customers.draw import arrival_times, contracts, population
from simmodel.journey.customers.progress import as_stated
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Individuals, Paths, Purpose
from simmodel.journey.people.draw import individuals
from simmodel.journey.work.draw import work
from simmodel.streams import Streams


def draw(facts: Facts, streams: Streams) -> Paths:
    """Paths of one replication; the same streams give the same paths."""
    arrivals = arrival_times(
        facts, streams.purpose(Purpose.ARRIVALS), streams.purpose(Purpose.FORECAST)
    )
    customers = population(facts, arrivals, streams.purpose(Purpose.CONTRACT_ENDS))
    signed = contracts(facts, customers, streams.purpose(Purpose.RENEWALS))
    decided = (signed.end > 0) & (signed.end <= facts.horizon_hours)
    ending = np.flatnonzero(decided)
    ending = ending[np.argsort(signed.end[ending], kind="stable")].astype(np.int32)
    activities, finished = as_stated(facts, work(facts, customers, streams), signed)
    return Paths(
        work=activities,
        contracts=signed,
        arrivals=arrivals,
        ending=ending,
        in_force=(signed.begin <= 0) | (signed.begin == signed.joined),
        people=people_of(facts, streams),
        finished=finished,
    )


def people_of(facts: Facts, streams: Streams) -> Individuals | None:
    """Numbers of people; None where the team is a number."""
    if facts.people is None or facts.rules is None:
        return None
    stream, tenures = streams.purpose(Purpose.PEOPLE), facts.people.tenures
    return individuals(facts.team.at_start, tenures, facts.rules.hazard, stream)
