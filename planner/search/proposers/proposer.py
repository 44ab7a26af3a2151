"""The proposer of policies, and what it is told."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.search.incumbent import Lead
from planner.search.screen import Screen
from simmodel.contract.sections import Policy

Values = Mapping[str, Any]
"""Of the variables of a search, by name."""


@dataclass(frozen=True)
class Tried:
    """A trial that was told.

    Attributes:
        values: of the variables, as they were proposed.
        scores: what the record says of the policy: the value of the objective, or of each goal.
        violations: of each constraint; 0 or less is kept.
        levels: what is held against each constraint's bound.
        lead: over the policy that all are held against.
        given: whether it was of the opening, which nobody has proposed.
    """

    values: Values
    policy: Policy
    scores: tuple[float, ...]
    violations: tuple[float, ...]
    levels: tuple[float, ...]
    lead: Lead
    given: bool = False


class Proposer(ABC):
    """Proposes policies from what was tried.

    A proposal follows from its arguments and the seed alone: a search that was interrupted goes on
    as if it had not been.

    Args:
        screen: of the space to search.
        seed: of the study.
    """

    @abstractmethod
    def __init__(self, screen: Screen, seed: int) -> None: ...

    @abstractmethod
    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        """The next policy, by the values of its variables.

        Args:
            tried: the trials of all batches before.
            pending: what was proposed in this batch and is not simulated yet.
        """

    def improvement(self, tried: Sequence[Tried]) -> float:
        """The expected improvement by the next policy, money; NaN where nothing is expected."""
        del tried
        return float("nan")
