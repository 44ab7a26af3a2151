"""Progress of long work, on the terminal's error stream so that answers stay clean."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from planner.handoff.numbers import readable
from planner.search.trials import Trial


class Bar:
    """A progress bar a phase, counting runs (one policy on one replication).

    Args:
        quiet: show nothing.
    """

    def __init__(self, quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<9}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("runs"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[news]}"),
            console=Console(stderr=True, quiet=quiet),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._finish()
        self._progress.stop()

    def phase(self, name: str, runs: int | None) -> None:
        """Begin a phase of ``runs`` runs or fewer as a rule, or of nobody knows how many.

        The phase before is done, be it with fewer runs than it might have taken.
        """
        self._finish()
        self._task = self._progress.add_task(name, total=runs, news="")

    def incumbent(self, trial: Trial) -> None:
        """The gain over today's policy of the best policy so far."""
        if self._task is not None:
            news = f"best {readable(trial.gain, 'money', signed=True)}"
            self._progress.update(self._task, news=news)

    def left(self, policies: int) -> None:
        """So many policies are left in the selection."""
        if self._task is not None:
            self._progress.update(self._task, news=f"{policies} policies left")

    def _finish(self) -> None:
        if self._task is not None:
            done = self._progress.tasks[self._task].completed
            self._progress.update(self._task, total=done)

    def advance(self, runs: int) -> None:
        """So many runs are done."""
        if self._task is not None:
            self._progress.advance(self._task, runs)
