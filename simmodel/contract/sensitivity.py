"""Sensitivity: what leaders ask about facts that may turn out otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """A fact that may turn out otherwise, and how far a leader asks about.

    Attributes:
        fact: its dotted name, such as "customers.arrivals_per_month".
        low, high: parts of the value that a study gives it; 0.8 is 20 % less.
    """

    fact: str
    low: float
    high: float


@dataclass(frozen=True)
class Sensitivity:
    """Questions about facts, unless a study says.

    Attributes:
        moves: of facts, one by one.
        metrics: shown beside the objective.
        strengthened: the fact that ties work to revenue, whose increase is an answer of its own;
            None if there is none.
        stronger: what its increase means, in plain words, with {} for how much.
    """

    moves: tuple[Move, ...]
    metrics: tuple[str, ...]
    strengthened: str | None = None
    stronger: str = ""
