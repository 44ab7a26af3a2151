"""Numbers in words people read: one scale a row, rounded to what the half-widths support."""

import math
from collections.abc import Sequence

from planner.simulation.estimate import Estimate

UNDEFINED = "not defined"

# Money from these sizes on is shown in billions, millions or thousands.
_SCALES = (("B", 1e10, 1e-9), ("M", 1e6, 1e-6), ("K", 1e4, 1e-3))


def row(values: Sequence[Estimate], unit: str, signed: Sequence[bool] = ()) -> tuple[str, ...]:
    """One quantity's estimates as texts of the same scale, and that scale.

    Args:
        unit: of the quantity; "money" is shown in thousands (K), millions (M) or billions (B),
            "share" in %.
        signed: which of the values show a plus sign, as differences do; by default none.

    Returns:
        the scale ("B", "M", "K", "%" or empty), then one text a value.
    """
    scale, factor = _scale(values, unit)
    texts = []
    for place, value in enumerate(values):
        plus = "+" if place < len(signed) and signed[place] else ""
        texts.append(_text(value, factor, plus))
    return scale, *texts


def readable(value: Estimate, unit: str, *, signed: bool = False) -> str:
    """One estimate with its scale, for a sentence."""
    scale, text = row([value], unit, [signed])
    return f"{text} {scale}".rstrip()


def _scale(values: Sequence[Estimate], unit: str) -> tuple[str, float]:
    if unit == "share":
        return "%", 100.0
    size = max((abs(v.mean) for v in values if math.isfinite(v.mean)), default=0.0)
    if unit.startswith("money"):
        for scale, least, factor in _SCALES:
            if size >= least:
                return scale, factor
    return "", 1.0


def _text(value: Estimate, factor: float, plus: str) -> str:
    if not math.isfinite(value.mean):
        return UNDEFINED
    mean, half_width = value.mean * factor, value.half_width * factor
    decimals = 0 if abs(mean) >= 1000 else 2
    if 0 < half_width < math.inf:
        two_digits = max(1 - math.floor(math.log10(half_width)), 0)
        most = 1 if abs(mean) >= 1000 else 3 if half_width < 0.01 and abs(mean) < 10 else 2
        decimals = min(two_digits, most)
    # Rounding may leave a minus before zero.
    text = f"{round(mean, decimals) + 0.0:{plus},.{decimals}f}"
    return f"{text} ± {half_width:,.{decimals}f}" if math.isfinite(half_width) else text
