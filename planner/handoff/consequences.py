"""What a gain consists of, and what comes with it, in sentences."""

from planner.handoff.numbers import measured, readable, row, spelt
from planner.handoff.units import in_unit
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.study.study import Study


def behind(result: Recommendation) -> str:
    """Of what the gain consists, and for which shares it is one."""
    study, share = result.study, result.study.model.share
    changes = [_by(study, name, result.winner.gain[name]) for name in (share.credited, share.cost)]
    return (
        f"{_begun(', '.join(changes))}: a gain in the objective, {share.field} x "
        f"{spelt(share.credited)} - {spelt(share.cost)}, for {_reach(result)}."
    )


def highlights(result: Recommendation) -> str:
    """What becomes of what a leader asks for first."""
    levels = [_from_to(result, name) for name in result.study.model.roles.highlights]
    return f"{_begun(', '.join(levels))}."


def _reach(result: Recommendation) -> str:
    field, reach = result.study.model.share.field, result.reach
    if reach.shares is None:
        return f"no {field}"
    if reach.even is None:
        return f"any {field}"
    side = "below" if reach.shares[0] == 0 else "above"
    return f"any {field} {side} {readable(reach.even, 'ratio')}"


def _begun(text: str) -> str:
    """A text that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def _by(study: Study, name: str, change: Estimate) -> str:
    unit = study.model.metrics[name].unit
    if change.low <= 0 <= change.high:
        return f"{spelt(name)} hardly changes ({in_unit(study, change, unit, signed=True)})"
    size = Estimate(abs(change.mean), change.half_width)
    return f"{spelt(name)} {_way(change)} by {in_unit(study, size, unit)}"


def _from_to(result: Recommendation, name: str) -> str:
    study, unit = result.study, result.study.model.metrics[name].unit
    both = [each.metrics[name] for each in (result.baseline, result.winner)]
    scale, before, after = row(both, unit)
    way = _way(result.winner.gain[name])
    shown = measured(scale, unit, study.finance.currency)
    return f"{spelt(name)} {way} from {before} to {after} {shown}"


def _way(change: Estimate) -> str:
    return "rises" if change.low > 0 else "falls" if change.high < 0 else "goes"
