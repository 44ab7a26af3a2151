"""The fixed plan that stands for a policy: itself, with the same servers in every month."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from simmodel.access.controls import complete, controls
from simmodel.access.facts import Facts
from simmodel.access.policy import Policy


def fixed_plan(facts: Facts, policy: Policy, series: Mapping[str, np.ndarray]) -> Policy:
    """The plan: ``policy`` itself."""
    del series
    return complete(facts, policy)


def rows(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """One row, without a date: what holds in the long run."""
    del begins
    applied = controls(facts, plan)
    months = facts.horizon_months
    cost = applied.servers * facts.servers.monthly_cost
    return [
        {
            "months": months,
            "servers": applied.servers,
            "new_customers": round(applied.new_customers, 2),
            "server_cost": round(cost * months, 2),
        }
    ]


def neighbours(facts: Facts, plan: Policy) -> None:
    """None: servers are decided once, and searched one by one."""
    del facts, plan
