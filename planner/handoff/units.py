"""Estimates with the unit that a study gives them."""

from planner.handoff.numbers import measured, row
from planner.simulation.estimate import Estimate
from planner.study.study import Study


def money(study: Study, value: Estimate, *, signed: bool = False) -> str:
    """Money in the study's currency."""
    return in_unit(study, value, "money", signed=signed)


def in_unit(study: Study, value: Estimate, unit: str, *, signed: bool = False) -> str:
    """An estimate with its scale and unit."""
    scale, text = row([value], unit, [signed])
    return f"{text} {measured(scale, unit, study.finance.currency)}"
