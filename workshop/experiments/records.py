"""The files of the experiment: one for each trajectory, so that runs can be split and resumed."""

import json
from dataclasses import asdict
from pathlib import Path

from account import Step, Trajectory
from problems import HERE, Point

RESULTS = HERE.parents[1] / "results" / "experiments"
OPTIMA = RESULTS / "optima.json"


def trajectory_file(work: Path, problem: str, solver: str, macro: int) -> Path:
    return work / f"run.{problem}.{solver}.{macro:03d}.json"


def write_trajectory(file: Path, trajectory: Trajectory) -> None:
    file.write_text(json.dumps(asdict(trajectory)))


def read_trajectories(work: Path, problem: str) -> list[Trajectory]:
    """All trajectories on ``problem``, by solver and macro-replication."""
    found = []
    for file in sorted(work.glob(f"run.{problem}.*.json")):
        record = json.loads(file.read_text())
        record["steps"] = tuple(Step(**step) for step in record["steps"])
        found.append(Trajectory(**record))
    return found


def recommended(trajectory: Trajectory, runs: int) -> Point | None:
    """The solver's recommendation after ``runs`` runs; None if nothing yet."""
    passed = [step.point for step in trajectory.steps if step.runs <= runs]
    return passed[-1] if passed else None
