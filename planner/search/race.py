"""The race of a batch: policies without hope stop after few replications, rivals meet more."""

from collections.abc import Iterator

import numpy as np

FIRST_LOOK = 4  # replications

ERROR = 0.05
"""Probability that a whole search stops any policy early that is as good as its incumbent."""

_REACH = 1.0  # standard errors


def looks(replications: int, least: int = 1) -> Iterator[int]:
    """After how many replications policies are compared: 4, 8, 16 ... and at the end.

    Args:
        least: from which on they can be judged.
    """
    look = max(FIRST_LOOK, least)
    while look < replications:
        yield look
        look *= 2
    yield replications


def error_of(trial: int) -> float:
    """The part of :data:`ERROR` that a trial may spend, by its number.

    The first 128 trials share half of it, the next 256 a quarter, the next 512 an eighth and so on:
    the sum never exceeds the whole, however long the search, and a trial's part does not depend
    on how long that will be.
    """
    epoch = (trial // 128 + 1).bit_length() - 1
    trials: int = 128 << epoch
    part: int = 2 << epoch
    return ERROR / part / trials


def promising(values: np.ndarray, leader: np.ndarray, least: float) -> bool:
    """Whether a policy may be ahead of the leader, a standard error up, by ``least``: look closer.

    Args:
        values, leader: on the same replications, each of shape (replications,).
        least: what is worth another look, money.
    """
    difference = values - leader
    error = float(difference.std(ddof=1)) / np.sqrt(values.size)
    return bool(difference.mean() + _REACH * error >= least)
