"""People one by one in sentences: positions to open, when they are filled, who resigns."""

from collections.abc import Iterator
from itertools import accumulate

from planner.books.staffing import Staffing
from planner.books.turnover import Spread, Turnover
from planner.handoff.wording.numbers import begun

_FEW = 3  # dates that a sentence can name
_SOON = 12  # months


def team(staffing: Staffing, found: Turnover, *, new: bool) -> Iterator[str]:
    """The positions to open, who resigns, and what team that makes.

    Args:
        new: whether the recommended policy is another than today's.
    """
    yield f"{begun(decided(staffing, found))}."
    yield from _notices(found)
    if found.resigned:
        yield _resigned(found)
    yield _expected(staffing, found, found.team, new=new)


def at_leisure(found: Turnover) -> Iterator[str]:
    """How long it takes to fill a position: nobody decides on that."""
    usual, late = found.hiring.usual_months, found.hiring.late_months
    if late == 0:
        yield "Positions are filled at once."
    elif usual == late:
        yield f"A position takes {_months(late)} to fill."
    else:
        soon = "at once" if usual == 0 else f"within {_months(usual)}"
        yield f"Half of the positions are filled {soon}, nine of ten within {_months(late)}."


def steps(staffing: Staffing, found: Turnover, *, new: bool, most: int) -> str:
    """The positions of the fixed plan, of many changes only the first ``most``, and its team."""
    levels = _levels(staffing, found)
    told = [f"{staffing.opening:,} {'today' if found.decided else 'throughout, as today'}"]
    told += [f"{levels[m]:,} from {_month(staffing, m)}" for m, _ in found.decided[:most]]
    if len(found.decided) > most:
        told.append(f"... {levels[-1]:,} at the end")
    expected = _expected(staffing, found, found.plan_team[-1], new=new)
    return f"Positions in the fixed plan: {', '.join(told)}. {expected}"


def undone(staffing: Staffing, found: Turnover) -> Iterator[str]:
    """Notices that are soon undone by positions to open; where nobody is dismissed there are none.

    Who is not replaced is not hired again: the team has shrunk by itself.
    """
    for month, more in found.decided:
        given = min(round(float(found.dismissed[month])), -more)
        later = found.changes[month + 1 : month + 1 + _SOON]
        again = min(given, sum(each for each in later if each > 0))
        if again > 0:
            who = "1 who is" if given == 1 else f"{given} who are"
            yield (
                f"Of the {who} given notice in {_month(staffing, month)} {again} "
                f"{'is' if again == 1 else 'are'} sought again within a year: better keep "
                f"{'that one' if again == 1 else 'them'}."
            )


def decided(staffing: Staffing, found: Turnover) -> str:
    """Which positions to open, or to do without, and when."""
    if not found.decided:
        return f"stay with {staffing.opening:,} position{'' if staffing.opening == 1 else 's'}"
    (first, more), *rest = found.decided
    begin = f"{_change(staffing, more)} {_month(staffing, first, more)}"
    if not rest:
        return begin
    last, by = rest[-1][0], [each for _, each in rest]
    if more < 0 and all(each > 0 for each in by):
        return f"{begin}, then open {sum(by):,} by {_month(staffing, last)}"
    if any(each * more < 0 for each in by):
        levels = _levels(staffing, found)[first:]
        return (
            f"{begin}, then keep between {min(levels):,} and {max(levels):,}, {levels[-1]:,} at "
            "the end"
        )
    if len(found.decided) > _FEW:
        return f"{begin}, then {abs(sum(by)):,} more, step by step, by {_month(staffing, last)}"
    *middle, end = (f"{abs(each):,} {_month(staffing, month, each)}" for month, each in rest)
    return f"{', '.join((begin, *middle))} and {end}"


def _change(staffing: Staffing, more: int) -> str:
    if more > 0:
        return f"open {more:,} position{'' if more == 1 else 's'}"
    return f"do without {-more:,} of {staffing.opening:,} positions"


def _levels(staffing: Staffing, found: Turnover) -> list[int]:
    """Positions in each month, filled or open, to whole ones."""
    steps = list(accumulate(found.changes, initial=staffing.opening))[1:]
    if found.hiring.at_once:
        return steps
    return [round(level - float(gone)) for level, gone in zip(steps, found.gone, strict=True)]


def _notices(found: Turnover) -> Iterator[str]:
    """To whom to give notice, where that is done at all."""
    if all(more > 0 for _, more in found.decided):
        return
    if found.hiring.notice_months is None:
        yield "Nobody is dismissed: positions to do without go as people resign."
        return
    given = round(float(found.dismissed.sum()))
    yield f"Give notice to about {given:,}." if given else "Hardly anybody is given notice."


def _resigned(found: Turnover) -> str:
    """How many resign, and what is done about it: a plan without replacements opens theirs too."""
    people = round(found.resigned)
    who = f"One resigns every {1 / found.resigned:.0f} years"
    if people:
        who = f"About {people:,} resign{'s' if people == 1 else ''} a year"
    if not found.hiring.at_once:
        return f"{who}; the positions are for them too."
    fewer = any(more < 0 for _, more in found.decided)
    apart = ", but for the positions to do without" if fewer else ""
    return f"{who}; replace {'each' if people else 'who does'} at once{apart}."


def _expected(staffing: Staffing, found: Turnover, team: Spread, *, new: bool) -> str:
    """Until when positions are filled, how many people that makes, and what today's policy does."""
    opened = [month for month, more in found.decided if more > 0]
    filled = ""
    by = opened[-1] + found.hiring.late_months if opened else 0
    if opened and found.hiring.late_months and by < staffing.calendar.length:
        those = "the position" if sum(found.opens) == 1 else "most positions"
        filled = f"{those} filled by {_month(staffing, by)}, and "
    today = f"; today's policy: {staffing.today_at_end:,.0f}" if new else ""
    band = f"{team.low:,.0f} to {team.high:,.0f} in four futures of five"
    return (
        f"Expect {filled}{team.mean:,.0f} {staffing.member}s in {_month(staffing, -1)} "
        f"({band}{today})."
    )


def _month(staffing: Staffing, month: int, more: int | None = None) -> str:
    """Which month, the last for -1; positions are done without from then on."""
    calendar = staffing.calendar
    day = calendar.last if month < 0 else calendar.day(month)
    word = "" if more is None else "in " if more > 0 else "from "
    return f"{word}{day:%B %Y}"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
