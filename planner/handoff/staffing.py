"""The team of a recommendation: how many people, when, and how many customers each of them has."""

from collections.abc import Iterator
from itertools import pairwise

from planner.books.books import calendar_of, planned_team
from planner.books.positions import belated, positions
from planner.recommendation.recommend import Recommendation

_MOST_STEPS = 6


def staffing(result: Recommendation) -> Iterator[str]:
    """The team in sentences."""
    roles = result.study.model.roles
    changed = result.winner.policy != result.baseline.policy
    each = loads(result)
    if each is not None:
        today = f"; under today's policy it is {each[0]}" if changed else ""
        yield f"That is about {each[1]} {roles.customers} for each {roles.member}{today}."
    yield from planned(result)


def planned(result: Recommendation) -> Iterator[str]:
    """The fixed plan's team, and what of it comes too late, in sentences."""
    roles, dated = result.study.model.roles, result.study.model.in_time
    changed = result.winner.policy != result.baseline.policy
    end = result.baseline.metrics[roles.team_at_end].mean
    when = " at the end" if dated else ""
    today = f"; today's policy has about {end:,.0f}{when}" if changed else ""
    plan = "in the fixed plan" if dated else "in the plan, which has no dates"
    yield f"{roles.member}s {plan}: {', '.join(_steps(result))}{today}."
    yield from _late(result)


def headcount(result: Recommendation) -> tuple[int, list[int]]:
    """The fixed plan's team before the horizon, and in each month."""
    return planned_team(result.plan.sample, result.study.model.roles)


def loads(result: Recommendation) -> tuple[str, str] | None:
    """Customers for each member of the team, over the horizon: under today's policy, and under the
    recommended one; None where there is never a team."""
    roles = result.study.model.roles
    found = []
    for valued in (result.baseline, result.winner):
        series = valued.sample.series
        team = float(series[roles.team].sum())
        if not team:
            return None
        load = float(series[roles.customers].sum()) / team
        found.append(f"{load:,.0f}" if load >= 10 else f"{load:.1f}")
    return found[0], found[1]


def _steps(result: Recommendation) -> Iterator[str]:
    """The changes of the fixed plan's team; of many only the first."""
    calendar = calendar_of(result)
    opening, team = headcount(result)
    steps = enumerate(pairwise((opening, *team)))
    changes = [(month, now) for month, (before, now) in steps if now != before]
    yield f"{opening:,} {'today' if changes else 'throughout, as today'}"
    for month, now in changes[:_MOST_STEPS]:
        yield f"{now:,} from {calendar.day(month):%B %Y}" if calendar.dated else f"{now:,} then"
    if len(changes) > _MOST_STEPS:
        yield f"... {team[-1]:,} at the end"


def _late(result: Recommendation) -> Iterator[str]:
    """Which hires cannot come when they are planned, as their positions are yet to be opened."""
    calendar, lead = calendar_of(result), result.study.finance.lead_months
    if not calendar.dated:
        return
    opening, team = headcount(result)
    late = belated(positions(result.study.model.roles.member, opening, team, 0.0), lead)
    if late:
        count, first = len(late), calendar.day(late[0].opens(lead))
        whose = "1 position" if count == 1 else f"{count} positions"
        yield (
            f"{whose} should have been opened before the plan begins, from {first:%B %Y} on, as it "
            f"takes {lead} month{'s' if lead > 1 else ''} to fill one; opened in "
            f"{calendar.start:%B %Y}, whoever fills it comes in {calendar.day(lead):%B %Y}."
        )
