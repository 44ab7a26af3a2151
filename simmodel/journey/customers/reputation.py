"""What is said of a vendor: the rule by which new customers come, as every engine reads it.

A new customer comes with probability

    1 - deterred x (contracts that ended in the last twelve months without renewal / all of them),

as in a service system whose arrivals fall with the share of customers who are denied. Of the months
before time 0 as many contracts have ended as an even spread has it, of which a stated part churned.
So the chance is known before anything has ended, and moves from there.

Source: Afeche, Araghi and Baron (2017), "Customer Acquisition, Retention, and Service Access
Quality", section 5.2, for acquisition that depends on service.
"""

from typing import NamedTuple

import numpy as np

MONTHS = 12
"""For which contracts that ended are talked about."""


class Reputation(NamedTuple):
    """What is said of a vendor, by segment; float64, shape (segments,).

    Attributes:
        deterred: as in :class:`simmodel.journey.customers.word_of_mouth.WordOfMouth`.
        churn_before: likewise.
        ended_before: contracts that ended in a month before time 0.
    """

    deterred: np.ndarray
    churn_before: np.ndarray
    ended_before: np.ndarray


def comes(reputation: Reputation, segment: int, month: int, churned: float, ended: float) -> float:
    """The chance that a new customer of ``month`` comes.

    Args:
        churned, ended: contracts of the last twelve months, as far as they are after time 0.
    """
    before = max(MONTHS - month, 0) * reputation.ended_before[segment]
    lost, all_of_them = reputation.churn_before[segment], ended + before
    if all_of_them > 0.0:
        lost = (churned + before * lost) / all_of_them
    chance: float = 1.0 - reputation.deterred[segment] * lost
    return chance
