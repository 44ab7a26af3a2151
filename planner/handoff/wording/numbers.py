"""Numbers in words people read: one scale a row, rounded to what the half-widths support."""

import math
import re
from collections.abc import Sequence
from statistics import median

from planner.simulation.estimate import CONFIDENCE, Chance, Estimate

UNDEFINED = "not defined"
CONFIDENCE_TEXT = f"{100 * CONFIDENCE:g} %"

# Money from these sizes on is shown in billions, millions or thousands.
_SCALES = (("B", 1e10, 1e-9), ("M", 1e6, 1e-6), ("K", 1e4, 1e-3))
_MONEY = re.compile(r"\bmoney\b")
_LEAST = 0.01  # a half-width that is smaller has no digit of its own in a column


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


def column(
    values: Sequence[Estimate | None], unit: str, *, signed: bool = False
) -> tuple[str, list[str]]:
    """Estimates to be read one below the other, and their scale: all with as many decimals.

    The scale leaves digits to most half-widths. Nothing stands where there is no estimate.
    """
    known = [value for value in values if value is not None]
    widths = [value.half_width for value in known if 0 < value.half_width < math.inf]
    scale, factor = _scale(known, unit, median(widths) if widths else math.inf)
    widths = [width * factor for width in widths]
    most = 0 if any(abs(value.mean * factor) >= 1000 for value in known) else 2
    decimals = min(_two_digits(max(widths)), most) if widths else most
    plus = "+" if signed else ""
    return scale, ["" if v is None else _text(v, factor, plus, decimals) for v in values]


def told(value: Estimate, unit: str = "money") -> str:
    """A difference in a sentence, which says so where it may as well be nothing."""
    return readable(value, unit, signed=True) + doubt(value)


def doubt(value: Estimate) -> str:
    """The clause that a sentence adds to a difference that may as well be nothing."""
    in_doubt = value.half_width > 0 and value.low <= 0 <= value.high
    return " (which cannot be told from zero)" if in_doubt else ""


def exactly(number: float) -> Estimate:
    """A number that was not estimated, to be shown without a half-width."""
    return Estimate(number, math.nan)


def between(chance: Chance) -> str:
    """The interval of a chance."""
    if chance.low == 0:
        return f"at most {100 * chance.high:.1f} %"
    return f"{100 * chance.low:.1f} to {100 * chance.high:.1f} %"


def spelt(name: str) -> str:
    """A name of the model in words."""
    return name.replace("_", " ")


def begun(text: str) -> str:
    """A text that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def plain(number: float) -> str:
    """A number as in a study file, with commas."""
    return f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"


def percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def means_over(replications: int, seed: int, phase: str, *more: str) -> str:
    """A sentence on what means rest on."""
    rests = ", ".join((f"seed {seed}", f"phase {phase}", *more))
    return (
        f"Means over {replications} replications with {percent(CONFIDENCE)} half-widths ({rests})."
    )


def readable(value: Estimate, unit: str, *, signed: bool = False) -> str:
    """One estimate with its scale, for a sentence."""
    scale, text = row([value], unit, [signed])
    return f"{text} {scale}".rstrip()


def shares(ends: Sequence[float]) -> list[str]:
    """Shares in ascending order, in three digits or as many as tell each from the next."""
    for decimals in range(3, 16):
        texts = [f"{end:.{decimals}f}" for end in ends]
        if len(set(texts)) == len(ends):
            break
    return texts


def in_currency(unit: str, currency: str) -> str:
    """A unit of the model, such as "money per year", in a study's currency."""
    return _MONEY.sub(currency, unit)


def measured(scale: str, unit: str, currency: str) -> str:
    """The suffix of a number of this scale: "%", "customers", "M USD per year"."""
    return scale if unit == "share" else f"{scale} {in_currency(unit, currency)}".strip()


def _scale(
    values: Sequence[Estimate], unit: str, half_width: float = math.inf
) -> tuple[str, float]:
    """The scale of the largest of the values, or a finer one that shows ``half_width``."""
    if unit == "share":
        return "%", 100.0
    size = max((abs(v.mean) for v in values if math.isfinite(v.mean)), default=0.0)
    if unit.startswith("money"):
        for scale, least, factor in _SCALES:
            if size >= least and half_width * factor >= _LEAST:
                return scale, factor
    return "", 1.0


def _text(value: Estimate, factor: float, plus: str, decimals: int | None = None) -> str:
    """``decimals`` as given, or as many as the half-width supports."""
    if not math.isfinite(value.mean):
        return UNDEFINED
    mean, half_width = value.mean * factor, value.half_width * factor
    exact = decimals is None and math.isnan(half_width)
    if decimals is None:
        decimals = 0 if abs(mean) >= 1000 else 2
        if 0 < half_width < math.inf:
            most = 1 if abs(mean) >= 1000 else 3 if half_width < 0.01 and abs(mean) < 10 else 2
            decimals = min(_two_digits(half_width), most)
    # Rounding may leave a minus before zero.
    text = f"{round(mean, decimals) + 0.0:{plus},.{decimals}f}"
    if exact and decimals:
        return text.rstrip("0").rstrip(".")
    return f"{text} ± {half_width:,.{decimals}f}" if math.isfinite(half_width) else text


def _two_digits(half_width: float) -> int:
    """Decimals that show two digits of it, at least none."""
    return max(1 - math.floor(math.log10(half_width)), 0)
