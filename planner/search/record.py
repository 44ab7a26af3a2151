"""The search's record: an Optuna study in a journal file, which the Optuna dashboard can open.

One process writes it (the ledger of runs is locked by that process for as long as it lives). A
search that was killed is taken up trial by trial: what was told stays, what was begun and not told
is simulated, and a trial of which only a part had been written is completed.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import optuna
from optuna.distributions import BaseDistribution
from optuna.exceptions import ExperimentalWarning
from optuna.samplers import RandomSampler
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, Trial, TrialState

from planner.search.journal import JOURNAL, mend, named, recorded, storage
from planner.search.optuna_space import suggest


@dataclass(frozen=True)
class Told:
    """The result of a trial, as the search tells it.

    Attributes:
        scores: the value of the objective, or of each goal.
        constraints: violations by constraint; 0 or less is kept.
        notes: shown beside the trial.
        running: values of the objective by the number of replications; empty if there are goals.
        stopped: whether it ended early; its score is then the last of ``running``.
    """

    scores: tuple[float, ...]
    constraints: Mapping[str, float]
    notes: Mapping[str, Any]
    running: Mapping[int, float] = field(default_factory=dict)
    stopped: bool = False


class Record:
    """Trials begun, and results told.

    Args:
        folder: where the journal is, or is begun.
        name: of the study.
        space: distributions by variable.
        directions: of each value of a trial, by its name.

    Raises:
        OSError: the journal cannot be written; so do the methods.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        space: Mapping[str, BaseDistribution],
        directions: Mapping[str, StudyDirection],
    ) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._journal, self._space = folder / JOURNAL, space
        mend(self._journal, name, space, list(directions.values()))
        with named(self._journal):
            try:  # to make a study that is there would add to the journal all the same
                self._study = recorded(folder, name)
            except KeyError:
                self._study = optuna.create_study(
                    study_name=name,
                    storage=storage(self._journal),
                    directions=list(directions.values()),
                )
            if self._study.metric_names is None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", ExperimentalWarning)
                    self._study.set_metric_names(list(directions))

    def has(self, number: int) -> bool:
        """Whether trial ``number`` was begun."""
        return len(self._known) > number

    def begun(self, number: int) -> Mapping[str, Any] | None:
        """The values of the variables of trial ``number``; None until all of them are known."""
        params = self._known[number].params if self.has(number) else {}
        return dict(params) if len(params) == len(self._space) else None

    def begin(self, number: int, values: Mapping[str, Any]) -> None:
        """Begin trial ``number``, or complete what was written of it."""
        with named(self._journal):
            self._study.sampler = _Given(values)
            if self.has(number) and self._known[number].state == TrialState.RUNNING:
                trial = self._open(number)
            else:
                trial = self._study.ask()
            for name, distribution in self._space.items():
                suggest(trial, name, distribution)

    def tell(self, first: int, told: Sequence[Told]) -> None:
        """Results of trials ``first``, ``first + 1`` ...; those told before stay as they are."""
        with named(self._journal):
            known = self._known
            for number, each in enumerate(told, first):
                if not known[number].state.is_finished():
                    self._tell(known[number], self._open(number), each)

    @property
    def _known(self) -> list[FrozenTrial]:
        return self._study.get_trials(deepcopy=False)

    def _open(self, number: int) -> Trial:
        """A trial that was begun, to be written on."""
        return Trial(self._study, self._known[number]._trial_id)

    def _tell(self, known: FrozenTrial, trial: Trial, told: Told) -> None:
        for key, content in told.notes.items():
            trial.set_user_attr(key, content)
        for key, violation in told.constraints.items():
            if key not in known.constraints:  # told before an interruption
                trial.set_constraint(key, min(violation, 1e308))
        for step, value in told.running.items():
            if step not in known.intermediate_values:
                trial.report(value, step)
        if told.stopped:
            self._study.tell(trial, state=TrialState.PRUNED)
        else:
            self._study.tell(trial, list(told.scores))


class _Given(RandomSampler):
    """Decides what was proposed."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        self._values = values

    def sample_independent(
        self,
        study: optuna.Study,
        trial: FrozenTrial,
        param_name: str,
        param_distribution: BaseDistribution,
    ) -> Any:
        del study, trial, param_distribution
        return self._values[param_name]
