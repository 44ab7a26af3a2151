"""The recommendation as the dashboard's note, in Markdown."""

from planner.handoff import sentences
from planner.handoff.numbers import row
from planner.handoff.staffing import staffing
from planner.recommendation.recommend import Recommendation


def note(result: Recommendation) -> str:
    """Headline, sentences and the metrics, today and recommended."""
    study = result.study
    said = [
        *staffing(result),
        *sentences.gain(result),
        *sentences.cautions(result),
        *sentences.plan(result),
        *sentences.certainty(study, result.selected),
        *sentences.simplest(result),
        *sentences.method(result),
    ]
    lines = [f"## {sentences.headline(result)}", "", *(f"- {each}" for each in said), ""]
    lines += ["| metric | today | recommended | difference | |", "|---|---:|---:|---:|---|"]
    for name, quantity in study.model.metrics.items():
        today, winner = result.baseline.metrics[name], result.winner.metrics[name]
        values = [today, winner, result.winner.gain[name]]
        scale, *texts = row(values, quantity.unit, [False, False, True])
        lines.append(f"| {name} | {' | '.join(texts)} | {scale} |")
    return "\n".join(lines) + "\n"
