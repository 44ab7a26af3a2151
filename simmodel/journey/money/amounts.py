"""Amounts of one replication that add up over pods and segments, from which metrics are made."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np

from simmodel.journey.customers.clientele import Clientele
from simmodel.journey.facts import Facts
from simmodel.journey.money.beyond_horizon import beyond_horizon
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy
from simmodel.journey.work.levels import Levels, together

Amounts = Mapping[str, float]

_Amount = TypeVar("_Amount", float, np.ndarray)


def in_all(parts: Iterable[Mapping[str, _Amount]]) -> dict[str, _Amount]:
    """The amounts of all parts, which have the same names."""
    first, *others = parts
    total = dict(first)
    for each in others:
        total = {name: value + each[name] for name, value in total.items()}
    return total


def of_customers(facts: Facts, clientele: Clientele) -> dict[str, float]:
    """Amounts of one segment that are known whoever serves it."""
    series, cohort = clientele.series, clientele.cohort
    value, coming = facts.contract.value, float(facts.arrivals.sum())
    lifetime = coming * clientele.lifetime if coming else 0.0
    return {
        "renewals": float(series["renewals"].sum()),
        "churn": float(series["churn"].sum()),
        "renewal_bookings": float(series["renewal_bookings"].sum()),
        "new_bookings": float(series["new_bookings"].sum()),
        "recognised_revenue": float(series["recognised_revenue"].sum()),
        "customers": float(series["customers"][-1]),
        "annual_recurring_revenue": float(series["annual_recurring_revenue"][-1]),
        "expansion": float(series["expansion"].sum()),
        "contraction": float(series["contraction"].sum()),
        "churned_revenue": float(series["churned_revenue"].sum()),
        "cohort": float(cohort.customers),
        "cohort_stayed": float(cohort.stayed),
        "cohort_value": cohort.value * value,
        "cohort_kept": cohort.kept * value,
        "cohort_at_end": cohort.at_end * value,
        "coming": coming,
        "coming_for_life": lifetime * facts.contract.whole_value,
    }


def of_levels(levels: Levels) -> dict[str, float]:
    """Amounts of what has response targets."""
    return {
        "judged": float(levels.judged.sum()),
        "breaches": float(levels.breaches.sum()),
        "breach_cost": float(levels.cost.sum()),
    }


NO_LEVELS = {"judged": 0.0, "breaches": 0.0, "breach_cost": 0.0}
"""Amounts where nothing has a response target."""


def of_pod(
    facts: Facts, policy: Policy, objective: Objective, outcome: Outcome
) -> dict[str, float]:
    """Amounts of one pod, its customers among them."""
    series, counts = outcome.series, outcome.tally.counts
    nobody = np.zeros(facts.horizon_months)
    severance, resigned, vacant, breached = (
        series.get(name, nobody) for name in ("severance_cost", "resigned", "vacant", "breach_cost")
    )
    renewals_beyond, cost_beyond = 0.0, 0.0
    if objective.terminal == "in_force":
        renewals_beyond, cost_beyond = beyond_horizon(facts, policy, outcome)
    paid = sum(series[name] for name in ("csmp_cost", "automation_cost", "recruiting_cost"))
    monthly = objective.alpha * series["renewal_bookings"] - paid - severance - breached
    parts, levels = facts.by_segment, outcome.levels.values()
    return in_all(of_customers(parts[name], each) for name, each in outcome.clienteles.items()) | {
        **(of_levels(together(levels)) if levels else NO_LEVELS),
        "csmp_cost": float(series["csmp_cost"].sum()),
        "automation_cost": float(series["automation_cost"].sum()),
        "recruiting_cost": float(series["recruiting_cost"].sum()),
        "severance_cost": float(severance.sum()),
        "renewals_beyond": renewals_beyond,
        "cost_beyond": cost_beyond,
        "discounted": float(discount(objective, facts.horizon_months) @ monthly),
        "resignations": float(resigned.sum()),
        "vacant_months": float(vacant.sum()),
        "done": float((series["finished"] + series["automated"]).sum()),
        "released": float(series["released"].sum()),
        "busy_months": float((series["utilisation"] * series["team"]).sum()),
        "team_months": float(series["team"].sum()),
        "team_at_end": float(series["team"][-1]),
        "waited_hours": float(counts.waited_hours.sum()),
        "started": float(counts.started.sum()),
    }


def discount(objective: Objective, months: int) -> np.ndarray:
    """What money at the end of each month is worth on the first day, shape (months,)."""
    years = np.arange(1, months + 1) / 12
    factors: np.ndarray = (1.0 + (objective.discount_rate or 0.0)) ** -years
    return factors
