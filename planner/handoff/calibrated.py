"""What the model gives for today beside what is known of it, in the terminal and for machines."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from planner.handoff.documents import estimate
from planner.handoff.numbers import exactly, readable
from planner.handoff.sentences import CONFIDENCE_TEXT
from planner.handoff.terminal import answer_table, say, show_table
from planner.simulation.calibration import PHASE, REPLICATIONS, Calibrated, Figure
from planner.study.study import Study


def show_calibrated(study: Study, found: Calibrated) -> None:
    """The figures of today, each with what it measures, then what does not fit."""
    say(
        f"Today's policy by simulation, over the horizon (means of {REPLICATIONS} replications "
        f"with {CONFIDENCE_TEXT} half-widths):"
    )
    table = answer_table("metric", "by the model", *(["as known"] if study.today else []))
    for figure in found.figures.values():
        known = [] if figure.known is None else [_known(study, figure)]
        table.add_row(figure.metric, _given(study, figure), *known)
    table.add_row(f"customers per {study.model.roles.member}", readable(found.load, ""))
    show_table(table)
    for sentence in warnings(study, found):
        say(sentence)


def warnings(study: Study, found: Calibrated) -> Iterator[str]:
    """What does not fit, and where to look; and what to say for the model to be held against."""
    for figure in found.differing:
        yield (
            f"Warning: {figure.metric} is {_given(study, figure)} by the model, and "
            f"{_known(study, figure)} as [today] has it: the model is not this company, and its "
            f"answers are not for it. This hangs on {_facts(study, figure)}."
        )
    for doubt in found.doubts:
        yield f"Warning: {doubt}"
    if not study.today:
        figures = [found.figures[name] for name in study.model.calibration.hangs_on]
        means = {each.metric: each.model.mean for each in figures if isfinite(each.model.mean)}
        example = next((f", such as {name} = {mean:.2f}" for name, mean in means.items()), "")
        yield (
            "Is that your company? Say what you know of today in a table [today]"
            f"{example}, and check sets the two beside each other."
        )


def calibration_document(found: Calibrated, seed: int) -> dict[str, Any]:
    """For ``plan check --json``."""
    return {
        "metrics": {
            name: {
                "model": estimate(figure.model),
                "known": figure.known,
                "differs": figure.differs,
            }
            for name, figure in found.figures.items()
        },
        "customers_per_member": estimate(found.load),
        "doubts": list(found.doubts),
        "replications": REPLICATIONS,
        "seed": seed,
        "phase": PHASE.name.lower(),
    }


def _given(study: Study, figure: Figure) -> str:
    return readable(figure.model, study.model.metrics[figure.metric].unit)


def _known(study: Study, figure: Figure) -> str:
    assert figure.known is not None
    return readable(exactly(figure.known), study.model.metrics[figure.metric].unit)


def _facts(study: Study, figure: Figure) -> str:
    return study.model.calibration.hangs_on.get(figure.metric, "[facts]")
