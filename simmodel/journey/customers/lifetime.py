"""Lifetimes: how many contracts a new customer signs, were it served as others have been.

Of new customers a part S(1) renews its first contract, of those S(2) the second, and so on: one
signs

    1 + S(1) + S(1) S(2) + ...

contracts on average. S(t) is the mean, over the contracts that ended in the horizon, of the chance
to renew with what was finished of each, had it been its customer's t-th. A mean of chances is the
share renewed less its luck, and every contract tells of every t, whoever's it was.

Where customers differ in how likely they are to stay, 1 / (1 - retention) is too few: retention is
of all contracts that end, and 1 / (1 - r) is convex, so its mean is above that of the mean.

Source: Fader and Hardie (2010), "Customer-base valuation in a contractual setting: the perils of
ignoring heterogeneity", Marketing Science 29.
"""

import numpy as np

from simmodel.journey.facts import Facts

_MOST = 200
"""The contract from which on loyalty is taken to grow no more."""


def contracts_of_a_life(chances: np.ndarray) -> float:
    """Contracts that a new customer signs on average.

    Args:
        chances: to renew the first contract, the second ..., shape (n,); the last is that of all
            later ones, too.

    Returns:
        NaN where some would never leave, or a chance is not known.
    """
    left = np.concatenate(([1.0], np.cumprod(chances[:-1])))
    for_good = 1.0 - float(chances[-1])
    return float(left[:-1].sum() + left[-1] / for_good) if for_good else float("nan")


def mean_chances(
    facts: Facts, chance: np.ndarray, percentage: np.ndarray, unsettled: np.ndarray
) -> np.ndarray:
    """Mean chances to renew by the number of the contract, of one segment.

    Args:
        chance: of the contracts that ended, with the numbers that they had.
        percentage: of their activities that were finished, same shape.
        unsettled: bool, those without their goodwill, same shape.

    Returns:
        shape (n,), the last of all later ones; one alone where tenure does not matter. NaN where
        no contract ended.
    """
    if not chance.size:
        return np.full(1, np.nan)
    renewal = facts.renewal
    if renewal.loyalty is None:
        return np.full(1, chance.mean())
    loss = facts.desk.goodwill_loss if facts.desk else 0.0
    lost = renewal.model_copy(update={"intercept": renewal.intercept - loss})
    number = np.arange(1, _MOST + 1)
    total = np.zeros(_MOST)
    for curve, those in ((renewal, ~unsettled), (lost, unsettled)):
        shares, often = np.unique(percentage[those], return_counts=True)
        total += often @ curve.probability(shares[:, None], number)
    found: np.ndarray = total / chance.size
    return found
