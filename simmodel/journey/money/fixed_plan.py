"""A plan is not a policy: the fixed schedule that stands for an adaptive policy; its neighbours."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from simmodel.contract.fixed_plan import Neighbour, Neighbourhood
from simmodel.contract.parts import of_part
from simmodel.journey.controls import controls
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy
from simmodel.journey.refusals import refuse


def fixed_plan(facts: Facts, policy: Policy, series: Mapping[str, np.ndarray]) -> Policy:
    """The policy that hires, period by period, towards the team the adaptive one had on average.

    Args:
        policy: whose cadence and automation are kept.
        series: of ``policy``, by name, each of shape (replications, months).
    """
    schedules = {}
    for pod, part in facts.teams(policy.together).items():
        own = policy.of_pod(pod)
        suffix = f".{pod}" if pod else ""
        seen = {name: series[name + suffix] for name in _STEERED if name + suffix in series}
        begins = np.arange(own.periods(facts)) * own.months_per_period
        rounded = np.floor(_steered(part, seen)[begins] + 0.5).astype(int)
        hires = np.diff(rounded, prepend=part.team.at_start)
        schedules[f"hires{suffix}"] = tuple(hires.tolist())
    return policy.model_copy(update=schedules)


_STEERED = ("team", "positions", "surplus", "resigned")


def _steered(facts: Facts, series: Mapping[str, np.ndarray]) -> np.ndarray:
    """The number that a schedule steers, on average, shape (months,): the team, or the positions
    for one, open ones included.

    A schedule that does without positions waits for people to resign, as a review does. So it is
    to say so when the review does, not once they are gone; but of no more people than do go, or it
    would ask for what cannot be had. Where nobody is replaced but by a review, those who resign
    are to be replaced by the schedule.
    """
    if facts.people is None or facts.rules is None:
        mean: np.ndarray = series["team"].mean(axis=0)
        return mean
    positions: np.ndarray = series["positions"].mean(axis=0)
    if not facts.rules.replaces:
        positions += np.cumsum(series["resigned"].mean(axis=0))
    wanted = positions - series["surplus"].mean(axis=0)
    reached: np.ndarray = np.minimum.accumulate(positions[::-1])[::-1]
    steered: np.ndarray = np.maximum(wanted, reached)
    return steered


def changes(facts: Facts, plan: Policy) -> list[int]:
    """CSMPs more, or positions to open, at the begin of each month of a fixed schedule."""
    found: list[int] = np.sum(list(changes_of_pods(facts, plan).values()), axis=0).tolist()
    return found


def changes_of_pods(facts: Facts, plan: Policy) -> dict[str, list[int]]:
    """Likewise of each team, by name."""
    return {
        pod: controls(part, plan.of_pod(pod)).hires.tolist()
        for pod, part in facts.teams(plan.together).items()
    }


def rows(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """One row a staffing period of ``plan``, of each pod, which must be a fixed schedule.

    Recruits are the hires and, as an expected number, the backfills of those who resign. Of people
    one by one only what is decided is told: who comes and when is known by simulation alone.

    Args:
        begins: first day of the horizon, the first of a month.
    """
    table: list[dict[str, str | int | float]] = []
    for pod, part in facts.teams(plan.together).items():
        of = _numbers if part.people is None else _positions
        own = of(part, plan.of_pod(pod), begins)
        table += [{"pod": pod, **row} for row in own] if pod else own
    return table


def _numbers(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """The team of each period, and what it costs."""
    assert plan.hires is not None
    table: list[dict[str, str | int | float]] = []
    team = facts.team.at_start
    for period, hired in enumerate(plan.hires):
        team += hired
        month = period * plan.months_per_period
        months = min(plan.months_per_period, facts.horizon_months - month)
        recruits = max(hired, 0) + facts.team.monthly_attrition * team * months
        table.append(
            {
                "period": period + 1,
                "begins": _day(begins, month),
                "months": months,
                "hires": hired,
                "team": team,
                "recruits": round(recruits, 2),
                "csmp_cost": round(team * months * facts.team.annual_cost / 12, 2),
                "recruiting_cost": round(recruits * facts.team.recruiting_cost, 2),
            }
        )
    return table


def _positions(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """Positions opened, fewer where negative, and when half and nine of ten of them are filled."""
    assert facts.people is not None
    table: list[dict[str, str | int | float]] = []
    hiring = facts.people.hiring
    waits = {"half_start_by": hiring.months(0.5), "most_start_by": hiring.months(0.9)}
    for period, opened in enumerate(plan.hires or ()):
        month = period * plan.months_per_period
        table.append(
            {
                "period": period + 1,
                "begins": _day(begins, month),
                "months": min(plan.months_per_period, facts.horizon_months - month),
                "opens": opened,
                **{
                    name: _day(begins, month + wait) if opened > 0 else ""
                    for name, wait in waits.items()
                },
            }
        )
    return table


def _day(begins: date, month: int) -> str:
    """First day of a month of the horizon."""
    years, month_of_year = divmod(begins.month - 1 + month, 12)
    return date(begins.year + years, month_of_year + 1, 1).isoformat()


def neighbours(facts: Facts, plan: Policy) -> Neighbourhood[Policy]:
    """``plan`` with one CSMP more, and one fewer, of each pod from the begin of each quarter on.

    All are monthly schedules, so that every quarter has its own hires. The team's path is that of
    ``plan``; what contracts in force at the end are worth is told from the last month alone.
    """
    monthly = plan.model_copy(update={"cadence": "monthly"})
    schedules: dict[str, Any] = {}
    teams = facts.teams(plan.together)
    for pod, part in teams.items():
        schedules[of_part("hires", pod)] = tuple(changes(part, plan.of_pod(pod)))
        if pod:
            schedules[of_part("cadence", pod)] = "monthly"
    monthly = monthly.model_copy(update=schedules)
    found = [
        Neighbour(month, more, _with_one(monthly, of_part("hires", pod), month, more), pod)
        for pod in teams
        for month in range(0, facts.horizon_months, 3)
        for more in (1, -1)
    ]
    possible = tuple(each for each in found if refuse(facts, each.policy) is None)
    return Neighbourhood(monthly, possible)


def _with_one(monthly: Policy, schedule: str, month: int, more: int) -> Policy:
    """The monthly plan with one CSMP more, or fewer, in one schedule from a month on."""
    hires = getattr(monthly, schedule)
    changed = (*hires[:month], hires[month] + more, *hires[month + 1 :])
    return monthly.model_copy(update={schedule: changed})
