"""Corrections for the part of the fixed plan's money that was luck of its futures."""

from collections.abc import Iterable, Mapping

from planner.simulation.estimate import Estimate


def corrections(
    means: Mapping[str, float], best: Mapping[str, Estimate], metrics: Iterable[str]
) -> dict[str, float]:
    """Parts of what happened that the best estimates leave out, by metric; negative for bad luck.

    Parts, so that they hold at other prices too.

    Args:
        means: of the plan's metrics, as they happened.
        best: estimates of the same, with luck taken out.
    """
    return {
        name: (means[name] - best[name].mean) / means[name] if means[name] else 0.0
        for name in metrics
    }
