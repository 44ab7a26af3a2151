"""The team of a recommendation: how many people, when, and how many customers each of them has."""

from collections.abc import Iterator
from itertools import pairwise

from planner.books.books import calendar_of, planned_team
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
    end = result.baseline.sample.series[roles.team][:, -1].mean()
    today = f"; today's policy has about {end:,.0f} at the end" if changed else ""
    yield f"{roles.member}s in the fixed plan: {', '.join(_steps(result))}{today}."


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
    changes = [
        (month, now)
        for month, (before, now) in enumerate(pairwise((opening, *team)))
        if now != before
    ]
    yield f"{opening:,} {'today' if changes else 'throughout, as today'}"
    for month, now in changes[:_MOST_STEPS]:
        yield f"{now:,} from {calendar.day(month):%B %Y}"
    if len(changes) > _MOST_STEPS:
        yield f"... {team[-1]:,} at the end"
