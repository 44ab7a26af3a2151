"""Replications drawn once and run with many policies: every policy of one meets the same luck."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Literal, TypeVar

from planner.simulation.parallel import spread
from planner.simulation.phase import Phase
from planner.study.risk import NO_RISK, Risk
from simmodel.contract.model import AnyModel, Start
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.streams import Streams

Engine = Literal["kernel", "simpy"]
Result = TypeVar("Result")
Measure = Callable[[Policy, Any], Result]

KEPT_BYTES = 300 * 2**20
"""Memory for replications kept between calls; those beyond it are drawn anew at each call."""


@dataclass(frozen=True)
class Problem:
    """The problem that policies are compared on.

    Attributes:
        risk: what the worst share of futures counts for.
    """

    model: AnyModel
    facts: Facts
    objective: Objective
    seed: int
    risk: Risk = NO_RISK


@dataclass
class Replications:
    """Runs policies, one replication with many policies at a time.

    Args:
        jobs: replications at a time; no result depends on it.
        engine: "kernel" is compiled, "simpy" the readable reference; equal to the last bit.
    """

    problem: Problem
    jobs: int
    engine: Engine = "kernel"
    _kept: dict[tuple[Phase, int], Start] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def run(
        self,
        phase: Phase,
        work: Iterable[tuple[int, Sequence[Policy]]],
        measure: Measure[Result],
        *,
        keep: bool = False,
    ) -> Iterator[list[Result]]:
        """Results of ``measure`` of each policy's outcome, replication by replication, in order.

        Args:
            work: the number of a replication, and the policies to run on it.
            measure: of a policy and its outcome; it may be called in another process.
            keep: hold what was drawn for the next call, within :data:`KEPT_BYTES`, where runs
                share this process's memory.
        """
        threads = self.engine == "kernel" and self.problem.model.run_releases_gil
        task = (
            partial(self._in_thread, phase, measure, keep)
            if threads
            else partial(_in_process, self.problem, self.engine, phase, measure)
        )
        return spread(task, work, jobs=self.jobs, threads=threads)

    def forget(self) -> None:
        """Give back the memory of the replications that were kept."""
        self._kept.clear()

    def _in_thread(
        self,
        phase: Phase,
        measure: Measure[Result],
        keep: bool,
        work: tuple[int, Sequence[Policy]],
    ) -> list[Result]:
        replication, policies = work
        start = self._kept.get((phase, replication))
        if start is None:
            start = _start(self.problem, phase, replication)
            with self._lock:
                held = sum(each.nbytes for each in self._kept.values())
                if keep and held + start.nbytes <= KEPT_BYTES:
                    self._kept[phase, replication] = start
        run, facts = self.problem.model.run, self.problem.facts
        return [measure(policy, run(facts, policy, start)) for policy in policies]


def _start(problem: Problem, phase: Phase, replication: int) -> Start:
    paths = problem.model.draw(problem.facts, Streams(problem.seed, phase, replication))
    return problem.model.warm_up(problem.facts, paths)


def _in_process(
    problem: Problem,
    engine: Engine,
    phase: Phase,
    measure: Measure[Result],
    work: tuple[int, Sequence[Policy]],
) -> list[Result]:
    """Without a share in this process's memory: the replication is drawn anew."""
    model, facts = problem.model, problem.facts
    replication, policies = work
    if engine == "kernel":
        start = _start(problem, phase, replication)
        return [measure(policy, model.run(facts, policy, start)) for policy in policies]
    paths = model.draw(facts, Streams(problem.seed, phase, replication))
    return [measure(policy, model.reference(facts, policy, paths)) for policy in policies]
