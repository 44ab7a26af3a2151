"""Fluid approximation of the journey: expected flows, no luck, thousands of policies at a time.

Customers are a continuous mass in cohorts by the calendar month in which their contracts begin. In
each month every activity that is not automated has the same share s of being done,

    s = min(1, team x M / (customers x work that is not automated)),

a contract's percentage is the mean over its months, and the cohort renews by the same curve as in
the simulation. Cohorts begin in mid-month: a contract meets half of the month it begins in and
half of the month it ends in. What it leaves out is chance: queues that form although capacity
suffices, and the curvature of the renewal curve over a contract's luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.metrics import money_metrics
from simmodel.journey.objective import Objective
from simmodel.journey.orders import orders
from simmodel.journey.outcome import automation_costs, contract_value
from simmodel.journey.policy import Policy
from simmodel.journey.valuation import in_prospect, last_period, pace_and_cost


@dataclass(frozen=True)
class Flows:
    """Expected flows; arrays of shape (months, policies) unless said otherwise.

    Attributes:
        team, customers: during the month: customers are the mean of its begin and its end.
        done: share of released activities that is finished, automated ones included.
        renewals, churn: contracts.
        closing: customers at the end of the horizon; shape (policies,).
        cohorts: contracts running at the end, by months since they began; shape (L, policies).
        progress: the share of its activities a contract of each has finished; same shape.
    """

    team: np.ndarray
    customers: np.ndarray
    done: np.ndarray
    renewals: np.ndarray
    churn: np.ndarray
    closing: np.ndarray
    cohorts: np.ndarray
    progress: np.ndarray


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """Approximate metrics, each of shape (policies,); the names are those of the simulation."""
    return metrics_of(facts, policies, objective, flow(facts, policies))


def metrics_of(
    facts: Facts, policies: Sequence[Policy], objective: Objective, flows: Flows
) -> dict[str, np.ndarray]:
    """The metrics of ``flows``, each of shape (policies,)."""
    shares = np.array([policy.automation for policy in policies])
    renewals, churn = flows.renewals.sum(axis=0), flows.churn.sum(axis=0)
    revenue = renewals * contract_value(facts)
    cost = flows.team.sum(axis=0) * facts.team.annual_cost / 12
    once, annual = automation_costs(facts, shares)
    automation_cost = once + annual * facts.horizon_months / 12
    prospect, to_come = np.zeros(len(policies)), np.zeros(len(policies))
    if objective.terminal == "in_force":
        prospect, to_come = _in_force(facts, policies, flows, annual)
    ended = renewals + churn
    return money_metrics(objective.alpha, revenue, cost, automation_cost, prospect, to_come) | {
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
        extra: contracts beyond expectation that begin in each month, shape (L + months, policies);
            the first L rows are of those running at time 0, by the month in which they end.
        whole: whether the team is of whole CSMPs.
    """
    months, length, count = facts.horizon_months, facts.contract.months, len(policies)
    given = [orders(facts, policy) for policy in policies]
    reviews = np.array([each.reviews for each in given]).T
    hires = np.array([each.hires for each in given]).T
    per_csmp = np.array([each.customers_per_csmp for each in given])
    whole_changes = facts.team.rounding == "whole_changes"
    automated = np.array([policy.automation for policy in policies])
    automatable = [kind for kind in facts.activities.values() if kind.automatable]
    fewer = automated * sum(kind.per_month for kind in automatable) / facts.activities_per_month
    work = facts.work_per_month - automated * sum(k.per_month * k.mean_hours for k in automatable)
    arrivals = facts.customers.arrivals_per_month

    # Row m of `begun` holds the contracts that began in month m - length; rows up to `length`
    # are the contracts running at time 0, spread evenly over the year before.
    begun = np.zeros((length + months, count)) if extra is None else extra.copy()
    begun[:length] += facts.customers.at_start / length
    team = np.zeros((months, count))
    done = np.zeros((length + months, count))
    done[:length] = _served(
        facts, facts.team.at_start, facts.customers.at_start, facts.work_per_month
    )
    customers, renewals, churn = (np.zeros((months, count)) for _ in range(3))
    present = begun[:length].sum(axis=0)
    now = np.full(count, float(facts.team.at_start))
    for month in range(months):
        row = length + month
        wanted = np.maximum(present, 0.0) / per_csmp
        if whole:
            change = np.trunc(wanted - now) if whole_changes else np.floor(wanted + 0.5) - now
        else:
            change = wanted - now
        now = now + np.where(reviews[month], change, hires[month])
        served = _served(facts, now, present + arrivals / 2, work)
        done[row] = fewer + (1.0 - fewer) * served
        halves = (done[row - length] + done[row]) / 2
        percentage = 100.0 * (halves + done[row - length + 1 : row].sum(axis=0)) / length
        ending = begun[row - length]
        renewals[month] = ending * facts.renewal.probability(percentage)
        churn[month] = ending - renewals[month]
        arrived = arrivals + begun[row]
        begun[row] = renewals[month] + arrived
        team[month] = now
        customers[month] = present + (arrived - churn[month]) / 2
        present = present + arrived - churn[month]

    # A contract that began in the middle of a month has worked half of that month since.
    recent = done[-length:]
    since = np.cumsum(recent[::-1], axis=0)[::-1] - recent / 2
    return Flows(
        team, customers, done[length:], renewals, churn, present, begun[-length:], since / length
    )


def _served(
    facts: Facts, team: np.ndarray | int, customers: np.ndarray | float, work: np.ndarray | float
) -> np.ndarray:
    """Share of the CSMPs' work that gets done in a month; the shapes broadcast."""
    load = np.maximum(np.asarray(customers * work, dtype=float), 1e-12)
    share: np.ndarray = np.minimum(1.0, team * facts.hours_per_month / load)
    return share


def _in_force(
    facts: Facts, policies: Sequence[Policy], flows: Flows, annual: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Revenue in prospect and cost to come at the horizon's end; both of shape (policies,)."""
    length = facts.contract.months
    elapsed = (np.arange(length, 0, -1) - 0.5)[:, None] / length
    pace, cost_each = np.zeros(len(policies)), np.zeros(len(policies))
    begins = np.array([last_period(facts, policy).start for policy in policies])
    for begin in np.unique(begins).tolist():
        columns = np.flatnonzero(begins == begin)
        done, customers, team = (
            series[begin:, columns] for series in (flows.done, flows.customers, flows.team)
        )
        pace[columns], cost_each[columns] = pace_and_cost(
            (done * customers).sum(axis=0),
            customers.sum(axis=0),
            team.mean(axis=0) * facts.team.annual_cost + annual[columns],
            customers.mean(axis=0),
        )
    revenue, cost = in_prospect(facts, flows.progress, elapsed, pace, cost_each)
    return (flows.cohorts * revenue).sum(axis=0), (flows.cohorts * cost).sum(axis=0)
