"""What a gain consists of, and what comes with it, in sentences."""

from collections.abc import Iterator, Mapping

import numpy as np

from planner.books.books import LEVELS, calendar_of, horizon_months
from planner.books.contributions import contributions
from planner.handoff.wording.numbers import begun, exactly, percent, readable, spelt
from planner.handoff.wording.units import roughly
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import gain_by_future
from planner.simulation.estimate import Estimate


def parts(result: Recommendation) -> Iterator[str]:
    """How revenue and cost change, of which the gain consists."""
    study, share, credited = result.study, result.study.model.share, result.study.credited
    part = f", {percent(credited)} of it credited to the team" if credited != 1 else ""
    for name, counted in ((share.credited, part), (share.cost, _costs(result))):
        change = result.winner.gain[name]
        if not _measured(change):
            yield f"{begun(spelt(name))}: no measurable change."
        else:
            (by,), unit = roughly(study, [change], study.model.metrics[name].unit, signed=True)
            yield f"{begun(spelt(name))}: {by} {unit}{counted}."


def _costs(result: Recommendation) -> str:
    """Which costs change, in brackets; nothing where it is one alone.

    What comes later is for the contracts in force at the end of the horizon.
    """
    study, gain = result.study, result.winner.gain
    roles, total = study.model.finance.roles, gain[study.model.share.cost]
    named = {
        f"{roles.member}s": roles.team_cost,
        **({"recruiting": roles.recruiting_cost} if roles.recruiting_cost else {}),
        **{label.lower(): name for label, name in roles.other_costs.items()},
    }
    changes = {label: gain[name] for label, name in named.items() if name in gain}
    later = _about(total.mean - sum(each.mean for each in changes.values()))
    told = {label: each for label, each in changes.items() if _measured(each)}
    if study.model.in_time and abs(later.mean) > total.half_width:
        told["later"] = later
    if len(told) < 2:
        return ""
    words = []
    for label, each in told.items():
        (by,), unit = roughly(study, [each], "money", signed=True)
        words.append(f"{label} {by} {unit.removesuffix(study.finance.currency)}".rstrip())
    return f" ({', '.join(words)})"


def span(result: Recommendation) -> str:
    """Over which time it is worth what it is, in words that follow an amount."""
    study, gain = result.study, result.gain
    number = horizon_months(result)
    months = f"{number} months" if number > 1 else "1 month"
    if not study.model.in_time:
        return f" in every {months if number > 1 else 'month'} of the long run"
    values = result.winner.gain if gain.mean or gain.half_width else result.winner.metrics
    later = _later(result, values)
    if abs(later) <= values["objective"].half_width:
        return f" over {months}"
    if gain.low <= 0:
        return f" over {months} and after"
    (by,), unit = roughly(study, [_about(later)], "money")
    return f", {by} {unit} of it after {_end(result)}"


def rests(result: Recommendation) -> Iterator[str]:
    """On what a gain rests of which most comes after the horizon."""
    if not result.study.model.in_time or result.gain.low <= 0:
        return
    if _later(result, result.winner.gain) > result.gain.mean / 2:
        yield (f"Most of the gain comes after {_end(result)}, from customers who stay.")


def timing(result: Recommendation) -> Iterator[str]:
    """From when on a gain is one."""
    if not result.study.model.in_time or result.gain.low <= 0:
        return
    calendar, ahead = calendar_of(result), _ahead(result)
    if ahead is None:
        yield f"Added up, it is not ahead of today's policy by {_end(result)}."
    elif ahead == 0:
        yield "Added up, it is ahead from the first month on."
    else:
        yield f"Added up, it is ahead from {calendar.day(ahead):%B %Y}."


def _ahead(result: Recommendation) -> int | None:
    """Month from which on the policy has brought more than today's, never less again; or none."""
    today, winner = (
        contributions(result.study, each.sample)["contribution"].mean(axis=0)
        for each in (result.baseline, result.winner)
    )
    behind = np.flatnonzero(np.cumsum(winner - today) < 0)
    if not len(behind):
        return 0
    return int(behind[-1]) + 1 if behind[-1] + 1 < len(winner) else None


def _later(result: Recommendation, values: Mapping[str, Estimate]) -> float:
    """What of the objective comes after the horizon, luck taken out."""
    roles = result.study.model.finance.roles
    earned = result.study.credited * values[roles.credited].mean
    within = earned - sum(values[each].mean for each in roles.costs)
    return values["objective"].mean - within


def _end(result: Recommendation) -> str:
    """The last month of the horizon."""
    calendar = calendar_of(result)
    return f"{calendar.day(calendar.length - 1):%B %Y}"


def spread(result: Recommendation) -> str:
    """How much the gain of one future differs from that of another."""
    gains = gain_by_future(result.winner.sample, result.baseline.sample)
    ends = [_about(float(np.quantile(gains, LEVELS[level]))) for level in ("P10", "P90")]
    (low, high), unit = roughly(result.study, ends, "money", signed=ends[0].mean < 0)
    return f"Four futures of five bring {low} to {high} {unit} more."


def highlights(result: Recommendation) -> Iterator[str]:
    """What becomes of what a leader asks for first."""
    study = result.study
    for name in study.model.wording.highlights:
        both = [each.metrics[name] for each in (result.baseline, result.winner)]
        (before, after), unit = roughly(study, both, study.model.metrics[name].unit)
        if _measured(result.winner.gain[name]):
            yield f"{begun(spelt(name))}: {after} {unit}, against {before}."
        else:
            yield f"{begun(spelt(name))}: about {after} {unit}, as today."


def reach(result: Recommendation) -> str:
    """For which shares it is a gain."""
    field, found = result.study.model.share.field, result.reach
    if found.even is None:
        return f"It is a gain with {'any' if found.shares else 'no'} share credited ({field})."
    even, own = readable(found.even, "ratio"), result.study.credited
    below = found.shares is not None and found.shares[0] == 0
    if below or found.even.mean >= own:
        side = "less" if below else "more"
        return (
            f"It is a gain only with {side} credited ({field}) than {even}; the study has {own:g}."
        )
    credited, less = spelt(result.study.model.share.credited), percent(1.0 - found.even.mean / own)
    return (
        f"If the {credited} were {less} less than simulated, there would be no gain ({field} "
        f"{even})."
    )


def turns(result: Recommendation) -> bool:
    """Whether a share that is twice the study's, or half of it, may leave no gain."""
    found, own = result.reach, result.study.credited
    if found.shares is None or found.even is None:
        return found.shares is None
    return found.even.low <= 2 * own if found.shares[0] == 0 else found.even.high >= own / 2


def _about(number: float) -> Estimate:
    """A number that was not estimated, in three digits."""
    return exactly(float(f"{number:.3g}"))


def _measured(change: Estimate) -> bool:
    """Whether it is sure that there is one."""
    return change.low > 0 or change.high < 0
