"""A policy turned into settings that leave nothing open."""

import numpy as np

from simmodel.journey.desk.records import Controls
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy


def controls(facts: Facts, policy: Policy) -> Controls:
    """The settings of ``policy`` for the months of the horizon."""
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
        whole_changes=facts.team.whole_changes,
        unattended=0.0 if facts.automation.queued else policy.automation,
        effortless=policy.automation if facts.automation.queued else 0.0,
    )
