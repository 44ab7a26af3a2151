"""The common part of decisions on numbers between two bounds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Self

from pydantic import create_model

from simmodel.decisions.decision import Decision, Refusal
from simmodel.fields import Section, field, shown


class Range(Decision):
    """A decision on numbers between two bounds, both included.

    Attributes:
        usual: the bounds that a new study searches; None: it leaves this decision as it is.
        number: type of the numbers.
        counts: what a number is, in words.
    """

    low: float
    high: float
    usual: tuple[float, float] | None
    number: ClassVar[type] = float
    counts: ClassVar[str] = "value to try"

    def allows(self, value: Any) -> str | None:
        if self.low <= value <= self.high:
            return None
        return f"found {shown(value)}; allowed: {self.low:g} to {self.high:g}"

    def near_end(self, value: Any, widest: Self, part: float) -> bool:
        margin = part * (self.high - self.low)
        below, above = self._narrower(widest)
        least, most = self._extremes(value)
        return (below and least <= self.low + margin) or (above and most >= self.high - margin)

    def entry(self) -> type[Section]:
        bounds: dict[str, Any] = {"unit": self.unit, "ge": self.low, "le": self.high}
        low = field(description=f"Lowest {self.counts}: {self.description}", **bounds)
        high = field(description=f"Highest {self.counts}: {self.description}", **bounds)
        keys: dict[str, Any] = {"low": (self.number, low), "high": (self.number, high)}
        return create_model("Range", __base__=Section, **keys)

    def refusals(self, entry: Any) -> Iterator[Refusal]:
        if entry.low >= entry.high:
            yield Refusal(
                f"found low = {entry.low} and high = {entry.high}; "
                "allowed: low < high (to fix a value, set it in [baseline])"
            )

    def narrowed(self, entry: Any) -> Self:
        return replace(self, **dict(entry))

    def usual_entry(self, today: Any) -> tuple[dict[str, Any], bool]:
        del today
        low, high = self.usual or (self.low, self.high)
        return {"low": low, "high": high}, self.usual is not None

    def _around(self, half: float, twice: float) -> tuple[dict[str, Any], bool]:
        """What is usual, or from half of today's value to twice where that is wider.

        At an end of a range the best would stay unknown.
        """
        if self.usual is None:
            return Range.usual_entry(self, None)
        low, high = self.usual
        low, high = max(self.low, min(low, half)), min(self.high, max(high, twice))
        return {"low": low, "high": high}, True

    def _narrower(self, widest: Self) -> tuple[bool, bool]:
        """Whether ``widest`` goes below the lower bound, and above the upper one."""
        return self.low > widest.low, self.high < widest.high

    def _extremes(self, value: Any) -> tuple[float, float]:
        """The smallest and the largest number of a value."""
        return value, value
