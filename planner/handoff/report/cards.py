"""The figures that stand out in the report."""

from collections.abc import Sequence

from planner.books.gain import Gain
from planner.handoff.report.parts import Card
from planner.handoff.wording.consequences import span
from planner.handoff.wording.numbers import between, measured, row, spelt
from planner.simulation.estimate import Estimate
from planner.simulation.valued import Valued
from planner.study.risk import WORST_SHARE
from planner.study.study import Study


def cards(study: Study, gain: Gain, today: Valued, recommended: Valued) -> tuple[Card, ...]:
    """The team, if there is one, the gain and its risk, the cost, and what is asked for first."""
    model, currency, finance = study.model, study.finance.currency, study.model.finance
    value, unit, *_ = _parts([gain.expected], "money", currency, signed=True)
    found = [
        Card("gain over today", value, unit, span(gain, currency).strip(", ")),
        Card("chance that it does worse", between(gain.loss), "", "than today's policy"),
    ]
    if finance:
        people = f"{finance.roles.member}s{' at the end' if model.in_time else ''}"
        now, then = (each.metrics[finance.roles.team_at_end].mean for each in (today, recommended))
        found.insert(0, Card(people, f"{then:.0f}", "", f"today's policy {now:.0f}"))
    costs = (model.share.cost,) if model.share else ()
    worst = (WORST_SHARE,) if WORST_SHARE in model.metrics else ()
    for name in (*worst, *costs, *model.wording.highlights):
        values = [each.metrics[name] for each in (recommended, today)]
        value, unit, before = _parts(values, model.metrics[name].unit, currency)
        found.append(Card(spelt(name), value, unit, f"today's policy {before}"))
    return tuple(found)


def _parts(
    values: Sequence[Estimate], unit: str, currency: str, *, signed: bool = False
) -> tuple[str, ...]:
    """The first value with its scale, and its half-width with the unit; then the others, whole."""
    scale, first, *others = row(values, unit, [signed])
    number, sign, half_width = first.partition(" ± ")
    behind = measured(scale, unit, currency)
    return f"{number} {scale}".rstrip(), f"{sign.strip()} {half_width} {behind}".strip(), *others
