"""Progress of long work, on the error stream so that answers stay clean."""

import logging
import time
from datetime import timedelta
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.text import Text

from planner.handoff.wording.numbers import readable
from planner.simulation.estimate import Estimate
from simmodel.contract.sections import Policy

FIRST = 1.0
"""Seconds after which a phase without an end is told where there is no terminal."""

EVERY = 10.0
"""Seconds from one line to the next."""

_SOON = 3.0  # seconds after which the pace of a phase says when it ends
_UNITS = {"replan": "searches"}  # what is counted in a phase, if not runs

_KERNELS = logging.getLogger("simmodel")


class _Display(Protocol):
    def begin(self, name: str, total: int | None, count: str) -> None: ...
    def show(self, done: int, total: int | None, count: str, news: str) -> None: ...
    def say(self, text: str) -> None: ...
    def stop(self) -> None: ...


class Bar(logging.Handler):
    """Progress of the work: a bar a phase on a terminal, elsewhere a line now and then.

    Runs are counted (one policy on one replication), and whole searches where facts are many. What
    the simulation has to say of a wait, such as that it is being compiled, is shown as well.

    Args:
        quiet: show nothing.
    """

    def __init__(self, quiet: bool) -> None:
        super().__init__()
        self._display: _Display
        console = Console(stderr=True, quiet=quiet)
        if quiet:
            self._display = _Nothing()
        else:
            self._display = _OnTerminal(console) if console.is_terminal else _InLines(console)
        self._name, self._done, self._news = "", 0, ""
        self._total: int | None = None

    def __enter__(self) -> Self:
        self._level = _KERNELS.level
        _KERNELS.setLevel(logging.INFO)
        _KERNELS.addHandler(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _KERNELS.removeHandler(self)
        _KERNELS.setLevel(self._level)
        if error is None:
            self._finish()
        self._display.stop()

    def phase(self, name: str, runs: int | None) -> None:
        """Begin a phase of ``runs`` runs at most, or of nobody knows how many.

        The phase before is done, be it with fewer runs than it might have taken.
        """
        self._finish()
        self._name, self._done, self._total, self._news = name, 0, runs, ""
        self._display.begin(name, runs, self._count)

    def advance(self, runs: int) -> None:
        """So many runs are done."""
        self._done += runs
        self._show()

    def incumbent(self, policy: Policy, gain: Estimate) -> None:
        """The gain over today's policy of the best policy so far."""
        del policy  # a line has no room for it
        self._news = f"best {readable(gain, 'money', signed=True)}"
        self._show()

    def left(self, policies: int) -> None:
        """So many policies are left in the selection."""
        self._news = f"{policies} policies left"
        self._show()

    def caution(self, text: str) -> None:
        """Something to know before a search takes its time."""
        self._display.say(text)

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.INFO:  # warnings are said in any case
            self._display.say(record.getMessage())

    @property
    def _count(self) -> str:
        return counted(self._done, self._total, _UNITS.get(self._name, "runs"))

    def _show(self) -> None:
        if self._name:
            self._display.show(self._done, self._total, self._count, self._news)

    def _finish(self) -> None:
        self._total = self._done
        self._show()


class _Nothing:
    def begin(self, name: str, total: int | None, count: str) -> None:
        """Nobody is told."""

    def show(self, done: int, total: int | None, count: str, news: str) -> None:
        """Nobody is told."""

    def say(self, text: str) -> None:
        """Nobody is told."""

    def stop(self) -> None:
        """Nobody is told."""


class _OnTerminal:
    """A bar a phase, which moves."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(finished_text=" "),
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=10),
            _Told(console),
            console=console,
        )
        self._task: TaskID | None = None
        self._progress.start()

    def begin(self, name: str, total: int | None, count: str) -> None:
        self._task = self._progress.add_task(name, total=total, count=count, news="", end=None)

    def show(self, done: int, total: int | None, count: str, news: str) -> None:
        if self._task is not None:
            # A phase without runs is done as well.
            full = max(total, 1) if total is not None else None
            shown = full if total is not None and done == total else done
            took = self._progress.tasks[self._task].elapsed or 0.0
            self._progress.update(
                self._task,
                total=full,
                completed=shown,
                count=count,
                news=news,
                end=_end(done, total, took),
            )

    def say(self, text: str) -> None:
        self._progress.console.print(text, highlight=False, markup=False)

    def stop(self) -> None:
        self._progress.stop()


class _Told(ProgressColumn):
    """What is done, for how long, and the news; what there is no room for is left out."""

    _BESIDE = 25  # characters of a line that other columns take

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def render(self, task: Task) -> Text:
        found = ""
        for each in (task.fields["count"], _clock(task), task.fields["news"]):
            wider = f"{found}  {each}" if found and each else found or each
            if len(wider) <= self._console.width - self._BESIDE:
                found = wider
        return Text(found, no_wrap=True)


def _clock(task: Task) -> str:
    """How long a phase took, or is expected to take still; while that is not known, how long it
    has run.
    """
    took, expected = task.elapsed or 0.0, task.fields["end"]
    if task.finished:
        return _time(task.finished_time or took)
    return f"{_time(took)} so far" if expected is None else f"{_time(expected - took)} left"


def _time(seconds: float) -> str:
    return str(timedelta(seconds=max(round(seconds), 0)))


def _end(done: int, total: int | None, took: float) -> float | None:
    """Seconds that a phase will have taken, at the pace it has had; None while nobody knows."""
    return took * total / done if total and done and took >= _SOON else None


class _InLines:
    """A line for each phase when it is done, and for one that takes long now and then."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock, self._stopped = Lock(), Event()
        self._name, self._told = "", ""
        self._began = self._due = 0.0
        self._thread = Thread(target=self._tell, daemon=True)
        self._thread.start()

    def begin(self, name: str, total: int | None, count: str) -> None:
        del total
        with self._lock:
            self._flush()
            self._began = time.monotonic()
            self._due = self._began + FIRST
            self._name, self._told = name, count

    def show(self, done: int, total: int | None, count: str, news: str) -> None:
        del done, total
        with self._lock:
            self._told = ", ".join(each for each in (count, news) if each)

    def say(self, text: str) -> None:
        with self._lock:
            self._console.print(text, highlight=False, markup=False, soft_wrap=True)

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()
        with self._lock:
            self._flush()

    def _flush(self) -> None:
        if self._name:
            self._line()
            self._name = ""

    def _tell(self) -> None:
        while not self._stopped.wait(FIRST / 4):
            with self._lock:
                if self._name and time.monotonic() >= self._due:
                    self._line()
                    self._due = time.monotonic() + EVERY

    def _line(self) -> None:
        took = f"{time.monotonic() - self._began:.0f} s"
        line = f"{self._name}: " + ", ".join(each for each in (self._told, took) if each)
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


def counted(done: int, total: int | None, unit: str) -> str:
    """Runs done, of how many if that is known; empty where there are none."""
    if total is None or total == done:
        return f"{done:,} {unit}" if done else ""
    return f"{done:,} of {total:,} {unit}"
