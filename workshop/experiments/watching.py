"""For experiments that watch no progress."""

from planner.simulation.estimate import Estimate
from simmodel.contract.sections import Policy


class Nobody:
    """Hears how far a recommendation is, and says nothing."""

    def phase(self, name: str, runs: int | None) -> None:
        """A phase begins."""

    def advance(self, runs: int) -> None:
        """Runs are done."""

    def incumbent(self, policy: Policy, gain: Estimate) -> None:
        """The best policy so far."""

    def left(self, policies: int) -> None:
        """Policies are left in the selection."""

    def caution(self, text: str) -> None:
        """Nobody is told."""
