"""Futures of who resigns beyond expectation, for the fluid approximation to average over.

In a pod of three one resignation is a third of the team, and of two in a row the customers tell.
"""

from functools import lru_cache

import numpy as np
from scipy.stats import poisson
from scipy.stats.qmc import Sobol

from simmodel.journey.facts import Facts


def people_scenarios(facts: Facts, futures: int, pod: int) -> np.ndarray:
    """People beyond expectation who resign, and a delay of nobody; shape (futures, 2, months).

    Whole people, so that nowhere fewer than none resign.

    Args:
        pod: its place, as pods have luck of their own.
    """
    monthly = facts.team.at_start * facts.team.monthly_attrition
    resign = poisson.ppf(_uniform(facts.horizon_months, futures, pod), monthly)
    found = np.zeros((futures, 2, facts.horizon_months))
    found[:, 0] = resign - resign.mean(axis=0)
    return found


@lru_cache(maxsize=32)
def _uniform(months: int, futures: int, pod: int) -> np.ndarray:
    found: np.ndarray = Sobol(months, rng=np.random.default_rng([2, pod])).random(futures)
    return found
