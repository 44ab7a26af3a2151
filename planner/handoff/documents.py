"""What machines read: one JSON object a command, stable from release to release."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from planner.recommendation.zone import Zone
from planner.reproduce import Reproduction
from planner.simulation.estimate import CONFIDENCE, Estimate
from planner.simulation.simulator import Sample, Simulator
from planner.simulation.valued import Valued
from planner.simulation.watched import PHASE, Future, Watched
from planner.study.study import Study
from planner.study.supposed import changed_facts
from simmodel.fields import Section

_VERSIONED = (
    "customer-success-planner",
    "numpy",
    "numba",
    "simpy",
    "optuna",
    "scikit-optimize",
)


def as_text(document: Mapping[str, Any]) -> str:
    """Indented JSON; numbers that are not defined become null."""
    return json.dumps(_defined(document), indent=2, allow_nan=False)


def check(study: Study, today: Mapping[str, Any], zone: Zone | None) -> dict[str, Any]:
    """The document of ``plan check``.

    Args:
        today: what the model gives for today.
        zone: None without decisions.
    """
    return {
        "study": study.name,
        "title": study.title,
        "digest": study.digest,
        "model": study.model.name,
        "start": study.start.isoformat(),
        "seed": study.seed,
        "currency": study.finance.currency,
        "facts": study.facts.model_dump(mode="json"),
        "objective": study.objective.model_dump(mode="json"),
        "decisions": [asdict(decision) for decision in study.space],
        "constraints": [asdict(constraint) for constraint in study.constraints],
        "goals": [asdict(goal) for goal in study.goals],
        "baseline": policy(study.baseline),
        "today": today,
        "scenarios": {name: policy(each) for name, each in study.scenarios.items()},
        "search": study.search.model_dump(mode="json"),
        "zone": asdict(zone) if zone else None,
        "whatif": asdict(study.whatif),
    }


def beginning(path: Path, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The document of ``plan init``: answers by key, given or not."""
    return {"path": str(path), "answers": to_jsonable_python(answers)}


def simulation(study: Study, other: Study, simulator: Simulator, sample: Sample) -> dict[str, Any]:
    """The document of ``plan simulate``; ``other`` is the study with the facts that were set."""
    changed = changed_facts(study, other)
    return {
        "study": study.name,
        "policy": policy(sample.policy),
        **({"facts": {key: now for key, (_, now) in changed.items()}} if changed else {}),
        "engine": simulator.engine,
        "replications": sample.replications,
        "seed": simulator.problem.seed,
        "phase": "simulate",
        "confidence": CONFIDENCE,
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


def comparison(
    study: Study, simulator: Simulator, valued: Mapping[str, Valued], replications: int
) -> dict[str, Any]:
    """The document of ``plan compare``; ``valued`` has the reference first."""
    return {
        "study": study.name,
        "reference": next(iter(valued)),
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
        "seed": simulator.problem.seed,
        "phase": "simulate",
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def reproduction(result: Reproduction) -> dict[str, Any]:
    """The document of ``plan reproduce``; deviations are in published half-widths, unsigned."""
    return {
        "source": result.published.source,
        "replications": result.replications,
        "seed": result.seed,
        "cells": [
            {
                "scenario": cell.published.scenario,
                "metric": cell.published.metric,
                "published": {
                    "mean": cell.published.mean,
                    "half_width": cell.published.half_width,
                },
                "ours": estimate(cell.ours),
                "deviation": abs(cell.deviation),
            }
            for cell in result.cells
        ],
        "within_1.0": result.share_within(1.0),
        "largest_deviation": result.largest,
        "succeeded": result.succeeded,
        "conventions": list(result.published.conventions),
        "versions": versions(),
    }


def watch(future: Future, path: Path) -> dict[str, Any]:
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
    return {
        "policy": policy(watched.policy),
        "customers": replay.present,
        "renewals": replay.renewals,
        "churn": replay.churn,
        "churn_rate": replay.churn_rate,
    }


def policy(section: Section) -> dict[str, Any]:
    """A policy by decision; decisions that are not taken are left out."""
    return section.model_dump(mode="json", exclude_none=True)


def estimate(value: Estimate) -> dict[str, float]:
    return {"mean": value.mean, "half_width": value.half_width}


def estimates(values: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: estimate(value) for name, value in values.items()}


def units(study: Study) -> dict[str, str]:
    return {name: quantity.unit for name, quantity in study.model.metrics.items()}


def versions() -> dict[str, str]:
    return {name: version(name) for name in _VERSIONED}


def _defined(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _defined(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_defined(each) for each in value]
    return value
