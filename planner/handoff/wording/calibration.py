"""Today's policy held against what is known of it, in sentences."""

from collections.abc import Iterator
from math import isfinite

from planner.handoff.wording.numbers import exactly, readable
from planner.simulation.calibration import Calibrated, Figure
from planner.study.study import Study
from simmodel.contract.parts import of_whole


def warnings(study: Study, found: Calibrated) -> Iterator[str]:
    """Warnings of what does not fit, where to look, and what to say to be checked."""
    decisions = [decision.name for decision in study.space]
    for sentence in study.model.wording.free(study.facts, decisions):
        yield f"Warning: {sentence}"
    for figure in found.differing:
        hangs_on = found.hangs_on.get(of_whole(figure.metric), "[facts]")
        where = found.remedies.get(figure.metric, f"This hangs on {hangs_on}.")
        yield (
            f"Warning: {figure.metric} is {given(study, figure)} by the model, and "
            f"{known(study, figure)} as [today] has it: the model is not this company, and its "
            f"answers are not for it. {where}"
        )
    for doubt in found.doubts:
        yield f"Warning: {doubt}"
    if not study.today:
        figures = [found.figures[name] for name in found.hangs_on]
        means = {each.metric: each.model.mean for each in figures if isfinite(each.model.mean)}
        example = next((f", such as {name} = {mean:.2f}" for name, mean in means.items()), "")
        yield (
            "Is that your company? Say what you know of today in a table [today]"
            f"{example}, and check sets the two beside each other."
        )


def given(study: Study, figure: Figure) -> str:
    """The model's value of a metric."""
    return readable(figure.model, study.model.metrics[figure.metric].unit)


def known(study: Study, figure: Figure) -> str:
    """The study's value of it."""
    assert figure.known is not None
    return readable(exactly(figure.known), study.model.metrics[figure.metric].unit)
