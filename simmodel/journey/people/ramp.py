"""The learning curve of recruits: the pace of a team with some, as every engine reads it.

A team of T(m) CSMPs in month m is brought there by its hires, and is kept there by backfills: a
share a of it resigns in a month, and is replaced at once. So

    recruits(m) = max(T(m) - T(m - 1), 0) + a T(m),

the second term being an expected number; before time 0, when nobody is hired, it is the only one.
In the month it comes in and in the R - 1 months after, a recruit lacks 1 - (k + 1/2) / R of a full
CSMP, k = 0 ... R - 1: productivity grows in a straight line and is taken in mid-month. The team is
worth T(m) less what its recruits lack, which is no whole number. So nobody is left out: all of the
team serve, at the speed

    s(m) = 1 - lacking(m) / T(m),

at which an activity of d hours takes d / s(m). What a team of any size gets done is then exact in
the mean, where the nearest whole number of CSMPs would take nothing off a small team.
"""

from collections.abc import Sequence

import numpy as np


def lacked(
    team: float, lacking: np.ndarray, recruits: Sequence[float] | np.ndarray, latest: int
) -> float:
    """Full CSMPs that the recruits of a team lack, up to and including those of index ``latest``.

    Nobody lacks who has left: the latest recruits stay, and no more than ``team`` of them.

    Args:
        team: CSMPs on the payroll.
        lacking: of a full CSMP, by months since the recruit came in; shape (R,).
        recruits: by month; those of at least R - 1 months come before ``latest``.
    """
    total, left = 0.0, float(team)
    for since in range(lacking.size):
        learning = min(recruits[latest - since], left)
        total += lacking[since] * learning
        left -= learning
    return total


def speed_of(team: float, lack: float) -> float:
    """Hours of work that one of ``team`` gets done in an hour, if its recruits lack so much."""
    return 1.0 - lack / team if team > 0 else 1.0
