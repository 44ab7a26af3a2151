"""Compiled: the services under way, the one that ends soonest first, in a calendar queue.

As :mod:`simmodel.journey.desk.event_list`, which sees to a pool of which all are filed always; here
only those who are busy are, each bucket in order of time.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled, inlined, natural
from simmodel.journey.desk.event_list import ring_of

NONE = -1

DIARY = np.dtype(
    [
        ("soonest", np.float64),  # end of a service, hours; infinity if none is under way
        ("bucket", np.int64),  # where it is
        ("size", np.int64),  # services under way
    ]
)
"""What comes next; an array of one."""


class Agenda(NamedTuple):
    """Services by number; arrays are changed in place.

    Attributes:
        served: int32, the contract that a service is for.
        points: int32, what it counts for there.
        ends: hours, float64.
        following: int32, the next service of the same bucket, or -1.
        first: int32, shape (a power of two,): the first service of each bucket, or -1.
        origin, per_hour: as in :class:`simmodel.journey.desk.event_list.Services`.
        diary: :data:`DIARY`, shape (1,).
    """

    served: np.ndarray
    points: np.ndarray
    ends: np.ndarray
    following: np.ndarray
    first: np.ndarray
    origin: float
    per_hour: float
    diary: np.ndarray


@compiled
def empty_agenda(room: int, origin: float, mean: float, longest: float) -> Agenda:
    """No services, and room for so many.

    Args:
        origin: hours, from where on services will start or are under way.
        mean, longest: hours of a service, as those of
            :func:`simmodel.journey.desk.event_list.ring_of`.
    """
    diary = np.zeros(1, DIARY)
    diary[0].soonest = np.inf
    served, points, following = np.empty((3, room), np.int32)
    ring, per_hour = ring_of(room, mean, longest)
    first = np.full(ring, NONE, np.int32)
    return Agenda(served, points, np.empty(room), following, first, origin, per_hour, diary)


@inlined
def begin(agenda: Agenda, service: int, end: float, contract: int, points: int) -> None:
    """A service begins."""
    ends, following, diary = agenda.ends, agenda.following, agenda.diary[0]
    first = agenda.first
    service = natural(service)
    agenda.served[service], agenda.points[service], ends[service] = contract, points, end
    bucket = int((end - agenda.origin) * agenda.per_hour)
    slot = natural(bucket & (first.size - 1))
    prior, after = NONE, first[slot]
    while after != NONE and ends[natural(after)] <= end:
        prior, after = after, following[natural(after)]
    following[service] = after
    if prior == NONE:
        first[slot] = service
    else:
        following[natural(prior)] = service
    diary.size += 1
    if end < diary.soonest:
        diary.soonest, diary.bucket = end, bucket


@inlined
def cross_off(agenda: Agenda) -> int:
    """The service that ends soonest, which is under way no more; there must be one."""
    diary, first = agenda.diary[0], agenda.first
    mask, bucket = first.size - 1, diary.bucket
    found = natural(first[natural(bucket & mask)])
    first[natural(bucket & mask)] = agenda.following[found]
    diary.size -= 1
    diary.soonest = np.inf
    if diary.size > 0:
        while first[natural(bucket & mask)] == NONE:
            bucket += 1
        diary.soonest, diary.bucket = agenda.ends[natural(first[natural(bucket & mask)])], bucket
    return int(found)
