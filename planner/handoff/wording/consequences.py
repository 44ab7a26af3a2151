"""Consequences of a policy: what a gain consists of, and what comes with it, in sentences."""

from collections.abc import Iterator, Mapping

from planner.books.gain import Gain
from planner.handoff.wording.numbers import begun, percent, readable, spelt
from planner.handoff.wording.units import about, roughly
from planner.recommendation.reach import Reach
from planner.simulation.estimate import Estimate
from planner.simulation.valued import Valued
from planner.study.study import Study
from simmodel.contract.finance import Roles
from simmodel.contract.share import ShareObjective


def parts(study: Study, changes: Mapping[str, Estimate]) -> Iterator[str]:
    """Changes of revenue and cost, of which the gain consists.

    Args:
        changes: of each metric to today's policy.
    """
    share = study.model.share
    if share is None:
        return
    credited = study.credited
    to_the_team = " to the team" if study.model.finance else ""
    part = f", {percent(credited)} of it credited{to_the_team}" if credited != 1 else ""
    for name, counted in (
        (share.credited, part),
        (share.cost, _costs(study, changes, changes[share.cost])),
    ):
        change, unit = changes[name], study.model.metrics[name].unit
        if not _measured(change):
            yield f"{begun(spelt(name))}: no measurable change."
        else:
            (by,), behind = roughly([change], unit, study.finance.currency, signed=True)
            yield f"{begun(spelt(name))}: {by} {behind}{counted}."


def _costs(study: Study, changes: Mapping[str, Estimate], total: Estimate) -> str:
    """Which costs change, in brackets; nothing where it is one alone.

    What comes later is for the contracts in force at the end of the horizon.
    """
    currency, finance = study.finance.currency, study.model.finance
    named = _paid_for(finance.roles).items() if finance else ()
    known = {label: changes[name] for label, name in named if name in changes}
    later = about(total.mean - sum(each.mean for each in known.values()))
    told = {label: each for label, each in known.items() if _measured(each)}
    if finance and study.model.in_time and abs(later.mean) > total.half_width:
        told["later"] = later
    if len(told) < 2:
        return ""
    words = []
    for label, each in told.items():
        (by,), unit = roughly([each], "money", currency, signed=True)
        words.append(f"{label} {by} {unit.removesuffix(currency)}".rstrip())
    return f" ({', '.join(words)})"


def _paid_for(roles: Roles) -> dict[str, str]:
    """The series of each cost, by what is paid for."""
    return {
        f"{roles.member}s": roles.team_cost,
        **({"recruiting": roles.recruiting_cost} if roles.recruiting_cost else {}),
        **({"severance": roles.severance_cost} if roles.severance_cost else {}),
        **{label.lower(): name for label, name in roles.other_costs.items()},
    }


def span(gain: Gain, currency: str) -> str:
    """Over which time it is worth what it is, in words that follow an amount."""
    months = f"{gain.months} months" if gain.months > 1 else "1 month"
    if not gain.calendar.dated:
        return f" in every {months if gain.months > 1 else 'month'} of the long run"
    if abs(gain.later.mean) <= gain.later.half_width:
        return f" over {months}"
    if gain.expected.low <= 0:
        return f" over {months} and after"
    (by,), unit = roughly([about(gain.later.mean)], "money", currency)
    return f", {by} {unit} of it after {gain.calendar.last:%B %Y}"


def rests(gain: Gain) -> Iterator[str]:
    """On what a gain rests of which most comes after the horizon."""
    if gain.calendar.dated and gain.expected.low > 0 and gain.later.mean > gain.expected.mean / 2:
        last = f"{gain.calendar.last:%B %Y}"
        yield f"Most of the gain comes after {last}, from customers who stay."


def timing(gain: Gain) -> Iterator[str]:
    """From when on a gain is one."""
    if not gain.calendar.dated or not gain.booked or gain.expected.low <= 0:
        return
    if gain.ahead is None:
        last = f"{gain.calendar.last:%B %Y}"
        yield f"Added up, it is not ahead of today's policy by {last}."
    elif gain.ahead == 0:
        yield "Added up, it is ahead from the first month on."
    else:
        yield f"Added up, it is ahead from {gain.calendar.day(gain.ahead):%B %Y}."


def highlights(study: Study, today: Valued, recommended: Valued) -> Iterator[str]:
    """Changes of what a leader asks for first."""
    for name in study.model.wording.highlights:
        both = [each.metrics[name] for each in (today, recommended)]
        metric = study.model.metrics[name]
        (before, after), unit = roughly(both, metric.unit, study.finance.currency)
        if _measured(recommended.gain[name]):
            yield f"{begun(spelt(name))}: {after} {unit}, against {before}."
        else:
            yield f"{begun(spelt(name))}: about {after} {unit}, as today."


def reach(share: ShareObjective, own: float, found: Reach) -> str:
    """For which shares it is a gain.

    Args:
        own: the share that the study credits.
    """
    field = share.field
    if found.even is None:
        return f"It is a gain with {'any' if found.shares else 'no'} share credited ({field})."
    even = readable(found.even, "ratio")
    below = found.shares is not None and found.shares[0] == 0
    if below or found.even.mean >= own:
        side = "less" if below else "more"
        return (
            f"It is a gain only with {side} credited ({field}) than {even}; the study has {own:g}."
        )
    less = percent(1.0 - found.even.mean / own)
    return (
        f"If the {spelt(share.credited)} were {less} less than simulated, there would be no gain "
        f"({field} {even})."
    )


def turns(own: float, found: Reach) -> bool:
    """Whether a share that is twice the study's own, or half of it, may leave no gain."""
    if found.shares is None or found.even is None:
        return found.shares is None
    return found.even.low <= 2 * own if found.shares[0] == 0 else found.even.high >= own / 2


def _measured(change: Estimate) -> bool:
    """Whether it is sure that there is one."""
    return change.low > 0 or change.high < 0
