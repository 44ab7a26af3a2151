"""The order of simultaneous events, written down once.

Within one instant, things happen in the order of this list, and each class completes before the
next begins:

1.  services end: the CSMP is free, and the activity counts for its contract even if the contract
    ends at this very instant;
2.  months of contracts end: their waiting activities are removed, so nothing starts at the instant
    its month ends;
3.  contracts end, and renew or churn; a renewing customer's next contract begins;
4.  new customers arrive;
5.  who watches looks, and changes nothing: at a month's end it sees what will be counted;
6.  the month's counts are taken and the team is set: a review sees the customers of 3 and 4;
7.  activities are released, in the order of the stream of work;
8.  free CSMPs take waiting activities, in the order of release; so a CSMP who is free at a review
    starts new work under the new team.

The SimPy engine schedules every event under its class. The kernel needs no list: it obeys by where
its comparisons are strict. It starts an activity only *strictly before* its month's end and
strictly before the month's counts are taken, lets a finish count *up to and including* the
contract's end, and ends contracts *up to and including* an instant before it counts or releases
there.
"""

from enum import IntEnum


class EventOrder(IntEnum):
    """Classes of simultaneous events; lower goes first (:mod:`simmodel.clock`)."""

    SERVICE_END = 2
    MONTH_END = 3
    CONTRACT_END = 4
    ARRIVAL = 5
    LOOK = 6
    REVIEW = 7
    RELEASE = 8
    SERVICE_START = 9
