"""How much of the fixed plan's money was luck of the futures that it was simulated in."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.simulation.estimate import Estimate
from simmodel.contract import Share


@dataclass(frozen=True)
class Luck:
    """Parts of what happened, so that they hold at other prices too; negative for bad luck.

    Attributes:
        credited: of what is credited.
        cost: of the cost after the horizon; before its end a fixed plan's cost is certain.
    """

    credited: float
    cost: float


def luck(
    means: Mapping[str, float], best: Mapping[str, Estimate], to_come: float, share: Share
) -> Luck:
    """What the best estimates leave out of what happened.

    Args:
        means: of the plan's metrics, as they happened.
        best: estimates of the same, with luck taken out.
        to_come: cost after the horizon, as it happened.
    """

    def beyond(metric: str) -> float:
        return means[metric] - best[metric].mean

    return Luck(
        credited=beyond(share.credited) / means[share.credited] if means[share.credited] else 0.0,
        cost=beyond(share.cost) / to_come if to_come else 0.0,
    )
