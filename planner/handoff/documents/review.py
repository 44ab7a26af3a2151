"""The document of a review of past assignments."""

from dataclasses import asdict
from typing import Any

from planner.assignment.review.findings import TOLD
from planner.assignment.review.multipliers import Multipliers
from planner.handoff.documents.parts import versions
from planner.proposal.reviewing import Reviewed


def review_document(found: Reviewed) -> dict[str, Any]:
    """The document of ``plan assign --review``; what is not told is null."""
    review = found.review
    return {
        "study": found.study.name,
        "past": found.file,
        "rows": review.rows,
        "rows_without_hours": review.zeros,
        "accounts": len(found.past.accounts),
        "people": len(found.past.people),
        "forecast": asdict(review.calibration),
        "segments": _factors(review.segments),
        "people_pace": _factors(review.people),
        "accounts_complexity": _factors(review.accounts),
        "weights": [asdict(each) for each in review.findings],
        "verdicts": dict(TOLD),
        "remarks": list(found.remarks),
        "versions": versions(),
    }


def _factors(each: Multipliers) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "factor": float(each.estimate[place]),
            "low": float(each.low[place]),
            "high": float(each.high[place]),
            "as_it_was": float(each.own[place]),
            "own": float(each.told[place]),
            "rows": int(each.rows[place]),
            "accounts": int(each.accounts[place]),
            "entangled": bool(each.entangled[place]),
        }
        for place, name in enumerate(each.names)
    ]
