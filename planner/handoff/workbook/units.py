"""The styles in which quantities are written."""

from planner.handoff.workbook.cells import Style


def style_of(unit: str) -> Style:
    """The style in which a quantity of this unit is written."""
    if unit.startswith("money"):
        return "money"
    return "share" if unit == "share" else "fraction"


def estimate_style(unit: str) -> Style:
    """Likewise, finely enough to stand beside its half-width."""
    if unit.startswith("money"):
        return "money"
    return "fine share" if unit == "share" else "cents"
