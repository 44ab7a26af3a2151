"""Wishes of a caller, in place of what the study says; wrong ones are refused."""

from collections.abc import Callable
from typing import get_args

from planner.simulation.parallel import default_jobs
from planner.simulation.replications import Engine, Problem
from planner.simulation.simulator import Simulator
from planner.study.errors import Complaint, InputError, nearest
from planner.study.study import Study
from simmodel.fields import shown

MOST_REPLICATIONS = 100_000


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
    problem = Problem(study.model, study.facts, study.objective, seed_of(study, seed))
    return Simulator(problem, jobs_of(jobs), engine, on_runs)


def seed_of(study: Study, seed: int | None) -> int:
    """``seed``, or the study's; InputError if it is none."""
    return study.seed if seed is None else _whole("seed", seed, 0)


def jobs_of(jobs: int | None) -> int:
    """``jobs``, or one a processor; InputError if it is none."""
    return default_jobs() if jobs is None else _whole("jobs", jobs, 1)


def check_replications(replications: int) -> None:
    """Raise InputError unless a half-width can be told from so many."""
    _whole("replications", replications, 2, MOST_REPLICATIONS)


def _whole(name: str, value: int, least: int, most: int | None = None) -> int:
    inside = isinstance(value, int) and value >= least and (most is None or value <= most)
    if not inside or isinstance(value, bool):
        bounds = f">= {least}" if most is None else f"from {least} to {most:_}"
        raise _refused(name, value, f"a whole number {bounds}")
    return value


def _refused(name: str, value: object, allowed: str, near: str | None = None) -> InputError:
    return InputError([Complaint(name, "", f"found {shown(value)}", allowed, near)])
