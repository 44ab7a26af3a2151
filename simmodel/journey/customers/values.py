"""Values of contracts as customers sign them again: for less, for as much, or for more."""

from typing import NamedTuple

import numpy as np

from simmodel.journey.customers.chances import done
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts


class Values(NamedTuple):
    """Yearly values of contracts over the mean of their segment, float64, by contract.

    Attributes:
        during: of the contract.
        after: of the one that is signed as it ends; where it is not renewed no number of meaning.
    """

    during: np.ndarray
    after: np.ndarray


def values_of(
    facts: Facts, contracts: Contracts, finished: np.ndarray, renewed: np.ndarray
) -> Values:
    """The values of the contracts of one segment.

    Args:
        finished: points, by contract.
        renewed: bool, by contract.
    """
    during, rise = contracts.worth.copy(), facts.contract.rise
    if facts.outcomes is None and rise == 1.0:
        return Values(during, during)
    times = np.full(during.size, rise)
    if facts.outcomes is not None:
        percentage = done(finished, contracts.due, 100.0)
        times *= facts.outcomes.change(percentage, contracts.outcome)
    after = during * times
    current = np.flatnonzero(renewed & (contracts.successor >= 0))
    # Those first whose own value is as drawn; then, round by round, those that they lead to.
    current = np.setdiff1d(current, contracts.successor[current])
    while current.size:
        following = contracts.successor[current]
        during[following] = after[current]
        after[following] = during[following] * times[following]
        current = following[renewed[following] & (contracts.successor[following] >= 0)]
    return Values(during, after)


def mean_value_after(facts: Facts, percentage: np.ndarray) -> np.ndarray:
    """The yearly value that is signed on average by who renews, over that before.

    Args:
        percentage: of the contract's activities that were finished; the result has its shape.
    """
    if facts.outcomes is None:
        return np.full(np.shape(percentage), facts.contract.rise)
    return facts.contract.rise * facts.outcomes.mean_change(percentage)
