"""From a study to a recommendation: search, select, validate, each on its own replications."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planner.search.trials import Trial, search
from planner.simulation.estimate import Estimate
from planner.simulation.simulator import Problem, Sample, Simulator
from planner.simulation.valued import Valued, valued
from planner.study.study import Study
from simmodel.fields import Section
from simmodel.streams import Phase


@dataclass(frozen=True)
class Recommendation:
    """What a study recommends.

    Attributes:
        winner: the recommended policy.
        baseline: today's policy.
        plan: the winner as a fixed schedule, as it would be handed to finance.
        fluid: the winner's metrics by the fluid approximation.
        trials: all that was tried.
        best_observed: the largest mean objective of the search; optimistic, as the largest of
            many noisy means.
        runs: replications simulated, by phase.
    """

    study: Study
    seed: int
    winner: Valued
    baseline: Valued
    plan: Valued
    fluid: Mapping[str, float]
    trials: tuple[Trial, ...]
    best_observed: Estimate
    runs: Mapping[str, int]

    @property
    def plan_rows(self) -> list[dict[str, str | int | float]]:
        """The fixed schedule for finance, one row a period."""
        return self.study.model.plan_rows(self.study.facts, self.plan.policy, self.study.start)

    @property
    def gain(self) -> Estimate:
        """Expected gain of the recommended policy over today's, in the objective."""
        return self.winner.gain["objective"]


OnPhase = Callable[[str, int], None]


def recommend(
    study: Study,
    seed: int,
    jobs: int,
    folder: Path,
    on_phase: OnPhase,
    on_runs: Callable[[int], None],
) -> Recommendation:
    """Search, select and validate.

    Args:
        folder: where the search is recorded; it must exist.
        on_phase: called as each phase begins, with its name and how many runs it will take.
        on_runs: called with the number of runs just finished.
    """
    problem = Problem(study.model, study.facts, study.objective, seed)
    simulator = Simulator(problem, jobs, on_runs=on_runs)
    budget = study.search

    runs = {"search": (budget.trials + 1) * budget.replications}
    on_phase("search", runs["search"])
    trials = search(study, simulator, folder)

    finalists = _finalists(study, trials)
    runs["select"] = len(finalists) * budget.select_replications
    on_phase("select", runs["select"])
    selected = _select(simulator.sample(finalists, Phase.SELECT, budget.select_replications))

    plan = study.model.schedule(study.facts, selected.policy, selected.outcomes)
    compared = [selected.policy, study.baseline, plan]
    runs["validate"] = len(compared) * budget.validate_replications
    on_phase("validate", runs["validate"])
    samples = simulator.sample(compared, Phase.VALIDATE, budget.validate_replications)
    winner, baseline, fixed = (valued(sample, samples[1]) for sample in samples)
    fluid = study.model.fluid(study.facts, [selected.policy], study.objective)
    return Recommendation(
        study=study,
        seed=seed,
        winner=winner,
        baseline=baseline,
        plan=fixed,
        fluid={name: float(values[0]) for name, values in fluid.items()},
        trials=trials,
        best_observed=max((trial.objective for trial in trials), key=lambda each: each.mean),
        runs=runs | {"total": sum(runs.values())},
    )


def _finalists(study: Study, trials: tuple[Trial, ...]) -> list[Section]:
    """Today's policy and the best trials, each policy once."""
    ranked = sorted(trials, key=lambda trial: -trial.objective.mean)
    policies = [study.baseline]
    for trial in ranked:
        if trial.policy not in policies:
            policies.append(trial.policy)
    return policies[: study.search.finalists + 1]


def _select(samples: list[Sample]) -> Sample:
    """The finalist with the best mean; on a tie the first, so today's policy comes before all."""
    return samples[int(np.argmax([sample.metrics["objective"].mean() for sample in samples]))]
