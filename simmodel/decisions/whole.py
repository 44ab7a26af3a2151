"""A decision on a whole number."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from simmodel.decisions.decision import Variable
from simmodel.decisions.range import Range
from simmodel.fields import shown


@dataclass(frozen=True)
class Whole(Range):
    """A decision on a whole number."""

    number: ClassVar[type] = int

    name: str
    low: int
    high: int
    unit: str
    description: str
    usual: tuple[int, int] | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.low:,} to {self.high:,} ({self.unit})"

    def allows(self, value: int) -> str | None:
        if self.low <= value <= self.high:
            return None
        return f"found {shown(value)}; allowed: {self.low:g} to {self.high:g}"

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.name, low=self.low, high=self.high, whole=True),)

    def usual_entry(self, today: int) -> tuple[dict[str, Any], bool]:
        if self.usual is None:
            return super().usual_entry(today)
        low, high = self.usual
        # From half of today's number to twice, at least: at an end the best would stay unknown.
        low = max(self.low, min(low, today // 2))
        return {"low": low, "high": min(self.high, max(high, 2 * today, low + 1))}, True
