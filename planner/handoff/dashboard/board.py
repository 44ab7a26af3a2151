"""The search's record as the dashboard shows it. The only module that knows optuna-dashboard."""

import copy
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import optuna_dashboard
from optuna.artifacts import FileSystemArtifactStore, get_all_artifact_meta, upload_artifact
from optuna.storages import JournalStorage
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, TrialState

from planner.search.journal import ARTIFACTS, recorded
from planner.simulation.feasible import excess

HOST = "127.0.0.1"
_CONSTRAINTS = "constraints"


def decorate(
    folder: Path, name: str, note: str, plots: Mapping[str, Any], files: Sequence[Path]
) -> None:
    """Put a note, plots and files beside the study called ``name``; earlier ones are replaced.

    Args:
        plots: Plotly's figures, by name.
    """
    study, store = recorded(folder, name), _store(folder)
    # A journal only grows, so what is there already is not written again.
    if optuna_dashboard.get_note(study) != note:
        for plot, figure in plots.items():
            optuna_dashboard.save_plotly_graph_object(study, figure, graph_object_id=plot)
        optuna_dashboard.save_note(study, note)  # last: it says that all is there
    known = {each.filename: each.artifact_id for each in get_all_artifact_meta(study)}
    for path in files:
        if path.name in known:
            with path.open("rb") as file:
                store.write(known[path.name], file)
        else:
            upload_artifact(artifact_store=store, file_path=str(path), study_or_trial=study)


def board(folder: Path, name: str) -> Any:
    """The dashboard on the study called ``name``.

    Raises:
        KeyError: no search was recorded in ``folder``.
        OSError: its record cannot be read, or has no room for files beside it.
    """
    journal = recorded(folder, name, _Shown)._storage
    return optuna_dashboard.wsgi(journal, artifact_store=_store(folder))


def server(app: Any, port: int) -> WSGIServer:
    """Serve what :func:`board` has made, on this machine only.

    Args:
        port: 0 for any that is free.

    Raises:
        OSError: the port is taken.
    """
    return make_server(HOST, port, app, server_class=_Threaded, handler_class=_Quiet)


class _Shown(JournalStorage):
    """A record with constraints as the dashboard knows them: a list without names, for each trial.

    Without it, the dashboard takes any trial for one that keeps them.
    """

    def get_all_trials(
        self,
        study_id: int,
        deepcopy: bool = True,
        states: Container[TrialState] | None = None,
    ) -> list[FrozenTrial]:
        return list(map(_constrained, super().get_all_trials(study_id, deepcopy, states)))

    def get_best_trial(self, study_id: int) -> FrozenTrial:
        """The best of those that violate least."""
        completed = self.get_all_trials(study_id, False, (TrialState.COMPLETE,))
        (direction,) = self.get_study_directions(study_id)
        sign = 1 if direction == StudyDirection.MAXIMIZE else -1
        return max(
            completed,
            key=lambda trial: (-excess(trial.system_attrs[_CONSTRAINTS]), sign * trial.values[0]),
        )


def _constrained(trial: FrozenTrial) -> FrozenTrial:
    shown = copy.copy(trial)
    shown._system_attrs = trial.system_attrs | {_CONSTRAINTS: list(trial.constraints.values())}
    return shown


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's concern."""


def _store(folder: Path) -> FileSystemArtifactStore:
    artifacts = folder / ARTIFACTS
    artifacts.mkdir(exist_ok=True)
    return FileSystemArtifactStore(base_path=artifacts)
