"""The size of the team, and what a review makes of it: the rule, as every engine reads it."""

import math
from typing import NamedTuple, TypeVar

import numpy as np

_Size = TypeVar("_Size", int, float)  # the fluid computes in floats

MONTHS_OF_LOAD = 3
"""Over which a load makes people resign."""


class Staff(NamedTuple):
    """The constants of the team.

    Attributes:
        at_start: CSMPs on the payroll before time 0.
        attrition: share of the team that resigns in a month, and is replaced.
        lacking: what a recruit lacks of a full CSMP, by months since it came in, shape (R,).
        recruits: of the R months before time 0, shape (R,).
    """

    at_start: int
    attrition: float
    lacking: np.ndarray
    recruits: np.ndarray


def csmps_for(
    present: np.ndarray, stay: np.ndarray, coming: np.ndarray, per_csmp: np.ndarray
) -> float:
    """The target of a review, the paper's equation (3), summed over the segments that are served:

        target = customers / (customers per CSMP x CAF).

    Args:
        present: customers of each segment, shape (segments,), as all that follow.
        stay, coming: as in :class:`simmodel.journey.desk.records.Controls`; of this month.
        per_csmp: customers per CSMP at the target.
    """
    total = 0.0
    for segment in range(present.size):
        total += (present[segment] * stay[segment] + coming[segment]) / per_csmp[segment]
    return total


def reviewed(team: _Size, target: float, whole_changes: bool) -> _Size:
    """The team after a review, a whole number of CSMPs.

    Args:
        team: CSMPs before it, a whole number.
        target: as in :func:`csmps_for`.
        whole_changes: whether the team changes by target - team, cut to a whole number; otherwise
            it becomes the target to the nearest one, halves up.
    """
    return team + int(target - team) if whole_changes else math.floor(target + 0.5)


def load_of(
    month: int,
    months: int,
    team: np.ndarray,
    started: np.ndarray,
    remaining: np.ndarray,
    hours: float,
) -> float:
    """Mean utilisation of so many months before ``month``, as far as there are.

    Args:
        team: CSMPs by month.
        started: hours of the services started, by month.
        remaining: hours of the services under way, at time 0 and at each month's end.
        hours: of a month.
    """
    first, total = max(month - months, 0), 0.0
    for each in range(first, month):
        capacity = team[each] * hours
        if capacity > 0:
            total += (started[each] - (remaining[each + 1] - remaining[each])) / capacity
    return total / (month - first)
