"""Tenure in a team that has long been of one size, by the rates at which people resign."""

from collections.abc import Sequence

import numpy as np

LONGEST = 600
"""Months of tenure that are told apart."""


def by_tenure(months: Sequence[int] | np.ndarray) -> np.ndarray:
    """Places of people in a list of their tenures, who came last last; int64."""
    return np.argsort(-np.array(months, np.int64), kind="stable")


def staying(hazard: np.ndarray) -> tuple[np.ndarray, float]:
    """Chance of staying for k months, k = 0 ... LONGEST - 1, and the sum of those beyond.

    Args:
        hazard: rates of resignation by months of tenure, the last of which goes on.
    """
    rates = np.append(hazard, np.full(max(LONGEST - hazard.size, 0), hazard[-1]))[:LONGEST]
    stays = np.exp(-np.concatenate(([0.0], np.cumsum(rates))))
    leaves = -np.expm1(-hazard[-1])
    with np.errstate(divide="ignore", over="ignore"):  # where hardly anybody resigns, nor any sum
        return stays[:-1], float(np.float64(stays[-1]) / leaves)


def tenures_of(hazard: np.ndarray) -> np.ndarray:
    """Chance of at most so many months of tenure, shape (LONGEST,), from 0 months on.

    Who has been longer counts as LONGEST; where nobody resigns in the end, all have been. The
    chance of k months is proportional to that of staying for k.
    """
    stays, longer = staying(hazard)
    cumulated: np.ndarray = np.cumsum(stays) / (stays.sum() + longer)
    return cumulated


def attrition_of(hazard: np.ndarray) -> float:
    """The part of such a team that resigns in a month: one over the mean time that people stay."""
    stays, longer = staying(hazard)
    return 1.0 / float(stays.sum() + longer)
