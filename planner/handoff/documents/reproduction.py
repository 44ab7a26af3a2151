"""The document of published figures."""

from typing import Any

from planner.handoff.documents.parts import estimate, versions
from planner.reproduce import Reproduction


def reproduction_document(result: Reproduction) -> dict[str, Any]:
    """The document of ``plan reproduce``; deviations are in published half-widths, unsigned."""
    return {
        "source": result.published.source,
        "replications": result.replications,
        "seed": result.seed,
        "cells": [
            {
                "scenario": cell.published.policy,
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
