"""How quantities are written, and what their units are called: money in the study's currency."""

import re

from planner.handoff.workbook.cells import Style

_MONEY = re.compile(r"\bmoney\b")


def style_of(unit: str) -> Style:
    """How a quantity of this unit is written."""
    if unit.startswith("money"):
        return "money"
    return "share" if unit == "share" else "fraction"


def estimate_style(unit: str) -> Style:
    """Likewise, finely enough to stand beside its half-width."""
    if unit.startswith("money"):
        return "money"
    return "fine share" if unit == "share" else "cents"


def in_currency(unit: str, currency: str) -> str:
    """The unit, with the currency for money."""
    return _MONEY.sub(currency, unit)
