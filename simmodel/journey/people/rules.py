"""Rules of people one by one, as every engine reads them."""

from typing import NamedTuple

import numpy as np

NEVER = 1 << 40
"""A month that does not come."""


class Rules(NamedTuple):
    """What does not change about people.

    Attributes:
        filled_by: as in :meth:`simmodel.journey.people.hiring.Hiring.filled_by`.
        cancels: whether open positions are taken back.
        notice: months; -1 where nobody is dismissed.
        hazard: as in :meth:`simmodel.journey.people.leaving.Resignation.hazard`.
        strain: as in :meth:`simmodel.journey.people.leaving.Resignation.strain`.
        replaces: whether a position is opened at once for who resigned.
        curve: as in :meth:`simmodel.journey.people.learning.Learning.curve`.
        training: hours that a recruit takes of colleagues, over those of a month.
        training_months: for which a recruit does.
        overload_months, overload_above, slowdown: as in
            :class:`simmodel.journey.people.learning.Overload`; ``slowdown`` is 0 without it.
    """

    filled_by: np.ndarray
    cancels: bool
    notice: int
    hazard: np.ndarray
    strain: np.ndarray
    replaces: bool
    curve: np.ndarray
    training: float
    training_months: int
    overload_months: int
    overload_above: float
    slowdown: float


def months_to_fill(luck: float, filled_by: np.ndarray) -> int:
    """Months from opening a position to the first month of who fills it.

    Args:
        luck: a uniform number of that person.
        filled_by: as in :class:`Rules`.
    """
    months = 0
    while luck >= filled_by[months]:
        months += 1
    return months


def back(free: float, away: float, since: float, until: float) -> float:
    """When a person is free who is absent for so many hours from ``since`` on, or from the end of
    a service under way then, but not beyond ``until``.

    Args:
        free: hours, when the person would be, or has been since.
    """
    return max(free, min(max(free, since) + away, until))


def mean_months_to_fill(filled_by: np.ndarray) -> float:
    """The mean of :func:`months_to_fill`: the sum of the chances to take longer."""
    return float((1.0 - filled_by).sum())


def strained(load: float, strain: np.ndarray) -> float:
    """The rate of resignation under a load, over the usual one.

    Args:
        load: utilisation times the part of a day that is left for customers.
        strain: as in :class:`Rules`.
    """
    thousandths = int(load * 1000.0 + 0.5)
    times: float = strain[min(max(thousandths, 0), strain.size - 1)]
    return times
