"""A decision on a continuous range."""

from dataclasses import dataclass, field
from typing import Any, Self

from simmodel.decisions.decision import Variable
from simmodel.decisions.range import Range


@dataclass(frozen=True)
class Real(Range):
    """A decision on a continuous range."""

    name: str
    low: float
    high: float
    unit: str
    description: str
    usual: tuple[float, float] | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g} ({self.unit})"

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.name, low=self.low, high=self.high),)

    def rounded(self, value: float, step: float) -> float:
        near = round(round(value / step) * step, 10)
        return min(max(near, self.low), self.high)

    def digits(self, value: float) -> int:
        return len(f"{value:.10f}".rstrip("0").partition(".")[2])

    def at_limit(self, value: float, widest: Self, part: float) -> bool:
        margin = part * (self.high - self.low)
        ends = {self.low, self.high} & {widest.low, widest.high}
        return any(end and abs(value - end) <= margin for end in ends)

    def usual_entry(self, today: float | None) -> tuple[dict[str, Any], bool]:
        if today is None:
            return super().usual_entry(today)
        return self._around(round(today / 2, 2), round(2 * today, 2))
