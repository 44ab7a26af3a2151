"""The metrics of the journey, each defined once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from simmodel.contract.quantity import Quantity
from simmodel.contract.share import ShareObjective
from simmodel.journey.facts import Facts
from simmodel.journey.money.beyond_horizon import beyond_horizon
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import OF_PEOPLE, Outcome
from simmodel.journey.policy import OF_PEOPLE as DECISIONS_ON_PEOPLE
from simmodel.journey.policy import Policy
from simmodel.measures import ratio

Money = TypeVar("Money", float, np.ndarray)

METRICS: Mapping[str, Quantity] = {
    "objective": Quantity(
        "money",
        "net contribution - automation cost - recruiting cost + terminal value: what is maximised",
    ),
    "net_present_value": Quantity(
        "money",
        "the objective, discounted at the study's rate to the first day: each month's money from "
        "the month's end, terminal value from the horizon's",
    ),
    "net_contribution": Quantity("money", "alpha x renewal bookings - CSMP cost, as in the paper"),
    "renewal_bookings": Quantity(
        "money", "contracts renewed in the horizon x contract value: the paper's renewal revenue"
    ),
    "csmp_cost": Quantity("money", "team x cost of a CSMP, over all months of the horizon"),
    "automation_cost": Quantity("money", "set-up and running cost of automation in the horizon"),
    "recruiting_cost": Quantity("money", "of all recruits of the horizon: hires and backfills"),
    "severance_cost": Quantity("money", "of all who are dismissed in the horizon"),
    "resignations": Quantity("CSMPs", "who resign, and are gone before the last month ends"),
    "vacancies": Quantity("CSMP years", "that positions are open over the horizon"),
    "terminal_value": Quantity("money", "of the contracts in force when the horizon ends"),
    "renewal_value": Quantity(
        "money",
        "what alpha credits a share of: renewal bookings of the horizon, and those expected after "
        "it of contracts in force at its end; no revenue that is booked, and no first contracts",
    ),
    "total_cost": Quantity(
        "money", "CSMPs, automation, recruiting, and to come for contracts in force at the end"
    ),
    "new_bookings": Quantity("money", "first contracts signed in the horizon x contract value"),
    "recognised_revenue": Quantity(
        "money",
        "earned in the horizon: the value of contracts, first ones too, spread evenly over their "
        "length",
    ),
    "retention_rate": Quantity("share", "contracts renewed over contracts ended in the horizon"),
    "gross_revenue_retention": Quantity(
        "share", "of the customers of twelve months before the end, still customers at the end"
    ),
    "retained_customers": Quantity("customers", "under contract when the horizon ends"),
    "annual_recurring_revenue": Quantity("money per year", "of the contracts at the horizon's end"),
    "portfolio_lifetime_value": Quantity(
        "money", "customers at the end x yearly contract value / (1 - retention rate)"
    ),
    "activities_finished": Quantity(
        "share", "finished in the horizon over released in it; above 1 if a backlog is worked off"
    ),
    "utilisation": Quantity(
        "share",
        "of the team's productive hours, spent on activities; those who leave finish theirs on top",
    ),
    "mean_wait": Quantity("hours", "from release to start, of the activities that were started"),
    "team_at_end": Quantity("CSMPs", "in the last month"),
    "csmp_years": Quantity("CSMP years", "employed over the horizon"),
}

SHARE = ShareObjective(field="alpha", credited="renewal_value", cost="total_cost")


def measure(
    facts: Facts, policy: Policy, objective: Objective, outcome: Outcome
) -> dict[str, float]:
    """Every metric of :data:`METRICS`; NaN where it is not defined (no contract ended, say)."""
    series, counts = outcome.series, outcome.tally.counts
    renewals, churn = series["renewals"].sum(), series["churn"].sum()
    bookings, cost = float(series["renewal_bookings"].sum()), float(series["csmp_cost"].sum())
    automation_cost = float(series["automation_cost"].sum())
    recruiting_cost = float(series["recruiting_cost"].sum())
    nobody = np.zeros(facts.horizon_months)
    severance, resigned, vacant = (
        series.get(name, nobody) for name in ("severance_cost", "resigned", "vacant")
    )
    renewals_beyond, cost_beyond = 0.0, 0.0
    if objective.terminal == "in_force":
        renewals_beyond, cost_beyond = beyond_horizon(facts, policy, outcome)
    customers = float(series["customers"][-1])
    retention = ratio(renewals, renewals + churn)
    parts = Parts(
        bookings,
        cost,
        automation_cost,
        recruiting_cost,
        float(severance.sum()),
        renewals_beyond,
        cost_beyond,
    )
    paid = sum(series[name] for name in ("csmp_cost", "automation_cost", "recruiting_cost"))
    monthly = objective.alpha * series["renewal_bookings"] - paid - severance
    found = money_metrics(objective.alpha, parts)
    found |= {
        "net_present_value": float(
            net_present_value(monthly, found["terminal_value"], objective.discount_rate or 0.0)
        ),
        "resignations": float(resigned.sum()),
        "vacancies": float(vacant.sum()) / 12,
        "new_bookings": float(series["new_bookings"].sum()),
        "recognised_revenue": float(series["recognised_revenue"].sum()),
        "retention_rate": retention,
        "gross_revenue_retention": ratio(outcome.stayed, outcome.year_ago),
        "retained_customers": customers,
        "annual_recurring_revenue": float(series["annual_recurring_revenue"][-1]),
        "portfolio_lifetime_value": portfolio_lifetime_value(facts, customers, retention),
        "activities_finished": ratio(
            (series["finished"] + series["automated"]).sum(), series["released"].sum()
        ),
        "utilisation": ratio((series["utilisation"] * series["team"]).sum(), series["team"].sum()),
        "mean_wait": ratio(counts.waited_hours.sum(), counts.started.sum()),
        "team_at_end": float(series["team"][-1]),
        "csmp_years": float(series["team"].sum()) / 12,
    }
    return {name: found[name] for name in METRICS}


@dataclass(frozen=True)
class Parts(Generic[Money]):
    """What the objective consists of, in money: of one policy, or of many in arrays of one shape.

    Attributes:
        renewals_beyond, cost_beyond: of the contracts in force at the end, beyond the horizon.
    """

    renewal_bookings: Money
    csmp_cost: Money
    automation_cost: Money
    recruiting_cost: Money
    severance_cost: Money
    renewals_beyond: Money
    cost_beyond: Money


def money_metrics(alpha: float, parts: Parts[Money]) -> dict[str, Money]:
    """The objective and its parts."""
    contribution = net_contribution(alpha, parts.renewal_bookings, parts.csmp_cost)
    terminal = alpha * parts.renewals_beyond - parts.cost_beyond
    people = parts.recruiting_cost + parts.severance_cost
    return {
        "objective": contribution - parts.automation_cost - people + terminal,
        "net_contribution": contribution,
        "renewal_bookings": parts.renewal_bookings,
        "csmp_cost": parts.csmp_cost,
        "automation_cost": parts.automation_cost,
        "recruiting_cost": parts.recruiting_cost,
        "severance_cost": parts.severance_cost,
        "terminal_value": terminal,
        "renewal_value": parts.renewal_bookings + parts.renewals_beyond,
        "total_cost": parts.csmp_cost + parts.automation_cost + people + parts.cost_beyond,
    }


def net_present_value(monthly: np.ndarray, terminal: Money, rate: float) -> Money:
    """Money discounted to the first day.

    Args:
        monthly: money that a month brings at its end, shape (months, ...).
        terminal: money at the end of the horizon, shape (...).
        rate: a year.
    """
    years = np.arange(1, len(monthly) + 1) / 12
    factors = (1.0 + rate) ** -years
    found: Money = factors @ monthly + factors[-1] * terminal
    return found


def idle(facts: Facts, objective: Objective) -> frozenset[str]:
    """Metrics, series and decisions that are nothing under these facts."""
    found = set() if objective.discount_rate else {"net_present_value"}
    if facts.people is None:
        found |= {*OF_PEOPLE, *DECISIONS_ON_PEOPLE, "severance_cost", "resignations", "vacancies"}
    elif facts.people.dismissal is None:
        found |= {"dismissed", "severance_cost"}
    return frozenset(found)


def limits(facts: Facts) -> dict[str, tuple[float, float]]:
    """Shares that no policy leaves on average."""
    return {
        "retention_rate": (facts.renewal.floor, facts.renewal.ceiling),
        "gross_revenue_retention": (0.0, 1.0),
    }


def net_contribution(alpha: float, bookings: Money, cost: Money) -> Money:
    """Section 3.1 of the paper; money."""
    contribution: Money = alpha * bookings - cost
    return contribution


def portfolio_lifetime_value(facts: Facts, customers: float, retention: float) -> float:
    """Section 3.1 of the paper, over all customers; money; NaN when nobody ever churned."""
    return ratio(customers * facts.contract.value, 1.0 - retention)
