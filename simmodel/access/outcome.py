"""The outcome of a policy: from what an engine counts to the series that are read of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.access.controls import controls
from simmodel.access.customers.acquisition import spending
from simmodel.access.facts import Facts
from simmodel.access.formulas.parameters import parameters
from simmodel.access.policy import Policy
from simmodel.contract.quantity import Quantity
from simmodel.measures import Exact

SERIES: Mapping[str, Quantity] = {
    "customers": Quantity("customers", "base customers at the month's end"),
    "new_customers": Quantity("customers", "who came for the first time, served or not"),
    "joined": Quantity("customers", "new customers who became base customers"),
    "left": Quantity("customers", "base customers who left, for whatever reason"),
    "served": Quantity("requests", "served in the month"),
    "denied": Quantity("requests", "of customers who gave up waiting in the month"),
    "servers": Quantity("servers", "employed"),
    "change": Quantity("servers", "more than before, at the month's begin"),
    "utilisation": Quantity("share", "of the servers' time, spent on requests"),
    "customer_value": Quantity("money", "of requests, and of customers beside service"),
    "server_cost": Quantity("money", "of all servers"),
    "advertising_cost": Quantity("money", "spent to acquire new customers"),
}


@dataclass(frozen=True, eq=False)
class Tally(Exact):
    """Counts of an engine, a row a month; two engines agree on every bit of them.

    Attributes:
        served, denied: int64, requests by class, new ones first; shape (months, types + 1).
        joined, left: int64, base customers, shape (months,).
        deterred: int64, new customers who stayed away, shape (months,).
        waited: float64, months waited by those whose service began, shape (months,).
        busy: float64, server months, shape (months,).
        present: float64, customer months of base customers not in contact, shape (months, types).
        customers: int64, base customers at the month's end, in contact or not, shape (months,
            types).
    """

    served: np.ndarray
    denied: np.ndarray
    joined: np.ndarray
    left: np.ndarray
    deterred: np.ndarray
    waited: np.ndarray
    busy: np.ndarray
    present: np.ndarray
    customers: np.ndarray


@dataclass(frozen=True, eq=False)
class Outcome:
    """The counts and series of one policy on one replication."""

    tally: Tally
    series: Mapping[str, np.ndarray]


def outcome_of(facts: Facts, policy: Policy, tally: Tally) -> Outcome:
    """The outcome that follows from counts; series are of shape (months,)."""
    known, applied = parameters(facts), controls(facts, policy)
    months = facts.horizon_months
    customer_value = (
        tally.served @ known.profit
        - tally.denied @ known.denial_cost
        + tally.present @ known.income
    )
    idle = np.zeros(months)
    change = np.zeros(months, np.int64)
    change[0] = applied.servers - facts.servers.at_start
    series = {
        "customers": tally.customers.sum(axis=1),
        "new_customers": tally.served[:, 0] + tally.denied[:, 0],
        "joined": tally.joined,
        "left": tally.left,
        "served": tally.served.sum(axis=1),
        "denied": tally.denied.sum(axis=1),
        "servers": np.full(months, applied.servers),
        "change": change,
        "utilisation": tally.busy / applied.servers if applied.servers else idle,
        "customer_value": customer_value,
        "server_cost": np.full(months, applied.servers * known.server_cost),
        "advertising_cost": np.full(months, spending(facts.advertising, applied.new_customers)),
    }
    return Outcome(tally, series)
