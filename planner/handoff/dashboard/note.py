"""The recommendation as the dashboard's note, in Markdown."""

from planner.handoff.documents.asked import Asked
from planner.handoff.wording import sentences
from planner.handoff.wording.advice import advice
from planner.handoff.wording.numbers import begun, row
from planner.handoff.wording.staffing import steps
from planner.recommendation.recommend import Recommendation


def note(result: Recommendation, asked: Asked | None = None) -> str:
    """The advice, what it rests on, and the metrics, today and recommended.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    study, advised = result.study, advice(result, asked)
    details = [
        steps(result),
        *sentences.plan(result),
        *sentences.remedy(study, result.selected),
        *sentences.simplest(result),
        *sentences.objective(result),
        *sentences.method(result),
    ]
    lines = [f"## {advised.headline}", ""]
    for heading, texts in advised.whole.items():
        lines += [f"**{heading}.** {' '.join(texts)}", ""]
    lines += [f"**Settings.** {advised.settings}.", ""]
    for step in advised.steps:
        lines += [f"**Next.** {begun(step.tells)}:", "", f"    {step.command}", ""]
    lines += ["| metric | today | recommended | difference | |", "|---|---:|---:|---:|---|"]
    for name, quantity in study.model.metrics.items():
        today, winner = result.baseline.metrics[name], result.winner.metrics[name]
        values = [today, winner, result.winner.gain[name]]
        scale, *cells = row(values, quantity.unit, [False, False, True])
        lines.append(f"| {name} | {' | '.join(cells)} | {scale} |")
    lines += ["", *(f"- {each}" for each in details)]
    return "\n".join(lines) + "\n"
