"""Coverage of a recommendation's interval, and the optimism of the search.

    python workshop/experiments/validation.py --macros 400 --jobs 2

A whole recommendation for the corner shop under every seed. The truth about each policy that was
recommended comes from 20,000 replications, that about the best of each search from 2,000; the
error of the truth is small beside the half-widths that are judged. Results go to
results/experiments/validation.json.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from macros import Record, average, records, share, write
from truth import REPLICATIONS, batch_means, corner, mean_error
from watching import Nobody

from planner.recommendation.recommend import recommend
from planner.simulation.estimate import Estimate
from planner.simulation.simulator import key_of

OF_THE_SEARCH = 2_000
"""Replications for the truth about the best of a search: there are as many as seeds."""


def one_recommendation(seed: int) -> Record:
    """The recommendation to the corner shop under one seed."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = recommend(corner(), seed, 1, Path(folder), Nobody())
    return {
        "policy": key_of(found.winner.policy),
        "objective": _pair(found.winner.metrics["objective"]),
        "gain": _pair(found.gain),
        "best_policy": key_of(found.searched.best.policy),
        "best_observed": _pair(found.best_observed),
        "certified": found.selected.certified,
        "ties": len(found.selected.ties),
        "runs": found.runs["total"],
        "seconds": time.perf_counter() - began,
    }


def _pair(estimate: Estimate) -> list[float]:
    return [estimate.mean, estimate.half_width]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--macros", type=int, default=400, help="seeds")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    study, jobs = corner(), options.jobs
    done = records("recommendations", range(1, options.macros + 1), one_recommendation, jobs=jobs)

    def policies(name: str) -> list[Any]:
        keys = dict.fromkeys(each[name] for each in done)
        return [study.model.Policy.model_validate_json(key) for key in keys]

    recommended = [study.baseline, *policies("policy")]
    truth = batch_means(study, recommended, jobs)
    flattered = batch_means(study, policies("best_policy"), jobs, OF_THE_SEARCH)
    gain = {key: batches - truth[key_of(study.baseline)] for key, batches in truth.items()}
    value = {key: float(batches.mean()) for key, batches in truth.items()}
    write(
        "validation",
        {
            "truth": {"replications": REPLICATIONS, "policies": len(recommended) - 1},
            "validated_objective": _judged(done, "objective", "policy", truth),
            "validated_gain": _judged(done, "gain", "policy", gain),
            "best_observed": _judged(done, "best_observed", "best_policy", flattered),
            "recommended": {
                "certified": share(each["certified"] for each in done),
                "gain": average(float(gain[each["policy"]].mean()) for each in done),
                "behind_the_best_recommended": average(
                    max(value.values()) - value[each["policy"]] for each in done
                ),
                "runs": average(each["runs"] for each in done),
                "seconds": average(each["seconds"] for each in done),
            },
        },
    )


def _judged(
    done: list[Record], name: str, policy: str, truth: dict[str, np.ndarray]
) -> dict[str, Any]:
    """How often the 95 % intervals cover the truth, and by how much their middles are off.

    All seeds share one truth, whose own error is no part of the bias's half-width.
    """
    off = [each[name][0] - float(truth[each[policy]].mean()) for each in done]
    half = [each[name][1] for each in done]
    return {
        "coverage": share(abs(o) <= h for o, h in zip(off, half, strict=True)),
        "bias": average(off),
        "mean_half_width": round(float(np.mean(half)), 1),
        "standard_error_of_the_truth": round(
            float(np.mean([mean_error(truth[each[policy]])[1] for each in done])), 1
        ),
    }


if __name__ == "__main__":
    main()
