"""Sensitivity: what leaders ask about facts that may turn out otherwise."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from simmodel.contract.sections import Facts


def _none(facts: Facts) -> Collection[str]:
    """No fact is without effect."""
    del facts
    return ()


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
        along: facts that move in proportion with a fact, by its name, as a spread does with what it
            is around.
        idle: names of facts that have no effect beside others, about which nobody asks.
    """

    moves: tuple[Move, ...]
    metrics: tuple[str, ...]
    strengthened: str | None = None
    stronger: str = ""
    along: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    idle: Callable[[Any], Collection[str]] = _none
