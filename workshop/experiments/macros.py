"""Macro-replications: the same work under many seeds, kept on disk and never repeated."""

import json
import math
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy.stats import binomtest

from planner.simulation.parallel import spread

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "results" / "experiments"
WORK = RESULTS / "work"

Item = TypeVar("Item")
Record = dict[str, Any]


def records(
    name: str, items: Iterable[Item], task: Callable[[Item], Record], *, jobs: int
) -> list[Record]:
    """Results of ``task`` for each item, in order; what ``name``.jsonl knows already is read there.

    Args:
        items: each with a text of its own.
        task: it is sent to other processes, as are the items.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    file = WORK / f"{name}.jsonl"
    known: dict[str, Record] = {}
    for line in file.read_text().splitlines() if file.exists() else ():
        entry = json.loads(line)
        known[entry["item"]] = entry["record"]
    wanted = list(items)
    missing = [item for item in wanted if str(item) not in known]
    with file.open("a") as lines:
        done = spread(partial(_named, task), missing, jobs=jobs, threads=False)
        for count, (item, record) in enumerate(done, 1):
            known[item] = record
            lines.write(json.dumps({"item": item, "record": record}) + "\n")
            lines.flush()
            if count % max(len(missing) // 10, 1) == 0:
                print(f"{name}: {count} of {len(missing)}", flush=True)
    return [known[str(item)] for item in wanted]


def share(events: Iterable[bool]) -> dict[str, float]:
    """The frequency with which something held, with Wilson's 95 % interval."""
    held = list(events)
    interval = binomtest(sum(held), len(held)).proportion_ci(0.95, method="wilson")
    return {
        "share": round(sum(held) / len(held), 4),
        "low": round(float(interval.low), 4),
        "high": round(float(interval.high), 4),
        "of": len(held),
    }


def average(values: Iterable[float]) -> dict[str, float]:
    """A mean and the half-width of its 95 % interval."""
    array = np.array(list(values), float)
    return {
        "mean": round(float(array.mean()), 3),
        "half_width": round(1.96 * float(array.std(ddof=1)) / math.sqrt(array.size), 3),
    }


def write(name: str, content: Record) -> None:
    """Write a result that is small enough to be kept in git."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n")
    print(json.dumps(content, indent=2))


def _named(task: Callable[[Item], Record], item: Item) -> tuple[str, Record]:
    return str(item), task(item)
