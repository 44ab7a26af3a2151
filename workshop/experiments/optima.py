"""The best policy of each problem, as far as it can be known.

Boutique, turnaround and realistic-team are small enough to simulate a whole grid: every policy of
it on 20 common replications, the best 100 on 1,000 others. On fresh replications its winner meets
what the solvers recommended last, which may lie between the points of the grid; the best of them is
the optimum. Growth and its schedules are too large for a grid; their optimum is the best of what
any solver recommended last, on the replications that also value it.

    python workshop/experiments/optima.py --problem boutique --jobs 2

adds the problem's entry to results/experiments/optima.json. A grid is simulated once and kept in
the work folder.
"""

import argparse
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from problems import PROBLEMS, Point, Problem
from records import OPTIMA, RESULTS, read_trajectories
from valuation import FINAL, simulate, valuations

from planner.simulation.estimate import estimate, paired_difference
from planner.simulation.phase import Phase
from simmodel.fields import Section

SCREENED = 20
"""Replications on which the whole grid is simulated."""

KEPT = 100
"""Policies of the grid that go on."""

SMALL = ("boutique", "turnaround", "realistic-team")
"""Problems whose whole grid is simulated."""

CELLS = 32
"""Steps between the ends of a real variable: the boutique's CAF by 0.025."""


def axes(problem: Problem) -> dict[str, list[Any]]:
    """The values of each variable in the grid."""
    return {
        each.name: list(each.options)
        if each.kind == "choice"
        else list(range(int(each.low), int(each.high) + 1))
        if each.kind == "whole"
        else np.linspace(each.low, each.high, CELLS + 1).round(6).tolist()
        for each in problem.variables
    }


def brute_force(problem: Problem, work: Path, jobs: int) -> dict[str, Any]:
    """The best points of the grid with their means, and how they were found."""
    file = work / f"grid.{problem.name}.json"
    if not file.exists():
        file.write_text(json.dumps(_brute_force(problem, jobs), indent=1) + "\n")
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def _brute_force(problem: Problem, jobs: int) -> dict[str, Any]:
    grid = axes(problem)
    points = {problem.policy(point): point for point in _points(grid)}
    policies = list(points)
    screened = simulate(problem.name, policies, Phase.SEARCH, range(SCREENED), jobs).mean(axis=0)
    kept = [policies[each] for each in np.argsort(-screened)[:KEPT]]
    means = simulate(problem.name, kept, Phase.SELECT, range(FINAL), jobs).mean(axis=0)
    return {
        "how": f"all {len(policies)} policies of the grid on {SCREENED} common replications, "
        f"the best {len(kept)} on {FINAL} others",
        "axes": {name: [axis[0], axis[-1], len(axis)] for name, axis in grid.items()},
        "best": [
            {"point": points[kept[each]], "mean": round(float(means[each]))}
            for each in np.argsort(-means)[:10]
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problem", nargs="+", choices=PROBLEMS, default=list(PROBLEMS))
    parser.add_argument("--work", type=Path, default=RESULTS / "work")
    parser.add_argument("--jobs", type=int, default=1, help="replications at a time")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    for name in options.problem:
        entry = _entry(PROBLEMS[name](), options.work, options.jobs)
        optima = json.loads(OPTIMA.read_text()) if OPTIMA.exists() else {}
        OPTIMA.write_text(json.dumps(optima | {name: entry}, indent=1) + "\n")
        print(json.dumps({key: entry[key] for key in ("how", "optimum", "baseline", "gain")}))


def _entry(problem: Problem, work: Path, jobs: int) -> dict[str, Any]:
    """The optimum of a problem, today's policy, and how it was found."""
    grid = brute_force(problem, work, jobs) if problem.name in SMALL else None
    winner = [grid["best"][0]["point"]] if grid else []
    finals = [each.steps[-1].point for each in read_trajectories(work, problem.name)]
    points = {problem.policy(point): point for point in (*winner, *finals)}
    if not points:
        raise SystemExit(f"{work}: no runs of {problem.name} to take the best of")
    today = problem.study.baseline
    values = valuations(problem.name, dict.fromkeys((today, *points), FINAL), work, jobs)
    best: Section = max(points, key=lambda policy: values[policy][:FINAL].mean())
    return {
        "optimum": {"point": points[best], **_estimated(values[best][:FINAL])},
        "baseline": {"policy": today.model_dump(), **_estimated(values[today][:FINAL])},
        "gain": vars(paired_difference(values[best][:FINAL], values[today][:FINAL])),
        "replications": FINAL,
        "unit": "money",
        "how": f"the best of {len(points)} policies, "
        + ("the grid's winner and " if grid else "")
        + "the last recommendations of all solvers, on the replications that value it"
        + ("" if grid else ": best known, not proven best"),
        "grid": grid,
    }


def _points(grid: dict[str, list[Any]]) -> Iterator[Point]:
    for values in product(*grid.values()):
        yield dict(zip(grid, values, strict=True))


def _estimated(values: np.ndarray) -> dict[str, float]:
    return dict(vars(estimate(values)))


if __name__ == "__main__":
    main()
