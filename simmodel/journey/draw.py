"""Drawing: from facts and streams to paths, without a policy."""

import numpy as np

from simmodel.journey.customers.draw import arrival_times, contracts, population
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Paths, Purpose
from simmodel.journey.work.draw import work
from simmodel.streams import Streams


def draw(facts: Facts, streams: Streams) -> Paths:
    """Paths of one replication; the same streams give the same paths."""
    arrivals = arrival_times(facts, streams.purpose(Purpose.ARRIVALS))
    customers = population(facts, arrivals, streams.purpose(Purpose.CONTRACT_ENDS))
    signed = contracts(facts, customers, streams.purpose(Purpose.RENEWALS))
    decided = (signed.end > 0) & (signed.end <= facts.horizon_hours)
    ending = np.flatnonzero(decided)
    ending = ending[np.argsort(signed.end[ending], kind="stable")].astype(np.int32)
    return Paths(
        work=work(facts, customers, streams),
        contracts=signed,
        arrivals=arrivals,
        ending=ending,
        in_force=(signed.begin <= 0) | (signed.begin == signed.joined),
    )
