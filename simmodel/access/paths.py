"""One replication's luck: two streams, whose numbers are made when they are needed."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from simmodel.access.facts import Facts
from simmodel.streams import Streams


class Purpose(IntEnum):
    """What a stream is for, and whose numbers it holds. New purposes are appended."""

    ARRIVALS = 0  # entity 0: gaps between new customers
    CUSTOMERS = 1  # customer: four words a request


@dataclass(frozen=True, eq=False)
class Paths:
    """Keys of the streams, uint64, shape (2,): see :mod:`simmodel.access.luck`."""

    arrivals: np.ndarray
    customers: np.ndarray

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return self.arrivals.nbytes + self.customers.nbytes


def draw(facts: Facts, streams: Streams) -> Paths:
    """Draw one replication; no number is made yet."""
    del facts  # the numbers of a customer do not depend on them
    keys = [streams.purpose(purpose).key for purpose in (Purpose.ARRIVALS, Purpose.CUSTOMERS)]
    for key in keys:
        key.flags.writeable = False
    return Paths(*keys)


def warm_up(facts: Facts, paths: Paths) -> Paths:
    """What a policy begins from: its warm-up is its own, as it settles with other customers."""
    del facts
    return paths
