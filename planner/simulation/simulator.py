"""Policies times replications: every policy of a replication meets the same luck."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Literal

import numpy as np

from planner.simulation.estimate import Estimate, estimate, estimates
from planner.simulation.parallel import spread
from simmodel.contract import Model, Outcome, Start
from simmodel.fields import Section
from simmodel.streams import Phase, Streams

Engine = Literal["kernel", "simpy"]

KEPT_BYTES = 300 * 2**20
"""Memory for replications kept between calls; those beyond it are drawn anew at each call."""


@dataclass(frozen=True)
class Problem:
    """What stays the same while policies are compared."""

    model: Model
    facts: Section
    objective: Section
    seed: int


@dataclass(frozen=True)
class Sample:
    """One policy, simulated on replications 0, 1, ... of a phase.

    Attributes:
        metrics: by name, each of shape (replications,).
        outcomes: what the model returned for each replication.
    """

    policy: Section
    metrics: Mapping[str, np.ndarray]
    outcomes: tuple[Any, ...]

    def estimates(self) -> dict[str, Estimate]:
        """The mean of every metric."""
        return estimates(self.metrics)

    def series(self) -> dict[str, list[Estimate]]:
        """The mean of every series, month by month."""
        names = self.outcomes[0].series
        stacked = {name: np.array([each.series[name] for each in self.outcomes]) for name in names}
        return {name: [estimate(month) for month in s.T] for name, s in stacked.items()}


@dataclass
class Simulator:
    """Simulates policies, one replication with many policies at a time.

    Args:
        jobs: replications at a time; no result depends on it.
        engine: "kernel" is compiled, "simpy" the readable reference; equal to the last bit.
        on_runs: called after each replication with the number of policies run on it.
    """

    problem: Problem
    jobs: int
    engine: Engine = "kernel"
    on_runs: Callable[[int], None] = lambda _: None
    _kept: dict[tuple[Phase, int], Start] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def sample(
        self, policies: Sequence[Section], phase: Phase, replications: int, *, keep: bool = False
    ) -> list[Sample]:
        """One sample a policy, all on the same replications of ``phase``.

        Args:
            keep: hold what was drawn for the next call, within :data:`KEPT_BYTES`, where runs
                share this process's memory.
        """
        threads = self.engine == "kernel" and self.problem.model.run_releases_gil
        if threads:
            task = partial(self._in_thread, tuple(policies), phase, keep)
        else:
            task = partial(_in_process, self.problem, self.engine, tuple(policies), phase)
        by_replication = []
        for outcomes in spread(task, range(replications), jobs=self.jobs, threads=threads):
            by_replication.append(outcomes)
            self.on_runs(len(policies))
        return [
            self._gather(policy, outcomes)
            for policy, outcomes in zip(policies, zip(*by_replication, strict=True), strict=True)
        ]

    def forget(self) -> None:
        """Give back the memory of the replications that were kept."""
        self._kept.clear()

    def _in_thread(
        self, policies: tuple[Section, ...], phase: Phase, keep: bool, replication: int
    ) -> list[Outcome]:
        start = self._kept.get((phase, replication))
        if start is None:
            start = _start(self.problem, phase, replication)
            with self._lock:
                held = sum(each.nbytes for each in self._kept.values())
                if keep and held + start.nbytes <= KEPT_BYTES:
                    self._kept[phase, replication] = start
        problem = self.problem
        return [problem.model.run(problem.facts, policy, start) for policy in policies]

    def _gather(self, policy: Section, outcomes: tuple[Any, ...]) -> Sample:
        model, facts, objective = self.problem.model, self.problem.facts, self.problem.objective
        measured = [model.measure(facts, policy, objective, outcome) for outcome in outcomes]
        metrics = {name: np.array([each[name] for each in measured]) for name in model.metrics}
        return Sample(policy, metrics, outcomes)


def _start(problem: Problem, phase: Phase, replication: int) -> Start:
    paths = problem.model.draw(problem.facts, Streams(problem.seed, phase, replication))
    return problem.model.warm_up(problem.facts, paths)


def _in_process(
    problem: Problem,
    engine: Engine,
    policies: tuple[Section, ...],
    phase: Phase,
    replication: int,
) -> list[Outcome]:
    """Without a share in this process's memory: the replication is drawn anew."""
    model, facts = problem.model, problem.facts
    if engine == "kernel":
        start = _start(problem, phase, replication)
        return [model.run(facts, policy, start) for policy in policies]
    paths = model.draw(facts, Streams(problem.seed, phase, replication))
    return [model.reference(facts, policy, paths) for policy in policies]
