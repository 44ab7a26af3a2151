"""The order of simultaneous events, written down once.

The kernel needs no list: it obeys by taking events *up to and including* a month's end before it
closes the month, and equal times by the number of the customer.
"""

from enum import IntEnum


class EventOrder(IntEnum):
    """Classes of simultaneous events; lower goes first (:mod:`simmodel.clock`)."""

    CUSTOMER = 2  # by the customer's number
    LOOK = 3  # who watches sees what the month's counts will say
    MONTH_END = 4
