"""The random numbers of a replication: a stream whose numbers are made when they are needed."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from simmodel.access.facts import Facts
from simmodel.streams import Streams


class Purpose(IntEnum):
    """What a stream is for, and whose numbers it holds. New purposes are appended."""

    CUSTOMERS = 0  # customer: four words a request


@dataclass(frozen=True, eq=False)
class Paths:
    """The key of the stream of customers, uint64, shape (2,).

    What is made of it: :mod:`simmodel.access.customers.variates`.
    """

    customers: np.ndarray

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return self.customers.nbytes


def draw(facts: Facts, streams: Streams) -> Paths:
    """The paths of one replication; no number is made yet."""
    del facts  # the numbers of a customer do not depend on them
    key = streams.purpose(Purpose.CUSTOMERS).key
    key.flags.writeable = False
    return Paths(key)


def warm_up(facts: Facts, paths: Paths) -> Paths:
    """The paths themselves: a policy's warm-up is its own, as it settles with other customers."""
    del facts
    return paths
