"""The truth about policies, from so many replications that its own error no longer matters."""

import hashlib
import json
from collections.abc import Sequence
from functools import partial

import numpy as np
from macros import HERE, WORK, Record, records

from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator, key_of
from planner.study.study import Study, load_study
from simmodel.fields import Section

CORNER = HERE / "studies" / "corner.toml"
REPLICATIONS = 20_000

_BATCH = 100  # replications of one seed
_FIRST_SEED = 10**9  # far from those of macro-replications


def corner() -> Study:
    """A study whose policies cost a millisecond a run."""
    return load_study(str(CORNER))


def batch_means(
    study: Study, policies: Sequence[Section], jobs: int, replications: int = REPLICATIONS
) -> dict[str, np.ndarray]:
    """The objective's mean on each batch of replications, luck taken out, by policy.

    All policies meet the same batches, so their differences are paired. What was found before is
    kept, policy by policy; and while policies are simulated, batch by batch.
    """
    wanted = {key_of(policy): policy for policy in policies}
    count = replications // _BATCH
    file = WORK / f"truth-{study.name}.jsonl"
    lines = file.read_text().splitlines() if file.exists() else []
    known = {entry["policy"]: entry["means"] for entry in map(json.loads, lines)}
    lacking = {key: wanted[key] for key in wanted if len(known.get(key, ())) < count}
    if lacking:
        digest = hashlib.sha256("\n".join(sorted(lacking)).encode()).hexdigest()[:12]
        task = partial(_batch, study.name, lacking)
        found = records(f"truth-{study.name}-{digest}", range(count), task, jobs=jobs)
        known |= {key: [record[key] for record in found] for key in lacking}
        with file.open("a") as cache:
            for key in lacking:
                cache.write(json.dumps({"policy": key, "means": known[key]}) + "\n")
    return {key: np.array(known[key][:count]) for key in wanted}


def mean_error(batches: np.ndarray) -> tuple[float, float]:
    """The mean of batches and its standard error."""
    return float(batches.mean()), float(batches.std(ddof=1) / np.sqrt(batches.size))


def _batch(name: str, policies: dict[str, Section], batch: int) -> Record:
    study = load_study(str(HERE / "studies" / f"{name}.toml"))
    problem = Problem(study.model, study.facts, study.objective, _FIRST_SEED + batch)
    samples = Simulator(problem, 1).sample(list(policies.values()), Phase.FRONTIER, _BATCH)
    means = [float(sample.metrics["objective"].mean()) for sample in samples]
    return dict(zip(policies, means, strict=True))
