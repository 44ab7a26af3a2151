"""A plan is not a policy: the fixed schedule that stands for an adaptive policy; its neighbours."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from simmodel.contract.fixed_plan import Neighbour, Neighbourhood
from simmodel.journey.controls import controls
from simmodel.journey.facts import Facts
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import Policy, refuse


def fixed_plan(facts: Facts, policy: Policy, series: Mapping[str, np.ndarray]) -> Policy:
    """The policy that hires, period by period, towards the team the adaptive one had on average.

    Args:
        policy: whose cadence and automation are kept.
        series: of ``policy``, by name, each of shape (replications, months).
    """
    begins = np.arange(policy.periods(facts)) * policy.months_per_period
    rounded = np.floor(_steered(facts, series)[begins] + 0.5).astype(int)
    hires = np.diff(rounded, prepend=facts.team.at_start)
    return policy.model_copy(update={"hires": tuple(hires.tolist())})


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
    found: list[int] = controls(facts, plan).hires.tolist()
    return found


def rows(facts: Facts, plan: Policy, begins: date) -> list[dict[str, str | int | float]]:
    """One row a staffing period of ``plan``, which must be a fixed schedule.

    Recruits are the hires and, as an expected number, the backfills of those who resign. Of people
    one by one only what is decided is told: who comes and when is known by simulation alone.

    Args:
        begins: first day of the horizon, the first of a month.
    """
    assert plan.hires is not None
    if facts.people is not None:
        return _positions(facts, plan, begins, facts.people)
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


def _positions(
    facts: Facts, plan: Policy, begins: date, people: People
) -> list[dict[str, str | int | float]]:
    """Positions opened, fewer where negative, and when half and nine of ten of them are filled."""
    table: list[dict[str, str | int | float]] = []
    waits = {
        "half_start_by": people.hiring.months(0.5),
        "most_start_by": people.hiring.months(0.9),
    }
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
    """``plan`` with one CSMP more, and one fewer, from the begin of each quarter of the horizon.

    All are monthly schedules, so that every quarter has its own hires. The team's path is that of
    ``plan``; what contracts in force at the end are worth is told from the last month alone.
    """
    hires = changes(facts, plan)
    monthly = plan.model_copy(update={"cadence": "monthly", "hires": tuple(hires)})
    found = []
    for month in range(0, facts.horizon_months, 3):
        for more in (1, -1):
            changed = [*hires[:month], hires[month] + more, *hires[month + 1 :]]
            policy = monthly.model_copy(update={"hires": tuple(changed)})
            if refuse(facts, policy) is None:
                found.append(Neighbour(month, more, policy))
    return Neighbourhood(monthly, tuple(found))
