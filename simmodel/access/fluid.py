"""The fluid model: the metrics of a policy if nothing were left to chance."""

from collections.abc import Sequence

import numpy as np

from simmodel.access.facts import Facts
from simmodel.access.metrics import money_metrics, service_metrics
from simmodel.access.objective import Objective
from simmodel.access.parameters import parameters
from simmodel.access.policy import Policy
from simmodel.access.prescription import operation, spending
from simmodel.access.rungs import Flow, climb, rungs


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """The metrics of the fluid model, each of shape (policies,)."""
    rows = [expected(facts, policy, objective, steady(facts, policy)) for policy in policies]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def steady(facts: Facts, policy: Policy) -> Flow:
    """The steady state of the fluid under ``policy``, a month."""
    known, operated = parameters(facts), operation(facts, policy)
    ladder = rungs(known, operated.ranking)
    if operated.new_customers == 0:
        return ladder[0] * 0.0
    flow = climb(known, ladder, operated.servers / operated.new_customers)
    return flow * operated.new_customers


def expected(facts: Facts, policy: Policy, objective: Objective, flow: Flow) -> dict[str, float]:
    """The metrics that follow from a steady state, ``flow`` being a month of it."""
    known, operated, months = parameters(facts), operation(facts, policy), facts.horizon_months
    requests = flow.requests(known)
    busy = float(flow.capacity(known).sum())
    return money_metrics(
        facts,
        objective,
        months * flow.value(known),
        months * operated.servers * known.server_cost,
        months * spending(facts.advertising, operated.new_customers),
    ) | {
        **service_metrics(facts, flow.served, requests),
        "utilisation": busy / operated.servers if operated.servers else 0.0,
        "mean_customers": float(flow.customers.sum()),
        "customers_at_end": float(flow.customers.sum()),
        "servers": float(operated.servers),
    }
