"""Who does what first, who belongs to whom, and how lean each pod is: what each of them is worth.

    python workshop/experiments/desks.py                       # all of it
    python workshop/experiments/desks.py goodwill --jobs 2     # one question alone

The company is the example with segments: as it is, with one team for everybody, and with more
customers and CSMPs. Policies and facts meet the same futures, those of the phase "simulate" under
the study's seed, in which nothing was searched.
Leaves results/experiments/desks.json, and the figures of docs/desks.md.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

from desk_books import break_even, cost, goodwill
from desk_cafs import cafs
from desk_companies import example, larger, one_team, summary
from desk_orders import orders
from desk_page import show
from records import RESULTS

from planner import Study

FUTURES = 50
OF_LARGER = 20
"""Futures of the larger company: they take longer, and differ less."""

FILE = RESULTS / "desks.json"


def questions(futures: int, of_larger: int, jobs: int) -> Mapping[str, Callable[[], Any]]:
    """What is measured, by the name of the question."""

    def of(study: Study, answer: Callable[..., Any], replications: int) -> dict[str, Any]:
        found = answer(study, replications=replications, jobs=jobs)
        return {**summary(study), "replications": replications, "found": found}

    study = example()
    return {
        "orders": lambda: {
            "example": of(study, orders, futures),
            "one team": of(one_team(study), orders, futures),
            "larger": of(larger(study), orders, of_larger),
        },
        "books": lambda: {
            "example": of(study, cost, futures),
            "larger": of(larger(study), cost, of_larger),
        },
        "goodwill": lambda: {"example": of(study, goodwill, futures)},
        "break_even": lambda: {"example": of(study, break_even, futures)},
        "cafs": lambda: cafs(replications=2 * futures, jobs=jobs),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="*", help="those alone: orders, books, goodwill, ...")
    parser.add_argument(
        "--futures", type=int, default=FUTURES, help="twice as many of the last question"
    )
    parser.add_argument("--of-larger", type=int, default=OF_LARGER)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    asked = questions(options.futures, options.of_larger, options.jobs)
    for name in options.questions or asked:
        found = {"seed": example().seed, name: asked[name]()}
        known = json.loads(FILE.read_text()) if FILE.exists() else {}
        FILE.write_text(json.dumps(known | found, indent=1) + "\n")
        print(name, "done", flush=True)
    show(json.loads(FILE.read_text()))


if __name__ == "__main__":
    main()
