"""Whether a review of assignments is as sure as it says, on pasts of known making.

    python workshop/experiments/reviews.py --macros 120 --jobs 2

By size of the team: how often intervals cover the truth, of each weight of the study, of complexity
by segment and account and of pace; how often a weight without any effect is called supported; and
how far off shrunk factors are, in squared per cent, against a group's own rows. Results go to
results/experiments/reviews.json.
"""

import argparse
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from macros import Record, average, records, share, write
from made_past import Making, Truth, made

from planner.assignment.review.multipliers import Multipliers
from planner.assignment.review.past import Past
from planner.assignment.review.review import Review, review
from planner.assignment.review.weights import Weights

CASES = {
    "8 people, 240 accounts, 3 months": Making(),
    "1 person, 60 accounts, 3 months": Making(people=1, accounts=60),
    "22 people, 640 accounts, 3 months": Making(people=22, accounts=640),
    "8 people, 240 accounts, 3 months, lognormal errors": Making(pieces=0.0),
    "8 people, 240 accounts, 24 months": Making(months=24, moved=0.5),
}
EFFECTS = {"without_skill": 0.3, "per_hour": 0.02, "goodwill_loss": 0.5, "experience": 0.1}
STATED = Weights(0.3, 0.02, 0.5, 6.0, 0.1)
NOTHING = dict.fromkeys(EFFECTS, 0.0)


def one(making: Making, seed: int) -> Record:
    """A past, and its review, held against what is behind it."""
    past, truth = made(making, seed)
    found = review(past, STATED)
    effects = [getattr(making, name) for name in EFFECTS]
    return {
        "findings": {
            each.name: {
                "told": not each.why_not,
                "covers": bool(each.low <= effect <= each.high),
                "verdict": each.verdict,
            }
            for each, effect in zip(found.findings, effects, strict=True)
        },
        **_factors(past, truth, found),
    }


def _factors(past: Past, truth: Truth, found: Review) -> Record:
    """Shares covered, and mean squared errors of factors, shrunk and own."""
    shares = np.bincount(past.person, past.predicted, truth.people.size) / past.predicted.sum()
    team = float(shares @ truth.people)
    hours = np.bincount(past.account, past.predicted)
    typical = float(np.log(hours @ np.exp(truth.accounts) / hours.sum()))
    overall = found.calibration.ratio.estimate
    held = {
        "segments": _held(found.segments, truth.mean + truth.segments + team + typical, 1.0),
        "people": _held(found.people, truth.people - team, overall),
        "accounts": _held(found.accounts, truth.accounts - typical, overall),
    }
    return {kind: each for kind, each in held.items() if kind != "people" or truth.people.size > 1}


def _held(found: Multipliers, true: np.ndarray, over: float) -> Record:
    factors = np.exp(true)
    return {
        "covers": float(np.mean((found.low <= factors) & (factors <= found.high))),
        "shrunk": float(np.mean((found.estimate - factors) ** 2)),
        "own": float(np.mean((found.own / over - factors) ** 2)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--macros", type=int, default=120, help="pasts of each kind")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    written = {}
    for name, making in CASES.items():
        runs = partial(_runs, macros=options.macros, jobs=options.jobs)
        effects, nothing = runs(making), runs(replace(making, **NOTHING))
        written[name] = _summary(effects, nothing)
    write("reviews", written)


def _runs(making: Making, macros: int, jobs: int) -> list[Record]:
    name = "reviews-" + "-".join(f"{each:g}" for each in vars(making).values())
    return records(name, range(macros), partial(one, making), jobs=jobs)


def _summary(effects: list[Record], nothing: list[Record]) -> Record:
    def told(done: list[Record], name: str) -> list[Any]:
        return [each["findings"][name] for each in done if each["findings"][name]["told"]]

    weights = {}
    for name in effects[0]["findings"]:
        if not told(effects, name) or not told(nothing, name):
            continue
        weights[name] = {
            "covers": share(each["covers"] for each in told(effects, name)),
            "supported": share(each["verdict"] == "supported" for each in told(effects, name)),
            "supported_without_effect": share(
                each["verdict"] == "supported" for each in told(nothing, name)
            ),
        }
    factors = {
        kind: {
            "covers": average(each[kind]["covers"] for each in effects),
            **{
                f"squared_error_{figure}": average(1e4 * each[kind][figure] for each in effects)
                for figure in ("shrunk", "own")
            },
        }
        for kind in effects[0]
        if kind != "findings"
    }
    return {"weights": weights, "factors": factors}


if __name__ == "__main__":
    main()
