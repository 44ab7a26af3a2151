"""The search: batches of proposals, from the screen's opening to one of the budget's limits."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from planner.search.contest import Contest
from planner.search.experiment import Allowance, Experiment
from planner.search.opening import opening
from planner.search.optuna_space import directions, distributions
from planner.search.proposers.proposer import Tried, Values
from planner.search.proposers.registry import proposer
from planner.search.record import Record
from planner.search.screen import Screen
from planner.search.trials import Trial, distinct, try_all
from simmodel.contract.sections import Policy

_LEAST = 24  # trials before the search may settle, or two for each variable if that is more

Ended = Literal["all", "trials", "settled", "runs", "seconds"]


@dataclass(frozen=True)
class Searched:
    """The outcome of a search.

    Attributes:
        ranked: trials that met all replications, best first: the incumbent, if there is one, then
            by how far they are behind it.
        replications: of a trial that was not stopped early.
        sampler: that proposed, "auto" resolved.
        ended_by: all policies there are, the number of trials, nothing left to expect, or a limit
            of the budget.
        improvement: what one more policy was expected to add at the end, money; NaN where the
            sampler does not say.
    """

    trials: tuple[Trial, ...] = field(repr=False)
    ranked: tuple[Trial, ...] = field(repr=False)
    replications: int
    sampler: str
    ended_by: Ended
    improvement: float

    @property
    def tried(self) -> int:
        """Policies that were tried; a sampler may propose one again."""
        return distinct(self.trials)

    @property
    def best(self) -> Trial:
        """The best mean observed on the replications that all trials meet."""
        return min(self.ranked, key=lambda trial: trial.rank)


class Search:
    """Proposes, simulates, judges and tells, batch after batch.

    Args:
        folder: where the search is recorded.
        on_batch: called after each batch with the trials that met all replications, best first.
        known: policies to try first, as they were good elsewhere.
    """

    def __init__(
        self,
        experiment: Experiment,
        screen: Screen,
        allowance: Allowance,
        folder: Path,
        on_batch: Callable[[Sequence[Trial]], None] = lambda _: None,
        known: Sequence[Policy] = (),
    ) -> None:
        study, self._encoding = experiment.study, screen.fluid.encoding
        self._experiment, self._screen, self._allowance = experiment, screen, allowance
        self._on_batch = on_batch
        self._contest = Contest(experiment, allowance)
        self._opening = opening(screen, known)
        self._proposed: list[Values] = []  # of the trials
        self._proposer = proposer(study.sampler, screen, experiment.simulator.problem.seed)
        self._record = Record(
            folder, study.name, distributions(self._encoding), directions(study.goals)
        )

    def run(self) -> Searched:
        """Search until a limit is reached."""
        contest, study = self._contest, self._experiment.study
        ended: Ended | None = None
        while ended is None:
            proposed = self._propose()
            trials = try_all(
                self._experiment,
                [study.deciding(self._encoding.decisions(each)) for each in proposed],
                contest.incumbent,
                first=len(contest.trials),
            )
            self._record.tell(len(self._proposed), contest.judge(trials))
            self._proposed += proposed
            self._on_batch(contest.ranked)
            ended = self._ended()
        return Searched(
            trials=tuple(contest.trials),
            ranked=contest.ranked,
            replications=self._experiment.replications,
            sampler=study.sampler,
            ended_by=ended,
            improvement=self._last_improvement(),
        )

    def _propose(self) -> list[Values]:
        """The next batch, by the values of the variables; what was begun before is not new."""
        first, settings = len(self._proposed), self._experiment.study.search
        count = settings.batch
        if self._screen.is_small:
            count = min(count, len(self._screen.policies) - first)
        tried, propose = self._tried(), self._proposer.propose
        batch: list[Values] = []
        for number in range(first, first + count):
            values = self._record.begun(number)
            if values is None:
                is_opening = number < len(self._opening)
                values = self._opening[number] if is_opening else propose(tried, batch)
                self._record.begin(number, values)
            batch.append(values)
        return batch

    def _tried(self) -> list[Tried]:
        """The trials as proposers see them."""
        contest = self._contest
        trials = zip(self._proposed, contest.trials, contest.told, contest.leads, strict=True)
        return [
            Tried(
                values,
                trial.policy,
                told.scores,
                tuple(told.constraints.values()),
                trial.levels,
                lead,
                given=number < len(self._opening),
            )
            for number, (values, trial, told, lead) in enumerate(trials)
        ]

    def _ended(self) -> Ended | None:
        """What ends the search here."""
        settings, trials = self._experiment.study.search, self._contest.trials
        if self._screen.complete and distinct(trials) == len(self._screen.policies):
            return "all"
        if len(trials) >= settings.trials:
            return "trials"
        reached = self._allowance.reached(len(trials), settings.batch * settings.replications)
        # Where a batch was begun before an interruption, there was something to expect.
        if reached is not None or self._record.has(len(trials)):
            return reached
        return "settled" if self._improvement() < self._experiment.least else None

    def _last_improvement(self) -> float:
        """As of the last policy; kept beside the runs it follows from, which are told again."""
        ledger, tried = self._experiment.simulator.ledger, self._tried()
        content = [(each.values, each.scores, each.levels, each.lead) for each in tried]
        key = f"improvement {hashlib.sha256(repr(content).encode()).hexdigest()[:16]}"
        known = ledger.noted(key)
        if known is None:
            known = repr(float(self._improvement()))
            ledger.note(key, known)
        return float(known)

    def _improvement(self) -> float:
        """What the next policy is expected to add; NaN where the proposer does not know yet."""
        trials = self._contest.trials
        least = max(_LEAST, 2 * len(self._encoding.variables))
        if len(trials) < least or not any(each.violation == 0.0 for each in trials):
            return float("nan")
        return self._proposer.improvement(self._tried())
