"""A policy of service access is a plan already: the same servers in every month."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from simmodel.access.facts import Facts
from simmodel.access.policy import Policy
from simmodel.access.prescription import complete, operation


def schedule(facts: Facts, policy: Policy, series: Mapping[str, np.ndarray]) -> Policy:
    """``policy`` itself."""
    del series
    return complete(facts, policy)


def plan_rows(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """One row, without a date: what holds in the long run."""
    del begins
    operated = operation(facts, plan)
    months = facts.horizon_months
    cost = operated.servers * facts.servers.monthly_cost
    return [
        {
            "months": months,
            "servers": operated.servers,
            "new_customers": round(operated.new_customers, 2),
            "server_cost": round(cost * months, 2),
        }
    ]


def neighbours(facts: Facts, plan: Policy) -> None:
    """None: servers are decided once, and searched one by one."""
    del facts, plan
