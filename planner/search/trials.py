"""One policy that was tried, and the batch it was tried in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.search.experiment import Experiment
from planner.search.race import error_of, looks
from planner.simulation.estimate import Estimate, differences, estimate, worse
from planner.simulation.feasible import excess, level, violations
from planner.simulation.simulator import Sample, key_of
from planner.study.study import Study, describe_policy
from simmodel.contract.sections import Policy


@dataclass(frozen=True)
class Trial:
    """One policy that was tried.

    Attributes:
        metrics: means, with half-widths, over the trial's replications.
        merit: what is maximised, as the mean over those replications.
        gain: paired difference of it to today's policy on the same replications.
        objective: today's mean of it over all replications of the search, plus ``gain``: on one
            scale for trials of few replications and of many.
        fluid: the objective by the fluid approximation.
        levels: what is held against each constraint's bound.
        violations: of each constraint, as a part of its bound; 0 or less is kept.
        replications: of all these; rivals of the incumbent meet more afterwards.
        stopped: whether the race ended early, without hope.
    """

    number: int
    policy: Policy
    metrics: Mapping[str, Estimate]
    merit: Estimate
    gain: Estimate
    objective: Estimate
    fluid: float
    levels: tuple[float, ...]
    violations: tuple[float, ...]
    replications: int
    stopped: bool

    @property
    def violation(self) -> float:
        """The sum of what is violated."""
        return excess(self.violations)

    @property
    def rank(self) -> tuple[float, float, int]:
        """Smaller is better: keeps the constraints, then by objective, then tried first."""
        return self.violation, -self.objective.mean, self.number


def distinct(trials: Sequence[Trial]) -> int:
    """Policies among the trials, each counted once."""
    return len({key_of(trial.policy) for trial in trials})


def try_all(
    experiment: Experiment, policies: Sequence[Policy], incumbent: Policy | None, first: int
) -> list[Trial]:
    """Simulate a batch; those without hope against the incumbent stop after few replications.

    Args:
        incumbent: the best so far, simulated on all replications of a trial; None to let every
            policy finish.
        first: number of the first trial.
    """
    *early, last = looks(experiment.replications, experiment.study.least)
    samples: dict[int, Sample] = {}
    alive = list(range(len(policies)))
    for look in (*early, last):
        wanted = [policies[place] for place in alive]
        samples |= zip(alive, experiment.sample(wanted, look), strict=True)
        if incumbent is None or look == last:
            continue
        (leader,) = experiment.sample([incumbent], look)
        best = leader.merit
        alive = [
            place
            for place in alive
            if not worse(samples[place].merit, best, error_of(first + place) / len(early))
        ]
        if not alive:
            break
    study = experiment.study
    fluid = study.model.fluid(study.facts, list(policies), study.objective)["objective"]
    return [
        _trial(experiment, first + place, samples[place], float(fluid[place]))
        for place in range(len(policies))
    ]


def notes(study: Study, trial: Trial) -> dict[str, Any]:
    """Notes of the dashboard beside a trial's values: numbers it can sort, constraints too."""
    estimates = {name: trial.metrics[name] for name in study.model.wording.highlights}
    estimates["gain over today"] = trial.gain
    return {
        "policy": describe_policy(study, trial.policy),
        **{name: each.mean for name, each in estimates.items()},
        **{f"{name} ±": each.half_width for name, each in estimates.items()},
        "fluid objective": trial.fluid,
        "replications": trial.replications,
        "stopped early": trial.stopped,
        **{
            f"held against: {each}": level
            for each, level in zip(study.constraints, trial.levels, strict=True)
        },
        **{
            f"violated by: {each}": max(violation, 0.0)
            for each, violation in zip(study.constraints, trial.violations, strict=True)
        },
    }


def _trial(experiment: Experiment, number: int, sample: Sample, fluid: float) -> Trial:
    constraints, today = experiment.study.constraints, experiment.today.merit
    gain = estimate(differences(sample.merit, today))
    return Trial(
        number=number,
        policy=sample.policy,
        metrics=sample.estimates(),
        merit=estimate(sample.merit),
        gain=gain,
        objective=Estimate(float(today.mean()) + gain.mean, gain.half_width),
        fluid=fluid,
        levels=tuple(level(each, sample) for each in constraints),
        violations=violations(constraints, sample),
        replications=sample.replications,
        stopped=sample.replications < experiment.replications,
    )
