"""Metrics of the fluid approximation, thousands of policies at a time."""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.customers.demand_scenarios import demand_scenarios
from simmodel.journey.customers.renewal import expected
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import Flows, curve, flow
from simmodel.journey.money.beyond_horizon import cost_of_rest, last_period, pace_and_cost
from simmodel.journey.money.metrics import Parts, money_metrics, net_present_value
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy

_BLOCK = 128  # policies at a time, so that their flows stay in the processor's cache


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """Metrics, approximated; each of shape (policies,), under the simulation's names."""
    beyond = demand_scenarios(facts)
    blocks = [policies[first : first + _BLOCK] for first in range(0, len(policies), _BLOCK)]
    means = [
        {
            name: values.reshape(len(block), -1).mean(axis=1)
            for name, values in metrics_of(
                facts, block, objective, flow(facts, block, beyond)
            ).items()
        }
        for block in blocks
    ]
    return {name: np.concatenate([mean[name] for mean in means]) for name in means[0]}


def metrics_of(
    facts: Facts, policies: Sequence[Policy], objective: Objective, flows: Flows
) -> dict[str, np.ndarray]:
    """The metrics of ``flows``, each of shape (columns,)."""
    columns = flows.closing.size // len(policies)
    shares = np.repeat([policy.automation for policy in policies], columns)
    renewals, churn = flows.renewals.sum(axis=0), flows.churn.sum(axis=0)
    bookings = renewals * facts.contract.whole_value
    pay = facts.pay[:, None]
    cost = (flows.team * pay).sum(axis=0) * facts.team.annual_cost / 12
    once, annual = facts.automation.costs(shares)
    automation_cost = once + annual * facts.horizon_months / 12
    recruiting_cost = flows.recruits.sum(axis=0) * facts.recruit_cost
    severance = (flows.dismissed * pay).sum(axis=0) * facts.severance
    renewals_beyond, cost_beyond = np.zeros(shares.size), np.zeros(shares.size)
    if objective.terminal == "in_force":
        begins = np.repeat([last_period(facts, policy).start for policy in policies], columns)
        renewals_beyond, cost_beyond = _beyond_horizon(facts, begins, flows, annual)
    ended = renewals + churn
    parts = Parts(
        bookings, cost, automation_cost, recruiting_cost, severance, renewals_beyond, cost_beyond
    )
    found = money_metrics(objective.alpha, parts)
    return found | {
        "net_present_value": net_present_value(
            _monthly(facts, objective, flows, once, annual),
            found["terminal_value"],
            objective.discount_rate or 0.0,
        ),
        "recognised_revenue": flows.customers.sum(axis=0) * facts.contract.value / 12,
        "retention_rate": np.divide(
            renewals, ended, out=np.full_like(ended, np.nan), where=ended > 0
        ),
        "retained_customers": flows.closing,
        "annual_recurring_revenue": flows.closing * facts.contract.value,
        "team_at_end": flows.team[-1],
        "csmp_years": flows.team.sum(axis=0) / 12,
    }


def _monthly(
    facts: Facts, objective: Objective, flows: Flows, once: np.ndarray, annual: np.ndarray
) -> np.ndarray:
    """Net contribution less all other costs by month, money, shape (months, columns)."""
    pay = facts.pay[:, None]
    renewals = objective.alpha * facts.contract.whole_value * flows.renewals
    people = flows.team * (facts.team.annual_cost / 12) + flows.dismissed * facts.severance
    monthly: np.ndarray = renewals - people * pay - flows.recruits * facts.recruit_cost
    monthly -= annual / 12
    monthly[0] -= once
    return monthly


def _beyond_horizon(
    facts: Facts, begins: np.ndarray, flows: Flows, annual: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Renewals expected and cost beyond the horizon, money; both of shape (columns,).

    Args:
        begins: month in which the last staffing period begins, shape (columns,).
        annual: cost of automation, money a year; same shape.
    """
    length = facts.contract.months
    elapsed = (np.arange(length, 0, -1) - 0.5)[:, None] / length
    pace, cost_each = np.zeros(begins.size), np.zeros(begins.size)
    for begin in np.unique(begins).tolist():
        columns = np.flatnonzero(begins == begin)
        done, customers, team = (
            series[begin:, columns] for series in (flows.done, flows.customers, flows.team)
        )
        pace[columns], cost_each[columns] = pace_and_cost(
            (done * customers).sum(axis=0),
            customers.sum(axis=0),
            team.mean(axis=0) * (facts.team.annual_cost + facts.annual_backfill_cost)
            + (team * (facts.pay[begin:, None] - 1.0)).mean(axis=0) * facts.team.annual_cost
            + annual[columns],
            customers.mean(axis=0),
        )
    chances = expected(np.ascontiguousarray(flows.progress.T), elapsed[:, 0], pace, curve(facts))
    revenue = facts.contract.whole_value * chances.T
    cost = cost_of_rest(facts, elapsed, cost_each)
    return (flows.cohorts * revenue).sum(axis=0), (flows.cohorts * cost).sum(axis=0)
