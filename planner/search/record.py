"""The search's record: an Optuna study in a journal file, which the Optuna dashboard can open."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock

from planner.search.samplers import tpe
from simmodel.contract import Choice, Decision

JOURNAL = "search.journal"


class Record:
    """Proposals asked for and results told, in one new Optuna study.

    Args:
        name: of the study.
        space: the decisions searched.
        seed: of the sampler.
        folder: where the journal is written; one of an earlier search is replaced.
        first: decisions that must be the first proposal, or None.
    """

    def __init__(
        self,
        name: str,
        space: Sequence[Decision],
        seed: int,
        folder: Path,
        first: Mapping[str, Any] | None,
    ) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self.journal = folder / JOURNAL
        lock = JournalFileOpenLock(str(self.journal))
        for left in (self.journal, Path(lock._lock_file)):
            left.unlink(missing_ok=True)  # a search that was killed leaves its lock behind
        self._space = {decision.name: _distribution(decision) for decision in space}
        self._study = optuna.create_study(
            study_name=name,
            storage=JournalStorage(JournalFileBackend(str(self.journal), lock)),
            sampler=tpe(seed),
            direction="maximize",
        )
        if first is not None:
            self._study.enqueue_trial(dict(first))

    def ask(self, count: int) -> list[dict[str, Any]]:
        """The decisions of the next ``count`` trials, by name."""
        self._open = [self._study.ask(self._space) for _ in range(count)]
        return [dict(trial.params) for trial in self._open]

    def tell(self, values: Sequence[float], notes: Sequence[Mapping[str, Any]]) -> None:
        """The objective of each trial asked for last, and notes to keep beside it."""
        for trial, value, note in zip(self._open, values, notes, strict=True):
            for key, content in note.items():
                trial.set_user_attr(key, content)
            self._study.tell(trial, value)


def _distribution(decision: Decision) -> BaseDistribution:
    if isinstance(decision, Choice):
        return CategoricalDistribution(decision.options)
    return FloatDistribution(decision.low, decision.high)
