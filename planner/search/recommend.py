"""From a study to a recommendation: search, select, validate, each on its own replications."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planner.search.trials import Trial, search, within
from planner.simulation.estimate import Estimate
from planner.simulation.simulator import Problem, Sample, Simulator
from planner.simulation.valued import Valued, valued
from planner.study.study import Study
from simmodel.contract import Decision, Real
from simmodel.fields import Section
from simmodel.streams import Phase


@dataclass(frozen=True)
class Recommendation:
    """What a study recommends.

    Attributes:
        winner: the recommended policy.
        baseline: today's policy.
        plan: the winner as a fixed schedule, as it would be handed to finance.
        plan_difference: of the plan's objective to the winner's, paired.
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
    plan_difference: Estimate
    fluid: Mapping[str, float]
    trials: tuple[Trial, ...]
    best_observed: Estimate
    runs: Mapping[str, int]

    @property
    def plan_rows(self) -> list[dict[str, str | int | float]]:
        """The fixed schedule for finance, one row a period."""
        return self.study.model.plan_rows(self.study.facts, self.plan.policy, self.study.start)

    @property
    def at_edge(self) -> tuple[Real, ...]:
        """Decisions on a range that the winner takes within 2 % of one of its ends.

        An end that is also the end of the model's own range is no edge: nothing lies beyond.
        """
        taken = dict(self.winner.policy)
        widest = {each.name: each for each in self.study.model.decisions()}
        return tuple(
            each
            for each in self.study.space
            if isinstance(each, Real) and _near_end(each, widest[each.name], taken[each.name])
        )

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
        plan_difference=valued(samples[2], samples[0]).gain["objective"],
        fluid={name: float(values[0]) for name, values in fluid.items()},
        trials=trials,
        best_observed=max((trial.objective for trial in trials), key=lambda each: each.mean),
        runs=runs | {"total": sum(runs.values())},
    )


def _near_end(searched: Real, widest: Decision, value: float) -> bool:
    assert isinstance(widest, Real)
    margin = 0.02 * (searched.high - searched.low)
    low = searched.low > widest.low and value <= searched.low + margin
    return low or (searched.high < widest.high and value >= searched.high - margin)


def _finalists(study: Study, trials: tuple[Trial, ...]) -> list[Section]:
    """Today's policy, the best trials, and the best one with each decision left as it is today.

    The last ask whether each change pays at all: a search over a range never proposes exactly
    today's value, such as no automation, at which a set-up cost is saved.
    """
    ranked = [trial.policy for trial in sorted(trials, key=lambda trial: -trial.objective.mean)]
    distinct: list[Section] = []
    for policy in ranked:
        if policy not in distinct and policy != study.baseline:
            distinct.append(policy)
    finalists = [study.baseline, *distinct[: study.search.finalists]]
    today = dict(study.baseline)
    taken = {each.name: dict(ranked[0])[each.name] for each in study.space}
    for decision in study.space:
        name = decision.name
        unchanged = study.model.decide(study.baseline, taken | {name: today[name]})
        if within(decision, today[name]) and unchanged not in finalists:
            finalists.append(unchanged)
    return finalists


def _select(samples: list[Sample]) -> Sample:
    """The finalist with the best mean; on a tie the first, so today's policy comes before all."""
    return samples[int(np.argmax([sample.metrics["objective"].mean() for sample in samples]))]
