"""A policy turned into staffing, month by month: what both engines and the fluid read."""

from dataclasses import dataclass

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy


@dataclass(frozen=True)
class Staffing:
    """Orders for the beginning of each month.

    Attributes:
        reviews: shape (months,), whether the team is set to its target.
        hires: shape (months,), CSMPs added (negative: departing) when there is no review.
        customers_per_csmp: customers per CSMP at the target, the paper's equation (3):
            target = customers / (customers per CSMP x CAF), to the nearest integer, halves up.
    """

    reviews: np.ndarray
    hires: np.ndarray
    customers_per_csmp: float


def staffing(facts: Facts, policy: Policy) -> Staffing:
    """The orders of ``policy`` for the months of the horizon."""
    months = facts.horizon_months
    begins_period = np.arange(months) % policy.months_per_period == 0
    hires = np.zeros(months, dtype=np.int64)
    if policy.hires is not None:
        hires[begins_period] = policy.hires
    return Staffing(
        reviews=begins_period & (policy.hires is None),
        hires=hires,
        customers_per_csmp=facts.customers_per_csmp * policy.caf,
    )
