"""Value and cost beyond the horizon, from the contracts in force at its end."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.contract.finance import Rates, Roles
from simmodel.contract.share import ShareObjective


@dataclass(frozen=True)
class BeyondHorizon:
    """Means over the futures, and what makes them, so that they follow the rates.

    Attributes:
        credited, cost: money.
        renewals: contracts whose value is credited; 0 if a contract has none.
        years: for which the cost of the last month, its hires apart, goes on; 0 if there is none.
    """

    credited: float
    cost: float
    renewals: float
    years: float


def beyond_horizon(
    means: Mapping[str, float],
    lines: Mapping[str, np.ndarray],
    share: ShareObjective,
    roles: Roles,
    rates: Rates,
) -> BeyondHorizon:
    """The parts of a fixed plan's credited money and cost beyond the months of the horizon.

    Args:
        means: of its metrics.
        lines: means of its series, each of shape (months,).
    """
    credited = _beyond(means[share.credited], float(lines[roles.credited].sum()))
    cost = _beyond(means[share.cost], sum(float(lines[series].sum()) for series in roles.costs))
    contract = rates.contract.value * rates.contract.years if rates.contract else 0.0
    backfills = rates.attrition / 12 * lines[roles.team][-1] * rates.recruiting
    running = (roles.team_cost, *roles.other_costs.values())
    yearly = 12 * (float(backfills) + sum(float(lines[series][-1]) for series in running))
    return BeyondHorizon(
        credited=credited,
        cost=cost,
        renewals=credited / contract if contract else 0.0,
        years=cost / yearly if yearly else 0.0,
    )


def _beyond(total: float, months: float) -> float:
    """What a total has beyond its months; sums that differ by their rounding have nothing."""
    return 0.0 if math.isclose(total, months, rel_tol=1e-12) else total - months
