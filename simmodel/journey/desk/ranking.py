"""The order of work: the rule, as every engine reads it.

An activity goes before another if its urgency is lower; of equals goes first what fell due first.
Urgency depends on the share that is done of what was due so far in the contract, in points, and on
the type of the activity. The share is taken in whole thousandths, so that contracts can be equal,
and urgency from a table, so that no engine need compute it.
"""

from typing import NamedTuple

import numpy as np


class Ranking(NamedTuple):
    """An order of work.

    Attributes:
        class_of: int64, by type of activity; types of one class are alike to this order.
        urgency: float64, shape (1001, classes), by thousandths of the share done and by class.
        by_end: whether the end of the contract takes the place of that.
        by_worth: whether it is multiplied by what the contract is worth, over the mean.
        changes: whether the share done bears on urgency.
    """

    class_of: np.ndarray
    urgency: np.ndarray
    by_end: bool = False
    by_worth: bool = False
    changes: bool = False


def thousandths(done: int, due: int) -> int:
    """The share of a contract's points that is done of those due so far; all if none are."""
    return done * 1000 // due if due > 0 else 1000


def urgency_of(ranking: Ranking, own: int, share: int, end: float, worth: float) -> float:
    """The urgency of an activity; lower goes first.

    Args:
        own: class of the activity.
        share: thousandths of its contract's points done, its own among the due.
        end: hours, of the contract.
        worth: of the contract, over the mean.
    """
    if ranking.by_end:
        return end
    urgency: float = ranking.urgency[share, own]
    return urgency * worth if ranking.by_worth else urgency
