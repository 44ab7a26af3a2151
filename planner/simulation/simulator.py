"""Samples of policies from simulation: runs are made once, kept, and never made again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from planner.simulation.estimate import Estimate, estimate
from planner.simulation.ledger import Ledger, Run
from planner.simulation.phase import Phase
from planner.simulation.replications import Engine, Problem, Replications
from planner.simulation.worst_share import coefficient, freedom, pseudo_values, threshold
from planner.study.risk import NO_RISK, WORST_SHARE, Risk, measured
from simmodel.contract.model import Outcome
from simmodel.contract.sections import Policy

_OBJECTIVE = "objective"
_IN_STEPS = (Phase.SEARCH, Phase.SELECT)  # what a replication has brought must not change later
_WITHOUT_SERIES = (Phase.SEARCH, Phase.FRONTIER)  # nobody reads them, and a search has many runs


@dataclass(frozen=True)
class Sample:
    """One policy, simulated on replications 0, 1, ... of a phase.

    Attributes:
        observed: metrics by name as they happened, each of shape (replications,).
        metrics: the same less their control variates: same means, narrower spread. Estimates come
            from these; shares of futures, such as the chance of a loss, from ``observed``.
        series: by name, each of shape (replications, months); empty for phases of the search, or
            if the simulator is without.
        risk: what the worst share of futures counts for.
    """

    policy: Policy
    observed: Mapping[str, np.ndarray] = field(repr=False)
    metrics: Mapping[str, np.ndarray] = field(repr=False)
    series: Mapping[str, np.ndarray] = field(repr=False)
    risk: Risk = field(default=NO_RISK, repr=False)

    @property
    def merit(self) -> np.ndarray:
        """What is maximised, luck taken out, shape (replications,): the objective, or with it
        the worst share's pseudo-values. Means of it, and differences, are what policies are
        compared by.
        """
        objective = self.metrics[_OBJECTIVE]
        if not self.risk.weight:
            return objective
        mixed: np.ndarray = objective + self.risk.weight * (self.metrics[WORST_SHARE] - objective)
        return mixed

    @property
    def replications(self) -> int:
        return next(iter(self.metrics.values())).size

    @property
    def observed_means(self) -> dict[str, float]:
        """The mean of every metric as it happened, with luck."""
        return {name: float(values.mean()) for name, values in self.observed.items()}

    def estimates(self) -> dict[str, Estimate]:
        """The mean of every metric."""
        return {name: estimate(each, self.freedom(name)) for name, each in self.metrics.items()}

    def freedom(self, metric: str) -> int:
        """Degrees of freedom of a metric's spread, and of that of paired differences in it."""
        share = self.risk.worst_share if metric == WORST_SHARE else 1.0
        return freedom(self.replications, share or 1.0)

    def monthly(self) -> dict[str, list[Estimate]]:
        """The mean of every series, month by month."""
        return {name: [estimate(month) for month in s.T] for name, s in self.series.items()}


def key_of(policy: Policy) -> str:
    """A policy as a text that is the same for equal policies only."""
    return policy.model_dump_json(exclude_none=True)


@dataclass
class Simulator:
    """Simulates policies, each run at most once.

    Args:
        jobs, engine: as in :class:`planner.simulation.replications.Replications`.
        on_runs: called after each replication with the number of policies run on it.
        ledger: where runs are kept, and found if they were made before.
        shelf: sets them apart from those of other problems in the same ledger.
        with_series: whether samples have series, which take most of a ledger's space.
    """

    problem: Problem
    jobs: int
    engine: Engine = "kernel"
    on_runs: Callable[[int], None] = lambda _: None
    ledger: Ledger = field(default_factory=Ledger)
    shelf: str = ""
    with_series: bool = True
    _replications: Replications = field(init=False)
    _runs: dict[tuple[Phase, str], list[Run]] = field(default_factory=dict, init=False)
    _asked: dict[tuple[Phase, str], int] = field(default_factory=dict, init=False)
    _coefficients: dict[str, Any] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._replications = Replications(self.problem, self.jobs, self.engine)

    def sample(
        self, policies: Sequence[Policy], phase: Phase, replications: int, *, keep: bool = False
    ) -> list[Sample]:
        """One sample a policy, all on the same replications of ``phase``.

        Args:
            keep: hold what was drawn for the next call.
        """
        distinct = {key_of(policy): policy for policy in policies}
        for key in distinct:
            met = self._asked.get((phase, key), 0)
            self._asked[phase, key] = max(met, replications)
        known = {key: self._known(phase, key) for key in distinct}
        self._prepare({k: policy for k, policy in distinct.items() if len(known[k]) < replications})
        work = []
        for replication in range(replications):
            lacking = [distinct[key] for key in distinct if len(known[key]) <= replication]
            if lacking:
                work.append((replication, lacking))
        with_series = self.with_series and phase not in _WITHOUT_SERIES
        measure = partial(_measured, self.problem, self._coefficients, with_series)
        results = self._replications.run(phase, work, measure, keep=keep)
        for (replication, lacking), runs in zip(work, results, strict=True):
            keys = [key_of(policy) for policy in lacking]
            labels = [self.shelf + key for key in keys]
            self.ledger.add(phase, replication, zip(labels, runs, strict=True))
            for key, run in zip(keys, runs, strict=True):
                known[key].append(run)
            self.on_runs(len(lacking))
        return [
            self._sample(policy, phase, known[key_of(policy)][:replications]) for policy in policies
        ]

    def lacking(self, policies: Sequence[Policy], phase: Phase, replications: int) -> int:
        """Runs that :meth:`sample` would have to make."""
        known = [len(self._known(phase, key)) for key in {*map(key_of, policies)}]
        return sum(max(replications - each, 0) for each in known)

    def so_far(self, policy: Policy, phase: Phase) -> Sample:
        """The policy on all replications of ``phase`` that were asked for, at least one."""
        key = key_of(policy)
        return self._sample(policy, phase, self._known(phase, key)[: self._asked[phase, key]])

    def runs(self, phase: Phase) -> int:
        """Runs asked for in a phase, made here or found in the ledger."""
        return sum(count for (each, _), count in self._asked.items() if each == phase)

    @property
    def spent(self) -> int:
        """Runs asked for, in all phases."""
        return sum(self._asked.values())

    def forget(self) -> None:
        """Give back the memory of the replications that were kept."""
        self._replications.forget()

    def _known(self, phase: Phase, key: str) -> list[Run]:
        if (phase, key) not in self._runs:
            model = self.problem.model
            label = self.shelf + key
            runs = self.ledger.runs(phase, label, len(measured(model)), len(model.series))
            self._runs[phase, key] = runs
        return self._runs[phase, key]

    def _prepare(self, distinct: Mapping[str, Policy]) -> None:
        """Find the coefficients of control variates that are not known yet."""
        new = [key for key in distinct if key not in self._coefficients]
        variates, policies = self.problem.model.control_variates, [distinct[key] for key in new]
        if variates is not None and new:
            found = variates.coefficients(self.problem.facts, policies, self.problem.objective)
            self._coefficients.update(zip(new, found, strict=True))

    def _sample(self, policy: Policy, phase: Phase, runs: Sequence[Run]) -> Sample:
        model, risk = self.problem.model, self.problem.risk
        observed = np.array([run.observed for run in runs])
        freed = observed - np.array([run.control for run in runs])
        series = np.array([run.series for run in runs])
        names = {name: place for place, name in enumerate(measured(model))}
        if risk.worst_share is not None:
            place = names[_OBJECTIVE]
            worst = self._worst(phase, observed[:, place], freed[:, place])
            observed, freed = map(np.column_stack, zip((observed, freed), worst, strict=True))
            names = {name: names.get(name, -1) for name in model.metrics}
        for values in (observed, freed, series):
            values.flags.writeable = False
        return Sample(
            policy,
            {name: observed[:, place] for name, place in names.items()},
            {name: freed[:, place] for name, place in names.items()},
            {name: series[:, place] for place, name in enumerate(model.series)}
            if series.size
            else {},
            risk,
        )

    def _worst(
        self, phase: Phase, happened: np.ndarray, freed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Pseudo-values of the worst share of the objective, and those with luck taken out.

        They are NaN on fewer replications than it takes. Where policies are compared in steps, the
        first of them set threshold and coefficient for good.
        """
        risk, count = self.problem.risk, happened.size
        share = risk.worst_share
        assert share is not None
        if share == 1:
            return happened, freed
        if count < risk.least:
            return np.full(count, np.nan), np.full(count, np.nan)
        first = slice(risk.least if phase in _IN_STEPS else count)
        worst = pseudo_values(happened, share, threshold(happened[first], share))
        luck = happened - freed
        return worst, worst - coefficient(worst[first], luck[first]) * luck


def _measured(
    problem: Problem,
    coefficients: Mapping[str, Any],
    with_series: bool,
    policy: Policy,
    outcome: Outcome,
) -> Run:
    model, facts, names = problem.model, problem.facts, measured(problem.model)
    metrics = model.measure(facts, policy, problem.objective, outcome)
    variates = model.control_variates
    control = variates.values(coefficients[key_of(policy)], outcome) if variates else {}
    series = np.empty((len(model.series), 0))
    if with_series and model.series:
        series = np.array([outcome.series[name] for name in model.series], float)
    return Run(
        np.array([metrics[name] for name in names]),
        np.array([control.get(name, 0.0) for name in names]),
        series,
    )
