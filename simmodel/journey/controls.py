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
    availability = policy.availability or facts.calendar.availability
    pace = availability / facts.calendar.availability
    margin = policy.attrition_margin or 0.0
    stay, coming = expected_ahead(facts, policy.hire_ahead_months or 0)
    return Controls(
        reviews=reviews,
        hires=hires,
        customers_per_csmp=facts.customers_per_csmp * policy.caf * pace / (1.0 + margin),
        whole_changes=facts.team.whole_changes,
        stay=stay,
        coming=coming,
        pace=pace * facts.calendar.pace(months),
        availability=availability,
        unattended=0.0 if facts.automation.queued else policy.automation,
        effortless=policy.automation if facts.automation.queued else 0.0,
    )


def expected_ahead(facts: Facts, ahead: int) -> tuple[float, np.ndarray]:
    """The part of today's customers expected to be there ``ahead`` months later, and the new ones.

    Forecast as if all work were done: a month decides one in L contracts, L their months, of which
    the part renews that does at best; new customers are those expected, who do not leave before.

    Returns:
        The part, and new customers by the month of a review, shape (months,).
    """
    lost = (1.0 - float(facts.renewal.probability(100.0))) / facts.contract.months
    after = facts.customers.expected(facts.horizon_months + ahead)
    until = np.concatenate(([0.0], np.cumsum(after)))
    coming: np.ndarray = until[ahead : ahead + facts.horizon_months] - until[: facts.horizon_months]
    return (1.0 - lost) ** ahead, coming
