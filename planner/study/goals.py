"""The table [goals]: metrics to trade off against each other, in place of the one objective."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TABLE = "goals"

Direction = Literal["maximise", "minimise"]


@dataclass(frozen=True)
class Goal:
    """A metric and which way is better; ``str()`` gives it in words."""

    metric: str
    direction: Direction

    def __str__(self) -> str:
        return f"{self.direction} {self.metric}"


def goals(table: Mapping[str, Direction]) -> tuple[Goal, ...]:
    """The goals in the table, in its order; none means that the objective alone is maximised."""
    return tuple(Goal(metric, direction) for metric, direction in table.items())
