"""Crunches, months in which somebody has more work than hours, before they come, in words."""

import math
from collections.abc import Iterator

from planner.handoff.wording.assignment.load import SENSIBLE, in_hours, share, short
from planner.handoff.wording.assignment.places import MONTHS, counted
from planner.handoff.wording.assignment.stays import nothing_may_move
from planner.proposal.forecast import Crunch, Forecast
from planner.proposal.proposal import Proposal

_SHOWN = 6  # crunches that are named one by one
_CLEARLY = 1.005  # a load that is more than all when it is rounded


def crunch(proposal: Proposal, each: Crunch) -> str:
    """Who has more work than hours, when and why, by how much, and how many renewals fall there."""
    found = proposal.then
    name, when, why = proposal.lists.name(each.person), MONTHS[each.month], _why(proposal, each)
    beyond = [short(_missing(found, each))]
    if not math.isfinite(each.load):
        beyond = [f"{in_hours(float(found.due[each.person, each.month]))} of work, and no hours"]
    elif each.load <= SENSIBLE:
        beyond.append(f"{_beyond(each.load)} of the hours")
    today = max(_missing(proposal.today, each), 0.0)
    if round(today) != round(_missing(found, each)):
        beyond.append(f"today {short(today)}" if round(today) else "today none")
    of = f" ({', '.join(beyond[1:])})" if beyond[1:] else ""
    renewals = f", {counted(each.renewals, 'renewal')}" if each.renewals else ""
    return f"{name}, {when}{f', {why}' if why else ''}: {beyond[0]}{of}{renewals}"


def _why(proposal: Proposal, each: Crunch) -> str:
    """Why a person has few hours in a month, where the list of people tells it."""
    person, begin = proposal.lists.people[each.person], float(each.month)
    left, back = person.away_from, person.away_until
    if (person.starts or 0.0) > begin:
        return "not there yet" if (person.starts or 0.0) >= begin + 1.0 else "there in part only"
    if left is None and back is None:
        return "away" if person.status == "on leave" else ""
    begins, ends = -math.inf if left is None else left, math.inf if back is None else back
    return "away" if begins < begin + 1.0 and ends > begin else ""


def _missing(found: Forecast, each: Crunch) -> float:
    """Hours of work beyond the hours there are; below 0 where there are enough."""
    return float(found.due[each.person, each.month] - found.hours[each.person, each.month])


def _beyond(load: float) -> str:
    """A load beyond all, in as many digits as show that it is."""
    return share(load) if load >= _CLEARLY else f"{100 * load:.1f} %"


def crunches(proposal: Proposal) -> Iterator[str]:
    """Months with more work than hours, those without any hours first, then by hours short."""
    found = proposal.then
    order = sorted(
        found.crunches,
        key=lambda each: (math.isfinite(each.load), -_missing(found, each), each.month),
    )
    if not order:
        yield f"Nobody has more work than hours in the next 90 days{_than(proposal.today)}."
        return
    empty = sum(not math.isfinite(each.load) for each in order)
    named = [crunch(proposal, each) for each in order[: max(_SHOWN, empty)]]
    more = len(order) - len(named)
    rest = f"; and {more:,} more" if more else ""
    number = counted(len(order), "month")
    yield f"More work than hours in {number}{_than(proposal.today)}: {'; '.join(named)}{rest}."
    yield _about_them(proposal)


def _about_them(proposal: Proposal) -> str:
    """What the proposal does about months with too much work."""
    before, after = proposal.today.lacking, proposal.then.lacking
    if nothing_may_move(proposal):
        return f"Together {short(after)}; no account may move."
    left = "no change that was found pays, as it would last, or a limit forbids it."
    if round(after) < round(before):
        then = f"{in_hours(after)} as proposed"
        return f"Together {short(before)} today, {then}: for what is left, {left}"
    return f"Together {short(after)}: {left}"


def _than(today: Forecast) -> str:
    """How many such months there are today, if any."""
    number = len(today.crunches)
    without = ", without the accounts that nobody has" if today.nobody.sum() > 0 else ""
    return f" (today's books: {counted(number, 'such month')}{without})" if number else ""
