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
        changes: whether the share done bears on urgency.
    """

    class_of: np.ndarray
    urgency: np.ndarray
    by_end: bool
    changes: bool


def urgency_of(ranking: Ranking, own: int, done: int, due: int, end: float) -> float:
    """The urgency of an activity; lower goes first.

    Args:
        own: class of the activity.
        done, due: points of its contract so far, its own among the due.
        end: hours, of the contract.
    """
    if ranking.by_end:
        return end
    share = done * 1000 // due if due > 0 else 1000
    urgency: float = ranking.urgency[share, own]
    return urgency
