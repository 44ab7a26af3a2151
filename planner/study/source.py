"""Study files found and read."""

import os
import re
import sys
import tomllib
from collections.abc import Callable
from contextlib import suppress
from os.path import isfile
from pathlib import Path
from typing import Any

from planner.study.errors import Complaint, InputError, nearest
from planner.study.examples import EXAMPLES, studies_in
from planner.study.typed import day, european, number
from simmodel.fields import shown

_SETTING = re.compile(r"(?P<name>[^=#]*[^=#\s])\s*=\s*(?P<value>[^#]*[^#\s])\s*(#.*)?")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_TOML_PLACE = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)")


def find_study(reference: str) -> Path:
    """The file that ``reference`` means.

    Args:
        reference: a path to a .toml file, or the bare name of an example.

    Raises:
        InputError: there is no such file; it says which there are.
    """
    path = Path(reference)
    is_name = path.suffix == "" and path.name == reference
    if is_name:
        path = EXAMPLES / f"{reference}.toml"
    if isfile(path):  # noqa: PTH113  # Path.is_file fails in a folder that must not be read
        return _from_here(path) if path.is_absolute() else path
    examples = studies_in(EXAMPLES)
    beside = [] if is_name else studies_in(Path(reference).parent)
    names = [example.stem for example in examples]
    meant = Path(f"{reference}.toml")
    near = str(meant) if is_name and meant in studies_in(Path()) else None
    raise InputError(
        [
            Complaint(
                reference or '""',  # as of a variable that a shell does not know
                "",
                "found no such study",
                "the path of a .toml file"
                + (f" (that folder has {', '.join(p.name for p in beside)})" if beside else "")
                + f", or the name of an example: {', '.join(names)}",
                near or nearest(reference, [*names, *map(str, beside)]),
            )
        ]
    )


def names_beginning(begun: str) -> list[str]:
    """Examples and files, in the folder that ``begun`` names, that could be meant by ``begun``."""
    folder = os.path.dirname(begun)  # noqa: PTH120  # what was typed stays as it was typed
    files = [os.path.join(folder, each.name) for each in studies_in(Path(folder))]  # noqa: PTH118
    examples = [] if folder else [each.stem for each in studies_in(EXAMPLES)]
    return [each for each in (*examples, *files) if each.startswith(begun)]


def read_toml(path: Path, content: bytes) -> dict[str, Any]:
    """The tables in ``content``, with lists as tuples.

    Args:
        path: where the content comes from, for the complaint.

    Raises:
        InputError: the content is not TOML; it says at which line and column.
    """
    try:
        text = content.decode("utf-8-sig")  # some editors put a mark before UTF-8 text
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = "found a character that is not UTF-8"
        complaint = Complaint(str(path), f"line {line}", found, "text saved as UTF-8")
        raise InputError([complaint]) from None
    try:
        return parse_toml(text)
    except ValueError as error:
        raise InputError([_syntax_complaint(path, text, str(error))]) from None


def parse_toml(text: str, decimal: Callable[[str], float] = float) -> dict[str, Any]:
    """The tables in ``text``, with lists as tuples.

    Args:
        decimal: reads numbers with a point or an exponent.

    Raises:
        ValueError: it is not TOML.
    """
    try:
        document = tomllib.loads(text, parse_float=decimal)
        return {name: _frozen(value) for name, value in document.items()}
    except RecursionError:
        raise ValueError("Too many tables or lists inside each other") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # of Python: it reads no whole number that is longer
        most = sys.get_int_max_str_digits()
        raise ValueError(f"A whole number of more than {most:_} digits") from None


def _from_here(path: Path) -> Path:
    """The shorter name of a file in the working folder, if that is still there."""
    with suppress(FileNotFoundError):
        here = Path.cwd()
        return path.relative_to(here) if path.is_relative_to(here) else path
    return path


def _frozen(value: Any) -> Any:
    """Sections are frozen, so their lists are tuples."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {name: _frozen(item) for name, item in value.items()}
    return value


def _syntax_complaint(path: Path, text: str, message: str) -> Complaint:
    place = _TOML_PLACE.fullmatch(message)
    if place is None:
        return Complaint(str(path), "", f"not TOML: {message}")
    row = int(place["line"])
    line = text.split("\n")[row - 1].strip()
    allowed = 'lines such as  name = 1.5  or  name = "text"  or  [table]'
    return Complaint(
        str(path),
        f"line {row}, column {place['column']}",
        f"not TOML: {place['what']}; found {shown(line)}",
        _hint(line) or allowed,
    )


def _hint(line: str) -> str | None:
    """How to write the number or the date in a line such as  value = 24,000  or None."""
    setting = _SETTING.fullmatch(line)
    if setting is None:
        return None
    name, value = setting["name"], setting["value"]
    if _DATE.fullmatch(value):
        return f"{name} = {day(value) or '2026-02-01'} (dates are written year-month-day)"
    english = number(value)
    meant = european(value) if english is None else english
    if meant is None or re.fullmatch(r"[\d_]+(\.[\d_]+)?", value):
        return None
    return f"{name} = {meant:_} (numbers may have _ between digits, but no , % $ or k)"
