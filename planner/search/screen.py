"""The screen: 8,000 to 30,000 policies by the fluid approximation, before any simulation.

A space of fewer is screened policy by policy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

import numpy as np
from scipy.stats.qmc import Sobol

from planner.search.effort import FULL, Effort
from planner.search.encoding import Encoding
from planner.simulation.feasible import total_violation
from planner.simulation.parallel import spread
from planner.simulation.simulator import key_of
from planner.study.risk import WORST_SHARE
from planner.study.study import Study
from simmodel.contract.sections import Policy

_OBJECTIVE = "objective"
_LEADERS = 8  # points around which the screen refines
_MOST = 30_000  # policies
_BLOCK = 512  # policies that a processor takes at a time
_SMALLEST_STEP = 1 / 512
_SHARES = np.geomspace(0.02, 1.0, 10)
_NEAR_BEST = 0.1  # part of the best gain that a policy of the opening may lack

FEW = 64
"""Policies of a space that is tried policy by policy."""


@dataclass(frozen=True)
class Fluid:
    """The fluid approximation on points of the unit cube.

    Attributes:
        jobs: processors to use; no digit depends on it.
    """

    study: Study
    jobs: int = 1

    @cached_property
    def encoding(self) -> Encoding:
        return Encoding(self.study.space)

    def policies(self, points: np.ndarray) -> list[Policy]:
        """The policies at points, shape (points, variables)."""
        return [self.study.deciding(self.encoding.at(point)) for point in points]

    def values(self, policies: list[Policy]) -> dict[str, np.ndarray]:
        """The metrics of policies, each of shape (policies,).

        Flows know no worst futures: the objective without chance, which is more, stands for them.
        """
        model, facts, objective = self.study.model, self.study.facts, self.study.objective
        blocks = [policies[at : at + _BLOCK] for at in range(0, len(policies), _BLOCK)]
        found = spread(
            lambda block: model.fluid(facts, block, objective),
            blocks,
            jobs=min(self.jobs, len(blocks)),
            threads=True,
        )
        parts = list(found)
        values = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        return values | ({WORST_SHARE: values["objective"]} if self.study.judges_worst else {})

    @cached_property
    def bound(self) -> tuple[str, ...]:
        """The metrics that constraints name, as far as they are approximated."""
        named = dict.fromkeys(each.metric for each in self.study.constraints)
        return tuple(each for each in named if each in self._today)

    @cached_property
    def today(self) -> float:
        """Objective of today's policy."""
        return float(self._today["objective"][0])

    @cached_property
    def team_cost(self) -> float:
        """The cost of the team of today's policy over the horizon, money; 0 without a team."""
        finance = self.study.model.finance
        return float(self._today[finance.roles.team_cost][0]) if finance else 0.0

    @cached_property
    def _today(self) -> dict[str, np.ndarray]:
        return self.values([self.study.baseline])


@dataclass(frozen=True)
class Screen:
    """Policies that were screened, best first: those that keep the constraints, then by objective.

    Attributes:
        policies: no two the same.
        points: of the unit cube, shape (policies, variables).
        objective: by the fluid approximation, shape (policies,).
        bound: metrics that constraints name, as far as it knows them; each of the same shape.
        violation: of the constraints, by the fluid approximation; 0 if all are kept; same shape.
        frontier: policies that are best for some share of the objective, by the approximation.
        screened: number of policies that were looked at, each counted once.
        complete: whether :attr:`policies` are all that there are.
        effort: of the search it is for.
    """

    fluid: Fluid
    policies: tuple[Policy, ...]
    points: np.ndarray
    objective: np.ndarray
    bound: Mapping[str, np.ndarray]
    violation: np.ndarray
    frontier: tuple[Policy, ...]
    screened: int
    complete: bool
    effort: Effort = FULL

    @property
    def values(self) -> Mapping[str, np.ndarray]:
        """What policies are judged by, by name."""
        return {_OBJECTIVE: self.objective, **self.bound}

    @property
    def is_small(self) -> bool:
        """Whether the policies that there are can be tried one by one."""
        return self.complete and len(self.policies) <= FEW

    def opening(self, count: int) -> list[int]:
        """The best policy, then good ones as different as can be from those before.

        Returns:
            places in :attr:`policies`.
        """
        worth = self.objective - self.fluid.today
        near_best = worth >= worth[0] - _NEAR_BEST * abs(worth[0])
        good = np.flatnonzero((self.violation <= self.violation[0]) & near_best)
        features = self.fluid.encoding.features(self.points[good])
        chosen = [0]
        distance = np.full(good.size, np.inf)
        while len(chosen) < min(count, good.size):
            last = features[chosen[-1]]
            distance = np.minimum(distance, np.linalg.norm(features - last, axis=1))
            chosen.append(int(np.argmax(distance)))
        return [int(good[place]) for place in chosen]


def screen(
    study: Study,
    seed: int,
    keep: int = 2000,
    jobs: int = 1,
    effort: Effort = FULL,
) -> Screen:
    """The whole space if it is small; else points all over it, then ever finer moves.

    Args:
        keep: number of policies to return at most.
        jobs: as in :class:`Fluid`.
        effort: how many points there are, and which are refined.
    """
    fluid = Fluid(study, jobs)
    pool = _Pool(fluid, effort)
    every = fluid.encoding.every(2**effort.first)
    if every is not None:
        pool.add(every)
        return pool.screen(keep, complete=True)
    dimensions = len(fluid.encoding.variables)
    # Scrambled, Sobol points never repeat and fill the cube whatever the number of dimensions.
    pool.add(Sobol(dimensions, rng=np.random.default_rng(seed)).random_base2(effort.first))
    step = 0.25
    while step >= _SMALLEST_STEP and pool.looked_at < _MOST:
        leaders = pool.best(_LEADERS)
        if effort.shares:
            leaders = np.vstack((leaders, pool.best_by_share()))
        found = pool.add(np.vstack([_moves(fluid.encoding, point, step) for point in leaders]))
        if not found:
            step /= 2
    return pool.screen(keep, complete=False)


def _moves(encoding: Encoding, point: np.ndarray, step: float) -> np.ndarray:
    """Points one move from ``point``: another option, a step up or down, or one up and one down."""
    moved: list[np.ndarray] = []
    numbers = []
    for place, axis in enumerate(encoding.axes):
        if axis.variable.options:
            for option in axis.variable.options:
                moved.append(_with(point, [(place, axis.place(option))]))
        else:
            size = max(step, axis.step)
            numbers.append((place, size))
            for change in (-size, size):
                moved.append(_with(point, [(place, point[place] + change)]))
    for (up, rise), (down, fall) in permutations(numbers, 2):
        moved.append(_with(point, [(up, point[up] + rise), (down, point[down] - fall)]))
    return np.array(moved)


def _with(point: np.ndarray, changes: Iterable[tuple[int, float]]) -> np.ndarray:
    changed = point.copy()
    for place, value in changes:
        changed[place] = min(max(value, 0.0), 1.0)
    return changed


class _Pool:
    """All policies looked at, each once."""

    def __init__(self, fluid: Fluid, effort: Effort) -> None:
        self._fluid, self._effort = fluid, effort
        self._seen: set[str] = set()
        self._policies: list[Policy] = []
        self._points = np.empty((0, len(fluid.encoding.variables)))
        self._violation, self._credited, self._cost = np.empty((3, 0))
        self._values = {name: np.empty(0) for name in (_OBJECTIVE, *fluid.bound)}
        self.looked_at = 0

    def add(self, points: np.ndarray) -> bool:
        """Look at points; whether one of them is the best so far."""
        self.looked_at += len(points)
        places: list[int] = []
        fresh: list[Policy] = []
        for place, policy in enumerate(self._fluid.policies(points)):
            key = key_of(policy)
            if key not in self._seen:
                self._seen.add(key)
                places.append(place)
                fresh.append(policy)
        if not fresh:
            return False
        before = self._worth_of_best()
        values = self._fluid.values(fresh)
        study = self._fluid.study
        violation = total_violation(study.constraints, values, len(fresh))
        self._policies += fresh
        self._points = np.vstack((self._points, points[places]))
        for name, known in self._values.items():
            self._values[name] = np.append(known, values[name])
        self._violation = np.append(self._violation, violation)
        if share := study.model.share:
            self._credited = np.append(self._credited, values[share.credited])
            self._cost = np.append(self._cost, values[share.cost])
        return before is None or self._worth_of_best() != before

    def best(self, count: int) -> np.ndarray:
        """The best points, shape (at most count, variables)."""
        best: np.ndarray = self._points[self._order()[:count]]
        return best

    def best_by_share(self) -> np.ndarray:
        """The best points for some share of the objective, shape (at most shares, variables)."""
        return self._points[self._frontier()]

    def screen(self, keep: int, *, complete: bool) -> Screen:
        order = self._order()[:keep]
        return Screen(
            self._fluid,
            tuple(self._policies[place] for place in order),
            self._points[order],
            self._values[_OBJECTIVE][order],
            {name: self._values[name][order] for name in self._fluid.bound},
            self._violation[order],
            tuple(self._policies[place] for place in self._frontier()),
            len(self._policies),
            complete and len(self._policies) <= keep,
            self._effort,
        )

    def _frontier(self) -> list[int]:
        """The best at each of a few shares, among those that violate the constraints least."""
        if not self._fluid.study.model.share:
            return []
        able = np.flatnonzero(self._violation <= self._violation.min())
        credited, cost = self._credited[able], self._cost[able]
        best = [int(able[np.argmax(share * credited - cost)]) for share in _SHARES]
        return list(dict.fromkeys(best))

    def _worth_of_best(self) -> tuple[float, float] | None:
        """Violation and objective of the best policy, if there is any."""
        if not self._policies:
            return None
        best = self._order()[0]
        return float(self._violation[best]), float(self._values[_OBJECTIVE][best])

    def _order(self) -> np.ndarray:
        order: np.ndarray = np.lexsort((-self._values[_OBJECTIVE], self._violation))
        return order
