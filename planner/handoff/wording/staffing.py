"""The team in sentences: how many people, when, and how many customers each of them has."""

from collections.abc import Iterator

from planner.books.positions import belated, positions, rebounds
from planner.books.staffing import Staffing
from planner.handoff.wording import people
from planner.handoff.wording.numbers import begun

_MOST_STEPS, _MOST_PARTS = 6, 6
_FAR = 0.25  # of today's team; facts that were seen with it may not hold for one so much smaller


def team(staffing: Staffing, *, new: bool) -> Iterator[str]:
    """The course of the team, and the number of customers that it leaves to each.

    Args:
        new: whether the recommended policy is another than today's.
    """
    if staffing.turnover:
        size, *course = people.team(staffing, staffing.turnover, new=new)
        yield from (size, *by_part(staffing), *course)
        yield from at_leisure(staffing, new=new)
        return
    # Who stops reading here must not take what has no date for what to do at once.
    undated = new and staffing.changes and not staffing.calendar.dated
    when = "in the long run " if undated else ""
    yield begun(f"{when}{_change(staffing)}{_else(staffing) if new else ''}.")
    yield from by_part(staffing)
    yield from _loads(staffing, new=new)


def by_part(staffing: Staffing) -> Iterator[str]:
    """Which parts of the team change, and how; nothing where none does."""
    changing = {name: part for name, part in staffing.parts.items() if not part.steady}
    if not changing:
        return
    told = [
        f"{name}: {people.decided(part, part.turnover) if part.turnover else _change(part)}"
        for name, part in changing.items()
    ]
    others = len(staffing.parts) - len(changing)
    stay = {0: "", 1: "; the other stays as it is"}.get(others, "; the others stay as they are")
    yield f"{'; '.join(told[:_MOST_PARTS])}{_more(told)}{stay}."


def _more(told: list[str]) -> str:
    more = len(told) - _MOST_PARTS
    return f"; {more} more in the workbook" if more > 0 else ""


def at_leisure(staffing: Staffing, *, new: bool) -> Iterator[str]:
    """Sentences of :func:`team` that a first look can do without; the others leave room."""
    if staffing.turnover:
        yield from people.at_leisure(staffing.turnover)
        yield from _loads(staffing, new=new)


def _loads(staffing: Staffing, *, new: bool) -> Iterator[str]:
    if staffing.loads is not None:
        before, after = map(load, staffing.loads)
        today = f", today's {before}" if new else ""
        yield f"That is {after} {staffing.customers} for each{today}."


def planned(staffing: Staffing, *, new: bool) -> Iterator[str]:
    """The fixed plan's team, and what of it comes too late, in sentences."""
    yield steps(staffing, new=new)
    yield from late(staffing)


def steps(staffing: Staffing, *, new: bool) -> str:
    """The changes of the fixed plan's team; of many only the first."""
    if staffing.turnover:
        return people.steps(staffing, staffing.turnover, new=new, most=_MOST_STEPS)
    dated, changes = staffing.calendar.dated, staffing.changes
    told = [f"{staffing.opening:,} {'today' if changes else 'throughout, as today'}"]
    for month, now in changes[:_MOST_STEPS]:
        told.append(f"{now:,} {_when(staffing, month, 'from') or 'then'}")
    if len(changes) > _MOST_STEPS:
        told.append(f"... {staffing.months[-1]:,} at the end")
    when = " at the end" if dated else ""
    today = f"; today's policy has about {round(staffing.today_at_end):,}{when}" if new else ""
    plan = "in the fixed plan" if dated else "in the plan, which has no dates"
    return f"{begun(staffing.member)}s {plan}: {', '.join(told)}{today}."


def late(staffing: Staffing) -> Iterator[str]:
    """Whom to keep as they are soon hired again, and which other hires cannot come when they are
    planned, as their positions are yet to be opened."""
    if staffing.turnover:
        yield from people.undone(staffing, staffing.turnover)
        return
    calendar, lead = staffing.calendar, staffing.lead_months
    if not calendar.dated:
        return
    found = positions(staffing.member, staffing.opening, staffing.months, 0.0)
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


def shrinks(staffing: Staffing) -> Iterator[str]:
    """That the facts were seen with a far larger team, if they were."""
    least = min(staffing.months)
    if staffing.opening and 1.0 - least / staffing.opening >= _FAR:
        people = f"{staffing.opening:,} {staffing.member}s"
        yield f"The facts, seen with {people}, may not hold for {least:,}."


def load(customers: float) -> str:
    """Customers for each of the team."""
    return f"{customers:,.0f}" if customers >= 10 else f"{customers:.1f}"


def _change(staffing: Staffing) -> str:
    """From today's team to the first change, and where it goes from there."""
    people = f"{staffing.member}s"
    if not staffing.changes:
        return f"stay with {staffing.opening:,} {people}"
    (first, now), *rest = staffing.changes
    when = _when(staffing, first)
    first_step = f"go from {staffing.opening:,} to {now:,} {people} {when}".rstrip()
    if not rest:
        return first_step
    last, end = rest[-1]
    if len(rest) == 1:
        return f"{first_step}, and to {end:,} {_when(staffing, last)}"
    later = [now, *(size for _, size in rest)]
    if later in (sorted(later), sorted(later, reverse=True)):
        return f"{first_step}, then step by step to {end:,} {_when(staffing, last, 'by')}"
    return f"{first_step}, then between {min(later):,} and {max(later):,}, {end:,} at the end"


def _else(staffing: Staffing) -> str:
    """Where today's policy would take the team, if that is neither here nor where it is told to go.

    Who reads of a team that grows must not take the growth for the recommendation's.
    """
    there = round(staffing.today_at_end)
    if not staffing.calendar.dated or there in (staffing.opening, staffing.months[-1]):
        return ""
    return f" (today's policy: {there:,})"


def _when(staffing: Staffing, month: int, preposition: str = "in") -> str:
    """Which month; empty where months have no dates."""
    calendar = staffing.calendar
    return f"{preposition} {calendar.day(month):%B %Y}" if calendar.dated else ""
