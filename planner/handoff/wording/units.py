"""Estimates with the unit that a study gives them; money is in its currency."""

from collections.abc import Sequence

from planner.handoff.wording.numbers import exactly, measured, row
from planner.simulation.estimate import Estimate


def money(value: Estimate, currency: str, *, signed: bool = False) -> str:
    """Money with its scale and currency."""
    return in_unit(value, "money", currency, signed=signed)


def in_unit(value: Estimate, unit: str, currency: str, *, signed: bool = False) -> str:
    """An estimate with its scale and unit."""
    scale, text = row([value], unit, [signed])
    return f"{text} {measured(scale, unit, currency)}"


def roughly(
    values: Sequence[Estimate], unit: str, currency: str, *, signed: bool = False
) -> tuple[list[str], str]:
    """Estimates of one scale in the digits that their half-widths support, without these; unit."""
    known = [each if each.half_width else exactly(each.mean) for each in values]
    scale, *texts = row(known, unit, [signed] * len(values))
    bare = [text.partition(" ± ")[0] for text in texts]
    return bare, measured(scale, unit, currency)


def about(number: float) -> Estimate:
    """A number that was not estimated, in three digits."""
    return exactly(float(f"{number:.3g}"))
