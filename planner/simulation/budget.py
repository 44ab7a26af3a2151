"""The budget of an answer: runs and seconds, whichever is used up first."""

import time
from collections.abc import Callable
from typing import Literal

from planner.simulation.simulator import Simulator

Limit = Literal["runs", "seconds"]

_SPENT = "seconds spent"


class Budget:
    """Says when to stop, and says it again at the same place when a search is taken up.

    Runs are counted as asked for, whether or not an earlier process made them. Seconds are those of
    all processes together; where they ended a stage is noted in the simulator's ledger, since no
    other machine and no other day would end it there.

    Args:
        max_runs, max_seconds: None for no limit.
        clock: seconds, from any origin.
    """

    def __init__(
        self,
        max_runs: int | None,
        max_seconds: float | None,
        simulator: Simulator,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._max_runs, self._max_seconds = max_runs, max_seconds
        self._simulator, self._ledger, self._clock = simulator, simulator.ledger, clock
        self._before = float(self._ledger.noted(_SPENT) or 0.0)
        self._began = clock()

    @property
    def seconds(self) -> float:
        """Spent so far, in this process and in earlier ones that were interrupted."""
        return self._before + self._clock() - self._began

    @property
    def runs_left(self) -> int | None:
        """Runs that may still be made; None without a limit."""
        return None if self._max_runs is None else self._max_runs - self._simulator.spent

    def affords(self, runs: int) -> bool:
        """Whether so many more runs may be made."""
        left = self.runs_left
        return left is None or runs <= left

    def reached(self, stage: str, progress: int, next_runs: int) -> Limit | None:
        """The limit that forbids to go on, or None.

        Args:
            stage: what would go on, and ``progress`` how far it is.
            next_runs: that going on would cost.
        """
        if not self.affords(next_runs):
            return "runs"
        if self._max_seconds is None:
            return None
        self._ledger.note(_SPENT, repr(self.seconds))
        key = f"{stage} ended by {self._max_seconds:g} seconds"
        ended = self._ledger.noted(key)
        # What was allowed once stays allowed: a search that is taken up spends seconds on the way
        # back to where it stood.
        within = f"{stage} within {self._max_seconds:g} seconds"
        if ended is None and progress > int(self._ledger.noted(within) or -1):
            if self.seconds >= self._max_seconds:
                ended = str(progress)
            self._ledger.note(within if ended is None else key, str(progress))
        return "seconds" if ended is not None and progress >= int(ended) else None
