"""Wishes of a caller: of the right kind, or refused in words."""

import operator
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar, get_args

from planner.simulation.parallel import default_jobs
from planner.simulation.replications import Engine, Problem
from planner.simulation.simulator import Simulator
from planner.study.errors import Complaint, InputError, nearest
from planner.study.study import Study
from simmodel.fields import shown

MOST_REPLICATIONS = 100_000
A_STUDY, A_RESULT = "a study of load_study", "a result of recommend or recall"

_Kind = TypeVar("_Kind")


def simulator_of(
    study: Study,
    seed: int | None,
    jobs: int | None,
    on_runs: Callable[[int], None],
    engine: Engine = "kernel",
) -> Simulator:
    """The simulator of ``study``.

    Args:
        seed: None for the study's.
        jobs: replications at a time; None for one a processor. No result depends on it.
        on_runs: as in :class:`planner.simulation.simulator.Simulator`.

    Raises:
        InputError: a wish is none that can be granted.
    """
    if engine not in get_args(Engine):
        near = nearest(str(engine), get_args(Engine))
        raise _refused("engine", engine, " or ".join(get_args(Engine)), near)
    problem = Problem(study.model, study.facts, study.objective, seed_of(study, seed), study.risk)
    return Simulator(problem, jobs_of(jobs), engine, on_runs)


def seed_of(study: Study, seed: int | None) -> int:
    """``seed``, or the study's; InputError if it is none."""
    return study.seed if seed is None else _whole("seed", seed, 0)


def jobs_of(jobs: int | None) -> int:
    """``jobs``, or one a processor; InputError if it is none."""
    return default_jobs() if jobs is None else _whole("jobs", jobs, 1)


def replications_of(replications: int) -> int:
    """``replications``; InputError unless a half-width can be told from so many."""
    return _whole("replications", replications, 2, MOST_REPLICATIONS)


def of_kind(name: str, value: Any, kind: type[_Kind], allowed: str) -> _Kind:
    """``value``; InputError unless it is of a kind, in words ``allowed``."""
    if not isinstance(value, kind):
        raise _refused(name, value, allowed)
    return value


def path_of(name: str, value: str | os.PathLike[str]) -> str:
    """``value`` as text; InputError if no file can be called so."""
    try:
        path = os.fsdecode(value)
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            os.lstat(path)
    except (TypeError, ValueError, OSError):
        raise _refused(name, value, "a path, as text or of pathlib") from None
    return path


def texts_of(name: str, value: str | Iterable[str]) -> list[str]:
    """``value``, text or several, as a list; InputError if it is something else."""
    texts = [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)
    for text in texts:
        if not isinstance(text, str):
            raise _refused(name, text, "text, a list of texts, or values by name")
    return texts


def _whole(name: str, value: int, least: int, most: int | None = None) -> int:
    with suppress(TypeError):
        number = operator.index(value)  # of numpy as well
        if number >= least and (most is None or number <= most) and not isinstance(value, bool):
            return number
    bounds = f">= {least}" if most is None else f"from {least} to {most:_}"
    raise _refused(name, value, f"a whole number {bounds}")


def _refused(name: str, value: object, allowed: str, near: str | None = None) -> InputError:
    return InputError([Complaint(name, "", f"found {shown(value)}", allowed, near)])
