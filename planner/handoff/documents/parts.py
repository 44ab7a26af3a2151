"""Parts of documents: one JSON object a command, stable from release to release."""

import json
import math
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from planner.simulation.estimate import Estimate
from planner.study.study import Study
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


def policy(section: Section) -> dict[str, Any]:
    """A policy by decision; decisions that are not taken are left out."""
    return section.model_dump(mode="json", exclude_none=True)


def estimate(value: Estimate) -> dict[str, float]:
    return {"mean": value.mean, "half_width": value.half_width}


def estimates(values: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: estimate(value) for name, value in values.items()}


def units(study: Study) -> dict[str, str]:
    return {name: quantity.unit for name, quantity in study.model.metrics.items()}


def risk(study: Study) -> dict[str, Any]:
    """The worst share of futures and what is maximised; nothing where it is not asked for."""
    if study.risk.worst_share is None:
        return {}
    return {"risk": {**study.risk.model_dump(mode="json"), "maximised": study.risk.maximised}}


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
