"""Trials held against each other, batch after batch."""

from collections.abc import Mapping, Sequence

from planner.search.experiment import Allowance, Experiment
from planner.search.incumbent import Lead, ahead, closest, contend, leads, running
from planner.search.record import Told
from planner.search.trials import Trial, notes
from planner.simulation.feasible import violations
from planner.simulation.simulator import Sample
from simmodel.contract.sections import Policy


class Contest:
    """The trials so far, and what is known of them.

    Attributes:
        trials: in the order of their numbers.
        told: what the record was told of each.
        leads: of each over the incumbent; until there is one, over today's policy.
        incumbent: the best so far that keeps the constraints; None with goals.
    """

    def __init__(self, experiment: Experiment, allowance: Allowance) -> None:
        self._experiment, self._allowance = experiment, allowance
        self._level = float(experiment.today.merit.mean())  # told of the incumbent
        self.trials: list[Trial] = []
        self.told: list[Told] = []
        self.leads: list[Lead] = []
        self.incumbent: Policy | None = None

    @property
    def ranked(self) -> tuple[Trial, ...]:
        """The trials that met all replications, best first."""
        placed = [
            ((trial.violation, trial.policy != self.incumbent, -lead.ahead), trial)
            for trial, lead in zip(self.trials, self.leads, strict=True)
            if not trial.stopped
        ]
        return tuple(trial for _, trial in sorted(placed, key=lambda each: each[0]))

    def judge(self, batch: Sequence[Trial]) -> list[Told]:
        """Results of the trials of a batch, which contend for the place of the incumbent."""
        raced, level, first = self.incumbent, self._level, len(self.trials)
        self.trials += batch
        if not self._experiment.study.goals:
            self._crown(batch)
        samples = [self._experiment.so_far(trial.policy) for trial in self.trials]
        self.leads = leads(samples, self._reference(self.incumbent))
        met = self._reference(raced)
        told = [
            self._told(trial, sample, lead, running(sample, met, level))
            for trial, sample, lead in zip(batch, samples[first:], self.leads[first:], strict=True)
        ]
        self.told += told
        return told

    def _crown(self, batch: Sequence[Trial]) -> None:
        """Let a batch contend for the place of the incumbent, the closer the later."""
        before = self.incumbent
        rivals = [trial.policy for trial in batch if not trial.stopped]
        if before is not None:
            rivals.append(before)
        settings = self._experiment.study.search
        batches = len(self.trials) // settings.batch
        most = min(settings.replications * 2**batches, closest(settings.replications))
        self.incumbent = contend(self._experiment, rivals, most, self._allowance.affords)
        self._level += ahead(self._reference(self.incumbent), self._reference(before))

    def _told(self, trial: Trial, sample: Sample, lead: Lead, running: Mapping[int, float]) -> Told:
        """What is told of a trial, by all replications so far.

        Its value is the incumbent's plus the paired difference to it. So the values of few and of
        many replications are on one scale, and the best of them is the incumbent's, unless one
        that was told before turns out, at a closer look, to be worth less or to break a constraint.

        One that was stopped early keeps the value by which it was.

        Args:
            running: its values, as it was held against the incumbent that its batch has met.
        """
        study = self._experiment.study
        goals = tuple(trial.metrics[goal.metric].mean for goal in study.goals)
        value = running[max(running)] if trial.stopped else self._level + lead.ahead
        broken = violations(study.constraints, sample)
        return Told(
            goals or (value,),
            dict(zip(map(str, study.constraints), broken, strict=True)),
            notes(study, trial),
            {} if goals else running,
            trial.stopped,
        )

    def _reference(self, incumbent: Policy | None) -> Sample:
        """What trials are compared with: the incumbent; until there is one, today's policy."""
        if incumbent is None:
            return self._experiment.today
        return self._experiment.so_far(incumbent)
