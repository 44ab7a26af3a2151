"""A study file that the planner writes: where it may be, and how it gets there."""

from pathlib import Path

from planner.study.errors import Complaint, InputError
from planner.study.name import check_name


def check_new(path: Path, overwrite: bool, how: str) -> None:
    """Raise InputError if no study can be written there.

    Args:
        how: the caller allows to overwrite what is there.
    """
    if path.suffix != ".toml":
        allowed = f"a name that ends in .toml, such as {path.name or 'growth'}.toml"
        raise InputError([Complaint(str(path), "", "no name of a study file", allowed)])
    check_name(path)
    if path.exists() and not overwrite:
        found = f"there is a file of that name. Give another name, or {how} to overwrite it"
        raise InputError([Complaint(str(path), "", found)])


def write_new(path: Path, text: str, overwrite: bool) -> None:
    """Write a study; InputError if it cannot be written."""
    try:
        with path.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(
            [Complaint(str(path), "", f"cannot be written: {error.strerror}")]
        ) from None
