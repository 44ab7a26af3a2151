"""The fluid model: the metrics of a policy if nothing were left to chance."""

from collections.abc import Sequence

import numpy as np

from simmodel.access.controls import Controls, controls
from simmodel.access.customers.acquisition import spending
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import Flow, breakpoints, steady_state
from simmodel.access.formulas.parameters import parameters
from simmodel.access.money.metrics import money_metrics, service_metrics
from simmodel.access.money.objective import Objective
from simmodel.access.policy import Policy


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """The metrics of the fluid model, each of shape (policies,)."""
    known = parameters(facts)
    each_applied = [controls(facts, policy) for policy in policies]
    rankings = {applied.ranking for applied in each_applied}
    points = {ranking: breakpoints(known, ranking) for ranking in rankings}
    rows = []
    for applied in each_applied:
        ranked = points[applied.ranking]
        flow = steady_state(known, ranked, applied.new_customers, applied.servers)
        rows.append(expected(facts, applied, objective, flow))
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def expected(facts: Facts, applied: Controls, objective: Objective, flow: Flow) -> dict[str, float]:
    """The metrics that follow from a steady state, ``flow`` being a month of it."""
    known, months = parameters(facts), facts.horizon_months
    return money_metrics(
        facts,
        objective,
        months * flow.value(known),
        months * applied.servers * known.server_cost,
        months * spending(facts.advertising, applied.new_customers),
    ) | {
        **service_metrics(facts, flow.served, flow.requests(known)),
        "utilisation": flow.busy(known) / applied.servers if applied.servers else 0.0,
        "mean_customers": float(flow.customers.sum()),
        "customers_at_end": float(flow.customers.sum()),
        "servers": float(applied.servers),
    }
