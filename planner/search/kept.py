"""A screen that is kept with the runs, so that what is told again is not screened again."""

import hashlib
import json

import numpy as np

from planner.search.effort import FULL, Effort
from planner.search.screen import Fluid, Screen, screen
from planner.simulation.ledger import Ledger
from planner.study.study import Study


def kept_screen(
    ledger: Ledger, study: Study, seed: int, jobs: int, effort: Effort = FULL
) -> Screen:
    """The screen of :func:`planner.search.screen.screen`; from the ledger if it is known there.

    Args:
        ledger: of a search of the study and the seed, be it with other facts or another space.
        jobs, effort: as of that function.
    """
    key = f"screen {_digest(study, effort)}"
    known = ledger.noted(key)
    if known is None:
        found = screen(study, seed, jobs=jobs, effort=effort)
        ledger.note(key, _written(found))
        return found
    return _read(known, Fluid(study, jobs), effort)


def _digest(study: Study, effort: Effort) -> str:
    """Of what may differ between screens in one ledger; it is of one search."""
    facts, today = (each.model_dump(mode="json") for each in (study.facts, study.baseline))
    content = json.dumps([facts, today, [repr(each) for each in study.space], repr(effort)])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _written(found: Screen) -> str:
    """JSON, in which numbers are as they were to the last bit."""
    return json.dumps(
        {
            "points": found.points.tolist(),
            "objective": found.objective.tolist(),
            "bound": {name: values.tolist() for name, values in found.bound.items()},
            "violation": found.violation.tolist(),
            "frontier": [policy.model_dump_json() for policy in found.frontier],
            "screened": found.screened,
            "complete": found.complete,
        }
    )


def _read(text: str, fluid: Fluid, effort: Effort) -> Screen:
    known, policy = json.loads(text), type(fluid.study.baseline)
    points = np.array(known["points"], float)
    return Screen(
        fluid,
        tuple(fluid.policies(points)),
        points,
        np.array(known["objective"], float),
        {name: np.array(values, float) for name, values in known["bound"].items()},
        np.array(known["violation"], float),
        tuple(policy.model_validate_json(each) for each in known["frontier"]),
        known["screened"],
        known["complete"],
        effort,
    )
