"""The fixed plan, month by month, as it was simulated."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.books.calendar import Calendar
from planner.books.luck import Luck, luck
from planner.books.positions import Position, positions
from planner.books.prospect import Prospect, prospect
from planner.books.scenarios import Scenario, scenarios
from planner.recommendation.recommend import Recommendation
from planner.simulation.simulator import Sample
from simmodel.contract import Rates, Roles

LEVELS = {"P10": 0.1, "P50": 0.5, "P90": 0.9}


@dataclass(frozen=True)
class Books:
    """What finance keeps of a recommendation. Arrays are of shape (months,).

    Attributes:
        currency: code of all money.
        opening_team, opening_customers: before the first month.
        lines: means over the futures of each series of the plan, by name.
        team_levels: of the adaptive policy's team, by name in :data:`LEVELS`.
        customer_levels: of the plan's customers at the month's end, likewise.
        prospect: what comes after the last month.
        luck: in what is credited and in the cost after the last month.
        scenarios: downside, base, upside.
    """

    calendar: Calendar
    currency: str
    roles: Roles
    rates: Rates
    opening_team: int
    opening_customers: float
    positions: tuple[Position, ...]
    lines: Mapping[str, np.ndarray]
    team_levels: Mapping[str, np.ndarray]
    customer_levels: Mapping[str, np.ndarray]
    prospect: Prospect
    luck: Luck
    scenarios: tuple[Scenario, ...]


def calendar_of(result: Recommendation) -> Calendar:
    """The calendar of a study's horizon."""
    study = result.study
    months = next(iter(result.plan.sample.series.values())).shape[1]
    return Calendar(study.start, months, study.finance.fiscal_year_start)


def keep_books(result: Recommendation) -> Books:
    """The books of a recommendation's fixed plan."""
    study, plan, policy = result.study, result.plan.sample, result.winner.sample
    roles, rates = study.model.roles, study.model.rates(study.facts)
    lines = {name: values.mean(axis=0) for name, values in plan.series.items()}
    opening, team = planned_team(plan, roles)
    means, share = plan.observed_means, study.model.share
    after = prospect(means, lines, share, roles, rates)
    return Books(
        calendar=calendar_of(result),
        currency=study.finance.currency,
        roles=roles,
        rates=rates,
        opening_team=opening,
        opening_customers=_opening_customers(plan, roles),
        positions=positions(roles.member, opening, team, rates.attrition),
        lines=lines,
        team_levels=_levels(policy, roles.team),
        customer_levels=_levels(plan, roles.customers),
        prospect=after,
        luck=luck(means, result.plan.metrics, after.cost, share),
        scenarios=scenarios(plan, policy, roles.team),
    )


def planned_team(plan: Sample, roles: Roles) -> tuple[int, list[int]]:
    """A fixed plan's team before the horizon, and in each month; the same in every future."""
    team = [round(size) for size in plan.series[roles.team][0].tolist()]
    return team[0] - round(float(plan.series[roles.change][0, 0])), team


def _opening_customers(plan: Sample, roles: Roles) -> float:
    """Counted back from the end of the first month, future by future: so whole ones stay whole."""
    closing, joined, left = (
        plan.series[name][:, 0] for name in (roles.customers, roles.joined, roles.left)
    )
    return float((closing - joined + left).mean())


def _levels(sample: Sample, series: str) -> dict[str, np.ndarray]:
    values = sample.series[series]
    return {name: np.quantile(values, level, axis=0) for name, level in LEVELS.items()}
