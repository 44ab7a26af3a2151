"""Fluid approximation of the journey: expected flows, thousands of policies at a time.

Customers are a continuous mass in cohorts by the calendar month in which their contracts begin. In
each month every activity that is not automated has the same share s of being done,

    s = min(1, serving x M / (customers x work that is not automated)),

serving being the team less what its recruits lack (:mod:`simmodel.journey.people.ramp`), and a
contract's percentage is the mean over its months. Contracts of a cohort differ: by a normal
deviation around that mean, over which the renewal probability is averaged, by the same curve as in
the simulation. Cohorts begin in mid-month: a contract meets half of the month it begins in and half
of the month it ends in. The numbers of customers are those of a few dozen futures
(:mod:`simmodel.journey.customers.demand_scenarios`), of which the metrics are the mean. What is
left out is the order in which work is done, and queues that form although capacity suffices.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit, ndtri

from simmodel.journey.controls import controls
from simmodel.journey.customers.demand_scenarios import demand_scenarios
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.cohorts import expected, follow, renewed
from simmodel.journey.money.beyond_horizon import cost_to_come, last_period, pace_and_cost
from simmodel.journey.money.metrics import money_metrics
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import automation_costs, contract_value
from simmodel.journey.people.ramp import ramping
from simmodel.journey.policy import Policy

DISPERSION = {"gaps": 2.6, "spread": 1.2}
"""Standard deviation of the share of its activities that a contract finishes, within a cohort, over
that of activities left undone independently of each other; by how activities fall due. Measured, on
vendors with 12 and with 60 CSMPs and some or much left undone: 2.0 to 2.6, and 1.0 to 1.4; what is
left undone is left in the same few days, in which one contract may have much due after a long gap.
"""

_NORMAL = ndtri((np.arange(6) + 0.5) / 6)
"""Six normal numbers that stand for all."""

_BLOCK = 128  # policies at a time, so that their flows stay in the processor's cache


@dataclass(frozen=True)
class Flows:
    """Expected flows; arrays of shape (months, columns) unless said otherwise.

    A column is a policy in a future: all futures of the first policy, then those of the second.

    Attributes:
        team, customers: during the month: customers are the mean of its begin and its end.
        recruits: who came in with the month, backfills included.
        done: share of released activities that is finished, automated ones included.
        renewals, churn: contracts.
        closing: customers at the end of the horizon; shape (columns,).
        cohorts: contracts running at the end, by months since they began; shape (L, columns).
        progress: the share of its activities a contract of each has finished; same shape.
    """

    team: np.ndarray
    recruits: np.ndarray
    customers: np.ndarray
    done: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    closing: np.ndarray
    cohorts: np.ndarray
    progress: np.ndarray


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """Approximate metrics, each of shape (policies,); the names are those of the simulation."""
    extra = demand_scenarios(facts)
    blocks = [policies[first : first + _BLOCK] for first in range(0, len(policies), _BLOCK)]
    means = [
        {
            name: values.reshape(len(block), -1).mean(axis=1)
            for name, values in metrics_of(
                facts, block, objective, flow(facts, block, extra)
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
    bookings = renewals * contract_value(facts)
    cost = flows.team.sum(axis=0) * facts.team.annual_cost / 12
    once, annual = automation_costs(facts, shares)
    automation_cost = once + annual * facts.horizon_months / 12
    recruiting_cost = flows.recruits.sum(axis=0) * facts.team.recruiting_cost
    prospect, to_come = np.zeros(shares.size), np.zeros(shares.size)
    if objective.terminal == "in_force":
        begins = np.repeat([last_period(facts, policy).start for policy in policies], columns)
        prospect, to_come = _in_force(facts, begins, flows, annual)
    ended = renewals + churn
    return money_metrics(
        objective.alpha, bookings, cost, automation_cost, recruiting_cost, prospect, to_come
    ) | {
        "recognised_revenue": flows.customers.sum(axis=0) * facts.contract.value / 12,
        "retention_rate": np.divide(
            renewals, ended, out=np.full_like(ended, np.nan), where=ended > 0
        ),
        "retained_customers": flows.closing,
        "annual_recurring_revenue": flows.closing * facts.contract.value,
        "team_at_end": flows.team[-1],
        "csmp_years": flows.team.sum(axis=0) / 12,
    }


def flow(
    facts: Facts, policies: Sequence[Policy], extra: np.ndarray | None = None, *, whole: bool = True
) -> Flows:
    """Follow the cohorts through the warm-up's last contract and the horizon.

    Args:
        extra: contracts beyond expectation that begin in each month, shape (L + months, futures);
            the first L rows are of those running at time 0, by the month in which they end. None
            for one future as expected.
        whole: whether the team is of whole CSMPs.
    """
    months, length, staff = facts.horizon_months, facts.contract.months, facts.team
    given = [controls(facts, policy) for policy in policies]
    automated = np.array([policy.automation for policy in policies])
    automatable = [kind for kind in facts.activities.values() if kind.automatable]
    before = facts.customers.at_start * facts.work_per_month
    latest = staff.ramp_months - 1
    learning = ramping(staff.at_start, staff.lacking, staff.recruits_before, latest)
    served = staff.at_start - learning
    beyond = np.zeros((1, length + months)) if extra is None else np.ascontiguousarray(extra.T)
    columns = len(policies) * len(beyond)
    team, customers, renewals, churn = (np.empty((columns, months)) for _ in range(4))
    done, begun = (np.empty((columns, length + months)) for _ in range(2))
    recruits = np.empty((columns, staff.ramp_months + months))
    recruits[:, : staff.ramp_months] = staff.recruits_before
    # The contracts running at time 0 are spread evenly over the year before.
    begun[:, :length] = np.tile(
        beyond[:, :length] + facts.customers.at_start / length, (len(policies), 1)
    )
    follow(
        months,
        staff.rounding == "whole_changes",
        whole,
        float(staff.at_start),
        staff.monthly_attrition,
        staff.lacking,
        facts.customers.arrivals_per_month,
        facts.hours_per_month,
        min(1.0, served * facts.hours_per_month / max(before, 1e-12)),
        _curve(facts),
        np.array([each.reviews for each in given]),
        np.array([each.hires for each in given], dtype=float),
        np.array([each.customers_per_csmp for each in given]),
        automated * sum(kind.per_month for kind in automatable) / facts.activities_per_month,
        facts.work_per_month - automated * sum(k.per_month * k.mean_hours for k in automatable),
        _deviation(facts),
        _NORMAL,
        beyond,
        team,
        recruits,
        customers,
        done,
        renewals,
        churn,
        begun,
    )
    # A contract that began in the middle of a month has worked half of that month since.
    recent = done[:, -length:].T
    since = np.cumsum(recent[::-1], axis=0)[::-1] - recent / 2
    running = begun[:, -length:].T
    return Flows(
        team.T,
        recruits[:, staff.ramp_months :].T,
        customers.T,
        done[:, length:].T,
        renewals.T,
        churn.T,
        running.sum(axis=0),
        running,
        since / length,
    )


def renewal_rates(facts: Facts, shares: np.ndarray) -> np.ndarray:
    """Of contracts that finish about these shares of their activities; same shape."""
    shares = np.clip(shares, 0.0, 1.0)  # a mean of ones can be more, by rounding
    spreads = _deviation(facts) * np.sqrt(shares * (1.0 - shares))
    curve = _curve(facts)
    rates = [
        renewed(share, spread, 0.0, curve, _NORMAL)
        for share, spread in zip(shares.tolist(), spreads.tolist(), strict=True)
    ]
    return np.array(rates)


def _deviation(facts: Facts) -> float:
    """As :func:`~simmodel.journey.fluid.cohorts.follow` wants it."""
    return DISPERSION[facts.releases] / math.sqrt(facts.activities_per_contract)


def _curve(facts: Facts) -> np.ndarray:
    """As :func:`~simmodel.journey.fluid.cohorts.renewed` wants it."""
    each = facts.renewal
    bounds = [each.floor, each.ceiling]
    return np.array([each.intercept, each.slope, *bounds, *logit(bounds)])


def _in_force(
    facts: Facts, begins: np.ndarray, flows: Flows, annual: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Revenue in prospect and cost to come at the horizon's end; both of shape (columns,).

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
            team.mean(axis=0) * (facts.team.annual_cost + facts.team.annual_backfill_cost)
            + annual[columns],
            customers.mean(axis=0),
        )
    chances = expected(
        np.ascontiguousarray(flows.progress.T),
        elapsed[:, 0],
        pace,
        _deviation(facts),
        _curve(facts),
        _NORMAL,
    )
    revenue = contract_value(facts) * chances.T
    cost = cost_to_come(facts, elapsed, cost_each)
    return (flows.cohorts * revenue).sum(axis=0), (flows.cohorts * cost).sum(axis=0)
