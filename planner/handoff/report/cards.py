"""The figures that stand out in the report."""

from collections.abc import Sequence

from planner.handoff.report.parts import Card
from planner.handoff.wording.consequences import span
from planner.handoff.wording.numbers import between, measured, row, spelt
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate


def cards(result: Recommendation) -> tuple[Card, ...]:
    """Six: the team, the gain and its risk, the cost, and what a leader asks for first."""
    winner, today = result.winner, result.baseline
    metrics, roles = result.study.model.metrics, result.study.model.finance.roles
    team = [each.metrics[roles.team_at_end].mean for each in (today, winner)]
    value, unit, *_ = _parts(result, [result.gain], "money", signed=True)
    found = [
        Card(
            f"{roles.member}s{' at the end' if result.study.model.in_time else ''}",
            f"{team[1]:.0f}",
            "",
            f"today's policy {team[0]:.0f}",
        ),
        Card("gain over today", value, unit, span(result).strip(", ")),
        Card("chance that it does worse", between(result.loss), "", "than today's policy"),
    ]
    for name in (result.study.model.share.cost, *result.study.model.wording.highlights):
        values = [each.metrics[name] for each in (winner, today)]
        value, unit, before = _parts(result, values, metrics[name].unit)
        found.append(Card(spelt(name), value, unit, f"today's policy {before}"))
    return tuple(found)


def _parts(
    result: Recommendation, values: Sequence[Estimate], unit: str, *, signed: bool = False
) -> tuple[str, ...]:
    """The first value's number, and its half-width with the unit; then the others, whole."""
    scale, first, *others = row(values, unit, [signed])
    number, sign, half_width = first.partition(" ± ")
    behind = measured(scale, unit, result.study.finance.currency)
    return number, f"{sign.strip()} {half_width} {behind}".strip(), *others
