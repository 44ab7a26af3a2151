"""The commands of the command line as text that can be pasted into a shell."""

import shlex
from contextvars import ContextVar
from pathlib import Path

DEFAULT_RESULTS = "results"
"""Default folder of results."""

IN_SHELL = ContextVar("in_shell", default=False)
"""Whether who reads a message has typed a command, and not called a function."""


def said(in_shell: str, in_python: str) -> str:
    """The words for who reads them: options of a command are arguments of a function."""
    return in_shell if IN_SHELL.get() else in_python


def command(
    verb: str, study: Path, *options: str, results: Path | None = None, seed: int | None = None
) -> str:
    """The command that does ``verb`` to the file of a study, quoted as a shell wants it.

    Args:
        options: that follow.
        results: the folder in which results lie in folders of their studies' names; None for a
            command that has no option --results.
        seed: None for the study's own.
    """
    words = ["plan", verb, f"./{study}" if str(study).startswith("-") else str(study)]
    if results is not None and results != Path(DEFAULT_RESULTS):
        words += ["--results", str(results)]
    if seed is not None:
        words += ["--seed", str(seed)]
    return shlex.join([*words, *options])
