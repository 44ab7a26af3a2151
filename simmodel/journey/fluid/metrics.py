"""Metrics of the fluid approximation, thousands of policies at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

import numpy as np

from simmodel.contract.parts import of_part
from simmodel.journey.customers.demand_scenarios import PAIRS, demand_scenarios
from simmodel.journey.customers.renewal import expected
from simmodel.journey.customers.values import mean_value_after
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.distinct import by_teams, distinct_policies, for_each
from simmodel.journey.fluid.flows import Flows, SegmentFlows, curve, done_apart, flow
from simmodel.journey.money.amounts import NO_LEVELS, discount, in_all
from simmodel.journey.money.beyond_horizon import (
    cost_of_rest,
    last_period,
    pace_and_cost,
    relative_work,
)
from simmodel.journey.money.metrics import Parts, money_metrics
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.scenarios import people_scenarios
from simmodel.journey.policy import Policy
from simmodel.journey.work.levels import Levels, together

_BLOCK = 128  # policies at a time, so that their flows stay in the processor's cache


def fluid(facts: Facts, policies: Sequence[Policy], objective: Objective) -> dict[str, np.ndarray]:
    """Metrics, approximated; each of shape (policies,), under the simulation's names.

    Those of a pod are NaN where all pods work together.
    """
    of_each = [
        (places, _of_teams(facts, teams, [policies[place] for place in places], objective))
        for places, teams in by_teams(facts, policies)
    ]
    if len(of_each) == 1:
        return of_each[0][1]
    found = {name: np.full(len(policies), np.nan) for _, metrics in of_each for name in metrics}
    for places, metrics in of_each:
        for name, values in metrics.items():
            found[name][places] = values
    return found


def _of_teams(
    facts: Facts, teams: Mapping[str, Facts], policies: Sequence[Policy], objective: Objective
) -> dict[str, np.ndarray]:
    """Metrics of policies of the same teams."""
    scenarios = {
        pod: [demand_scenarios(each, place) for place, each in enumerate(part.by_segment.values())]
        for pod, part in teams.items()
    }
    blocks = [policies[first : first + _BLOCK] for first in range(0, len(policies), _BLOCK)]
    means = [_means(facts, teams, block, objective, scenarios) for block in blocks]
    return {name: np.concatenate([mean[name] for mean in means]) for name in means[0]}


def _means(
    facts: Facts,
    teams: Mapping[str, Facts],
    policies: Sequence[Policy],
    objective: Objective,
    scenarios: Mapping[str, Sequence[np.ndarray]],
) -> dict[str, np.ndarray]:
    """Means over all futures, shape (policies,)."""
    pods: dict[str, dict[str, np.ndarray]] = {}
    found: dict[str, np.ndarray] = {}
    for name, part in teams.items():
        # Neighbours in a search differ in few decisions, and most pods see none of these.
        places, own = distinct_policies(part, [policy.of_pod(name) for policy in policies])
        people, before = _people(part, len(pods)), done_apart(facts, name)
        flows = flow(part, own, scenarios[name], people, before)
        pod = amounts(part, own, objective, flows)
        if facts.segments is not None:
            found |= for_each(places, metrics_by_part(part, objective, name, flows, pod))
        pods[name] = for_each(places, pod)
    found = metrics_of(facts, objective, in_all(pods.values())) | found
    return {name: each.reshape(len(policies), -1).mean(axis=1) for name, each in found.items()}


def _people(facts: Facts, pod: int) -> np.ndarray | None:
    """Who resigns beyond expectation, where teams may be small."""
    if facts.segments is None or facts.people is None:
        return None
    return people_scenarios(facts, 2 * PAIRS, pod)


def metrics_by_part(
    facts: Facts, objective: Objective, pod: str, flows: Flows, of: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Metrics of a pod, where it has a name, and of its segments; each of shape (columns,).

    Args:
        of: amounts of the pod.
    """
    found: dict[str, np.ndarray] = {}
    for place, (name, part) in enumerate(facts.by_segment.items()):
        of_segment = _of_customers(_of_segment(part, flows.segments[place]))
        if part.targets is not None:
            of_segment |= _of_targets(_of_levels(flows.levels[place]))
        found |= {of_part(metric, name): values for metric, values in of_segment.items()}
    own_metrics = metrics_of(facts, objective, of) if pod else {}
    return found | {of_part(metric, pod): values for metric, values in own_metrics.items()}


def metrics_of(
    facts: Facts, objective: Objective, of: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """The metrics of :func:`amounts`, each of shape (columns,)."""
    last = float(discount(objective, facts.horizon_months)[-1])
    found = money_metrics(objective.alpha, Parts(*(of[each.name] for each in fields(Parts))))
    of_team = {
        "net_present_value": of["discounted"] + last * found["terminal_value"],
        "team_at_end": of["team_at_end"],
        "csmp_years": of["team_months"] / 12,
    }
    of_targets = {} if facts.targets is None else _of_targets(of)
    return found | _of_customers(of) | of_team | of_targets


def _of_customers(of: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Metrics of customers, whoever serves them."""
    ended = of["renewals"] + of["churn"]
    return {
        "renewal_bookings": of["renewal_bookings"],
        "recognised_revenue": of["recognised_revenue"],
        "retention_rate": np.divide(
            of["renewals"], ended, out=np.full_like(ended, np.nan), where=ended > 0
        ),
        "retained_customers": of["customers"],
        "annual_recurring_revenue": of["annual_recurring_revenue"],
    }


def _of_targets(of: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Metrics of response targets."""
    judged, breaches = of["judged"], of["breaches"]
    met = np.divide(judged - breaches, judged, out=np.full_like(judged, np.nan), where=judged > 0)
    return {"breach_cost": of["breach_cost"], "service_level": met, "breaches": breaches}


def amounts(
    facts: Facts, policies: Sequence[Policy], objective: Objective, flows: Flows
) -> dict[str, np.ndarray]:
    """The amounts of one pod that add up over pods, as of a simulation; shape (columns,)."""
    columns = flows.team.shape[1] // len(policies)
    pay = facts.pay[:, None]
    once, annual = _automation(facts, policies, columns)
    renewals_beyond, cost_beyond = np.zeros(once.size), np.zeros(once.size)
    if objective.terminal == "in_force":
        begins = np.repeat([last_period(facts, policy).start for policy in policies], columns)
        renewals_beyond, cost_beyond = _beyond_horizon(facts, begins, flows, annual)
    parts = zip(facts.by_segment.values(), flows.segments, strict=True)
    nothing = {name: np.zeros(once.size) for name in NO_LEVELS}
    return in_all([_of_segment(part, own) for part, own in parts]) | {
        **(_of_levels(together(flows.levels)) if flows.levels else nothing),
        "csmp_cost": (flows.team * pay).sum(axis=0) * facts.team.annual_cost / 12,
        "automation_cost": once + annual * facts.horizon_months / 12,
        "recruiting_cost": flows.recruits.sum(axis=0) * facts.recruit_cost,
        "severance_cost": (flows.dismissed * pay).sum(axis=0) * facts.severance,
        "renewals_beyond": renewals_beyond,
        "cost_beyond": cost_beyond,
        "discounted": discount(objective, facts.horizon_months)
        @ _monthly(facts, objective, flows, once, annual),
        "team_at_end": flows.team[-1],
        "team_months": flows.team.sum(axis=0),
    }


def _of_segment(facts: Facts, flows: SegmentFlows) -> dict[str, np.ndarray]:
    """The amounts of one segment."""
    contract = facts.contract
    return {
        "renewals": flows.renewals.sum(axis=0),
        "churn": flows.churn.sum(axis=0),
        "ended": (flows.renewals + flows.churn).sum(axis=0),
        "renewal_bookings": flows.signed.sum(axis=0) * contract.whole_value,
        "recognised_revenue": flows.value.sum(axis=0) * contract.value / 12,
        "customers": flows.closing,
        "annual_recurring_revenue": flows.worth.sum(axis=0) * contract.value,
    }


def _of_levels(levels: Levels) -> dict[str, np.ndarray]:
    """The amounts of what has response targets."""
    return {
        "judged": levels.judged.sum(axis=0),
        "breaches": levels.breaches.sum(axis=0),
        "breach_cost": levels.cost.sum(axis=0),
    }


def _sum(parts: Iterable[np.ndarray]) -> np.ndarray:
    first, *others = parts
    for each in others:
        first = first + each
    return first


def _automation(
    facts: Facts, policies: Sequence[Policy], columns: int
) -> tuple[np.ndarray, np.ndarray]:
    """Cost of automation, paid once and a year, of all segments; shape (columns,)."""
    once, annual = np.zeros(len(policies) * columns), np.zeros(len(policies) * columns)
    for name, part in facts.by_segment.items():
        shares = [policy.of_segment(name).automation for policy in policies]
        of_once, of_year = part.automation.costs(np.repeat(shares, columns))
        once, annual = once + of_once, annual + of_year
    return once, annual


def _monthly(
    facts: Facts, objective: Objective, flows: Flows, once: np.ndarray, annual: np.ndarray
) -> np.ndarray:
    """Net contribution less all other costs by month, money, shape (months, columns)."""
    pay = facts.pay[:, None]
    renewals = _sum(
        objective.alpha * part.contract.whole_value * own.signed
        for part, own in zip(facts.by_segment.values(), flows.segments, strict=True)
    )
    people = flows.team * (facts.team.annual_cost / 12) + flows.dismissed * facts.severance
    monthly: np.ndarray = renewals - people * pay - flows.recruits * facts.recruit_cost
    monthly -= annual / 12
    monthly[0] -= once
    if flows.levels:
        monthly -= together(flows.levels).cost
    return monthly


def _beyond_horizon(
    facts: Facts, begins: np.ndarray, flows: Flows, annual: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Renewals expected and cost beyond the horizon, money; both of shape (columns,).

    Args:
        begins: month in which the last staffing period begins, shape (columns,).
        annual: cost of automation, money a year; same shape.
    """
    pace, cost_each = np.zeros(begins.size), np.zeros(begins.size)
    shares = relative_work(facts)
    numbers = [part.load.activities_per_month for part in facts.by_segment.values()]
    often = np.array(numbers) / numbers[0]
    for begin in np.unique(begins).tolist():
        columns = np.flatnonzero(begins == begin)
        own = [
            (each.done[begin:, columns], each.customers[begin:, columns]) for each in flows.segments
        ]
        team = flows.team[begin:, columns]
        breaches = np.zeros(columns.size)
        if flows.levels:
            breaches = 12 * together(flows.levels).cost[begin:, columns].mean(axis=0)
        pace[columns], cost_each[columns] = pace_and_cost(
            _sum((done * here).sum(axis=0) * k for (done, here), k in zip(own, often, strict=True)),
            _sum(here.sum(axis=0) * k for (_, here), k in zip(own, often, strict=True)),
            team.mean(axis=0) * (facts.team.annual_cost + facts.annual_backfill_cost)
            + (team * (facts.pay[begin:, None] - 1.0)).mean(axis=0) * facts.team.annual_cost
            + annual[columns]
            + breaches,
            _sum(here.mean(axis=0) * w for (_, here), w in zip(own, shares, strict=True)),
        )
    revenue, cost = np.zeros(begins.size), np.zeros(begins.size)
    for part, segment, share in zip(facts.by_segment.values(), flows.segments, shares, strict=True):
        length = part.contract.months
        elapsed = (np.arange(length, 0, -1) - 0.5)[:, None] / length
        progress = np.ascontiguousarray(segment.progress.T)
        number = np.ascontiguousarray(segment.number.T)
        chances = expected(progress, elapsed[:, 0], pace, number, curve(part)).T
        if part.varies:
            projected = np.minimum(segment.progress + (1.0 - elapsed) * pace, 1.0)
            chances = chances * mean_value_after(part, 100.0 * projected)
        value = part.contract.whole_value * chances
        revenue = revenue + (segment.worth * value).sum(axis=0)
        cost = cost + (segment.cohorts * cost_of_rest(part, elapsed, cost_each * share)).sum(axis=0)
    return revenue, cost
