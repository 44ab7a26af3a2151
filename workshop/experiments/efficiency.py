"""Search efficiency: how good is what a solver recommends, after how many simulation runs?

    python workshop/experiments/efficiency.py run --problem boutique --solver smac --macros 10
    python workshop/experiments/optima.py --problem boutique
    python workshop/experiments/efficiency.py evaluate --problem boutique
    python workshop/experiments/efficiency.py summarise

``run`` writes a file for each macro-replication and skips those that exist, so delete the work
folder to run anew. ``evaluate`` values what was recommended on fresh replications. ``summarise``
writes efficiency.csv, outcomes.csv and a chart to results/experiments; of problems that were not
asked for they keep what they have.
"""

import argparse
import json
from pathlib import Path

import pandas as pd
from chart import draw
from joblib import Parallel, delayed
from peers import PEERS
from problems import BUDGETS, PROBLEMS, Problem
from records import OPTIMA, RESULTS, read_trajectories, trajectory_file, write_trajectory
from summary import Valued, curves, outcomes, wanted
from valuation import FINAL, valuations

from simmodel.fields import Section


def run_one(problem: str, solver: str, macro: int, runs: int, common: bool, work: Path) -> None:
    """One macro-replication, unless its file is there."""
    file = trajectory_file(work, problem, solver, macro)
    if file.exists():
        return
    trajectory = PEERS[solver](PROBLEMS[problem](), macro, runs, common)
    write_trajectory(file, trajectory)
    print(f"{file.name}: {trajectory.seconds:.0f} s", flush=True)


def run(options: argparse.Namespace) -> None:
    tasks = [
        delayed(run_one)(
            problem,
            solver,
            macro,
            options.runs or BUDGETS[problem],
            not options.own_luck,
            options.work,
        )
        for problem in options.problem
        for macro in range(1, options.macros + 1)
        for solver in options.solver
    ]
    Parallel(n_jobs=options.jobs)(tasks)


def evaluate(options: argparse.Namespace) -> None:
    for name in options.problem:
        problem, trajectories = PROBLEMS[name](), read_trajectories(options.work, name)
        needs = wanted(problem, trajectories, _optimum(problem), options.final)
        valuations(name, needs, options.work, options.jobs)


def summarise(options: argparse.Namespace) -> None:
    drawn, ended = [], []
    for name in options.problem:
        problem, trajectories = PROBLEMS[name](), read_trajectories(options.work, name)
        optimum = _optimum(problem)
        if not trajectories or not optimum:
            print(f"{name}: left out, for want of {'runs' if optimum else 'an optimum'}")
            continue
        needs = wanted(problem, trajectories, optimum, options.final)
        values = valuations(name, needs, options.work, options.jobs)
        valued = Valued(values, optimum[0], problem.study.baseline, options.final)
        if not valued.gains:
            print(f"{name}: left out, for the best policy known is no better than today's")
            continue
        drawn.append(curves(problem, trajectories, valued))
        ended.append(outcomes(drawn[-1], trajectories, options.final))
    if not drawn:
        raise SystemExit("nothing to summarise")
    curve = _beside_others(pd.concat(drawn), RESULTS / "efficiency.csv")
    _beside_others(pd.concat(ended), RESULTS / "outcomes.csv")
    draw(curve, RESULTS / "efficiency.png")
    print(pd.concat(ended).to_string(index=False, float_format="{:.4g}".format))


def _beside_others(found: pd.DataFrame, file: Path) -> pd.DataFrame:
    """What the file has of other problems, and what was found; written to the file."""
    before = pd.read_csv(file) if file.exists() else found.iloc[:0]
    both = pd.concat([before[~before["problem"].isin(found["problem"])], found])
    both.to_csv(file, index=False)
    return both


def _optimum(problem: Problem) -> list[Section]:
    """The optimum, if it is known."""
    optima = json.loads(OPTIMA.read_text()) if OPTIMA.exists() else {}
    entry = optima.get(problem.name)
    return [problem.policy(entry["optimum"]["point"])] if entry else []


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("run", "evaluate", "summarise"))
    parser.add_argument("--problem", nargs="+", choices=PROBLEMS, default=list(PROBLEMS))
    parser.add_argument("--solver", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--macros", type=int, default=10, help="macro-replications")
    parser.add_argument("--runs", type=int, help="budget of each; by default that of the problem")
    parser.add_argument(
        "--final", type=int, default=FINAL, help="replications that value final recommendations"
    )
    parser.add_argument(
        "--own-luck", action="store_true", help="a trial's replications are its own"
    )
    parser.add_argument("--work", type=Path, default=RESULTS / "work")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    {"run": run, "evaluate": evaluate, "summarise": summarise}[options.command](options)


if __name__ == "__main__":
    main()
