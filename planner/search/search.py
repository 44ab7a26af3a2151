"""The search: batches of proposals, from the screen's opening to one of the budget's limits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from planner.search.gaussian import Bayes, Proposal, Tried
from planner.search.incumbent import Standing, ahead, closest, contend, running, standings
from planner.search.record import Record, Told
from planner.search.screen import Screen
from planner.search.trials import Trial, notes, try_all
from planner.simulation.budget import Budget
from planner.simulation.feasible import violations
from planner.simulation.simulator import Sample, Simulator, key_of
from planner.study.study import Study
from simmodel.contract.sections import Policy
from simmodel.streams import Phase

SETTLED = 0.1
"""Nothing that is expected to add less than this part of the zone is looked for, nor looked at
closer: neither one more policy nor one of the incumbent's rivals."""

FEW = 64
"""Policies of a space that is tried policy by policy."""

_LEAST = 24  # trials before the search may settle, or two for each variable if that is more

Ended = Literal["all", "trials", "settled", "runs", "seconds"]


@dataclass(frozen=True)
class Searched:
    """What a search has tried.

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

    trials: tuple[Trial, ...]
    ranked: tuple[Trial, ...]
    replications: int
    sampler: str
    ended_by: Ended
    improvement: float

    @property
    def tried(self) -> int:
        """Policies that were tried; a sampler may propose one again."""
        return _distinct(self.trials)

    @property
    def best(self) -> Trial:
        """The best mean observed on the replications that all trials meet."""
        return min(self.ranked, key=lambda trial: trial.rank)


class Search:
    """Proposes, simulates and tells, batch after batch.

    Args:
        today: the baseline on all replications of the search.
        zone: indifference zone, money.
        reserve: runs that the stages after the search need at least.
        folder: where the search is recorded.
        on_batch: called after each batch with the trials that met all replications, best first.
        known: policies to try first, as they were good elsewhere.
    """

    def __init__(
        self,
        study: Study,
        simulator: Simulator,
        screen: Screen,
        budget: Budget,
        today: Sample,
        zone: float,
        reserve: int,
        folder: Path,
        on_batch: Callable[[Sequence[Trial]], None] = lambda _: None,
        known: Sequence[Policy] = (),
    ) -> None:
        self._study, self._simulator, self._budget = study, simulator, budget
        self._today, self._zone, self._reserve = today, zone, reserve
        self._on_batch = on_batch
        self._encoding = screen.fluid.encoding
        self._trials: list[Trial] = []
        self._incumbent: Policy | None = None
        self._level = float(today.metrics["objective"].mean())  # told of the incumbent
        self._standings: list[Standing] = []  # of the trials
        self._proposed: tuple[int, Proposal] | None = None  # after so many trials, with none open
        self._sampler = study.sampler
        self._bayes = Bayes(screen.fluid, screen.points, screen.policies)
        self._all = len(screen.policies) if screen.complete else None
        self._record = Record(
            name=study.name,
            folder=folder,
            encoding=self._encoding,
            sampler=self._sampler,
            seed=simulator.problem.seed,
            senses={goal.metric: goal.sense for goal in study.goals} or {"objective": "maximise"},
            opening=self._opening(screen, known),
            bayes=self._propose,
        )

    def run(self) -> Searched:
        """Search until a limit is reached."""
        settings = self._study.search
        ended: Ended | None = None
        while ended is None:
            first = len(self._trials)
            if _distinct(self._trials) == self._all:
                ended = "all"
                break
            if first >= settings.trials:
                ended = "trials"
                break
            if first > 0:  # an answer takes one batch at least
                cost = settings.batch * settings.replications + self._reserve
                ended = self._budget.reached("search", first, cost)
            # Where a batch was begun before an interruption, there was something to expect.
            if ended is None and not self._record.has(first):
                ended = "settled" if self._improvement() < SETTLED * self._zone else None
            if ended is None:
                self._batch(first)
        # Anew, since it is not known of a search that was taken up again at its end.
        return Searched(
            trials=tuple(self._trials),
            ranked=self._ranked(),
            replications=settings.replications,
            sampler=self._sampler,
            ended_by=ended,
            improvement=self._improvement(),
        )

    def _batch(self, first: int) -> None:
        study = self._study
        count = study.search.batch
        if self._all is not None and self._all <= FEW:
            count = min(count, self._all - first)
        asked = self._record.ask(first, count)
        policies = [
            study.model.decide(study.baseline, self._encoding.decisions(values)) for values in asked
        ]
        raced, level = self._incumbent, self._level
        trials = try_all(study, self._simulator, policies, self._today, raced, first)
        self._trials += trials
        if not study.goals:
            self._crown(trials)
        self._standings = self._stand()
        self._record.tell(
            first,
            [
                self._told(trial, standing, raced, level)
                for trial, standing in zip(trials, self._standings[first:], strict=True)
            ],
        )
        self._on_batch(self._ranked())

    def _crown(self, trials: Sequence[Trial]) -> None:
        """Let a batch contend for the place of the incumbent, the closer the later."""
        rivals = [trial.policy for trial in trials if not trial.stopped]
        if self._incumbent is not None:
            rivals.append(self._incumbent)
        settings = self._study.search
        batches = len(self._trials) // settings.batch
        most = min(settings.replications * 2**batches, closest(settings.replications))
        before = self._incumbent
        self._incumbent = contend(
            self._study,
            self._simulator,
            rivals,
            most,
            SETTLED * self._zone,
            lambda runs: self._budget.affords(runs + self._reserve),
        )
        self._level += ahead(self._reference(self._incumbent), self._reference(before))

    def _told(self, trial: Trial, standing: Standing, raced: Policy | None, level: float) -> Told:
        """What is told of a trial, by all replications so far.

        Its value is the incumbent's plus the paired difference to it. So the values of few and of
        many replications are on one scale, and the best of them is the incumbent's, unless one
        that was told before turns out, at a closer look, to be worth less or to break a constraint.

        Args:
            raced: the incumbent that its batch has met.
            level: the value of that one.
        """
        study = self._study
        sample = self._simulator.so_far(trial.policy, Phase.SEARCH)
        goals = tuple(trial.metrics[goal.metric].mean for goal in study.goals)
        return Told(
            goals or (self._level + standing.ahead,),
            dict(
                zip(map(str, study.constraints), violations(study.constraints, sample), strict=True)
            ),
            notes(study, trial),
            {} if goals else running(sample, self._reference(raced), level),
            trial.stopped,
        )

    def _opening(self, screen: Screen, known: Sequence[Policy]) -> list[dict[str, Any]]:
        """Values of the first batch: what is known, and the best and most diverse of the screen.

        The first two, at least, even in batches of one: a Gaussian process needs two values. Of a
        small space all follow, the best first, and no sampler is asked.
        """
        study = self._study
        opening: list[dict[str, Any]] = []
        for policy in dict.fromkeys((study.baseline, *known)):
            taken = study.taken(policy)
            if None not in taken.values():  # as of a schedule, where a policy follows a rule
                opening.append(self._encoding.values(taken))
        count = max(study.search.batch, 2) - len(opening)
        places = screen.opening(count)
        if screen.complete and len(screen.policies) <= FEW:
            places += range(len(screen.policies))
        for place in places:
            values = self._encoding.values(self._encoding.at(screen.points[place]))
            if values not in opening:
                opening.append(values)
        return opening

    def _improvement(self) -> float:
        """What the next policy is expected to add; NaN where the sampler does not know."""
        least = max(_LEAST, 2 * len(self._encoding.variables))
        able = any(trial.violation == 0.0 for trial in self._trials)
        if self._sampler != "skopt" or len(self._trials) < least or not able:
            return float("nan")
        return self._proposal(len(self._trials), ()).improvement

    def _propose(self, number: int, pending: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """What the sampler "skopt" tries next."""
        if len(self._trials) < 2:
            generator = np.random.default_rng((self._simulator.problem.seed, number))
            point = generator.random(len(self._encoding.variables))
        else:
            point = self._proposal(number, list(map(self._open, pending))).point
        return self._encoding.values(self._encoding.at(point))

    def _proposal(self, number: int, pending: Sequence[Tried]) -> Proposal:
        """What the Gaussian process would try as trial ``number``.

        The first of a batch is asked for twice: is it worth a batch, and what is it?
        """
        if not pending and self._proposed is not None and self._proposed[0] == number:
            return self._proposed[1]
        proposal = self._bayes.propose(self._tried(), pending, self._study.constraints, number)
        if not pending:
            self._proposed = number, proposal
        return proposal

    def _open(self, values: Mapping[str, Any]) -> Tried:
        decisions = self._encoding.decisions(values)
        policy = self._study.model.decide(self._study.baseline, decisions)
        return Tried(self._encoding.point(decisions), policy, float("nan"), float("nan"), ())

    def _tried(self) -> list[Tried]:
        """The trials as the Gaussian process sees them."""
        return [
            Tried(
                self._encoding.point(self._study.taken(trial.policy)),
                trial.policy,
                standing.ahead,
                standing.error,
                trial.levels,
            )
            for trial, standing in zip(self._trials, self._standings, strict=True)
        ]

    def _stand(self) -> list[Standing]:
        """How far each trial is ahead of the incumbent; until there is one, of today's policy."""
        samples = [self._simulator.so_far(each.policy, Phase.SEARCH) for each in self._trials]
        return standings(samples, self._reference(self._incumbent))

    def _reference(self, incumbent: Policy | None) -> Sample:
        """What trials are compared with: the incumbent; until there is one, today's policy."""
        if incumbent is None:
            return self._today
        return self._simulator.so_far(incumbent, Phase.SEARCH)

    def _ranked(self) -> tuple[Trial, ...]:
        """The trials that met all replications, best first."""
        placed = [
            ((trial.violation, trial.policy != self._incumbent, -standing.ahead), trial)
            for trial, standing in zip(self._trials, self._standings, strict=True)
            if not trial.stopped
        ]
        return tuple(trial for _, trial in sorted(placed, key=lambda each: each[0]))


def _distinct(trials: Sequence[Trial]) -> int:
    return len({key_of(trial.policy) for trial in trials})
