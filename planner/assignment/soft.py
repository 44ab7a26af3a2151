"""Units in parts, at everybody who may have them, those having more who cost less.

Person j has exp(-cost_ij / temperature) of unit i, over the sum of those of all. These parts are
how the soft minimum of what a unit costs,

    -temperature log(sum_j exp(-cost_ij / temperature)),

changes with what each person costs for it.
"""

from typing import NamedTuple

import numpy as np

from planner.assignment.columns import Prices
from planner.assignment.problem import Problem
from simmodel.jit import compiled

_NOTHING = 40.0  # temperatures above the cheapest, from where on a part is none: below 1e-17


class Parts(NamedTuple):
    """What units in parts amount to.

    Attributes:
        value: the sum of the soft minima, money.
        hours: (people, windows).
        accounts: (people,).
        moved: accounts that change their person.
        moved_value: yearly value of those.
    """

    value: float
    hours: np.ndarray
    accounts: np.ndarray
    moved: float
    moved_value: float


def soft(problem: Problem, prices: Prices, temperature: float) -> Parts:
    """Units in parts by what they cost with all that they use, at ``prices``."""
    hours, accounts = np.zeros_like(problem.target), np.zeros(problem.people)
    value, moved, moved_value = _add(
        *(problem.cost, problem.hours, problem.slower, problem.allowed, problem.accounts),
        *(problem.moved, problem.moved_value),
        *(prices.window + prices.hours[:, None], prices.accounts),
        *(prices.moved, prices.moved_value, temperature),
        *(hours, accounts),
    )
    return Parts(value, hours, accounts, moved, moved_value)


@compiled
def _add(
    cost: np.ndarray,
    hours: np.ndarray,
    slower: np.ndarray,
    allowed: np.ndarray,
    accounts: np.ndarray,
    moved: np.ndarray,
    moved_value: np.ndarray,
    an_hour: np.ndarray,
    an_account: np.ndarray,
    a_change: float,
    a_value: float,
    temperature: float,
    hours_of: np.ndarray,
    accounts_of: np.ndarray,
) -> tuple[float, float, float]:
    """Add what the parts use to ``hours_of`` and ``accounts_of``; the rest is what is returned."""
    (units, people), windows = cost.shape, hours.shape[1]
    use = np.empty(people)
    value, changed, worth = 0.0, 0.0, 0.0
    for unit in range(units):
        least = np.inf
        for person in range(people):
            use[person] = np.inf
            if not allowed[unit, person]:
                continue
            priced = 0.0
            for window in range(windows):
                priced += an_hour[person, window] * hours[unit, window]
            priced = cost[unit, person] + slower[unit, person] * priced
            priced += an_account[person] * accounts[unit]
            priced += a_change * moved[unit, person] + a_value * moved_value[unit, person]
            use[person] = priced
            least = min(least, priced)
        whole = 0.0
        for person in range(people):
            colder = (use[person] - least) / temperature
            use[person] = np.exp(-colder) if colder < _NOTHING else 0.0
            whole += use[person]
        value += least - temperature * np.log(whole)
        for person in range(people):
            if use[person] == 0.0:
                continue
            part = use[person] / whole
            for window in range(windows):
                hours_of[person, window] += part * slower[unit, person] * hours[unit, window]
            accounts_of[person] += part * accounts[unit]
            changed += part * moved[unit, person]
            worth += part * moved_value[unit, person]
    return value, changed, worth
