"""The account of a solver: what it has spent, and what it would recommend after that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from problems import Point, Problem

from planner.simulation.phase import Phase

TRIAL = 20
"""Replications of a trial, for solvers that do not choose the number themselves."""

POOL = 100
"""Replications a solver may draw on; a macro-replication has its own."""


@dataclass(frozen=True)
class Step:
    """From ``runs`` runs on, and until the next step, the solver recommends ``point``."""

    runs: int
    point: Point


@dataclass(frozen=True)
class Trajectory:
    """One solver on one problem, once. The last step stands at the runs spent in all.

    Attributes:
        seed: the number of the macro-replication.
        seconds: wall time, of simulation and solver together.
    """

    solver: str
    problem: str
    seed: int
    steps: tuple[Step, ...]
    seconds: float


@dataclass
class Account:
    """Charges a solver for its runs and writes down its recommendations.

    Args:
        common: whether every trial meets the same replications, 0 to 19 of the pool, or each its
            own 20 of the pool.
    """

    problem: Problem
    seed: int
    common: bool = True
    runs: int = field(default=0, init=False)
    _steps: list[Step] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._begin = perf_counter()
        self._luck = np.random.default_rng(self.seed)

    def trial(self, point: Point) -> float:
        """The mean objective over the replications of a trial, money."""
        if self.common:
            return float(self.charge(point, range(TRIAL)).mean())
        mixed = self._luck.choice(POOL, TRIAL, replace=False)
        return float(self.charge(point, mixed.tolist()).mean())

    def charge(self, point: Point, replications: Sequence[int]) -> np.ndarray:
        """The objective in each of ``replications``; shape (replications,), money."""
        self.runs += len(replications)
        policy = self.problem.policy(point)
        return self.problem.observe(policy, Phase.SEARCH, replications, self.seed)

    def recommends(self, point: Point, runs: int | None = None) -> None:
        """The solver recommends ``point``, after all runs so far or after ``runs`` of them."""
        if not self._steps or self._steps[-1].point != point:
            self._steps.append(Step(self.runs if runs is None else runs, point))

    def close(self, solver: str) -> Trajectory:
        """Events from the opening of the account until now."""
        seconds = perf_counter() - self._begin
        steps = [*self._steps, Step(self.runs, self._steps[-1].point)]
        return Trajectory(solver, self.problem.name, self.seed, tuple(steps), seconds)
