"""The metrics of service access, each defined once."""

from collections.abc import Mapping

import numpy as np

from simmodel.access.controls import controls
from simmodel.access.facts import Facts
from simmodel.access.money.objective import Objective
from simmodel.access.outcome import Outcome
from simmodel.access.policy import Policy
from simmodel.contract.quantity import Quantity
from simmodel.contract.share import ShareObjective
from simmodel.measures import ratio

METRICS: Mapping[str, Quantity] = {
    "objective": Quantity(
        "money", "credit x customer value - servers - advertising: what is maximised"
    ),
    "customer_value": Quantity(
        "money", "of requests served, less denied ones, and of base customers beside service"
    ),
    "server_cost": Quantity("money", "servers x their cost, over all months of the horizon"),
    "advertising_cost": Quantity("money", "spent to acquire new customers over the horizon"),
    "total_cost": Quantity("money", "servers and advertising"),
    "monthly_profit": Quantity("money per month", "the objective, on average of the horizon"),
    "service_probability": Quantity("share", "of all requests of the horizon that were served"),
    "new_service_probability": Quantity("share", "of the requests of new customers"),
    "base_service_probability": Quantity("share", "of the requests of base customers"),
    "least_service_margin": Quantity(
        "share",
        "lowest service probability of a type, less the least it was to have; 0 or more where all "
        "promises are kept",
    ),
    "utilisation": Quantity("share", "of the servers' time, spent on requests"),
    "mean_wait": Quantity("hours", "from request to start, of those that were served"),
    "mean_customers": Quantity("customers", "base customers, on average of the horizon's months"),
    "customers_at_end": Quantity("customers", "base customers when the horizon ends"),
    "customers_lost": Quantity("share", "of base customers who left in a month, on average"),
    "servers": Quantity("servers", "employed"),
}

SHARE = ShareObjective(field="credit", credited="customer_value", cost="total_cost")


def measure(
    facts: Facts, policy: Policy, objective: Objective, outcome: Outcome
) -> dict[str, float]:
    """Every metric of :data:`METRICS`; NaN where it is not defined (no request was made, say)."""
    series, tally = outcome.series, outcome.tally
    served, denied = tally.served.sum(axis=0), tally.denied.sum(axis=0)
    customers = series["customers"]
    return money_metrics(
        facts,
        objective,
        float(series["customer_value"].sum()),
        float(series["server_cost"].sum()),
        float(series["advertising_cost"].sum()),
    ) | {
        **service_metrics(facts, served, served + denied),
        "utilisation": float(series["utilisation"].mean()),
        "mean_wait": ratio(tally.waited.sum() * facts.servers.hours_per_month, float(served.sum())),
        "mean_customers": float(customers.mean()),
        "customers_at_end": float(customers[-1]),
        "customers_lost": ratio(float(series["left"].sum()), float(customers.sum())),
        "servers": float(controls(facts, policy).servers),
    }


def limits(facts: Facts) -> dict[str, tuple[float, float]]:
    """Shares that no policy leaves on average."""
    del facts
    shares = [name for name, metric in METRICS.items() if metric.unit == "share"]
    # A margin is what a share has above the least it was to have.
    return {name: (-1.0 if name == "least_service_margin" else 0.0, 1.0) for name in shares}


def money_metrics(
    facts: Facts, objective: Objective, value: float, servers: float, advertising: float
) -> dict[str, float]:
    """The objective and its parts; money."""
    profit = objective.credit * value - servers - advertising
    return {
        "objective": profit,
        "customer_value": value,
        "server_cost": servers,
        "advertising_cost": advertising,
        "total_cost": servers + advertising,
        "monthly_profit": profit / facts.horizon_months,
    }


def service_metrics(facts: Facts, served: np.ndarray, requests: np.ndarray) -> dict[str, float]:
    """Shares of requests that are served; by class, new ones first, shape (types + 1,)."""
    least = np.array([each.least_service for each in facts.types.values()])
    asked = requests[1:] > 0
    margins = served[1:][asked] / requests[1:][asked] - least[asked]
    return {
        "service_probability": ratio(served.sum(), requests.sum()),
        "new_service_probability": ratio(served[0], requests[0]),
        "base_service_probability": ratio(served[1:].sum(), requests[1:].sum()),
        "least_service_margin": float(margins.min()) if asked.any() else float("nan"),
    }
