"""The metrics of the journey, each defined once."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from simmodel.contract.quantity import Quantity
from simmodel.contract.share import ShareObjective
from simmodel.journey.facts import Facts
from simmodel.journey.money.beyond_horizon import beyond_horizon
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy
from simmodel.measures import ratio

Money = TypeVar("Money", float, np.ndarray)

METRICS: Mapping[str, Quantity] = {
    "objective": Quantity(
        "money",
        "net contribution - automation cost - recruiting cost + terminal value: what is maximised",
    ),
    "net_contribution": Quantity("money", "alpha x renewal bookings - CSMP cost, as in the paper"),
    "renewal_bookings": Quantity(
        "money", "contracts renewed in the horizon x contract value: the paper's renewal revenue"
    ),
    "csmp_cost": Quantity("money", "team x cost of a CSMP, over all months of the horizon"),
    "automation_cost": Quantity("money", "set-up and running cost of automation in the horizon"),
    "recruiting_cost": Quantity("money", "of all recruits of the horizon: hires and backfills"),
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
    renewals_beyond, cost_beyond = 0.0, 0.0
    if objective.terminal == "in_force":
        renewals_beyond, cost_beyond = beyond_horizon(facts, policy, outcome)
    customers = float(series["customers"][-1])
    retention = ratio(renewals, renewals + churn)
    return money_metrics(
        objective.alpha,
        bookings,
        cost,
        automation_cost,
        recruiting_cost,
        renewals_beyond,
        cost_beyond,
    ) | {
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


def money_metrics(
    alpha: float,
    renewal_bookings: Money,
    csmp_cost: Money,
    automation_cost: Money,
    recruiting_cost: Money,
    renewals_beyond: Money,
    cost_beyond: Money,
) -> dict[str, Money]:
    """The objective and its parts, of one policy (floats) or of many (arrays of one shape).

    Args:
        renewals_beyond, cost_beyond: of the contracts in force at the end, beyond the horizon.
    """
    contribution = net_contribution(alpha, renewal_bookings, csmp_cost)
    terminal = alpha * renewals_beyond - cost_beyond
    return {
        "objective": contribution - automation_cost - recruiting_cost + terminal,
        "net_contribution": contribution,
        "renewal_bookings": renewal_bookings,
        "csmp_cost": csmp_cost,
        "automation_cost": automation_cost,
        "recruiting_cost": recruiting_cost,
        "terminal_value": terminal,
        "renewal_value": renewal_bookings + renewals_beyond,
        "total_cost": csmp_cost + automation_cost + recruiting_cost + cost_beyond,
    }


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
