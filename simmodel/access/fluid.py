"""The fluid model: the metrics of a policy if nothing were left to chance."""

from collections.abc import Sequence

import numpy as np

from simmodel.access.facts import Facts
from simmodel.access.metrics import money_metrics, service_metrics
from simmodel.access.objective import Objective
from simmodel.access.parameters import parameters
from simmodel.access.policy import Policy
from simmodel.access.prescription import Operation, operation, spending
from simmodel.access.rungs import Flow, reached, rungs


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """The metrics of the fluid model, each of shape (policies,)."""
    known = parameters(facts)
    operated = [operation(facts, policy) for policy in policies]
    ladders = {each: rungs(known, each) for each in {each.ranking for each in operated}}
    rows = []
    for each in operated:
        flow = reached(known, ladders[each.ranking], each.new_customers, each.servers)
        rows.append(expected(facts, each, objective, flow))
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def expected(
    facts: Facts, operated: Operation, objective: Objective, flow: Flow
) -> dict[str, float]:
    """The metrics that follow from a steady state, ``flow`` being a month of it."""
    known, months = parameters(facts), facts.horizon_months
    return money_metrics(
        facts,
        objective,
        months * flow.value(known),
        months * operated.servers * known.server_cost,
        months * spending(facts.advertising, operated.new_customers),
    ) | {
        **service_metrics(facts, flow.served, flow.requests(known)),
        "utilisation": flow.busy(known) / operated.servers if operated.servers else 0.0,
        "mean_customers": float(flow.customers.sum()),
        "customers_at_end": float(flow.customers.sum()),
        "servers": float(operated.servers),
    }
