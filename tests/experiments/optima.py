"""The best policy of each problem, as far as it can be known.

Boutique and turnaround are small enough to simulate a whole grid: every policy of it on 20 common
replications, the best 100 on 1,000 others. The winner and today's policy are then valued on 1,000
more, which chose nothing. Growth and its schedules are too large for that; their optimum is the
best of everything that any solver has recommended, on the replications that value it.

    python tests/experiments/optima.py --problem boutique --jobs 2

adds the problem's entry to results/experiments/optima.json.
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
from simmodel.fields import Section
from simmodel.streams import Phase

SCREENED = 20
"""Replications on which the whole grid is simulated."""

KEPT = 100
"""Policies of the grid that go on."""

SMALL = ("boutique", "turnaround")
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


def brute_force(problem: Problem, jobs: int) -> tuple[Point, dict[str, Any]]:
    """The best point of the grid, and how it was found."""
    grid = axes(problem)
    points = {problem.policy(point): point for point in _points(grid)}
    policies = list(points)
    screened = simulate(problem.name, policies, Phase.SEARCH, range(SCREENED), jobs).mean(axis=0)
    kept = [policies[each] for each in np.argsort(-screened)[:KEPT]]
    means = simulate(problem.name, kept, Phase.SELECT, range(FINAL), jobs).mean(axis=0)
    how = {
        "how": f"all {len(policies)} policies of the grid on {SCREENED} common replications, "
        f"the best {len(kept)} on {FINAL} others",
        "grid": {name: [axis[0], axis[-1], len(axis)] for name, axis in grid.items()},
        "best": [
            {"point": points[kept[each]], "mean": round(float(means[each]))}
            for each in np.argsort(-means)[:10]
        ],
    }
    return points[kept[int(means.argmax())]], how


def best_known(problem: Problem, work: Path, jobs: int) -> tuple[Point, dict[str, Any]]:
    """The best final recommendation of any solver, and how it was found."""
    finals = [each.steps[-1].point for each in read_trajectories(work, problem.name)]
    if not finals:
        raise SystemExit(f"{work}: no runs of {problem.name} to take the best of")
    points = {problem.policy(point): point for point in finals}
    values = valuations(problem.name, dict.fromkeys(points, FINAL), work, jobs)
    best: Section = max(points, key=lambda policy: values[policy].mean())
    how = (
        f"best known, not proven best: of the {len(points)} different final recommendations of "
        f"all solvers, on {FINAL} replications that also value it"
    )
    return points[best], {"how": how, "grid": None}


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
    if problem.name in SMALL:
        point, how = brute_force(problem, jobs)
    else:
        point, how = best_known(problem, work, jobs)
    best, today = problem.policy(point), problem.study.baseline
    values = valuations(problem.name, dict.fromkeys((best, today), FINAL), work, jobs)
    return {
        "optimum": {"point": point, **_estimated(values[best][:FINAL])},
        "baseline": {"policy": today.model_dump(), **_estimated(values[today][:FINAL])},
        "gain": vars(paired_difference(values[best][:FINAL], values[today][:FINAL])),
        "replications": FINAL,
        "unit": "money",
        **how,
    }


def _points(grid: dict[str, list[Any]]) -> Iterator[Point]:
    for values in product(*grid.values()):
        yield dict(zip(grid, values, strict=True))


def _estimated(values: np.ndarray) -> dict[str, float]:
    return dict(vars(estimate(values)))


if __name__ == "__main__":
    main()
