"""Compiled: the share of activities that can be done at most where not everybody may do everything.

Kinds of work differ in who may do them. Of each kind at least what those who may do any of it leave
undone if they do nothing else is left undone, and these parts add up over the kinds into which all
work falls: cuts of the flow from those who work to the kinds of work, the least of which counts.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.fluid.waiting import finished_share


class Able(NamedTuple):
    """Kinds of work, told apart in several ways, and who may do them.

    Attributes:
        level: int64, shape (kinds,), ascending: the way of telling apart to which each belongs.
        number: share of a segment's activities that is of each kind, without automated ones; shape
            (policies, segments, kinds).
        hours: share of a pod's hours, likewise; shape (policies, kinds).
        part: of a team, who may do any of each kind, by the size of the team; shape
            (policies, kinds, sizes). A larger team is as the last.
    """

    level: np.ndarray
    number: np.ndarray
    hours: np.ndarray
    part: np.ndarray


@compiled
def possible(
    able: Able,
    policy: int,
    segment: int,
    load: float,
    team: float,
    serving: float,
    service: float,
    variability: float,
) -> float:
    """The share of a segment's activities, without automated ones, that can be done at most.

    Args:
        load: CSMPs that all the work takes.
        team, serving: CSMPs, and full ones that they are worth.
        service, variability: as in :func:`simmodel.journey.fluid.waiting.finished_share`.
    """
    level, number, hours, part = able
    most, share, size = 1.0, 1.0, min(int(team + 0.5), part.shape[2] - 1)
    for kind in range(level.size):
        if kind > 0 and level[kind] != level[kind - 1]:
            most, share = min(most, share), 1.0
        own = load * hours[policy, kind]
        if own > 0.0:
            hands = serving * part[policy, kind, size]
            done = finished_share(own, hands, service, variability)
            share -= number[policy, segment, kind] * (1.0 - done)
    return max(min(most, share), 0.0)
