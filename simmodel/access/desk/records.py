"""Records, the memory of the kernel, whose fields a compiled loop reaches without counting owners.

With arrays in their place, one a field, half the time of the loop went into reference counts.
Places and classes are unsigned, or numba would ask at each whether it counts from the end.

Times are in months; classes are 0 for new customers and i for type i from 1. What only base
customers have begins at 1 too.
"""

from typing import Any, NamedTuple

import numpy as np

NONE = np.uint32(0xFFFFFFFF)
"""No place."""

MOST_TYPES = 8
"""Records are as long as this takes, and sets of types are gone through one by one."""

_CLASSES = (MOST_TYPES + 1,)

FIRM = np.dtype(
    [
        ("customers", np.uint64, (2,)),  # key of their stream
        ("types", np.int64),
        ("new_customers", np.float64),  # a month, on average
        ("servers", np.int64),
        ("ranking", np.uint8, _CLASSES),  # first served first
        ("service", np.float64, _CLASSES),  # means
        ("patience", np.float64, _CLASSES),
        ("away", np.float64, _CLASSES),
        ("asks", np.float64, _CLASSES),  # probability that she does, and not leave
        ("joins", np.float64, _CLASSES),  # probability of becoming a class up to this one
        ("served", np.float64, _CLASSES * 2),  # likewise after a request
        ("denied", np.float64, _CLASSES * 2),
        ("deterred", np.float64),  # new customers per denial
    ],
    align=True,
)
"""The firm: what does not change."""

STATE = np.dtype(
    [
        ("month", np.int64),  # row of the counts
        ("begin", np.float64),  # of the warm-up
        ("arrived", np.int64),  # new customers up to now, even if deterred
        ("gaps", np.float64),  # between all of them and the next, in means
        ("arrival", np.float64),  # when the next one comes
        ("third", np.uint64),  # words of her variates
        ("fourth", np.uint64),
        ("to_deter", np.float64),  # new customers who will stay away
        ("free", np.uint32),  # a free place
        ("bucket", np.int64),  # of the event list; there is no event in earlier ones
        ("per_month", np.float64),  # buckets
        ("first", np.uint32, _CLASSES),  # ends of the queues
        ("last", np.uint32, _CLASSES),
        ("busy", np.int64),  # servers
        ("busy_since", np.float64),
        ("customers", np.int64, _CLASSES),  # base customers
        ("away", np.int64, _CLASSES),  # those of them who are not in contact
        ("away_since", np.float64, _CLASSES),
    ],
    align=True,
)
"""The state: what changes."""

REQUEST, DEPARTURE, GIVING_UP, SERVICE_END = 0, 1, 2, 3
"""Kinds of a customer's next event."""

PLACE = np.dtype(
    [
        ("number", np.int64),  # of the customer
        ("time", np.float64),  # of the next event
        ("since", np.float64),  # when service was asked for
        ("third", np.uint64),  # words of the next request's variates
        ("fourth", np.uint64),
        ("requests", np.int32),  # so far
        ("kind", np.uint8),  # class
        ("doing", np.uint8),  # REQUEST, or another kind of next event
        ("following", np.uint32),  # place in the same bucket of the event list
        ("before", np.uint32),  # neighbours in the queue; free places are strung by ``after``
        ("after", np.uint32),
    ],
    align=True,
)
"""A customer in the system; a line of the processor's cache."""

COUNTS = np.dtype(
    [
        ("served", np.int64, _CLASSES),  # requests
        ("denied", np.int64, _CLASSES),
        ("joined", np.int64),  # base customers
        ("left", np.int64),
        ("deterred", np.int64),  # new customers who stayed away
        ("waited", np.float64),  # by those whose service began
        ("busy", np.float64),  # server months
        ("present", np.float64, _CLASSES),  # customer months, of base customers not in contact
        ("customers", np.int64, _CLASSES),  # base customers at the end, in contact or not
    ],
    align=True,
)
"""Counts of a month, or of the warm-up."""


def vacant(first: int, count: int) -> np.ndarray:
    """Free places, strung together; the first of them has the number ``first``."""
    places = np.zeros(count, PLACE)
    places["after"] = np.arange(first + 1, first + count + 1)
    places["after"][-1] = NONE
    return places


class Desk(NamedTuple):
    """All that a step of the kernel reads and writes.

    Attributes:
        firm, state, counts: records; the counts are those of the month.
        places: of customers, an array of records.
        ring: of the event list, the first place of each bucket, uint32; its length is a power of
            two.
    """

    firm: Any
    state: Any
    counts: Any
    places: np.ndarray
    ring: np.ndarray
