"""The commands of the command line as text that can be pasted into a shell."""

import shlex
from pathlib import Path

DEFAULT_RESULTS = "results"
"""Default folder of results."""


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
