"""A few dozen futures of the numbers of customers, for the fluid approximation to average over.

A team is hired for the customers one expects. Too many or too few come, renew, or end their
contracts in a given month; one cannot serve more than all of them, so that too few CSMPs cost more
than too many bring. An approximation without that chance finds teams too small.
"""

from functools import lru_cache

import numpy as np
from scipy.special import ndtri
from scipy.stats.qmc import Sobol

from simmodel.journey.facts import Facts

PAIRS = 16
"""Futures, each with its mirror image, so that the mean of what is beyond expectation is zero."""

_VARIANCE = 0.09
"""Of whether a contract renews, at a probability of 0.9."""


def demand_scenarios(facts: Facts, segment: int = 0) -> np.ndarray:
    """Contracts beyond expectation by the month they begin in; shape (L + months, futures).

    Segments have luck of their own.

    The first L rows are of those running at time 0, by the month in which they end; they sum to
    zero.
    """
    length, months = facts.contract.months, facts.horizon_months
    coming, opening = _normal(months, length, segment)
    decided = _VARIANCE * facts.customers.at_start / length
    forecast = facts.customers.forecast
    expected = facts.comes_at_start * facts.arrivals[:, None]
    coming = coming * np.sqrt(expected + decided)
    # Of accounts it is known when they end.
    by_chance = 0 if facts.accounts is not None else facts.customers.at_start
    opening = opening * np.sqrt(by_chance / length)
    beyond = np.vstack((opening - opening.mean(axis=0), coming))
    both = np.hstack((beyond, -beyond))
    if forecast is not None:
        errors = _errors(segment)
        level, growth = np.hstack((errors, -errors))
        times = forecast.times(level, growth, months)
        both[length:] += expected * (times - times.mean(axis=1, keepdims=True))
    return both


@lru_cache(maxsize=32)
def _errors(segment: int) -> np.ndarray:
    """Normal numbers by which forecasts are off in level and growth, shape (2, PAIRS)."""
    return ndtri(Sobol(2, rng=_generator(1, segment)).random(PAIRS)).T


def _generator(purpose: int, segment: int) -> np.random.Generator:
    return np.random.default_rng([purpose, segment] if segment else purpose)


@lru_cache(maxsize=32)
def _normal(months: int, length: int, segment: int) -> tuple[np.ndarray, np.ndarray]:
    """Standard normal numbers, the same in every call; shapes (months, PAIRS), (length, PAIRS).

    Quasi-random numbers are evenest in their first coordinates: those are to decide how many
    customers there are, month after month (principal components of a random walk; Glasserman 2003,
    "Monte Carlo Methods in Financial Engineering", section 5.5.2).
    """
    uniform = Sobol(months + length, rng=_generator(0, segment)).random(PAIRS).T
    steps = np.arange(1.0, months + 1.0)
    variances, components = np.linalg.eigh(np.minimum.outer(steps, steps))
    walks = (components * np.sqrt(variances))[:, ::-1] @ ndtri(uniform[:months])
    return np.diff(walks, axis=0, prepend=0.0), ndtri(uniform[months:])
