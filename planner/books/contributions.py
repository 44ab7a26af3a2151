"""Contributions of a policy month by month, in each future."""

from collections.abc import Mapping

import numpy as np

from planner.simulation.simulator import Sample
from simmodel.contract.finance import Roles


def contributions(roles: Roles, share: float, sample: Sample) -> Mapping[str, np.ndarray]:
    """Money that is credited a share of, the cost, and that share less the cost.

    Args:
        share: that is credited.

    Returns:
        "credited", "cost" and "contribution", each of shape (replications, months).
    """
    credited = sample.series[roles.credited]
    cost = np.sum([sample.series[each] for each in roles.costs], axis=0)
    return {"credited": credited, "cost": cost, "contribution": share * credited - cost}
