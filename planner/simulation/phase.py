"""Phases: purposes of replications."""

from enum import IntEnum


class Phase(IntEnum):
    """The purpose of replications. Phases never share a stream."""

    SIMULATE = 0  # a policy looked at by hand: simulate, compare, reproduce
    SEARCH = 1
    SELECT = 2
    VALIDATE = 3
    FRONTIER = 4
    CHECK = 5  # today's policy, set beside what people know of today
    ASSIGN = 6  # books as they are, and as they are proposed
