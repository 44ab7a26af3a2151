"""The relaxation of problems too large for a linear program: prices by a smoothed Lagrangian.

The bound at given prices is a sum of minima, with kinks wherever a unit costs two people the same.
With soft minima it has a slope: what targets and limits are exceeded by, if units are in parts. So
a quasi-Newton method within bounds finds the best prices, and the parts near those of the linear
program as the temperature falls. All pairs are looked at, and the bound is of minima that are not
soft, so that it holds. Parts then come from the linear program over the pairs that are cheap.

Sources: Nesterov (2005), "Smooth minimization of non-smooth functions", Mathematical Programming
103(1), section 4; Byrd, Lu, Nocedal and Zhu (1995), "A limited memory algorithm for bound
constrained optimization", SIAM Journal on Scientific Computing 16(5), as scipy has it.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from scipy.optimize import Bounds, minimize

from planner.assignment.columns import Prices, best, columns_of, staying
from planner.assignment.model import model
from planner.assignment.problem import Problem
from planner.assignment.program import linear
from planner.assignment.relaxation import Relaxation, bounded, shares
from planner.assignment.soft import soft

_STEPS = 80  # at each temperature
_COOLER = 0.1
_ENOUGH = 1e-3  # of the bound, that softness may take
_COOL, _COLDEST = 0.05, 1e-6  # of the first temperature
_COLUMNS = 4  # for each unit, on average, among which the linear program chooses


def smoothed(problem: Problem) -> Relaxation:
    """The relaxation of a problem with units, nearly: its bound may be below the highest one."""
    demands = _demands(problem)
    row, temperature = np.clip(0.0, demands.low, demands.high), demands.warm
    reached, prices = -np.inf, demands.prices(row)
    reduced = np.zeros_like(problem.cost)
    while True:
        warm = temperature > _COOL * demands.warm
        given = _without_changes(demands) if warm else demands
        found: Any = minimize(
            partial(_negative, problem, given, temperature),
            row,
            jac=True,
            method="L-BFGS-B",
            bounds=Bounds(given.low, given.high),
            options={"maxiter": _STEPS, "maxfun": 2 * _STEPS, "maxcor": 20},
        )
        row, at = found.x, demands.prices(found.x)
        bound, above = bounded(problem, at)
        if bound > reached:
            reached, prices, reduced = bound, at, above
        enough = bound + found.fun <= _ENOUGH * abs(bound) and not warm
        if enough or temperature <= _COLDEST * demands.warm:
            break
        temperature *= _COOLER
    return Relaxation(_share(problem, reduced), prices, reached, reduced)


def _share(problem: Problem, reduced: np.ndarray) -> np.ndarray:
    """The parts of units that people have in the linear program over the cheapest pairs.

    Whole units with whom they cost least, if limits cannot be kept to among those.
    """
    last = min(_COLUMNS * problem.units, reduced.size) - 1
    near = np.partition(reduced, last, axis=None)[last]
    cheap = np.isfinite(reduced) & (reduced <= near)
    columns = columns_of(cheap | best(reduced, staying(problem), 1))
    found = linear(model(problem, columns).program)
    if found is not None:
        return shares(problem, columns, found)
    share = np.zeros(reduced.shape)
    share[np.arange(problem.units), reduced.argmin(axis=1)] = 1.0
    return share


@dataclass(frozen=True)
class _Demands:
    """Targets and limits in one row: hours by person and window; hours and accounts by person; and
    what changes in all. Prices are a row as well, each times what is wanted, so that slopes are of
    one size.

    Attributes:
        shape: people, windows.
        wanted: 0 for limits that cannot be missed, which have no price.
        scale: what is wanted, or 1.
        low, high: of prices, money.
        warm: the first temperature, money.
    """

    shape: tuple[int, int]
    wanted: np.ndarray
    scale: np.ndarray
    low: np.ndarray
    high: np.ndarray
    warm: float

    def prices(self, row: np.ndarray) -> Prices:
        """The prices in a row."""
        people, windows = self.shape
        ends = np.cumsum([people * windows, people, people])
        window, hours, accounts, changes = np.split(row / self.scale, ends)
        return Prices(window.reshape(self.shape), hours, accounts, *changes.tolist())


def _demands(problem: Problem) -> _Demands:
    low, high = (np.where(problem.allowed, problem.cost, far) for far in (np.inf, -np.inf))
    worth = float((high.max(axis=1) - low.min(axis=1)).sum())
    worth += float((problem.hours @ (problem.over + problem.under)).sum())
    limits, missable = _limits(problem)
    none, targets = np.zeros(limits.size), problem.target.ravel()
    wanted = np.concatenate([targets, np.where(missable, limits, 0.0)])
    scale = np.where(wanted > 0.0, wanted, 1.0)
    people = problem.people
    return _Demands(
        shape=problem.target.shape,
        wanted=wanted,
        scale=scale,
        low=scale * np.concatenate([np.tile(-problem.under, people), none]),
        # No limit is worth more than all that there is.
        high=np.concatenate(
            [scale[: targets.size] * np.tile(problem.over, people), worth * missable]
        ),
        warm=worth / problem.units / 10.0 or 1.0,
    )


def _without_changes(demands: _Demands) -> _Demands:
    """Demands of which changes have no price: while it is warm nearly all of a unit is elsewhere,
    and prices that keep it from there are far too high."""
    high = demands.high.copy()
    high[-2:] = 0.0
    return replace(demands, high=high)


def _limits(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Limits of hours, accounts and changes in all, and whether any assignment misses them."""
    allowed = problem.allowed
    hours, accounts = problem.whole @ (problem.slower * allowed), problem.accounts @ allowed
    changes = [np.where(allowed, each, 0) for each in (problem.moved, problem.moved_value)]
    used = np.concatenate([hours, accounts, [each.max(axis=1).sum() for each in changes]])
    most = [np.inf if e is None else e for e in (problem.most_moved, problem.most_moved_value)]
    limits = np.concatenate([problem.most_hours, problem.most_accounts, np.array(most, float)])
    return limits, used > limits


def _negative(
    problem: Problem, demands: _Demands, temperature: float, row: np.ndarray
) -> tuple[float, np.ndarray]:
    """What is to be as small as can be, the bound with its sign changed; and its slopes."""
    parts = soft(problem, demands.prices(row), temperature)
    hours, changes = parts.hours, np.array([parts.moved, parts.moved_value])
    asked = np.concatenate([hours.ravel(), hours.sum(axis=1), parts.accounts, changes])
    slopes = (asked - demands.wanted) / demands.scale
    slopes[demands.low == demands.high] = 0.0  # the method learns from slopes, fixed or not
    return float(row @ (demands.wanted / demands.scale)) - parts.value, -slopes
