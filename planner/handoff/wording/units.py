"""Estimates with the unit that a study gives them."""

from collections.abc import Sequence

from planner.handoff.wording.numbers import exactly, measured, row
from planner.simulation.estimate import Estimate
from planner.study.study import Study


def money(study: Study, value: Estimate, *, signed: bool = False) -> str:
    """Money in the study's currency."""
    return in_unit(study, value, "money", signed=signed)


def in_unit(study: Study, value: Estimate, unit: str, *, signed: bool = False) -> str:
    """An estimate with its scale and unit."""
    scale, text = row([value], unit, [signed])
    return f"{text} {measured(scale, unit, study.finance.currency)}"


def roughly(
    study: Study, values: Sequence[Estimate], unit: str, *, signed: bool = False
) -> tuple[list[str], str]:
    """Estimates of one scale in the digits that their half-widths support, without these; unit."""
    known = [each if each.half_width else exactly(each.mean) for each in values]
    scale, *texts = row(known, unit, [signed] * len(values))
    bare = [text.partition(" ± ")[0] for text in texts]
    return bare, measured(scale, unit, study.finance.currency)
