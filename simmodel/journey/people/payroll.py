"""Compiled: people by number, who come, learn, resign or are dismissed."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.paths import Individuals
from simmodel.journey.people.rules import NEVER


class Members(NamedTuple):
    """Everybody who was ever sought, by number; arrays of one length, with room for more.

    Attributes:
        starts: int64, first month on the payroll; before 0 of the opening team, by tenure;
            :data:`NEVER` of a position that was taken back.
        leaves: int64, first month off the payroll; :data:`NEVER` while that is not known.
        strain: float64, cumulated rate of resignation.
        free: hours, float64, when the person is or was free.
    """

    starts: np.ndarray
    leaves: np.ndarray
    strain: np.ndarray
    free: np.ndarray


@compiled
def opening(people: Individuals, ends: np.ndarray) -> Members:
    """The members at time 0, and room for all that were drawn.

    Args:
        ends: hours, when each of the opening team is free.
    """
    size, count = people.threshold.size, people.tenures.size
    members = Members(
        np.full(size, NEVER, np.int64),
        np.full(size, NEVER, np.int64),
        np.zeros(size),
        np.empty(size),
    )
    members.starts[:count], members.free[:count] = -people.tenures, ends
    return members


@compiled
def resigned(
    members: Members, people: Individuals, count: int, month: int, times: float, hazard: np.ndarray
) -> tuple[int, float]:
    """The number who resign of those on the payroll in the month before; gone in ``month``.

    Args:
        times: the usual rate, as in :func:`simmodel.journey.people.rules.strained`.

    Returns:
        The number, and what all have borne, as :class:`simmodel.journey.desk.records.PeopleCounts`
        has it.
    """
    found, borne, last = 0, 0.0, month - 1
    for person in range(count):
        start = members.starts[person]
        if start <= last and members.leaves[person] == NEVER:
            more = hazard[min(last - start, hazard.size - 1)] * times
            left = people.threshold[person] - members.strain[person]
            members.strain[person] += more
            borne += min(more, left)
            if members.strain[person] > people.threshold[person]:
                members.leaves[person] = month
                found += 1
    return found, borne


@compiled
def taken_back(members: Members, count: int, month: int, most: int) -> int:
    """The number of open positions that are taken back, the latest first, up to ``most``."""
    found = 0
    for person in range(count - 1, -1, -1):
        if found < most and month < members.starts[person] < NEVER:
            members.starts[person] = NEVER
            found += 1
    return found


@compiled
def dismissed(members: Members, count: int, month: int, most: int, notice: int) -> int:
    """The number who are given notice, the latest first, up to ``most``."""
    found = 0
    for person in range(count - 1, -1, -1):
        here = members.starts[person] <= month and members.leaves[person] == NEVER
        if found < most and here:
            members.leaves[person] = month + notice
            found += 1
    return found


@compiled
def present(members: Members, count: int, month: int) -> np.ndarray:
    """Numbers of those on the payroll in ``month``, int64, ascending."""
    starts, leaves = members.starts[:count], members.leaves[:count]
    return np.flatnonzero((starts <= month) & (month < leaves))
