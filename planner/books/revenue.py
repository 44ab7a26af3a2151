"""Annual recurring revenue where contracts differ: what comes and goes, month by month."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.books.levels import LEVELS
from planner.simulation.simulator import Sample
from simmodel.contract.finance import Rates, Roles
from simmodel.contract.parts import of_part


@dataclass(frozen=True)
class Revenue:
    """Means over the futures, money a year; arrays are of shape (months,).

    Attributes:
        opening: before the first month.
        new, churned: of customers who come and leave in the month.
        expansion, contraction: of those who renew; None where contracts keep their value.
        closing: at the month's end.
        levels: of that, by name in :data:`LEVELS`.
    """

    opening: float
    new: np.ndarray
    expansion: np.ndarray | None
    contraction: np.ndarray | None
    churned: np.ndarray
    closing: np.ndarray
    levels: Mapping[str, np.ndarray]


def revenue_of(plan: Sample, roles: Roles, rates: Rates, part: str = "") -> Revenue | None:
    """The revenue of all customers, or of those of a part.

    None where all are alike, and where customers sign nothing. Of a part whose customers are alike,
    beside others who are not, it is their number at the value of their contract.
    """
    signed = roles.signed
    if signed is None or signed.waterfall is None:
        return None

    def series(name: str) -> np.ndarray:
        return plan.series[of_part(name, part)]

    closing = series(signed.annual_recurring_revenue)
    flows = signed.waterfall
    if part and of_part(flows.new, part) not in plan.series:
        assert rates.contract is not None  # or there would be series of what it is worth
        value = rates.contract.value
        new, churned = value * series(roles.joined), value * series(roles.left)
        more = less = None
    else:
        new, churned = series(flows.new), series(flows.churned)
        more, less = series(flows.expansion), series(flows.contraction)
    kept = closing[:, 0] - new[:, 0] + churned[:, 0]
    if more is not None and less is not None:
        kept = kept - more[:, 0] + less[:, 0]
    return Revenue(
        opening=float(kept.mean()),
        new=new.mean(axis=0),
        expansion=None if more is None else more.mean(axis=0),
        contraction=None if less is None else less.mean(axis=0),
        churned=churned.mean(axis=0),
        closing=closing.mean(axis=0),
        levels={name: np.quantile(closing, level, axis=0) for name, level in LEVELS.items()},
    )
