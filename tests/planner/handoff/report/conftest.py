"""The report of a recommendation."""

from collections.abc import Callable, Sequence

import pytest

from planner.handoff.documents.asked import Asked
from planner.handoff.documents.asked import moves as read
from planner.handoff.report.content import Content, content
from planner.recommendation.recommend import Recommendation

MOVES = [
    {
        "fact": "team.annual_cost",
        "unit": "money per CSMP and year",
        "base": 50_000.0,
        "low": {
            "value": 48_000.0,
            "change": {
                "plan": {"mean": 60_000.0, "half_width": 100.0},
                "reoptimised": {"mean": 65_000.0, "half_width": 900.0},
                "policy": {"mean": 0.0, "half_width": 0.0},
                "today": {"mean": 0.0, "half_width": 0.0},
            },
        },
        "high": {
            "value": 72_000.0,
            "change": {
                "plan": {"mean": -60_000.0, "half_width": 100.0},
                "reoptimised": {"mean": -52_000.0, "half_width": 900.0},
                "policy": {"mean": 0.0, "half_width": 0.0},
                "today": {"mean": 0.0, "half_width": 0.0},
            },
        },
    },
    {
        "fact": "contract.value",
        "unit": "money per contract year",
        "base": 120_000.0,
        "low": {
            "value": 100_000.0,
            "change": {
                "plan": {"mean": -20_000.0, "half_width": 300.0},
                "reoptimised": {"mean": -20_000.0, "half_width": 400.0},
                "policy": {"mean": 0.0, "half_width": 0.0},
                "today": {"mean": 0.0, "half_width": 0.0},
            },
        },
        "high": {
            "value": 140_000.0,
            "change": {
                "plan": {"mean": 20_000.0, "half_width": 300.0},
                "reoptimised": {"mean": 21_000.0, "half_width": 400.0},
                "policy": {"mean": 0.0, "half_width": 0.0},
                "today": {"mean": 0.0, "half_width": 0.0},
            },
        },
    },
]
"""As in the document of ``plan whatif``."""


@pytest.fixture(scope="session")
def moves() -> list[dict]:
    return MOVES


@pytest.fixture(scope="session")
def reported() -> Callable[..., Content]:
    """The report of a recommendation, by default without assumptions that were moved."""
    known: list[tuple[Recommendation, Sequence, Content]] = []

    def report(result: Recommendation, moved: Sequence = ()) -> Content:
        for other, moves, found in known:
            if other is result and moves is moved:
                return found
        asked = Asked(read(moved), "", (), ()) if moved else None
        known.append((result, moved, content(result, asked)))
        return known[-1][-1]

    return report
