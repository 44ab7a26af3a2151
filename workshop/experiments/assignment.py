"""Assignments side by side: today's, round robin, longest first, a plain solver, the planner.

    python workshop/experiments/assignment.py

On five made instances (`teams.py`). Longest first gives units, those with most hours first, to the
person who may have them and would be least loaded; round robin goes around those who may. Neither
knows money. The plain integer program has all pairs and SOLVER_SECONDS, which is a clock: where it
does not end its figures may differ elsewhere. The largest instance is too large for it.
Leaves results/experiments/assignment.json, and its table in results/experiments/README.md.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from marks import marked
from records import RESULTS
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import vstack
from teams import MADE, Instance, instance

from planner.assignment.columns import columns_of
from planner.assignment.measure import exceeded, measure
from planner.assignment.model import model
from planner.assignment.problem import Problem
from planner.assignment.size import LARGE
from planner.assignment.solve import solve

SOLVER_SECONDS = 30.0


def round_robin(problem: Problem) -> np.ndarray:
    """Units in order, each to the next person who may have it."""
    person, last = np.empty(problem.units, dtype=np.int64), 0
    for unit in range(problem.units):
        around = (last + 1 + np.arange(problem.people)) % problem.people
        last = person[unit] = around[problem.allowed[unit, around]][0]
    return person


def longest_first(problem: Problem) -> np.ndarray:
    """Units by hours, each to the person whose hours are then the smallest part of the target."""
    person, hours = np.empty(problem.units, dtype=np.int64), np.zeros(problem.people)
    whole, target = problem.whole, problem.target.sum(axis=1)
    for unit in np.argsort(-whole, kind="stable"):
        after = hours + whole[unit] * problem.slower[unit]
        load = np.where(problem.allowed[unit], after / target, np.inf)
        person[unit] = load.argmin()
        hours[person[unit]] = after[person[unit]]
    return person


def plain(problem: Problem) -> np.ndarray | None:
    """What the solver finds of the problem as it is, in SOLVER_SECONDS."""
    columns = columns_of(problem.allowed)
    program = model(problem, columns).program
    none = np.full(program.limit.size, -np.inf)
    found = milp(
        program.cost,
        constraints=LinearConstraint(
            vstack([program.equal, program.most]),
            np.concatenate([program.right, none]),
            np.concatenate([program.right, program.limit]),
        ),
        integrality=program.whole.astype(int),
        bounds=Bounds(0.0, np.inf),
        options={"time_limit": SOLVER_SECONDS},
    )
    if found.x is None:
        return None
    person = np.empty(problem.units, dtype=np.int64)
    chosen = found.x[: columns.person.size] > 0.5
    person[columns.unit[chosen]] = columns.person[chosen]
    return person


WAYS: Mapping[str, Callable[[Problem], np.ndarray | None]] = {
    "round robin": round_robin,
    "longest first": longest_first,
    "plain integer program": plain,
    "plan assign": lambda problem: solve(problem).person,
}


def figures(made: Instance, person: np.ndarray, bound: float, seconds: float) -> dict[str, Any]:
    problem = made.problem
    found = measure(problem, person)
    match = made.match[np.arange(problem.units), person]
    return {
        "objective": found.objective,
        "above_bound": found.objective / bound - 1.0,
        "variation": found.variation,
        "match": float(np.average(match, weights=problem.whole)),
        "moved": found.moved,
        "limits_missed": len(exceeded(problem, person)),
        "seconds": round(seconds, 2),
    }


def compared(made: Instance) -> dict[str, Any]:
    problem = made.problem
    solution = solve(problem)  # and what is compiled is compiled
    ways = {"today": figures(made, made.present, solution.bound, 0.0)}
    for name, way in WAYS.items():
        if way is plain and problem.allowed.sum() > LARGE:
            continue
        started = time.perf_counter()
        person = way(problem)
        seconds = time.perf_counter() - started
        if person is not None:
            ways[name] = figures(made, person, solution.bound, seconds)
    return {
        "units": problem.units,
        "people": problem.people,
        "bound": solution.bound,
        "optimal": solution.optimal,
        "ways": ways,
    }


def main() -> None:
    document = {name: compared(instance(made)) for name, made in MADE.items()}
    (RESULTS / "assignment.json").write_text(json.dumps(document, indent=1) + "\n")
    show(document)


def show(document: Mapping[str, Any]) -> None:
    """Put the table into the page."""
    rows = [
        "| instance | way | cost | above bound | variation | match | moves | limits missed | s |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, case in document.items():
        title = f"{name}: {case['units']:,} × {case['people']}"
        for way, its in case["ways"].items():
            rows.append(
                f"| {title} | {way} | {its['objective']:,.0f} | {100 * its['above_bound']:,.2f} % "
                f"| {its['variation']:.3f} | {its['match']:.3f} | {its['moved']:,} "
                f"| {its['limits_missed']} | {its['seconds']:,.1f} |"
            )
            title = ""
    page, table = RESULTS / "README.md", "\n".join(rows)
    page.write_text(marked(page.read_text("utf-8"), "assignment", table), "utf-8")


if __name__ == "__main__":
    main()
