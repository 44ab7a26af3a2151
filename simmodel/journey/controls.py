"""A policy turned into settings that leave nothing open."""

import numpy as np

from simmodel.journey.desk.records import Controls
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy
from simmodel.journey.work.automation import EFFORTLESS, UNATTENDED, alike, thresholds


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
    kinds = list(facts.by_segment.values())
    ahead = [expected_ahead(kind, policy.hire_ahead_months or 0) for kind in kinds]
    served = np.array([kind.customers_per_csmp for kind in kinds])
    unattended, effortless = float(UNATTENDED), float(EFFORTLESS)
    own = thresholds(facts, policy)
    if alike(own):
        unattended, effortless = float(own[0][0]), float(own[1][0])
    return Controls(
        reviews=reviews,
        hires=hires,
        customers_per_csmp=served * policy.caf * pace / (1.0 + margin),
        whole_changes=facts.team.whole_changes,
        stay=np.array([stay for stay, _ in ahead]),
        coming=np.array([coming for _, coming in ahead]),
        pace=pace * facts.calendar.pace(months),
        availability=availability,
        unattended=unattended,
        effortless=effortless,
    )


def expected_ahead(facts: Facts, ahead: int) -> tuple[float, np.ndarray]:
    """The part of today's customers expected to be there ``ahead`` months later, and the new ones.

    Who is being onboarded counts for as many customers as have that work: those expected to come in
    the month that is staffed for bring all of their onboarding.

    Forecast as if all work were done: a month decides one in L contracts, L their months, of which
    the part renews that does at best; new customers are those expected, who do not leave before.

    Returns:
        The part, and new customers by the month of a review, shape (months,).
    """
    lost = (1.0 - float(facts.renewal.probability(100.0))) / facts.contract.months
    after = facts.customers.expected(facts.horizon_months + ahead)
    until = np.concatenate(([0.0], np.cumsum(after)))
    coming: np.ndarray = until[ahead : ahead + facts.horizon_months] - until[: facts.horizon_months]
    if facts.load.onboarding.size:
        coming = coming + after[ahead:] * facts.load.onboarding.sum() / facts.work_per_month
    return (1.0 - lost) ** ahead, coming
