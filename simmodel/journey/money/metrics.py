"""The metrics of the journey, each defined once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

import numpy as np

from simmodel.contract.parts import of_part
from simmodel.contract.quantity import Quantity
from simmodel.contract.share import ShareObjective
from simmodel.journey.facts import Facts
from simmodel.journey.money.amounts import (
    NO_LEVELS,
    Amounts,
    discount,
    in_all,
    of_customers,
    of_levels,
    of_pod,
)
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import OF_PEOPLE, Outcome
from simmodel.journey.outcome import OF_TARGETS as SERIES_OF_TARGETS
from simmodel.journey.outcome import OF_VALUES as SERIES_OF_VALUES
from simmodel.journey.policy import AT_THE_DESK, Policy
from simmodel.journey.policy import OF_PEOPLE as DECISIONS_ON_PEOPLE
from simmodel.journey.vendor import VendorOutcome
from simmodel.journey.work.levels import together
from simmodel.measures import ratio

Money = TypeVar("Money", float, np.ndarray)

METRICS: Mapping[str, Quantity] = {
    "objective": Quantity(
        "money",
        "net contribution - all other costs + terminal value: what is maximised",
    ),
    "net_present_value": Quantity(
        "money",
        "the objective, discounted at the study's rate to the first day: each month's money from "
        "the month's end, terminal value from the horizon's",
    ),
    "net_contribution": Quantity("money", "alpha x renewal bookings - CSMP cost, as in the paper"),
    "renewal_bookings": Quantity(
        "money", "contracts renewed in the horizon x contract value: the paper's renewal revenue"
    ),
    "csmp_cost": Quantity("money", "team x cost of a CSMP, over all months of the horizon"),
    "automation_cost": Quantity("money", "set-up and running cost of automation in the horizon"),
    "recruiting_cost": Quantity("money", "of all recruits of the horizon: hires and backfills"),
    "severance_cost": Quantity("money", "of all who are dismissed in the horizon"),
    "breach_cost": Quantity("money", "of response targets missed in the horizon"),
    "resignations": Quantity("CSMPs", "who resign, and are gone before the last month ends"),
    "vacancies": Quantity("CSMP years", "that positions are open over the horizon"),
    "terminal_value": Quantity("money", "of the contracts in force when the horizon ends"),
    "renewal_value": Quantity(
        "money",
        "what alpha credits a share of: renewal bookings of the horizon, and those expected after "
        "it of contracts in force at its end; no revenue that is booked, and no first contracts",
    ),
    "total_cost": Quantity(
        "money", "all costs in the horizon, and to come for contracts in force at the end"
    ),
    "new_bookings": Quantity("money", "first contracts signed in the horizon x contract value"),
    "recognised_revenue": Quantity(
        "money",
        "earned in the horizon: the value of contracts, first ones too, spread evenly over their "
        "length",
    ),
    "retention_rate": Quantity("share", "contracts renewed over contracts ended in the horizon"),
    "gross_revenue_retention": Quantity(
        "share",
        "of the recurring revenue of twelve months before the end, still there at the end; what "
        "grew since counts for no more than it was",
    ),
    "net_revenue_retention": Quantity(
        "share",
        "recurring revenue at the end of the customers of twelve months before, over theirs then",
    ),
    "logo_retention": Quantity(
        "share", "of the customers of twelve months before the end, still customers at the end"
    ),
    "expansion": Quantity("money per year", "recurring, added by renewals of the horizon"),
    "contraction": Quantity("money per year", "recurring, lost by renewals of the horizon"),
    "churned_revenue": Quantity("money per year", "recurring, of who left in the horizon"),
    "retained_customers": Quantity("customers", "under contract when the horizon ends"),
    "annual_recurring_revenue": Quantity("money per year", "of the contracts at the horizon's end"),
    "portfolio_lifetime_value": Quantity(
        "money", "recurring revenue at the end / (1 - retention rate)"
    ),
    "lifetime_value": Quantity(
        "money",
        "of a new customer: its first contract's value x the contracts that it signs, were it "
        "served as those were that ended in the horizon",
    ),
    "activities_finished": Quantity(
        "share", "finished in the horizon over released in it; above 1 if a backlog is worked off"
    ),
    "service_level": Quantity(
        "share", "begun within their response target, of the activities that have one"
    ),
    "breaches": Quantity("activities", "that fell due in the horizon and missed their target"),
    "utilisation": Quantity(
        "share",
        "of the team's productive hours, spent on activities; those who leave finish theirs on top",
    ),
    "mean_wait": Quantity("hours", "from release to start, of the activities that were started"),
    "team_at_end": Quantity("CSMPs", "in the last month"),
    "csmp_years": Quantity("CSMP years", "employed over the horizon"),
}

SHARE = ShareObjective(field="alpha", credited="renewal_value", cost="total_cost")


OF_VALUES = (
    "net_revenue_retention",
    "logo_retention",
    "expansion",
    "contraction",
    "churned_revenue",
)
"""Metrics that are of interest where the values of contracts differ, or change."""


OF_TARGETS = ("breach_cost", "service_level", "breaches")
"""Metrics that are of interest where activities have response targets; of a segment too."""


OF_CUSTOMERS = (
    *("renewal_bookings", "new_bookings", "recognised_revenue", "retention_rate"),
    *("gross_revenue_retention", *OF_VALUES, "retained_customers", "annual_recurring_revenue"),
    *("portfolio_lifetime_value", "lifetime_value", "activities_finished"),
)
"""Metrics of customers, of a segment too; there ``activities_finished`` is of the points of
contracts that ended in the horizon."""


def measure(
    facts: Facts, policy: Policy, objective: Objective, outcome: VendorOutcome
) -> dict[str, float]:
    """Every metric of :data:`METRICS`, of the vendor and by part; NaN where it is not defined (no
    contract ended, say)."""
    teams = facts.teams(policy.together)
    pods = {
        name: of_pod(part, policy.of_pod(name), objective, outcome.pods[name])
        for name, part in teams.items()
    }
    found = metrics_of(facts, objective, in_all(pods.values()))
    if facts.segments is not None:
        for name, part in teams.items():
            found |= _by_segment(part, outcome.pods[name])
        found |= _by_pod(facts, objective, outcome, pods)
    return found


def _by_segment(facts: Facts, outcome: Outcome) -> dict[str, float]:
    """Metrics of the segments of a pod, under names such as "retention_rate.enterprise"."""
    found: dict[str, float] = {}
    for name, segment in facts.by_segment.items():
        clientele = outcome.clienteles[name]
        of_segment = customer_metrics(of_customers(segment, clientele))
        of_segment["activities_finished"] = ratio(clientele.finished, clientele.due)
        if name in outcome.levels:
            of_segment |= level_metrics(of_levels(outcome.levels[name]))
        found |= {of_part(metric, name): value for metric, value in of_segment.items()}
    return found


def _by_pod(
    facts: Facts, objective: Objective, outcome: VendorOutcome, pods: Mapping[str, Amounts]
) -> dict[str, float]:
    """Likewise of the pods, where there are any.

    Of pods that work together only what their customers do; NaN of the team, which there is as a
    whole alone. A pod that is called as its segment is then that segment.
    """
    found: dict[str, float] = {}
    for pod, part in facts.by_pod.items() if facts.pods else ():
        if pod in pods:
            of_team = metrics_of(facts, objective, pods[pod])
        else:
            of_team = dict.fromkeys(METRICS, math.nan) | _of_clienteles(part, outcome.pods[""])
            if pod in part.by_segment:
                del of_team["activities_finished"]
        found |= {of_part(metric, pod): value for metric, value in of_team.items()}
    return found


def _of_clienteles(facts: Facts, outcome: Outcome) -> dict[str, float]:
    """What the customers of a pod do in the outcome of all pods together."""
    parts = facts.by_segment.items()
    customers = in_all(of_customers(each, outcome.clienteles[name]) for name, each in parts)
    levels = [outcome.levels[name] for name in facts.by_segment if name in outcome.levels]
    amounts = of_levels(together(levels)) if levels else NO_LEVELS
    return customer_metrics(customers) | level_metrics(amounts)


def metrics_of(facts: Facts, objective: Objective, amounts: Amounts) -> dict[str, float]:
    """Every metric of :data:`METRICS`."""
    last = float(discount(objective, facts.horizon_months)[-1])
    found = money_metrics(objective.alpha, Parts(*(amounts[each.name] for each in fields(Parts))))
    found |= customer_metrics(amounts) | level_metrics(amounts)
    found |= {
        "net_present_value": amounts["discounted"] + last * found["terminal_value"],
        "resignations": amounts["resignations"],
        "vacancies": amounts["vacant_months"] / 12,
        "activities_finished": ratio(amounts["done"], amounts["released"]),
        "utilisation": ratio(amounts["busy_months"], amounts["team_months"]),
        "mean_wait": ratio(amounts["waited_hours"], amounts["started"]),
        "team_at_end": amounts["team_at_end"],
        "csmp_years": amounts["team_months"] / 12,
    }
    return {name: found[name] for name in METRICS}


def customer_metrics(amounts: Amounts) -> dict[str, float]:
    """Metrics of customers, whoever serves them."""
    retention = ratio(amounts["renewals"], amounts["renewals"] + amounts["churn"])
    revenue = amounts["annual_recurring_revenue"]
    return {
        "renewal_bookings": amounts["renewal_bookings"],
        "new_bookings": amounts["new_bookings"],
        "recognised_revenue": amounts["recognised_revenue"],
        "retention_rate": retention,
        "gross_revenue_retention": ratio(amounts["cohort_kept"], amounts["cohort_value"]),
        "net_revenue_retention": ratio(amounts["cohort_at_end"], amounts["cohort_value"]),
        "logo_retention": ratio(amounts["cohort_stayed"], amounts["cohort"]),
        "expansion": amounts["expansion"],
        "contraction": amounts["contraction"],
        "churned_revenue": amounts["churned_revenue"],
        "retained_customers": amounts["customers"],
        "annual_recurring_revenue": revenue,
        # Section 3.1 of the paper, over all customers; NaN when nobody ever churned.
        "portfolio_lifetime_value": ratio(revenue, 1.0 - retention),
        "lifetime_value": ratio(amounts["coming_for_life"], amounts["coming"]),
    }


def level_metrics(amounts: Amounts) -> dict[str, float]:
    """Metrics of response targets."""
    return {
        "breach_cost": amounts["breach_cost"],
        "service_level": ratio(amounts["judged"] - amounts["breaches"], amounts["judged"]),
        "breaches": amounts["breaches"],
    }


@dataclass(frozen=True)
class Parts(Generic[Money]):
    """What the objective consists of, in money: of one policy, or of many in arrays of one shape.

    Attributes:
        renewals_beyond, cost_beyond: of the contracts in force at the end, beyond the horizon.
    """

    renewal_bookings: Money
    csmp_cost: Money
    automation_cost: Money
    recruiting_cost: Money
    severance_cost: Money
    breach_cost: Money
    renewals_beyond: Money
    cost_beyond: Money


def money_metrics(alpha: float, parts: Parts[Money]) -> dict[str, Money]:
    """The objective and its parts."""
    contribution = net_contribution(alpha, parts.renewal_bookings, parts.csmp_cost)
    terminal = alpha * parts.renewals_beyond - parts.cost_beyond
    people = parts.recruiting_cost + parts.severance_cost
    in_horizon = parts.csmp_cost + parts.automation_cost + people + parts.breach_cost
    return {
        "objective": contribution - parts.automation_cost - people - parts.breach_cost + terminal,
        "net_contribution": contribution,
        "renewal_bookings": parts.renewal_bookings,
        "csmp_cost": parts.csmp_cost,
        "automation_cost": parts.automation_cost,
        "recruiting_cost": parts.recruiting_cost,
        "severance_cost": parts.severance_cost,
        "breach_cost": parts.breach_cost,
        "terminal_value": terminal,
        "renewal_value": parts.renewal_bookings + parts.renewals_beyond,
        "total_cost": in_horizon + parts.cost_beyond,
    }


def idle(facts: Facts, objective: Objective) -> frozenset[str]:
    """Metrics, series and decisions that are nothing under these facts."""
    found = set() if objective.discount_rate else {"net_present_value"}
    if not facts.tells_values:
        found |= {*OF_VALUES, *SERIES_OF_VALUES}
    if not (facts.lifetimes_differ and facts.expects):
        found |= {"lifetime_value"}
    if facts.people is None:
        found |= {*OF_PEOPLE, *DECISIONS_ON_PEOPLE, "severance_cost", "resignations", "vacancies"}
    elif facts.people.dismissal is None:
        found |= {"dismissed", "severance_cost"}
    desks = [part.desk for part in (facts, *facts.by_pod.values()) if part.desk is not None]
    if not desks:
        found |= {*AT_THE_DESK}
    elif all(each.reserve is None for each in desks):
        found |= {"reserve"}
    if facts.pods is None:
        found |= {"teams"}
    if facts.targets is None:
        found |= {*OF_TARGETS, *SERIES_OF_TARGETS}
    return frozenset(found)


def limits(facts: Facts) -> dict[str, tuple[float, float]]:
    """Shares that no policy leaves on average."""
    curves = {name: part.renewal for name, part in facts.by_segment.items()}
    floors, ceilings = zip(*((each.floor, each.ceiling) for each in curves.values()), strict=True)
    return {
        "retention_rate": (min(floors), max(ceilings)),
        "gross_revenue_retention": (0.0, 1.0),
        "logo_retention": (0.0, 1.0),
        "service_level": (0.0, 1.0),
    }


def net_contribution(alpha: float, bookings: Money, cost: Money) -> Money:
    """Section 3.1 of the paper; money."""
    contribution: Money = alpha * bookings - cost
    return contribution
