"""The end of a command: its answer, or one message, an exit status and nothing lost.

No end is a traceback. What nobody foresaw is a fault of the planner, with a status of its own and a
file of details for whoever mends it.
"""

import errno
import io
import logging
import os
import platform
import shlex
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir
from typing import Any, TextIO, cast

import click

from planner.study.command import IN_SHELL

WRONG = 2
FAULT = 70  # as EX_SOFTWARE of sysexits.h
BY_SIGNAL = 128  # and its number, as shells have it

_SAID = {"SIGINT": "Interrupted", "SIGTERM": "Ended by SIGTERM", "SIGHUP": "Ended by SIGHUP"}
_LIBRARIES = ("customer-success-planner", "numpy", "numba", "scipy", "scikit-optimize", "optuna")


class EndedError(KeyboardInterrupt):
    """A signal that asks to end has arrived."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = signal.Signals(number)


class Command(click.Command):
    """A command that ends as it should.

    Args:
        resumable: the same command goes on where it stood; it has a study and a results folder.
    """

    def __init__(self, *arguments: Any, resumable: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._resumable = resumable

    def invoke(self, ctx: click.Context) -> Any:
        from planner.study.errors import InputError

        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, LostError):
            raise
        except InputError as error:
            _say(str(error))
            ctx.exit(WRONG)
        except (KeyboardInterrupt, click.Abort) as error:
            number = error.number if isinstance(error, EndedError) else signal.SIGINT
            kept = self._kept(ctx)
            _say(_SAID[number.name] + (f". {kept}" if kept else "; nothing was written."))
            ctx.exit(BY_SIGNAL + number)
        except Exception as error:
            if isinstance(error, BrokenExecutor) and "SIGKILL" in str(error):
                said = "Ended, as a process at work was killed: perhaps it had no memory left. With"
                _say(f"{said} --jobs 1 it needs less. {self._kept(ctx)}".rstrip())
                ctx.exit(BY_SIGNAL + signal.SIGKILL)
            if isinstance(error, OSError) and error.filename is not None:
                said = f"{error.filename}: cannot be used: {error.strerror}. {self._kept(ctx)}"
                _say(said.rstrip())
                ctx.exit(WRONG)
            _say(_fault(error, self._folder(ctx), self._kept(ctx)))
            ctx.exit(FAULT)

    def _kept(self, ctx: click.Context) -> str:
        if not self._resumable:
            return ""
        folder = self._folder(ctx)
        return f"All finished work is kept in {folder}; the same command goes on from there."

    def _folder(self, ctx: click.Context) -> Path | None:
        study, results = ctx.params.get("study"), ctx.params.get("results")
        return Path(results) / Path(study).stem if study and results else None


class Commands(click.Group):
    """Commands that end as they should, whatever becomes of the streams and signals around them."""

    command_class = Command

    def main(self, *arguments: Any, **options: Any) -> Any:
        with _streams() as output, _signals(), _words(), _in_shell():
            try:
                try:
                    return super().main(*arguments, **options)
                finally:
                    sys.stdout.flush()
            except LostError as lost:
                _give_up(output)
                if lost.number == errno.EPIPE:  # the reader has left, as of "| head"
                    sys.exit(BY_SIGNAL + signal.SIGPIPE)
                _say(f"The answer cannot be written to the output: {lost}.")
                sys.exit(WRONG)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for word in args:
            try:
                word.encode()
            except UnicodeEncodeError:
                shown = os.fsencode(word).decode("utf-8", "backslashreplace")
                raise click.UsageError(
                    f'found "{shown}", which is not UTF-8; allowed: UTF-8 alone. Rename the file.'
                ) from None
        return super().parse_args(ctx, args)


# ---- Streams -------------------------------------------------------------------------------------


class LostError(Exception):
    """The output takes no more."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror)
        self.number = error.errno


class _Stream:
    """A stream whose errors are told from those of files, or kept to itself.

    Args:
        vital: an error ends the command; of the error stream it is nobody's concern.
    """

    def __init__(self, stream: Any, vital: bool) -> None:
        self._stream, self._vital = stream, vital

    def write(self, text: str) -> int:
        with self._guarded():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with self._guarded():
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self._vital:
                raise LostError(error) from None


@contextmanager
def _streams() -> Iterator[Any]:
    """Have all three, or the next file that is opened would be taken for one that was closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), mode, closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack the sign "±"
    output, errors = sys.stdout, sys.stderr
    sys.stdout = cast("TextIO", _Stream(output, vital=True))
    sys.stderr = cast("TextIO", _Stream(errors, vital=False))
    try:
        yield output
    finally:
        sys.stdout, sys.stderr = output, errors


def _give_up(output: Any) -> None:
    """Let what is left in the buffer go nowhere, or Python would try again at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, output.fileno())
        os.close(nowhere)


def _say(text: str) -> None:
    click.echo(text, err=True)


@contextmanager
def _in_shell() -> Iterator[None]:
    token = IN_SHELL.set(True)
    try:
        yield
    finally:
        IN_SHELL.reset(token)


# ---- Words ---------------------------------------------------------------------------------------

_OWN = ("planner", "simmodel")


class _Words(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _say(record.getMessage())


@contextmanager
def _words() -> Iterator[None]:
    """Say on the error stream what the planner's own modules warn of."""
    handler, loggers = _Words(logging.WARNING), [logging.getLogger(n) for n in _OWN]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


# ---- Signals -------------------------------------------------------------------------------------


@contextmanager
def _signals() -> Iterator[None]:
    """End alike by Ctrl-C, by a batch system and by a terminal that closes, unless told to ignore.

    A second signal ends at once.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in _SAID:
            number = getattr(signal, name, None)  # there is no SIGHUP on Windows
            if number and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: Any) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise EndedError(number)


# ---- Faults --------------------------------------------------------------------------------------


def _fault(error: Exception, folder: Path | None, kept: str) -> str:
    """What to say of a fault of the planner, once its details are on file."""
    kind = type(error).__name__
    said = f"This is a fault of the planner, not of your input: {kind}: {error}."
    details = _details(error)
    for place in (folder, Path(gettempdir())):
        try:
            path = _written(details, place)
        except OSError:
            continue
        return f"{said} Details for whoever mends it: {path} {kept}".rstrip()
    return f"{said} {kept}\n{details}"


def _written(details: str, folder: Path | None) -> str:
    with NamedTemporaryFile(
        "w",
        dir=folder,
        prefix="plan-fault-",
        suffix=".txt",
        delete=False,
        encoding="utf-8",
        errors="backslashreplace",
    ) as file:
        file.write(details)
    return file.name


def _details(error: Exception) -> str:
    """The command, the versions and the traceback."""
    lines = [f"command: {shlex.join(sys.argv)}", f"python: {platform.python_version()}"]
    lines.append(f"system: {platform.platform()}")
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            lines.append(f"{library}: {version(library)}")
    return "\n".join([*lines, "", *traceback.format_exception(error)])
