"""The figures that stand out in the report."""

from planner.books.books import horizon_months
from planner.handoff.numbers import between, measured, row, spelt
from planner.handoff.report.parts import Card
from planner.handoff.units import money
from planner.recommendation.recommend import Recommendation


def cards(result: Recommendation) -> tuple[Card, ...]:
    """The team, the gain and its risk, of what the gain consists, and the highlights."""
    study, winner, today = result.study, result.winner, result.baseline
    roles, share = study.model.roles, study.model.share
    team = [each.metrics[roles.team_at_end].mean for each in (today, winner)]
    found = [
        Card(
            f"{roles.member}s{' at the end' if study.model.in_time else ''}",
            f"{team[1]:.0f}",
            f"today's policy {team[0]:.0f}",
        ),
        Card(
            "gain over today",
            money(study, result.gain, signed=True),
            f"over {horizon_months(result)} months",
        ),
        Card(
            "chance that it does worse",
            between(result.loss),
            "than today's policy",
        ),
    ]
    for name in (share.credited, share.cost, *roles.highlights):
        unit = study.model.metrics[name].unit
        scale, before, after = row([today.metrics[name], winner.metrics[name]], unit)
        behind = measured(scale, unit, study.finance.currency)
        found.append(Card(spelt(name), f"{after} {behind}", f"today's policy {before}"))
    return tuple(found)
