"""Columns of text, of several texts, of one of a few words, and of yes or no."""

import re
from collections.abc import Sequence

from planner.tables.cells import Cell, Fault, Meaning
from simmodel.fields import shown

_YES = frozenset(
    ["true", "t", "yes", "y", "ja", "j", "oui", "o", "si", "sí", "s", "sim", "1", "x", "✓"]
)
_NO = frozenset(["false", "f", "no", "n", "nein", "non", "nee", "não", "0"])
_BETWEEN = re.compile(r"[;,|/\n]")


def text(cells: Sequence[Cell], _: str) -> Meaning:
    """As it is written, without spaces around it."""
    return Meaning(dict(cells))


def texts(cells: Sequence[Cell], _: str) -> Meaning:
    """Several texts, with semicolons, commas, bars, slashes or line ends between them; as a tuple,
    each once."""
    return Meaning({line: _apart(text) for line, text in cells})


def one_of(options: Sequence[str], cells: Sequence[Cell], heading: str) -> Meaning:
    """One of ``options``, whose letters may be upper or lower case."""
    known = {option.casefold(): option for option in options}
    allowed = f"one of {', '.join(options)}"
    return _looked_up(known, allowed, cells, heading)


def flag(cells: Sequence[Cell], heading: str) -> Meaning:
    """True or false, in several languages."""
    known = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    return _looked_up(known, "yes or no, true or false, 1 or 0", cells, heading)


def _looked_up(
    known: dict[str, str] | dict[str, bool], allowed: str, cells: Sequence[Cell], heading: str
) -> Meaning:
    values = {cell.line: known.get(cell.text.casefold()) for cell in cells}
    return Meaning(
        {line: value for line, value in values.items() if value is not None},
        tuple(
            Fault(cell.line, heading, f"found {shown(cell.text)}", allowed)
            for cell in cells
            if values[cell.line] is None
        ),
    )


def _apart(text: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))
