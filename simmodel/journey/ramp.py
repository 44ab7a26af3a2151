"""Compiled: how many of a team serve while its recruits are still learning.

A team of T(m) CSMPs in month m is brought there by its hires, and is kept there by backfills: a
share a of it resigns in a month, and is replaced at once. So

    recruits(m) = max(T(m) - T(m - 1), 0) + a T(m),

the second term being an expected number; before time 0, when nobody is hired, it is the only one.
In the month it comes in and in the R - 1 months after, a recruit lacks 1 - (k + 1/2) / R of a full
CSMP, k = 0 ... R - 1: productivity grows in a straight line and is taken in mid-month. Those who
serve are the team less what all its recruits lack, as a whole number.
"""

import math

import numpy as np

from simmodel.jit import compiled


@compiled
def ramping(lacking: np.ndarray, recruits: np.ndarray, latest: int) -> float:
    """Full CSMPs that the recruits lack, up to and including those of index ``latest``.

    Args:
        lacking: of a full CSMP, by months since the recruit came in; shape (R,).
        recruits: by month; those of at least R - 1 months come before ``latest``.
    """
    total = 0.0
    for since in range(lacking.size):
        total += lacking[since] * recruits[latest - since]
    return total


@compiled
def serving(team: int, lacking: np.ndarray, recruits: np.ndarray, latest: int) -> int:
    """CSMPs who serve, of ``team``; other arguments as in :func:`ramping`.

    Whoever leaves takes nothing off what is lacking, so that it may exceed a team that shrinks.
    """
    return max(math.floor(team - ramping(lacking, recruits, latest) + 0.5), 0)
