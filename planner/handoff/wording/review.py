"""Sentences on what the past of assignments tells."""

import math
from collections.abc import Iterator

from planner.assignment.review.findings import LOOKS, TOLD, Finding
from planner.assignment.review.interval import Interval
from planner.assignment.review.multipliers import Multipliers
from planner.assignment.review.weights import Name
from planner.proposal.reviewing import Reviewed

CALLED: dict[Name, str] = {
    "slower_without_skill": "work without the skills it needs",
    "slower_per_hour": "work across time zones, for each hour between them",
    "goodwill_loss": "renewals after a change of the person",
    "experience": "experience with accounts at risk",
}
"""What the weights of a study are about."""

_SHARES = ("slower_without_skill", "slower_per_hour")


def verdicts(found: Reviewed) -> Iterator[str]:
    """A sentence for each weight of the study."""
    for each in found.review.findings:
        yield f"{CALLED[each.name][:1].upper()}{CALLED[each.name][1:]}: {_verdict(each)}"


def _verdict(each: Finding) -> str:
    stated = value(each.name, each.stated)
    rests = f"({each.rows:,} rows, {each.accounts:,} accounts)"
    if each.why_not:
        return f"undecided {rests}: {each.why_not}."
    told = f"{value(each.name, each.estimate)} ({span(each.name, each)})"
    if each.name == "experience":
        return f"{told}, {_sided(each)} {rests}."
    more = f"; about {each.more_rows:,.0f} more rows may decide it" if _told(each.more_rows) else ""
    words = f"{each.verdict}: the study says {stated}, the rows {told} {rests}{more}."
    if each.verdict == "contradicted":
        blended = value(each.name, each.blended.estimate)
        words += f" Both together make it {blended}: state that, {each.name} in the study."
    return words


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
    """Cells of factors, by name: the factor, its interval, as it was, how much is its own, rows."""
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


HEADINGS = ("factor", "95 % interval", "as it was", "own", "rows")
"""Of :func:`rows_of`, behind the names."""

ENTANGLED = (
    "* cannot be told apart: one person alone served that segment, or that person no segment that "
    "others served."
)


def cautions() -> Iterator[str]:
    """What is to be borne in mind."""
    yield (
        "Factors are shrunk: with few rows they are mostly those of all (own is the part of its "
        "own rows). People are not given accounts at random: a factor of a person is no measure of "
        "performance."
    )
    yield (
        f"{len(LOOKS)} weights are looked at together; of as many without any effect, one or more "
        "seems supported in about a tenth of all reviews. Supported means that "
        f"{TOLD['supported']}; contradicted that {TOLD['contradicted']}."
    )


def _told(number: float) -> bool:
    return math.isfinite(number) and number > 0
