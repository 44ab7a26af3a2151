"""The documents of a study: as it begins, and as it is checked."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from planner.handoff.documents.parts import estimate, policy, risk
from planner.handoff.documents.tables import facts_document
from planner.recommendation.zone import Zone
from planner.simulation.calibration import PHASE, REPLICATIONS, Calibrated
from planner.study.study import Study


def beginning_document(path: Path, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The document of ``plan init``: answers by key, given or not."""
    return {"path": str(path), "answers": to_jsonable_python(answers)}


def check_document(study: Study, today: Mapping[str, Any], zone: Zone | None) -> dict[str, Any]:
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
        "facts": facts_document(study),
        "objective": study.objective.model_dump(mode="json"),
        "decisions": [asdict(decision) for decision in study.space],
        "constraints": [asdict(constraint) for constraint in study.constraints],
        **risk(study),
        "goals": [{"metric": each.metric, "sense": each.direction} for each in study.goals],
        "baseline": policy(study.baseline),
        "today": today,
        "scenarios": {name: policy(each) for name, each in study.scenarios.items()},
        "search": study.search.model_dump(mode="json"),
        "zone": asdict(zone) if zone else None,
        "whatif": asdict(study.whatif),
    }


def calibration_document(found: Calibrated, seed: int) -> dict[str, Any]:
    """For ``plan check --json``."""
    return {
        "metrics": {
            name: {
                "model": estimate(figure.model),
                "known": figure.known,
                "differs": figure.differs,
            }
            for name, figure in found.figures.items()
        },
        **({"customers_per_member": estimate(found.load)} if found.load else {}),
        "doubts": list(found.doubts),
        "replications": REPLICATIONS,
        "seed": seed,
        "phase": PHASE.name.lower(),
    }
