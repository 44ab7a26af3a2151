"""Decisions that save people's work and have a price, such as automation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self


def _undivided(_facts: Any, investment: Any) -> Any:
    """Of what is one whole, the investment."""
    return investment


@dataclass(frozen=True)
class Investment:
    """A decision that saves people's work and has a price.

    Attributes:
        decision: a share, with a field of the policy; 0 is not to invest.
        once: the fact that is its set-up cost, paid as it is, in the first month, if the share is
            above 0.
        yearly: the fact that its running cost is proportional to.
        cost: the metric that holds its whole cost, and the series of that name its months.
        people_rate: the fact that people's cost is proportional to.
        people_cost: likewise a metric and a series.
        people: the series of people employed.
        shares: that a leader asks the price of.
        achieved: parts of the planned share that may turn out to be reached, each with its chance.
        parts: what the three facts of cost consist of, by fact: name and part, which sum to 1.
        narrowed: of facts and the investment, that of the part which may have it, where there are
            parts; None if none may, or several.
    """

    decision: str
    once: str
    yearly: str
    cost: str
    people_rate: str
    people_cost: str
    people: str
    shares: tuple[float, ...]
    achieved: tuple[tuple[float, float], ...]
    parts: Mapping[str, Mapping[str, float]]
    narrowed: Callable[[Any, Any], Any] = _undivided

    def told(self, facts: Any) -> Self | None:
        """The investment of a study of these facts."""
        found: Self | None = self.narrowed(facts, self)
        return found
