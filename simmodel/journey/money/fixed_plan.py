"""A plan is not a policy: the fixed schedule that stands for an adaptive policy; its neighbours."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from simmodel.contract.fixed_plan import Neighbour, Neighbourhood
from simmodel.journey.controls import controls
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy, refuse


def fixed_plan(facts: Facts, policy: Policy, series: Mapping[str, np.ndarray]) -> Policy:
    """The policy that hires, period by period, towards the team the adaptive one had on average.

    Args:
        policy: whose cadence and automation are kept.
        series: of ``policy``, by name, each of shape (replications, months).
    """
    begins = np.arange(policy.periods(facts)) * policy.months_per_period
    team = series["team"][:, begins].mean(axis=0)
    rounded = np.floor(team + 0.5).astype(int)
    hires = np.diff(rounded, prepend=facts.team.at_start)
    return policy.model_copy(update={"hires": tuple(hires.tolist())})


def rows(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """One row a staffing period of ``plan``, which must be a fixed schedule.

    Recruits are the hires and, as an expected number, the backfills of those who resign.

    Args:
        begins: first day of the horizon, the first of a month.
    """
    assert plan.hires is not None
    table: list[dict[str, str | int | float]] = []
    team = facts.team.at_start
    for period, hired in enumerate(plan.hires):
        team += hired
        month = period * plan.months_per_period
        months = min(plan.months_per_period, facts.horizon_months - month)
        years, month_of_year = divmod(begins.month - 1 + month, 12)
        recruits = max(hired, 0) + facts.team.monthly_attrition * team * months
        table.append(
            {
                "period": period + 1,
                "begins": date(begins.year + years, month_of_year + 1, 1).isoformat(),
                "months": months,
                "hires": hired,
                "team": team,
                "recruits": round(recruits, 2),
                "csmp_cost": round(team * months * facts.team.annual_cost / 12, 2),
                "recruiting_cost": round(recruits * facts.team.recruiting_cost, 2),
            }
        )
    return table


def neighbours(facts: Facts, plan: Policy) -> Neighbourhood[Policy]:
    """``plan`` with one CSMP more, and one fewer, from the begin of each quarter of the horizon.

    All are monthly schedules, so that every quarter has its own hires. The team's path is that of
    ``plan``; what contracts in force at the end are worth is told from the last month alone.
    """
    hires = controls(facts, plan).hires.tolist()
    monthly = plan.model_copy(update={"cadence": "monthly", "hires": tuple(hires)})
    found = []
    for month in range(0, facts.horizon_months, 3):
        for more in (1, -1):
            changed = [*hires[:month], hires[month] + more, *hires[month + 1 :]]
            policy = monthly.model_copy(update={"hires": tuple(changed)})
            if refuse(facts, policy) is None:
                found.append(Neighbour(month, more, policy))
    return Neighbourhood(monthly, tuple(found))
