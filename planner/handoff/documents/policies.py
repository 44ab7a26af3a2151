"""The documents of policies that are simulated, compared or watched."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.handoff.documents.parts import estimates, policy, risk, units, versions
from planner.simulation.estimate import CONFIDENCE
from planner.simulation.replications import Engine
from planner.simulation.simulator import Sample
from planner.simulation.valued import Valued
from planner.simulation.watched import PHASE, Future, Watched
from planner.study.study import Study
from planner.study.supposed import changed_facts


def simulation_document(
    study: Study, other: Study, sample: Sample, seed: int, engine: Engine
) -> dict[str, Any]:
    """The document of ``plan simulate``; ``other`` is the study with the facts that were set."""
    changed = changed_facts(study, other)
    return {
        "study": study.name,
        "policy": policy(sample.policy),
        **({"facts": {key: now for key, (_, now) in changed.items()}} if changed else {}),
        "engine": engine,
        "replications": sample.replications,
        "seed": seed,
        "phase": "simulate",
        "confidence": CONFIDENCE,
        **risk(study),
        "metrics": estimates(sample.estimates()),
        "series": {
            name: {
                "mean": [month.mean for month in months],
                "half_width": [month.half_width for month in months],
            }
            for name, months in sample.monthly().items()
        },
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def comparison_document(
    study: Study, valued: Mapping[str, Valued], replications: int, seed: int
) -> dict[str, Any]:
    """The document of ``plan compare``; ``valued`` has the reference first."""
    return {
        "study": study.name,
        "reference": next(iter(valued)),
        **risk(study),
        "policies": [
            {
                "name": name,
                "policy": policy(each.policy),
                "metrics": estimates(each.metrics),
                "difference": estimates(each.gain),
            }
            for name, each in valued.items()
        ],
        "replications": replications,
        "seed": seed,
        "phase": "simulate",
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def watch_document(future: Future, path: Path) -> dict[str, Any]:
    """The document of ``plan watch``; ``path`` is the page."""
    return {
        "study": future.study.name,
        "path": str(path),
        "replication": future.replication,
        "seed": future.seed,
        "phase": PHASE.name.lower(),
        "baseline": _watched(future.today),
        "watched": _watched(future.other),
        "versions": versions(),
    }


def _watched(watched: Watched) -> dict[str, Any]:
    """A policy, and the counters at the end."""
    replay = watched.replay
    document = {
        "policy": policy(watched.policy),
        "customers": replay.present,
        "renewals": replay.renewals,
        "churn": replay.churn,
        "churn_rate": replay.churn_rate,
    }
    if len(replay.groups) > 1:
        document["groups"] = {
            each.name: {
                "customers": each.present,
                "renewals": each.renewals,
                "churn": each.churn,
            }
            for each in replay.groups
        }
    if len(replay.teams) > 1:
        document["teams"] = {each.name: {"servers": int(each.size[-1])} for each in replay.teams}
    return document
