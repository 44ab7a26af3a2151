"""The search's record: an Optuna study in a journal file, which the Optuna dashboard can open.

One process writes it (the ledger of runs is locked by that process for as long as it lives). A
search that was killed is taken up trial by trial: what was told stays, what was asked and not told
is simulated, and a proposal of which only a part had been written is completed.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.exceptions import ExperimentalWarning
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, TrialState

from planner.search.encoding import Encoding
from planner.search.journal import JOURNAL, mend, named, recorded, storage
from planner.search.samplers import Propose, distributions, sampler
from planner.study.goals import Sense

_DIRECTIONS = {"maximise": StudyDirection.MAXIMIZE, "minimise": StudyDirection.MINIMIZE}


@dataclass(frozen=True)
class Told:
    """What the search says of a trial.

    Attributes:
        values: of the objective, or of each goal.
        constraints: violations by constraint; 0 or less is kept.
        notes: shown beside the trial.
        running: values of the objective by the number of replications; empty if there are goals.
        stopped: whether it ended early; its value is then the last of ``running``.
    """

    values: tuple[float, ...]
    constraints: Mapping[str, float]
    notes: Mapping[str, Any]
    running: Mapping[int, float] = field(default_factory=dict)
    stopped: bool = False


class Record:
    """Proposals asked for and results told.

    Args:
        name: of the study.
        folder: where the journal is, or is begun.
        encoding: of the space searched.
        sampler: its name.
        seed: of the study.
        senses: of each value of a trial, by its name.
        opening: values of the variables of the first trials.
        bayes: how the sampler "skopt" proposes.

    Raises:
        OSError: the journal cannot be written; so do the methods.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        encoding: Encoding,
        sampler: str,
        seed: int,
        senses: Mapping[str, Sense],
        opening: Sequence[Mapping[str, Any]],
        bayes: Propose,
    ) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._journal = folder / JOURNAL
        self._encoding, self._sampler, self._seed = encoding, sampler, seed
        self._opening, self._bayes = opening, bayes
        self._space = distributions(encoding)
        directions = [_DIRECTIONS[sense] for sense in senses.values()]
        mend(self._journal, name, self._space, directions)
        with named(self._journal):
            try:  # to make a study that is there would add to the journal all the same
                self._study = recorded(folder, name)
            except KeyError:
                self._study = optuna.create_study(
                    study_name=name, storage=storage(self._journal), directions=directions
                )
            if self._study.metric_names is None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", ExperimentalWarning)
                    self._study.set_metric_names(list(senses))

    def ask(self, first: int, count: int) -> list[dict[str, Any]]:
        """The values of the variables of a batch: trials ``first``, ``first + 1`` ..."""
        with named(self._journal):
            batch = range(first, first + count)
            return [dict(self._trial(number, count).params) for number in batch]

    def tell(self, first: int, told: Sequence[Told]) -> None:
        """Results of trials ``first``, ``first + 1`` ...; those told before stay as they are."""
        with named(self._journal):
            self._tell(first, told)

    def has(self, number: int) -> bool:
        """Whether trial ``number`` was begun."""
        return len(self._study.get_trials(deepcopy=False)) > number

    def _tell(self, first: int, told: Sequence[Told]) -> None:
        known = self._study.get_trials(deepcopy=False)
        for number, each in enumerate(told, first):
            if known[number].state.is_finished():
                continue
            trial = optuna.trial.Trial(self._study, known[number]._trial_id)
            for key, content in each.notes.items():
                trial.set_user_attr(key, content)
            for key, violation in each.constraints.items():
                if key not in known[number].constraints:  # told before an interruption
                    trial.set_constraint(key, min(violation, 1e308))
            for step, value in each.running.items():
                if step not in known[number].intermediate_values:
                    trial.report(value, step)
            if each.stopped:
                self._study.tell(trial, state=TrialState.PRUNED)
            else:
                self._study.tell(trial, list(each.values))

    def _trial(self, number: int, batch: int) -> optuna.trial.Trial | FrozenTrial:
        known = self._study.get_trials(deepcopy=False)
        if number < len(known) and known[number].state.is_finished():
            return known[number]
        self._study.sampler = sampler(
            self._sampler, self._seed, number, self._encoding, batch, self._bayes
        )
        if number < len(known) and known[number].state == TrialState.RUNNING:
            trial = optuna.trial.Trial(self._study, known[number]._trial_id)
            for name, distribution in self._space.items():
                _suggest(trial, name, distribution)
            return trial
        if number == len(known) and number < len(self._opening):
            self._study.enqueue_trial(dict(self._opening[number]))
        return self._study.ask(self._space)


def _suggest(trial: optuna.trial.Trial, name: str, distribution: BaseDistribution) -> None:
    """Let the sampler decide a variable, unless it was decided before the interruption."""
    match distribution:
        case CategoricalDistribution(choices=choices):
            trial.suggest_categorical(name, choices)
        case IntDistribution(low=low, high=high):
            trial.suggest_int(name, low, high)
        case FloatDistribution(low=low, high=high):
            trial.suggest_float(name, low, high)
