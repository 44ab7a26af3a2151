"""The table [goals]: metrics to trade off against each other, in place of the one objective."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TABLE = "goals"

Sense = Literal["maximise", "minimise"]


@dataclass(frozen=True)
class Goal:
    """A metric and which way is better; ``str()`` gives it in words."""

    metric: str
    sense: Sense

    def __str__(self) -> str:
        return f"{self.sense} {self.metric}"


def goals(table: Mapping[str, Sense]) -> tuple[Goal, ...]:
    """The goals in the table, in its order; none means that the objective alone is maximised."""
    return tuple(Goal(metric, sense) for metric, sense in table.items())
