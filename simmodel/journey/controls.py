"""A policy turned into orders that leave nothing to interpret."""

from dataclasses import dataclass

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy


@dataclass(frozen=True)
class Controls:
    """What to do at the beginning of each month, and with which activities.

    Attributes:
        reviews: bool, shape (months,), whether the team is set to its target.
        hires: int64, shape (months,), CSMPs added (negative: departing) when there is no review.
        customers_per_csmp: customers per CSMP at the target, the paper's equation (3):
            target = customers / (customers per CSMP x CAF).
        whole_changes: the team changes by target - team, cut to a whole number; otherwise it
            becomes the target to the nearest integer, halves up.
        unattended: activities with luck below it are finished at release, without a CSMP.
        effortless: activities with luck below it cost the CSMP who attends to them no time.
    """

    reviews: np.ndarray
    hires: np.ndarray
    customers_per_csmp: float
    whole_changes: bool
    unattended: float
    effortless: float


def controls(facts: Facts, policy: Policy) -> Controls:
    """The orders of ``policy`` for the months of the horizon."""
    months = facts.horizon_months
    begins_period = np.arange(months) % policy.months_per_period == 0
    hires = np.zeros(months, dtype=np.int64)
    if policy.hires is not None:
        hires[begins_period] = policy.hires
    reviews = begins_period & (policy.hires is None)
    reviews[0] &= facts.team.reviewed_at_start
    return Controls(
        reviews=reviews,
        hires=hires,
        customers_per_csmp=facts.customers_per_csmp * policy.caf,
        whole_changes=facts.team.rounding == "whole_changes",
        unattended=0.0 if facts.automation.queued else policy.automation,
        effortless=policy.automation if facts.automation.queued else 0.0,
    )
