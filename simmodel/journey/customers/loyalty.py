"""Loyalty: customers who differ in how likely they are to stay, so that who stayed stays on.

In a shifted beta-geometric distribution the chance to churn at a contract's end is a customer's
own, and over customers it has a beta distribution of alpha and beta. Whoever is left at the t-th
end renews with

    r(t) = (beta + t - 1) / (alpha + beta + t - 1),

so that the odds of renewal grow in a straight line: r(t) / (1 - r(t)) = (beta + t - 1) / alpha.

Source: Fader and Hardie (2007), "How to project customer retention", Journal of Interactive
Marketing 21, equations 5 to 7.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln


def survivors(alpha: float, beta: float, ends: int) -> np.ndarray:
    """The part of customers who are left after 0, 1 ... ``ends`` ends of contracts."""
    t = np.arange(ends + 1)
    left: np.ndarray = np.exp(betaln(alpha, beta + t) - betaln(alpha, beta))
    return left


def fitted(left: Sequence[float]) -> tuple[float, float]:
    """Alpha and beta of the greatest likelihood.

    Args:
        left: customers, or a part of them, who are left after 0, 1, 2 ... ends of contracts.

    Raises:
        ValueError: fewer than three numbers, or more are left than before.
    """
    known = np.asarray(left, dtype=float)
    if known.size < 3 or np.any(np.diff(known) > 0) or not known[-1] > 0:
        raise ValueError(
            f"found {list(left)}; allowed: three or more numbers above 0, none above the one before"
        )
    gone = -np.diff(known)

    def unlikelihood(logs: np.ndarray) -> float:
        alpha, beta = np.exp(logs).tolist()
        expected = survivors(alpha, beta, known.size - 1)
        churned = np.log(np.maximum(-np.diff(expected), 1e-300))
        return float(-(gone @ churned + known[-1] * np.log(expected[-1])))

    best = minimize(unlikelihood, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-8})
    alpha, beta = np.exp(best.x).tolist()
    return alpha, beta


def odds(beta: float | None, number: np.ndarray | float) -> np.ndarray:
    """The odds of renewal at the end of a contract over those at the end of a first one.

    Args:
        beta: of the distribution; None where tenure does not matter.
        number: of the contract, from 1; the result has its shape.
    """
    before = np.asarray(number, dtype=float) - 1.0
    return np.ones(before.shape) if beta is None else 1.0 + before / beta


def contracts_so_far(beta: float, first: float, most: int = 200) -> np.ndarray:
    """Chances that a customer of a vendor that has long been as it is has its n-th contract by now.

    Args:
        first: chance to renew a first contract.

    Returns:
        cumulated, of at most n contracts, n = 1 ... ``most``.
    """
    chance = first / (1.0 - first) * odds(beta, np.arange(1, most)) if first < 1 else np.inf
    rates = chance / (1.0 + chance) if first < 1 else np.ones(most - 1)
    left = np.concatenate(([1.0], np.cumprod(rates)))
    found: np.ndarray = np.cumsum(left) / left.sum()
    return found
