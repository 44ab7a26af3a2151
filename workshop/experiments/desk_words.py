"""How docs/desks.md words what was measured: an estimate never goes without its half-width."""

from collections.abc import Iterable, Mapping, Sequence

Measured = Mapping[str, float]
"""Mean and half-width."""


def sure(gain: Measured) -> int:
    """1 or -1 where the interval is on one side of nothing, else 0."""
    return int(gain["mean"] > gain["half_width"]) - int(gain["mean"] < -gain["half_width"])


def verb(gains: Iterable[Measured]) -> str:
    """What these gains say, by their intervals."""
    signs = {sure(gain) for gain in gains}
    return {frozenset({1}): "pays", frozenset({-1}): "loses"}.get(
        frozenset(signs), "does not always pay" if 1 in signs else "was not found to pay"
    )


def brought(gain: Measured) -> str:
    """What was brought, or cost."""
    verb = "bring" if gain["mean"] >= 0 else "cost"
    return f"{verb} {money({**gain, 'mean': abs(gain['mean'])})}"


def listed(cafs: Sequence[float]) -> str:
    """Numbers in a row of words."""
    texts = [f"{each:g}" for each in cafs]
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def money(value: Measured) -> str:
    """Thousands of USD, in a text."""
    return f"{thousands(value)} K USD"


def thousands(value: Measured) -> str:
    """Thousands of USD, in a table."""
    return f"{round(value['mean'] / 1e3) + 0:,} ± {round(value['half_width'] / 1e3):,}"


def percent(value: Measured) -> str:
    """A share."""
    return f"{100 * value['mean']:.1f} ± {100 * value['half_width']:.1f} %"


def points(value: Measured) -> str:
    """A difference of shares, in percentage points."""
    return f"{100 * value['mean']:+.1f} ± {100 * value['half_width']:.1f}"


def number(value: Measured, digits: int) -> str:
    """A number of things."""
    return f"{value['mean']:.{digits}f} ± {value['half_width']:.{digits}f}"


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"
