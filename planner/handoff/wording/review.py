"""Sentences on what the past of assignments tells."""

import math
from collections.abc import Iterator

import numpy as np

from planner.assignment.review.findings import LOOKS, TOLD, Finding
from planner.assignment.review.interval import Interval
from planner.assignment.review.multipliers import Multipliers
from planner.assignment.review.past import Past
from planner.assignment.review.weights import Name
from planner.handoff.wording.assignment.places import listing
from planner.handoff.wording.numbers import begun
from planner.proposal.reviewing import Reviewed

CALLED: dict[Name, str] = {
    "slower_without_skill": "work without the skills it needs",
    "slower_per_hour": "work across time zones, for each hour between them",
    "goodwill_loss": "renewals after a change of the person",
    "experience": "experience with accounts at risk",
}
"""What the weights of a study are about."""

_SHARES = ("slower_without_skill", "slower_per_hour")
_STATED: dict[Name, str] = {
    "slower_without_skill": "assign.slower_without_skill",
    "slower_per_hour": "assign.slower_per_hour",
    "goodwill_loss": "goodwill_loss of the desk",
}
"""Where the study states them."""

_COLUMNS: dict[str, str] = {
    "renewed": "renewed",
    "months_since_change": "months since the change",
    "risk": "risk",
    "experience": "experience",
}
"""What the past may lack, and its heading in the file."""

_REST_ON: dict[Name, tuple[str, ...]] = {
    "goodwill_loss": ("renewed", "months_since_change"),
    "experience": ("renewed", "risk", "experience"),
}
_OF_LISTS: dict[Name, tuple[str, str, str]] = {
    "slower_without_skill": ("gap", "gap of skills", "nobody lacks what an account needs"),
    "slower_per_hour": ("zone_hours", "time zones", "nobody is in another time zone"),
}
"""What is of today's lists where the past lacks it: its heading, and what they tell then."""


def verdicts(found: Reviewed) -> Iterator[str]:
    """A sentence for each weight of the study."""
    for each in found.review.findings:
        yield f"{begun(CALLED[each.name])}: {_verdict(found, each)}"


def _verdict(found: Reviewed, each: Finding) -> str:
    stated = value(each.name, each.stated)
    rests = f"({each.rows:,} rows, {each.accounts:,} accounts)"
    if each.why_not:
        return f"undecided {rests}: {_missing(found, each) or each.why_not}."
    told = f"{value(each.name, each.estimate)} ({span(each.name, each)})"
    if each.name == "experience":
        return f"{told}, {_sided(each)} {rests}."
    more = f"; about {each.more_rows:,.0f} more rows may decide it" if _told(each.more_rows) else ""
    words = f"{each.verdict}: the study says {stated}, the rows {told} {rests}{more}."
    if each.verdict != "undecided":
        both = each.blended.estimate
        words += f" Both together make it {value(each.name, both)}: "
        # A study states none below 0.
        words += f"state {max(both, 0.0):.2g} as {_STATED[each.name]}."
    return words


def _missing(found: Reviewed, each: Finding) -> str:
    """Which columns the file lacks without which nothing can be told; empty if it has them."""
    past = found.past
    lacking = [_COLUMNS[name] for name in _REST_ON.get(each.name, ()) if _empty(past, name)]
    if lacking:
        columns = "column" if len(lacking) == 1 else "columns"
        return f"{found.file} has no {columns} {listing(lacking)}, or nothing in it"
    if each.name in _OF_LISTS:
        name, heading, told = _OF_LISTS[each.name]
        if not getattr(past, name).any():
            return f"{found.file} has no column {heading}, or only 0, and by today's lists {told}"
    return ""


def _empty(past: Past, name: str) -> bool:
    """Whether a column has nothing; a risk that is not known is none."""
    values = getattr(past, name)
    return bool((np.isnan(values) | ((name == "risk") & (values == 0.0))).all())


def _sided(each: Finding) -> str:
    if each.low > 0:
        return "so experienced people renew more of them"
    if each.high < 0:
        return "so experienced people renew fewer of them"
    return "which cannot be told from nothing"


def value(name: Name, number: float) -> str:
    """A weight in its unit."""
    if math.isnan(number):
        return "unknown"
    return f"{100 * number:+.1f} %" if name in _SHARES else f"{number:+.2f}"


def span(name: Name, each: Interval | Finding) -> str:
    """The interval of a weight."""
    return f"{value(name, each.low)} to {value(name, each.high)}"


def ratio(each: Interval) -> str:
    """A ratio of hours with its interval."""
    if math.isnan(each.estimate):
        return "unknown"
    within = "" if math.isnan(each.low) else f" ({each.low:.2f} to {each.high:.2f})"
    return f"{each.estimate:.2f}{within}"


def forecast(found: Reviewed) -> Iterator[str]:
    """How right the forecast of hours was."""
    right = found.review.calibration
    yield (
        f"Work took {ratio(right.ratio)} times the hours expected of it, over "
        f"{found.review.rows:,} rows of {len(found.past.accounts):,} accounts."
    )
    yield (
        f"A single row is off by {100 * right.error.estimate:.0f} % of the hours expected of it, "
        "on average."
    )
    if _told(right.agreement.estimate):
        yield (
            "Accounts that were expected to take more hours than others did: rank correlation "
            f"{ratio(right.agreement)}."
        )
    if found.review.zeros:
        yield f"In {found.review.zeros:,} rows no hour was worked."


def rows_of(each: Multipliers) -> Iterator[tuple[str, ...]]:
    """Cells of factors, by name: factor, interval, that of its own rows, what these count, rows."""
    for place, name in enumerate(each.names):
        own = each.own[place]
        yield (
            name + (" *" if each.entangled[place] else ""),
            f"{each.estimate[place]:.2f}",
            f"{each.low[place]:.2f} to {each.high[place]:.2f}",
            "" if math.isnan(own) else f"{own:.2f}",
            f"{100 * each.told[place]:.0f} %",
            f"{int(each.rows[place]):,}",
        )


HEADINGS = ("factor", "95 % interval", "of own rows", "they count", "rows")
"""Of :func:`rows_of`, behind the names."""

ENTANGLED = (
    "* cannot be told apart: one person alone served that segment, or that person no segment that "
    "others served."
)


def uses() -> Iterator[str]:
    """What to do with factors."""
    yield (
        "A segment whose factor is clearly not 1: where the predicted hours are the study's, "
        "multiply the hours of that segment's activities by it. An account: multiply the column "
        "work of the list of accounts by it, where that is empty 1, if the predicted hours were "
        "with that column."
    )


def cautions(found: Reviewed) -> Iterator[str]:
    """What is to be borne in mind."""
    yield (
        f"Gaps of skills, time zones and experience are those of today's lists where {found.file} "
        "has none: what people have learned since counts as if they had always known it."
    )
    yield (
        "Factors are drawn towards that of all, the more so the fewer rows there are: beside each "
        "stands the factor of its own rows alone, and how much they count in it. People are not "
        "given accounts at random: a factor of a person is no measure of performance."
    )
    yield (
        f"{len(LOOKS)} weights are looked at together; of as many without any effect, one or more "
        "seems supported in about a tenth of all reviews. Supported means that "
        f"{TOLD['supported']}; contradicted that {TOLD['contradicted']}."
    )


def _told(number: float) -> bool:
    return math.isfinite(number) and number > 0
