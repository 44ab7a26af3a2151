"""Valuation of policies: many of them, one replication at a time.

A replication is drawn once, all policies are run on it, and it is forgotten; so memory does not
grow with replications. All policies meet the same replications.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from problems import PROBLEMS, Problem

from planner.simulation.phase import Phase
from simmodel.fields import Section

SEED = 20_260_101
"""Of all valuations; no macro-replication has it."""

FINAL = 1_000
"""Replications that value a final recommendation, today's policy and the optimum."""

SAVED_EVERY = 40
"""Replications between two writings of what is known."""


def values_on(
    problem: str, policies: Sequence[Section], phase: Phase, replication: int
) -> np.ndarray:
    """The value of each policy on one replication; shape (policies,), money.

    Luck is taken out, which leaves the mean and makes the values more alike; what solvers observe
    is what happens, luck included.
    """
    simulated = _problem(problem)
    values = [simulated.without_luck(each, phase, replication, SEED) for each in policies]
    simulated.forget()
    return np.array(values)


def simulate(
    problem: str, policies: Sequence[Section], phase: Phase, replications: range, jobs: int
) -> np.ndarray:
    """The value of each policy on each replication; shape (replications, policies), money."""
    tasks = (delayed(values_on)(problem, policies, phase, each) for each in replications)
    return np.array(Parallel(n_jobs=jobs)(tasks))


def valuations(
    problem: str, wanted: Mapping[Section, int], work: Path, jobs: int
) -> dict[Section, np.ndarray]:
    """Fresh values of policies, those of earlier calls read from ``work``.

    Args:
        wanted: how many replications each policy is to have, from 0 on.

    Returns:
        by policy, of shape (replications,), at least as many as wanted.
    """
    file = work / f"values.{problem}.json"
    known: dict[str, list[float]] = json.loads(file.read_text()) if file.exists() else {}
    keys = {policy: policy.model_dump_json() for policy in wanted}
    for policies, replications in _missing(
        {p: len(known.get(keys[p], ())) for p in wanted}, wanted
    ):
        print(f"{problem}: {len(policies)} policies on replications {replications}", flush=True)
        found = simulate(problem, policies, Phase.VALIDATE, replications, jobs)
        for policy, values in zip(policies, found.T, strict=True):
            known.setdefault(keys[policy], []).extend(values.tolist())
        written = file.with_suffix(".new")
        written.write_text(json.dumps(known))
        written.replace(file)  # at once, so that a kill leaves the old or the new
    return {policy: np.array(known[keys[policy]]) for policy in wanted}


def _missing(
    held: Mapping[Section, int], wanted: Mapping[Section, int]
) -> Iterator[tuple[list[Section], range]]:
    """Blocks of replications, in order, with all the policies that lack the whole block."""
    edges = {*held.values(), *wanted.values()}
    edges |= set(range(0, max(edges, default=0), SAVED_EVERY))
    ordered = sorted(edges)
    for begin, end in pairwise(ordered):
        lacking = [each for each in wanted if held[each] <= begin and end <= wanted[each]]
        if lacking:
            yield lacking, range(begin, end)


@lru_cache(maxsize=1)
def _problem(name: str) -> Problem:
    return PROBLEMS[name]()
