"""The recommendation as the dashboard's note, in Markdown."""

from collections.abc import Iterator

from planner.handoff.documents.asked import Asked
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details
from planner.handoff.wording.numbers import begun, row
from planner.recommendation.recommend import Recommendation
from planner.simulation.valued import Valued
from planner.study.study import Study
from simmodel.contract.parts import whole


def note(result: Recommendation, asked: Asked | None = None) -> str:
    """The advice, what it rests on, and the metrics, today and recommended.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    advised, found = advice(result, asked), details(result)
    rests_on = (
        *found.team,
        *found.fixed_plan,
        *found.remedy,
        *found.simplest,
        *found.objective,
        *found.method,
    )
    lines = [f"## {advised.headline}", ""]
    for heading, texts in advised.whole.items():
        lines += [f"**{heading}.** {' '.join(texts)}", ""]
    lines += [f"**Settings.** {advised.settings}.", ""]
    for step in advised.steps:
        lines += [f"**Next.** {begun(step.tells)}:", "", f"    {step.command}", ""]
    lines += _metrics(result.study, result.baseline, result.winner)
    lines += ["", *(f"- {each}" for each in rests_on)]
    return "\n".join(lines) + "\n"


def _metrics(study: Study, today: Valued, recommended: Valued) -> Iterator[str]:
    """A table, one metric a line."""
    yield "| metric | today | recommended | difference | |"
    yield "|---|---:|---:|---:|---|"
    for name, quantity in study.model.metrics.items():
        if not whole(name):
            continue
        values = [today.metrics[name], recommended.metrics[name], recommended.gain[name]]
        scale, *cells = row(values, quantity.unit, [False, False, True])
        yield f"| {name} | {' | '.join(cells)} | {scale} |"
