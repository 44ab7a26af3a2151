"""Prices and a bound for problems too large for a linear program: ascent of the Lagrangian.

Each round gives every unit to the cheapest person at the prices so far, then raises the price of
what is asked too much and lowers that of what is asked too little, by steps that shrink. All pairs
are looked at, so the best of the bounds met is one of the whole problem. How often a unit was given
to a person is near its part in the linear program (Larsson, Patriksson and Strömberg 1999,
"Ergodic, primal convergence in dual subgradient schemes for convex programming", Mathematical
Programming 86(2)).
"""

import numpy as np

from planner.assignment.columns import Prices, free, limits_at, priced
from planner.assignment.measure import Measures, measure
from planner.assignment.problem import Problem
from planner.assignment.relaxation import Relaxation

_ROUNDS = 300
_FIRST, _LAST = 2.0, 0.001  # parts of what an hour, or what else has a price, is worth
_SETTLED = 0.5  # the part of the rounds after which parts are counted


def ascend(problem: Problem) -> Relaxation:
    """The relaxation, nearly: its bound holds, and may be below the highest one."""
    units = np.arange(problem.units)
    prices, bound, best = free(problem), -np.inf, free(problem)
    given = np.zeros(problem.cost.shape, dtype=np.int32)
    worth = _worth(problem)
    for turn, step in enumerate(np.geomspace(_FIRST, _LAST, _ROUNDS).tolist()):
        use = priced(problem, prices)
        person = use.argmin(axis=1)
        reached = float(use[units, person].sum()) - limits_at(problem, prices)
        if reached > bound:
            bound, best, reduced = reached, prices, use
        if turn >= _SETTLED * _ROUNDS:
            given[units, person] += 1
        prices = _raised(problem, prices, measure(problem, person), step, worth)
    reduced -= reduced.min(axis=1, keepdims=True)
    share = given / given.sum(axis=1, keepdims=True)
    return Relaxation(share, best, bound, reduced)


def _worth(problem: Problem) -> tuple[float, float, float]:
    """What an hour, an account and a unit of yearly value are worth, roughly, money."""
    low, high = (np.where(problem.allowed, problem.cost, far) for far in (np.inf, -np.inf))
    spread = float((high.max(axis=1) - low.min(axis=1)).sum())
    hours = float(problem.hours.sum())
    hour = float((problem.over + problem.under).mean()) / 2.0 if problem.over.size else 0.0
    all_ = hour * hours + spread
    value = float(problem.moved_value.max(axis=1).sum())
    return _part(all_, hours), _part(all_, float(problem.accounts.sum())), _part(all_, value)


def _part(money: float, of: float) -> float:
    return money / of if of > 0.0 else 0.0


def _raised(
    problem: Problem,
    prices: Prices,
    asked: Measures,
    step: float,
    worth: tuple[float, float, float],
) -> Prices:
    """Prices after a step, up for what is asked beyond targets and limits."""
    hour, account, value = (step * each for each in worth)
    per_window = step * (problem.over + problem.under) / 2.0
    window = prices.window + per_window * _excess(asked.hours, problem.target)
    return Prices(
        np.clip(window, -problem.under, problem.over),
        np.maximum(prices.hours + hour * _excess(asked.hours.sum(axis=1), problem.most_hours), 0.0),
        np.maximum(prices.accounts + account * _excess(asked.accounts, problem.most_accounts), 0.0),
        _total(prices.moved, account, asked.moved, problem.most_moved),
        _total(prices.moved_value, value, asked.moved_value, problem.most_moved_value),
    )


def _excess(asked: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """How far beyond, from -1 to 1; steps of subgradients may be of any such scale."""
    finite = np.where(np.isfinite(wanted), wanted, asked)
    beyond = np.where(np.isfinite(wanted), asked - finite, -np.inf)
    return np.tanh(beyond / np.where(finite > 0.0, finite, 1.0))


def _total(price: float, worth: float, asked: float, most: float | None) -> float:
    if most is None:
        return 0.0
    return max(price + worth * float(np.tanh((asked - most) / max(most, 1.0))), 0.0)
