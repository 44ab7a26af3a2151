"""The draw of a replication, which knows no policy: the stream of its customers."""

from enum import IntEnum

from simmodel.access.facts import Facts
from simmodel.access.paths import Paths
from simmodel.streams import Streams


class Purpose(IntEnum):
    """Purposes of streams, and whose numbers they hold. New ones are appended."""

    CUSTOMERS = 0  # customer: four words a request


def draw(facts: Facts, streams: Streams) -> Paths:
    """The paths of one replication; no number is made yet."""
    del facts  # the numbers of a customer do not depend on them
    key = streams.purpose(Purpose.CUSTOMERS).key
    key.flags.writeable = False
    return Paths(key)
