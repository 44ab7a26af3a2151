"""Progress as a caller hears of it: not at all, by the command line's bar, or in its own way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planner.api.wishes import of_kind
from planner.handoff.terminal.progress import Bar
from planner.simulation.estimate import Estimate
from planner.simulation.progress import Progress
from simmodel.contract.sections import Policy

Report = Callable[[str, int, int | None], object]
"""Called with the name of the phase, the runs that are done in it, and how many it takes at most,
None where nobody knows."""

Wanted = bool | Report | Progress
"""True for the bar of the command line on the error stream, False for silence; or who is told."""


@contextmanager
def told(wanted: Wanted) -> Iterator[Progress]:
    """Listeners to progress."""
    if isinstance(wanted, bool):
        with Bar(quiet=not wanted) as bar:
            yield bar
    elif callable(wanted):
        yield _Reported(wanted)
    else:
        yield of_kind("progress", wanted, Progress, "True, False, a function, or a Progress")  # type: ignore[type-abstract]


class _Reported:
    """Progress as numbers alone."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._name, self._done = "", 0
        self._runs: int | None = None

    def phase(self, name: str, runs: int | None) -> None:
        self._name, self._done, self._runs = name, 0, runs
        self._report(name, 0, runs)

    def advance(self, runs: int) -> None:
        self._done += runs
        self._report(self._name, self._done, self._runs)

    def incumbent(self, policy: Policy, gain: Estimate) -> None:
        """No number of runs."""

    def left(self, policies: int) -> None:
        """No number of runs."""

    def caution(self, text: str) -> None:
        """No number of runs."""
