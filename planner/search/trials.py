"""The search: proposed policies, simulated on common random numbers, batch after batch."""

from dataclasses import dataclass
from pathlib import Path

from planner.search.record import Record
from planner.simulation.estimate import Estimate, estimate, paired_difference
from planner.simulation.simulator import Simulator
from planner.study.study import Study, describe_policy
from simmodel.contract import Choice, Decision
from simmodel.fields import Section
from simmodel.streams import Phase


@dataclass(frozen=True)
class Trial:
    """One policy that was tried.

    Attributes:
        objective: over the search's replications.
        gain: paired difference to the baseline on the same replications.
    """

    number: int
    policy: Section
    objective: Estimate
    gain: Estimate


def search(study: Study, simulator: Simulator, folder: Path) -> tuple[Trial, ...]:
    """Try ``study.search.trials`` policies; each meets the same replications of phase search.

    Policies are proposed in batches of fixed size, so no result depends on the number of jobs.
    The baseline is the first proposal if it lies in the space searched.
    """
    budget = study.search
    today = {each.name: dict(study.baseline)[each.name] for each in study.space}
    inside = all(within(each, today[each.name]) for each in study.space)
    # A baseline on a fixed schedule is not a policy that the decisions can reach.
    reached = inside and study.model.decide(study.baseline, today) == study.baseline
    first = today if reached else None
    record = Record(study.name, study.space, simulator.problem.seed, folder, first)
    (baseline,) = simulator.sample([study.baseline], Phase.SEARCH, budget.replications, keep=True)
    trials: list[Trial] = []
    while len(trials) < budget.trials:
        count = min(budget.batch, budget.trials - len(trials))
        policies = [study.model.decide(study.baseline, each) for each in record.ask(count)]
        samples = simulator.sample(policies, Phase.SEARCH, budget.replications, keep=True)
        batch = [
            Trial(
                number=len(trials) + place,
                policy=sample.policy,
                objective=estimate(sample.metrics["objective"]),
                gain=paired_difference(sample.metrics["objective"], baseline.metrics["objective"]),
            )
            for place, sample in enumerate(samples)
        ]
        record.tell([trial.objective.mean for trial in batch], [_notes(trial) for trial in batch])
        trials.extend(batch)
    simulator.forget()
    return tuple(trials)


def within(decision: Decision, value: object) -> bool:
    """Whether the search may take ``value`` for ``decision``."""
    if isinstance(decision, Choice):
        return value in decision.options
    return isinstance(value, (int, float)) and decision.low <= value <= decision.high


def _notes(trial: Trial) -> dict[str, str | float]:
    """What the dashboard shows beside a trial."""
    return {
        "policy": describe_policy(trial.policy),
        "half_width": trial.objective.half_width,
        "gain_over_baseline": trial.gain.mean,
        "gain_half_width": trial.gain.half_width,
    }
