"""The team of the fixed plan, and how many customers that leaves to each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planner.books.calendar import Calendar, calendar_of
from planner.books.parts import parted
from planner.books.turnover import Turnover, turnover_of
from planner.recommendation.recommend import Recommendation
from planner.simulation.simulator import Sample
from simmodel.contract.finance import Roles
from simmodel.contract.parts import of_part


@dataclass(frozen=True)
class Staffing:
    """Numbers of people, by date.

    Attributes:
        member: what one of the team is called.
        customers: what they serve is called.
        calendar: of the months.
        lead_months: to fill a position.
        opening: members before the first month.
        months: members in each month.
        today_at_end: members expected in the last month under today's policy.
        loads: customers for each member over the horizon, under today's policy and under the
            recommended one; None where there is never a team.
        turnover: of people one by one; None where the team is a number, and changes at once.
        parts: the same of each part of the team, by name; none where it is not parted.
    """

    member: str
    customers: str
    calendar: Calendar
    lead_months: int
    opening: int
    months: tuple[int, ...]
    today_at_end: float
    loads: tuple[float, float] | None
    turnover: Turnover | None = None
    parts: Mapping[str, "Staffing"] = field(default_factory=dict)

    @property
    def steady(self) -> bool:
        """Whether the plan leaves the team as it is, and each part of it."""
        if self.parts:
            return all(part.steady for part in self.parts.values())
        return not (self.turnover.decided if self.turnover else self.changes)

    @property
    def changes(self) -> tuple[tuple[int, int], ...]:
        """Months in which the team changes, and its size from then on."""
        return tuple(
            (month, now)
            for month, (before, now) in enumerate(pairwise((self.opening, *self.months)))
            if now != before
        )


def staffing_of(result: Recommendation) -> Staffing | None:
    """The team that a recommendation comes to; None if the model has none."""
    study, plan, finance = result.study, result.plan.sample, result.study.model.finance
    if finance is None:
        return None
    roles = finance.roles
    opening, months = planned_team(plan, roles)
    today, recommended = (
        _load(valued.sample, roles) for valued in (result.baseline, result.winner)
    )
    found = Staffing(
        member=roles.member,
        customers=roles.customers,
        calendar=calendar_of(study, plan),
        lead_months=study.finance.lead_months,
        opening=opening,
        months=tuple(months),
        today_at_end=result.baseline.metrics[roles.team_at_end].mean,
        loads=None if today is None or recommended is None else (today, recommended),
        turnover=turnover_of(result),
    )
    return replace(found, parts=_parts(result, found, roles))


def _parts(result: Recommendation, whole: Staffing, roles: Roles) -> dict[str, Staffing]:
    """Of each part of the team, where it works in more than one."""
    model, plan, found = result.study.model, result.plan.sample, {}
    kind = parted(model, roles.team, plan)
    for name in model.parts.names[kind] if model.parts and kind else ():
        opening, months = planned_team(plan, roles, name)
        found[name] = replace(
            whole,
            opening=opening,
            months=tuple(months),
            today_at_end=result.baseline.metrics[of_part(roles.team_at_end, name)].mean,
            loads=None,
            turnover=whole.turnover.parts[name] if whole.turnover else None,
        )
    return found if len(found) > 1 else {}


def planned_team(plan: Sample, roles: Roles, part: str = "") -> tuple[int, list[int]]:
    """A fixed plan's team before the horizon, and in each month; of a part of it, if named.

    It is the same in every future, unless people resign one by one: then it is the mean.
    """
    sizes, changes = (plan.series[of_part(each, part)] for each in (roles.team, roles.change))
    months = [round(size) for size in sizes.mean(axis=0).tolist()]
    return round(float(sizes[0, 0] - changes[0, 0])), months


def _load(sample: Sample, roles: Roles) -> float | None:
    """Customers for each member; None if there is none."""
    team = float(sample.series[roles.team].sum())
    return float(sample.series[roles.customers].sum()) / team if team else None
