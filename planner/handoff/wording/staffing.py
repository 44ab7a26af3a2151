"""The team of a recommendation: how many people, when, and how many customers each of them has."""

from collections.abc import Iterator
from itertools import pairwise

from planner.books.books import calendar_of, planned_team
from planner.books.positions import belated, positions, rebounds
from planner.handoff.wording.numbers import begun
from planner.recommendation.recommend import Recommendation

_MOST_STEPS = 6
_FAR = 0.25  # of today's team; facts that were seen with it may not hold for one so much smaller


def team(result: Recommendation) -> Iterator[str]:
    """What becomes of the team, and how many customers that leaves to each."""
    roles = result.study.model.finance.roles
    each = loads(result)
    # Who stops reading here must not take what has no date for what to do at once.
    undated = result.changes and _changes(result) and not result.study.model.in_time
    when = "in the long run " if undated else ""
    yield begun(f"{when}{_change(result)}{_else(result)}.")
    if each is not None:
        today = f", today's {each[0]}" if result.changes else ""
        yield f"That is {each[1]} {roles.customers} for each{today}."


def planned(result: Recommendation) -> Iterator[str]:
    """The fixed plan's team, and what of it comes too late, in sentences."""
    yield steps(result)
    yield from late(result)


def steps(result: Recommendation) -> str:
    """The changes of the fixed plan's team; of many only the first."""
    roles, dated = result.study.model.finance.roles, result.study.model.in_time
    opening, months = headcount(result)
    changes = _changes(result)
    told = [f"{opening:,} {'today' if changes else 'throughout, as today'}"]
    for month, now in changes[:_MOST_STEPS]:
        told.append(f"{now:,} {_when(result, month, 'from') or 'then'}")
    if len(changes) > _MOST_STEPS:
        told.append(f"... {months[-1]:,} at the end")
    end = result.baseline.metrics[roles.team_at_end].mean
    when = " at the end" if dated else ""
    today = f"; today's policy has about {end:,.0f}{when}" if result.changes else ""
    plan = "in the fixed plan" if dated else "in the plan, which has no dates"
    return f"{begun(roles.member)}s {plan}: {', '.join(told)}{today}."


def late(result: Recommendation) -> Iterator[str]:
    """Whom to keep as they are soon hired again, and which other hires cannot come when they are
    planned, as their positions are yet to be opened."""
    calendar, lead = calendar_of(result), result.study.finance.lead_months
    if not calendar.dated:
        return
    found = positions(result.study.model.finance.roles.member, *headcount(result), 0.0)
    undone = rebounds(found)
    if undone:
        gone = sum(each.kind == "Reduction" for each in found)
        be, them = ("is", "that one") if len(undone) == 1 else ("are", "them")
        yield (
            f"Of the {gone} who go {len(undone)} {be} hired again within half a year: better "
            f"keep {them}."
        )
    belatedly = [each for each in belated(found, lead) if each.name not in undone.values()]
    if belatedly:
        count, first = len(belatedly), calendar.day(belatedly[0].opens(lead))
        whose = "1 position" if count == 1 else f"{count} positions"
        yield (
            f"Open {whose} from {first:%B %Y} on, as it takes {lead} "
            f"month{'s' if lead > 1 else ''} to fill one."
        )


def stays(result: Recommendation) -> bool:
    """Whether the team remains what it is."""
    return not _changes(result)


def shrinks(result: Recommendation) -> Iterator[str]:
    """That the facts were seen with a far larger team, if they were."""
    people = f"{result.study.model.finance.roles.member}s"
    opening, months = headcount(result)
    least = min(months)
    if opening and 1.0 - least / opening >= _FAR:
        yield f"The facts, seen with {opening:,} {people}, may not hold for {least:,}."


def headcount(result: Recommendation) -> tuple[int, list[int]]:
    """The fixed plan's team before the horizon, and in each month."""
    return planned_team(result.plan.sample, result.study.model.finance.roles)


def loads(result: Recommendation) -> tuple[str, str] | None:
    """Customers for each member of the team, over the horizon: under today's policy, and under the
    recommended one; None where there is never a team."""
    roles = result.study.model.finance.roles
    found = []
    for valued in (result.baseline, result.winner):
        series = valued.sample.series
        team = float(series[roles.team].sum())
        if not team:
            return None
        load = float(series[roles.customers].sum()) / team
        found.append(f"{load:,.0f}" if load >= 10 else f"{load:.1f}")
    return found[0], found[1]


def _change(result: Recommendation) -> str:
    """From today's team to the first change, and where it goes from there."""
    people = f"{result.study.model.finance.roles.member}s"
    opening, _ = headcount(result)
    changes = _changes(result)
    if not changes:
        return f"stay with {opening:,} {people}"
    (first, now), *rest = changes
    first_step = f"go from {opening:,} to {now:,} {people} {_when(result, first)}".rstrip()
    if not rest:
        return first_step
    last, end = rest[-1]
    if len(rest) == 1:
        return f"{first_step}, and to {end:,} {_when(result, last)}"
    later = [now, *(size for _, size in rest)]
    if later in (sorted(later), sorted(later, reverse=True)):
        return f"{first_step}, then step by step to {end:,} {_when(result, last, 'by')}"
    return f"{first_step}, then between {min(later):,} and {max(later):,}, {end:,} at the end"


def _else(result: Recommendation) -> str:
    """Where today's policy would take the team, if that is neither here nor where it is told to go.

    Who reads of a team that grows must not take the growth for the recommendation's.
    """
    roles, in_time = result.study.model.finance.roles, result.study.model.in_time
    opening, months = headcount(result)
    there = round(result.baseline.metrics[roles.team_at_end].mean)
    if not result.changes or not in_time or there in (opening, months[-1]):
        return ""
    return f" (today's policy: {there:,})"


def _changes(result: Recommendation) -> list[tuple[int, int]]:
    """Months in which the fixed plan's team changes, and its size from then on."""
    opening, months = headcount(result)
    return [
        (month, now)
        for month, (before, now) in enumerate(pairwise((opening, *months)))
        if now != before
    ]


def _when(result: Recommendation, month: int, preposition: str = "in") -> str:
    """Which month; empty where months have no dates."""
    if not result.study.model.in_time:
        return ""
    return f"{preposition} {calendar_of(result).day(month):%B %Y}"
