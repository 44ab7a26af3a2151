"""How near the search comes to the optimum where two pods have a CAF each.

    python workshop/experiments/pods.py --jobs 2

The study two-pods is small enough to simulate a whole grid of both CAFs: every policy on 12 common
replications, the best 40 on 300 others. On 600 fresh replications its winner meets what the planner
recommends under ten seeds, which may lie between the points of the grid. Leaves
results/experiments/two-pods.json.
"""

import argparse
import json
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from records import RESULTS

from planner import load_study, recommend
from planner.api.study import Study
from planner.simulation.estimate import paired_difference
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator

STUDY = Path(__file__).parent / "studies" / "two-pods.toml"

CAFS = np.linspace(0.6, 2.0, 29).round(3).tolist()
SCREENED, KEPT, DECIDED, VALUED = 12, 40, 300, 600
OF_GRID, OF_VALUES = 99, 777
"""Seeds of replications; the search has those from 1 on."""

SEEDS = range(1, 11)


def main() -> None:
    """Write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    jobs = parser.parse_args().jobs
    study = load_study(str(STUDY))

    def values(policies: list[Any], seed: int, phase: Phase, often: int) -> np.ndarray:
        simulator = Simulator(Problem(study.model, study.facts, study.objective, seed), jobs)
        samples = simulator.sample(policies, phase, often)
        return np.array([each.metrics["objective"] for each in samples])

    grid = [study.deciding({"caf.named": a, "caf.pool": b}) for a, b in product(CAFS, CAFS)]
    screened = values(grid, OF_GRID, Phase.SEARCH, SCREENED).mean(axis=1)
    kept = [grid[each] for each in np.argsort(-screened)[:KEPT]]
    winner = kept[int(values(kept, OF_GRID, Phase.SELECT, DECIDED).mean(axis=1).argmax())]
    found = [_recommended(study, seed, jobs) for seed in SEEDS]
    policies = [study.baseline, winner, *found]
    today, best, *reached = values(policies, OF_VALUES, Phase.SELECT, VALUED)
    gaps = [paired_difference(best, each) for each in reached]
    table = {
        "grid": {"policies": len(grid), "best": _cafs(winner), "value": round(best.mean())},
        "gain over today": round((best - today).mean()),
        "found": [
            {
                "seed": seed,
                **_cafs(policy),
                "gap, % of value": round(100 * gap.mean / best.mean(), 3),
                "half-width": round(100 * gap.half_width / best.mean(), 3),
            }
            for seed, policy, gap in zip(SEEDS, found, gaps, strict=True)
        ],
        "median gap, % of value": round(
            100 * float(np.median([gap.mean for gap in gaps])) / best.mean(), 3
        ),
    }
    (RESULTS / "two-pods.json").write_text(json.dumps(table, indent=1) + "\n")


def _recommended(study: Study, seed: int, jobs: int) -> Any:
    """The policy that the planner recommends."""
    with TemporaryDirectory() as folder:
        found = recommend(study, results=folder, seed=seed, jobs=jobs)
    return found.details.winner.policy


def _cafs(policy: Any) -> dict[str, float]:
    return {pod: policy.of_pod(pod).caf for pod in ("named", "pool")}


if __name__ == "__main__":
    main()
