"""Speeds of the compiled engines, as ratios to their SimPy references, on each model's example.

Both engines run in turn in one process, so that a slow spell of the machine hits both; medians are
reported. The last line of standard output is one JSON object. Run it with ``make bench``.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from planner.simulation.phase import Phase
from simmodel import registry
from simmodel.journey.desk.facts import Order, Organisation
from simmodel.streams import Streams

LOADS = {0.8: (3.9, 105), 1.2: (5.85, 25)}
"""By load: customers a CSMP, and of how many one comes a month, so that as many come as go."""

PLAN = str(Path(sys.executable).with_name("plan"))


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def process_seconds(command: list[str], repeats: int, **environment: str) -> float:
    """Median wall time of a whole process."""

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | environment)

    return statistics.median(seconds(run) for _ in range(repeats))


def access(repeats: int) -> dict[str, float]:
    """Service access, whose engines both begin with the warm-up: whole runs."""
    model = registry.load("access")
    facts = model.Facts()
    policy = model.complete(facts, model.Policy())
    kernel, simpy, requests = [], [], 0
    for replication in range(-1, repeats):  # the first, -1, only compiles
        paths = model.draw(facts, Streams(1, Phase.SIMULATE, max(replication, 0)))
        fast = [seconds(lambda paths=paths: model.run(facts, policy, paths)) for _ in range(9)]
        if replication < 0:
            continue
        begin = time.perf_counter()
        readable = model.reference(facts, policy, paths)
        simpy.append(time.perf_counter() - begin)
        compiled = model.run(facts, policy, paths)
        assert compiled.tally == readable.tally, "the engines differ"
        kernel.append(statistics.median(fast))
        requests = int(compiled.series["served"].sum() + compiled.series["denied"].sum())
        print(f"access {replication}: {kernel[-1]:.4f} s against {simpy[-1]:.1f} s", flush=True)
    # The warm-up's requests are not on the books; the system is about as busy then.
    all_requests = requests * (1 + facts.warm_up_months / facts.horizon_months)
    return compared(kernel, simpy) | {
        "kernel_ns_per_request": 1e9 * statistics.median(kernel) / all_requests
    }


def compared(kernel: list[float], simpy: list[float]) -> dict[str, float]:
    """Medians, that of the ratios too."""
    ratios = [slow / fast for slow, fast in zip(simpy, kernel, strict=True)]
    return {
        "ratio": statistics.median(ratios),
        "kernel_seconds": statistics.median(kernel),
        "simpy_seconds": statistics.median(simpy),
    }


def engines(repeats: int) -> dict[str, dict[str, float]]:
    """Cold: one replication with its draws and warm-up. Shared: one more policy on it."""
    model = registry.load("journey")
    facts = model.Facts()
    policy = model.Policy.model_validate({"cadence": "quarterly"})
    cold_kernel, cold_simpy, shared_kernel, shared_simpy = [], [], [], []
    activities_simpy = activities_kernel = 0
    for replication in range(-1, repeats):  # the first, -1, only compiles
        streams = Streams(1, Phase.SIMULATE, max(replication, 0))
        begin = time.perf_counter()
        start = model.warm_up(facts, model.draw(facts, streams))
        compiled = model.run(facts, policy, start)
        cold = time.perf_counter() - begin
        if replication < 0:
            continue
        shared = [seconds(lambda start=start: model.run(facts, policy, start)) for _ in range(9)]
        begin = time.perf_counter()
        paths = model.draw(facts, streams)
        drawn = time.perf_counter()
        readable = model.reference(facts, policy, paths)
        end = time.perf_counter()
        assert compiled.tally == readable.tally, "the engines differ"
        cold_kernel.append(cold)
        shared_kernel.append(statistics.median(shared))
        cold_simpy.append(end - begin)
        shared_simpy.append(end - drawn)
        activities_kernel = int(compiled.series["released"].sum())
        activities_simpy = activities_kernel + int((paths.work.release < 0).sum())
        print(
            f"replication {replication}: cold {cold:.3f} s against {cold_simpy[-1]:.1f} s; "
            f"shared {shared_kernel[-1]:.4f} s against {shared_simpy[-1]:.1f} s",
            flush=True,
        )

    cold, shared = compared(cold_kernel, cold_simpy), compared(shared_kernel, shared_simpy)
    kernel_ns = 1e9 * shared["kernel_seconds"] / activities_kernel
    simpy_ns = 1e9 * shared["simpy_seconds"] / activities_simpy
    each = {"ratio": simpy_ns / kernel_ns, "kernel_ns": kernel_ns, "simpy_ns": simpy_ns}
    return {"cold": cold, "shared": shared, "per_activity": each}


def desks(repeats: int) -> dict[str, dict[str, float]]:
    """Any order and organisation: time of a run an activity over that of today's pool, by team and
    load.

    Runs take turns, and of each the fastest counts, by the time of its thread: so neither slow
    spells nor other programs bear on it.
    """
    model, found = registry.load("journey"), {}
    for team, (load, (customers, one_of)) in itertools.product((5, 22, 85), LOADS.items()):
        count = round(team * customers)
        facts = model.Facts.model_validate(
            {
                "horizon_months": 24,
                "warm_up_months": 12,
                "customers": {"at_start": count, "arrivals_per_month": count / one_of},
                "team": {"at_start": team},
            }
        )
        policy = model.Policy.model_validate({"cadence": "annual", "hires": (0, 0)})
        paths = model.draw(facts, Streams(1, Phase.SIMULATE, 0))
        kinds, fastest = {"first_come in pool": {}}, {}
        for order, organisation in itertools.product(get_args(Order), get_args(Organisation)):
            if (order, organisation) != ("first_come", "pool"):
                desk = {"order": order, "organisation": organisation}
                desk["first"] = ["email_sponsors"] if order == "by_class" else []
                kinds[f"{order} in {organisation}"] = {"desk": desk}
        starts = {}
        for name, desk in kinds.items():
            own = model.Facts.model_validate(facts.model_dump() | desk)
            starts[name] = own, model.warm_up(own, paths)
        for _ in range(1 + 4 * repeats):  # the first only compiles
            for name, (own, start) in starts.items():
                begin = time.thread_time()
                outcome = model.run(own, policy, start)
                taken = (time.thread_time() - begin) / outcome.series["released"].sum()
                fastest[name] = min(fastest.get(name, taken), taken)
        pool = fastest["first_come in pool"]
        ratios = {name: each / pool for name, each in fastest.items()}
        title = f"{team} CSMPs, load {load:g}"
        found[title] = ratios
        print(f"{title}: {1e9 * pool:.1f} ns an activity in the pool", flush=True)
        for name, ratio in ratios.items():
            print(f"  {ratio:5.2f}  {name}", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="replications with both engines")
    parser.add_argument("--only-desks", action="store_true", help="nothing but the desks")
    asked = parser.parse_args()
    if asked.only_desks:
        print(json.dumps({"desks": desks(asked.repeats)}))
        return
    repeats = asked.repeats
    result: dict[str, object] = dict(engines(repeats))
    result["access"] = access(repeats)
    result["desks"] = desks(repeats)
    with tempfile.TemporaryDirectory() as empty:
        first = [PLAN, "simulate", "growth", "--replications", "2", "--quiet"]
        result["first_run"] = {"seconds": process_seconds(first, 1, NUMBA_CACHE_DIR=empty)}
        result["later_run"] = {"seconds": process_seconds(first, 3, NUMBA_CACHE_DIR=empty)}
    result["help"] = {"seconds": process_seconds([PLAN, "--help"], 7)}
    print(
        "cold: draws, warm-up and run of one replication, each engine. shared: one more policy on "
        "a replication already drawn; the kernel branches after the warm-up, the reference cannot."
    )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
