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


class Bar:
    """A progress bar a phase, counting runs (one policy on one replication).

    Args:
        quiet: show nothing.
    """

    def __init__(self, quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("runs"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
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
        self._progress.stop()

    def phase(self, name: str, runs: int) -> None:
        """Begin a phase of ``runs`` runs."""
        self._task = self._progress.add_task(name, total=runs)

    def advance(self, runs: int) -> None:
        """So many runs are done."""
        if self._task is not None:
            self._progress.advance(self._task, runs)
