"""Bad, usual and good futures: means over those around a stated quantile."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.simulation.simulator import Sample

QUANTILES = {"Downside": 0.1, "Base": 0.5, "Upside": 0.9}
_AROUND = 0.05


@dataclass(frozen=True)
class Case:
    """The futures in which the plan earns about the same.

    Means over a tenth of the futures, rather than one quantile for each figure: so the figures
    of a case belong together and add up.

    Attributes:
        low, high: quantiles of the plan's objective that the futures lie between.
        futures: how many they are.
        plan, policy: metrics, as they happened, of the plan and the adaptive policy.
        team: of the adaptive policy in the last month; None if there is none.
    """

    name: str
    low: float
    high: float
    futures: int
    plan: Mapping[str, float]
    policy: Mapping[str, float]
    team: float | None


def cases(plan: Sample, policy: Sample, team: str | None) -> tuple[Case, ...]:
    """The cases of a plan and of the policy it stands for, in the same futures.

    Args:
        team: name of the series that holds the team, if there is one.
    """
    order = np.argsort(plan.observed["objective"], kind="stable")
    return tuple(_case(name, q, order, plan, policy, team) for name, q in QUANTILES.items())


def _case(
    name: str, quantile: float, order: np.ndarray, plan: Sample, policy: Sample, team: str | None
) -> Case:
    low, high = quantile - _AROUND, quantile + _AROUND
    # At least one future, the one nearest to the quantile.
    middle = min(int(quantile * order.size), order.size - 1)
    first = min(round(low * order.size), middle)
    here = order[first : max(round(high * order.size), middle + 1)]
    return Case(
        name=name,
        low=low,
        high=high,
        futures=here.size,
        plan=_means(plan, here),
        policy=_means(policy, here),
        team=float(policy.series[team][here, -1].mean()) if team else None,
    )


def _means(sample: Sample, futures: np.ndarray) -> dict[str, float]:
    return {name: float(values[futures].mean()) for name, values in sample.observed.items()}
