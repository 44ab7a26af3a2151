"""The rate of right selections: on a problem with a known answer, and on the corner shop.

    python workshop/experiments/selection.py --macros 400 --jobs 2

The known answer: ten correlated normal policies in the slippage configuration, where nine are
worse than the best by exactly the indifference zone, the hardest case that the guarantee covers.
The corner shop: fixed policies, today's among them, whose truth comes from 20,000 replications. In
the case "spaced" the second best is a little more than a zone worse; in the case "crowded" another
is well within it. Today's policy is that second best: the simplest one lies just beyond the zone,
which tempts the choice among ties most.

*Best*: the policy chosen is the best, asked where all others are at least a zone worse. *Good*: it
is within the zone of the best. Results go to results/experiments/selection.json.
"""

import argparse
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from macros import Record, average, records, share, write
from truth import REPLICATIONS, batch_means, corner, mean_error

from planner.selection import kn
from planner.selection.select import select
from planner.simulation.budget import Budget
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator, key_of
from planner.study.study import Study, policy_with
from simmodel.fields import Section

CONFIDENCE = 0.95
FIRST_STAGE = 16
MOST = 4_000

NORMAL_POLICIES = 10
NORMAL_ZONE = 0.5
"""In standard deviations of one policy."""
CORRELATIONS = (0.0, 0.5, 0.9)

ZONE = 4_500.0
TODAY = "cadence=quarterly caf=1.15 automation=0.6"
SPACED = (
    TODAY,
    "cadence=monthly caf=1.25 automation=0.6",
    "cadence=monthly caf=1.3 automation=0.6",
    "cadence=monthly caf=1.15 automation=0.6",
    "cadence=quarterly caf=1.1 automation=0.6",
    "cadence=monthly caf=1.2 automation=0.5",
    "cadence=monthly caf=1.1 automation=0.6",
    "cadence=quarterly caf=1.2 automation=0.6",
)
CASES = {"spaced": SPACED, "crowded": (*SPACED, "cadence=monthly caf=1.2 automation=0.6")}


# ---- A known answer ------------------------------------------------------------------------------


def normal(correlation: float, seed: int) -> Record:
    """One selection among correlated normal policies; the best is named last."""
    generator = np.random.default_rng((seed, round(100 * correlation)))
    common = generator.normal(size=(MOST, 1))
    own = generator.normal(size=(MOST, NORMAL_POLICIES))
    values = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * own
    values[:, -1] += NORMAL_ZONE
    chosen = kn.select(
        lambda alive, count: [values[:count, place] for place in alive],
        NORMAL_POLICIES,
        NORMAL_ZONE,
        CONFIDENCE,
        FIRST_STAGE,
        MOST,
    )
    stayed = NORMAL_POLICIES - len(chosen.eliminated)
    runs = sum(met for _, met in chosen.eliminated) + stayed * chosen.replications
    return {
        "best": chosen.best == NORMAL_POLICIES - 1,
        "certified": chosen.certified,
        "replications": chosen.replications,
        "runs": runs,
    }


def known_answer(macros: int, jobs: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for correlation in CORRELATIONS:
        name = f"selection-normal-{correlation:g}"
        done = records(name, range(macros), partial(normal, correlation), jobs=jobs)
        found[f"correlation {correlation:g}"] = {
            "best": share(each["best"] for each in done),
            "certified": share(each["certified"] for each in done),
            "replications_of_the_last": average(each["replications"] for each in done),
            "runs": average(each["runs"] for each in done),
        }
    return found


# ---- The corner shop -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Shop:
    """The corner shop with some policies to select among, today's first."""

    study: Study
    policies: tuple[Section, ...]


def shop(case: str) -> Shop:
    study = corner()
    policies = tuple(policy_with(study, words.split()) for words in CASES[case])
    search = study.search.model_copy(
        update={
            "confidence": CONFIDENCE,
            "first_stage": FIRST_STAGE,
            "select_replications": MOST,
        }
    )
    return Shop(replace(study, baseline=policies[0], search=search), policies)


def one_selection(case: str, seed: int) -> Record:
    """One selection among the case's policies."""
    found = shop(case)
    study = found.study
    began = time.perf_counter()
    simulator = Simulator(Problem(study.model, study.facts, study.objective, seed), 1)
    budget = Budget(None, None, simulator)
    selected = select(study, simulator, found.policies, ZONE, budget)
    return {
        "selected": found.policies.index(selected.selected.policy),
        "recommended": found.policies.index(selected.recommended.policy),
        "certified": selected.certified,
        "runs": simulator.spent,
        "replications": max(each.replications for each in selected.finalists),
        "seconds": time.perf_counter() - began,
    }


def corner_shop(macros: int, jobs: int) -> dict[str, Any]:
    everything = shop("crowded")
    truth = batch_means(everything.study, everything.policies, jobs)
    found: dict[str, Any] = {
        "zone": ZONE,
        "truth": {
            "replications": REPLICATIONS,
            "policies": _differences(everything, truth),
        },
    }
    for case in CASES:
        policies = shop(case).policies
        value = np.array([truth[key_of(policy)].mean() for policy in policies])
        behind = value.max() - value
        done = records(f"selection-{case}", range(macros), partial(one_selection, case), jobs=jobs)
        apart = bool(np.sort(behind)[1] >= ZONE)
        found[case] = {
            "policies": len(policies),
            "selected": _right(behind, [each["selected"] for each in done], apart),
            "recommended": _right(behind, [each["recommended"] for each in done], apart),
            "certified": share(each["certified"] for each in done),
            "simpler_than_selected": share(
                each["recommended"] != each["selected"] for each in done
            ),
            "replications_of_the_last": average(each["replications"] for each in done),
            "runs": average(each["runs"] for each in done),
            "seconds": average(each["seconds"] for each in done),
        }
    return found


def _right(behind: np.ndarray, chosen: list[int], apart: bool) -> dict[str, Any]:
    best = int(np.argmin(behind))
    right = {"best": share(place == best for place in chosen)} if apart else {}
    return right | {
        "good": share(bool(behind[place] <= ZONE) for place in chosen),
        "mean_zones_behind_the_best": average(behind[place] / ZONE for place in chosen),
    }


def _differences(shop: Shop, truth: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Of each policy to the best, in zones, with standard errors."""
    best = max(truth.values(), key=lambda batches: float(batches.mean()))
    found = {}
    for policy, words in zip(shop.policies, CASES["crowded"], strict=True):
        mean, error = mean_error(truth[key_of(policy)] - best)
        found[words] = {"zones": round(mean / ZONE, 3), "error": round(error / ZONE, 3)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--macros", type=int, default=400, help="macro-replications of each case")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    write(
        "selection",
        {
            "confidence": CONFIDENCE,
            "first_stage": FIRST_STAGE,
            "known_answer": known_answer(options.macros, options.jobs),
            "corner_shop": corner_shop(options.macros, options.jobs),
        },
    )


if __name__ == "__main__":
    main()
