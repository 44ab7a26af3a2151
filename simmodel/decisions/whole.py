"""A decision on a whole number."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from simmodel.decisions.decision import Variable
from simmodel.decisions.range import Range


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

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.name, low=self.low, high=self.high, whole=True),)

    def usual_entry(self, today: int | None) -> tuple[dict[str, Any], bool]:
        if today is None:
            return super().usual_entry(today)
        return self._around(today // 2, max(2 * today, today + 1))
