"""The fixed plan, month by month, as it was simulated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.books.beyond_horizon import BeyondHorizon, beyond_horizon
from planner.books.calendar import Calendar, calendar_of, months_of
from planner.books.correction import corrections
from planner.books.levels import LEVELS
from planner.books.merging import merged
from planner.books.parts import Division, division
from planner.books.positions import Position, positions
from planner.books.requisitions import Requisition, requisitions
from planner.books.revenue import Revenue, revenue_of
from planner.books.staffing import planned_team
from planner.books.turnover import Turnover, turnover_of
from planner.recommendation.recommend import Recommendation
from planner.simulation.simulator import Sample
from simmodel.contract.finance import Rates, Roles
from simmodel.contract.share import ShareObjective


@dataclass(frozen=True)
class Books:
    """The books that finance keeps of a recommendation. Arrays are of shape (months,).

    Attributes:
        currency: code of all money.
        lead_months: to fill a position.
        load_rate: benefits and other load, as a part of base salaries; None if the study does not
            say.
        share, credited: what is credited, less what it costs, is the objective; and which part is.
        months: of the horizon that was simulated.
        pay: of everybody over that of the first year.
        opening_team: before the first month.
        opening_customers: likewise; None where the months have no dates.
        lines: means over the futures of each series of the plan, by name; where the months have no
            dates, over the months too, of shape (1,).
        turnover: of people one by one; None where the team is a number.
        requisitions: of these, in place of ``positions``, who they are.
        plan_levels: of the plan's team, by name in :data:`LEVELS`; none where it is a number, which
            is the same in every future.
        team_levels: of the adaptive policy's team, by name in :data:`LEVELS`; none without dates.
        customer_levels: of the plan's customers at the month's end, likewise.
        revenue: where contracts differ; else it follows from customers.
        served, staffed: parts that have customers, and a team, of their own; None without.
        beyond_horizon: what comes after the last month.
        corrections: parts of the money of some metrics that were luck, by metric.
        correction_to_come: likewise of the cost after the last month, as before it a fixed plan's
            cost is certain; of people one by one of all of it, as nothing is.
    """

    calendar: Calendar
    currency: str
    lead_months: int
    load_rate: float | None
    roles: Roles
    rates: Rates
    share: ShareObjective
    credited: float
    months: int
    pay: np.ndarray
    opening_team: int
    opening_customers: float | None
    positions: tuple[Position, ...]
    turnover: Turnover | None
    requisitions: tuple[Requisition, ...]
    lines: Mapping[str, np.ndarray]
    plan_levels: Mapping[str, np.ndarray]
    team_levels: Mapping[str, np.ndarray]
    customer_levels: Mapping[str, np.ndarray]
    revenue: Revenue | None
    served: Division | None
    staffed: Division | None
    beyond_horizon: BeyondHorizon
    corrections: Mapping[str, float]
    correction_to_come: float


def signed_money(roles: Roles) -> tuple[str, ...]:
    """The metrics, and series, of what is signed and earned; none if customers sign nothing."""
    signed = roles.signed
    if signed is None:
        return ()
    money = (signed.new_bookings, signed.renewal_bookings, signed.recognised_revenue)
    return (*money, signed.annual_recurring_revenue)


def keep_books(result: Recommendation) -> Books | None:
    """The books of a recommendation's fixed plan; None if there is no team to keep them of."""
    study, plan, policy = result.study, result.plan.sample, result.winner.sample
    finance, share = study.model.finance, study.model.share
    if finance is None or share is None:
        return None
    roles, rates = finance.roles, finance.rates(study.facts)
    dated = study.model.in_time
    by_month = {name: values.mean(axis=0) for name, values in plan.series.items()}
    opening, team = planned_team(plan, roles)
    means = plan.observed_means
    after = beyond_horizon(means, by_month, share, roles, rates)
    lucky = means[share.cost] - result.plan.metrics[share.cost].mean
    turnover, calendar = turnover_of(result), calendar_of(study, plan)
    of_cost = after.cost if turnover is None else means[share.cost]
    staffed = division(study, plan, finance, roles.team)
    named = _positions(roles, rates, opening, team if dated else team[:1], staffed)
    return Books(
        calendar=calendar,
        currency=study.finance.currency,
        lead_months=study.finance.lead_months,
        load_rate=study.finance.load_rate,
        roles=roles,
        rates=rates,
        share=share,
        credited=study.credited,
        months=months_of(plan),
        pay=(1.0 + rates.annual_raise) ** (np.arange(calendar.length) // 12),
        opening_team=opening,
        opening_customers=_opening_customers(plan, roles) if dated else None,
        positions=() if turnover else named,
        turnover=turnover,
        requisitions=_requisitions(roles, turnover) if turnover else (),
        lines=by_month if dated else {name: _on_average(v) for name, v in by_month.items()},
        plan_levels=_levels(plan, roles.team, dated) if turnover else {},
        team_levels=_levels(policy, roles.team, dated) if dated else {},
        customer_levels=_levels(plan, roles.customers, dated),
        revenue=revenue_of(plan, roles, rates) if dated else None,
        served=division(study, plan, finance, roles.customers),
        staffed=staffed,
        beyond_horizon=after,
        corrections=corrections(means, result.plan.metrics, (share.credited, *signed_money(roles))),
        correction_to_come=lucky / of_cost if of_cost else 0.0,
    )


def _positions(
    roles: Roles, rates: Rates, opening: int, team: Sequence[int], staffed: Division | None
) -> tuple[Position, ...]:
    """Of a team that is a number; of parts of it each by itself."""
    if staffed is None:
        return positions(roles.member, opening, team, rates.attrition)
    return merged(
        {
            part.name: positions(
                roles.member,
                part.opening_team or 0,
                np.rint(part.lines[roles.team]).astype(int).tolist(),
                part.rates.attrition,
            )
            for part in staffed.parts
        }
    )


def _requisitions(roles: Roles, found: Turnover) -> tuple[Requisition, ...]:
    """Likewise of people one by one."""
    if not found.parts:
        return requisitions(roles.member, found)
    return merged({name: requisitions(roles.member, each) for name, each in found.parts.items()})


def _opening_customers(plan: Sample, roles: Roles) -> float:
    """Counted back from the end of the first month, future by future: so whole ones stay whole."""
    closing, joined, left = (
        plan.series[name][:, 0] for name in (roles.customers, roles.joined, roles.left)
    )
    return float((closing - joined + left).mean())


def _on_average(months: np.ndarray) -> np.ndarray:
    """One month that stands for all."""
    mean: np.ndarray = months.mean(axis=-1, keepdims=True)
    return mean


def _levels(sample: Sample, series: str, dated: bool) -> dict[str, np.ndarray]:
    values = sample.series[series]
    values = values if dated else _on_average(values)
    return {name: np.quantile(values, level, axis=0) for name, level in LEVELS.items()}
