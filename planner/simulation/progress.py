"""Listeners to the progress of long work."""

from typing import Protocol, runtime_checkable

from planner.simulation.estimate import Estimate
from simmodel.contract.sections import Policy


@runtime_checkable
class Progress(Protocol):
    """Progress of long work while it is going on; runs are of one policy on one replication."""

    def phase(self, name: str, runs: int | None) -> None:
        """A phase begins; it takes so many runs at most, if that is known: searches in "replan"."""

    def advance(self, runs: int) -> None:
        """So many runs are done."""

    def incumbent(self, policy: Policy, gain: Estimate) -> None:
        """The best policy so far, and its gain over today's, money."""

    def left(self, policies: int) -> None:
        """So many policies are left in the selection."""

    def caution(self, text: str) -> None:
        """Something to know before the search takes its time."""
