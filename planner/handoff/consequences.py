"""What a gain consists of, and what comes with it, in sentences."""

from collections.abc import Iterator

from planner.handoff.numbers import begun, percent, readable, spelt
from planner.handoff.units import roughly
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate


def parts(result: Recommendation) -> Iterator[str]:
    """How revenue and cost change, of which the gain consists."""
    study, share = result.study, result.study.model.share
    credited = float(getattr(study.objective, share.field))
    part = f", of which {percent(credited)} is credited ({share.field})" if credited != 1 else ""
    for name, counted in ((share.credited, part), (share.cost, "")):
        change = result.winner.gain[name]
        if not _measured(change):
            yield f"{begun(spelt(name))}: no measurable change."
        else:
            (by,), unit = roughly(study, [change], study.model.metrics[name].unit, signed=True)
            yield f"{begun(spelt(name))}: {by} {unit}{counted}."


def highlights(result: Recommendation) -> Iterator[str]:
    """What becomes of what a leader asks for first."""
    study = result.study
    for name in study.model.roles.highlights:
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
        return f"It is a gain at {'any' if found.shares else 'no'} {field}."
    side = "below" if found.shares and found.shares[0] == 0 else "above"
    return (
        f"It is a gain only at {field} {side} {readable(found.even, 'ratio')}; the study has "
        f"{_own(result):g}."
    )


def turns(result: Recommendation) -> bool:
    """Whether a share that is twice the study's, or half of it, may leave no gain."""
    found, own = result.reach, _own(result)
    if found.shares is None or found.even is None:
        return found.shares is None
    return found.even.low <= 2 * own if found.shares[0] == 0 else found.even.high >= own / 2


def _own(result: Recommendation) -> float:
    """The share that the study's objective credits."""
    return float(getattr(result.study.objective, result.study.model.share.field))


def _measured(change: Estimate) -> bool:
    """Whether it is sure that there is one."""
    return change.low > 0 or change.high < 0
