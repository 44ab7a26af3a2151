"""The lines of a table as lists of cells."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planner.tables.cells import Fault
from planner.tables.headings import found
from simmodel.contract.tables import Column

_DELIMITERS = (",", ";", "\t", "|")
_NAMED = "sep="  # Excel's own way to say it, in a line before the headings


class Record(NamedTuple):
    """A line that is not blank; ``line`` of the file, from 1, is where it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Grid:
    """A table before its cells are read.

    Attributes:
        line: of the headings.
        headings: as they can be said in a line.
        records: below the headings.
        faults: of lines that cannot be taken apart.
    """

    line: int
    headings: tuple[str, ...]
    records: tuple[Record, ...]
    faults: tuple[Fault, ...]


def grid(text: str, columns: Sequence[Column]) -> Grid:
    """The grid of ``text``; without any line it has no headings."""
    faults: list[Fault] = []
    records = _records(text, _delimiter(text, columns), faults)
    first = next(records, Record(0, []))
    headings = tuple(map(_in_a_line, first.cells))
    rest = tuple(records)  # which finds the faults
    return Grid(first.line, headings, rest, tuple(faults))


def _in_a_line(heading: str) -> str:
    """A heading without what would break a line or be an order to a terminal."""
    return "".join(each for each in " ".join(heading.split()) if each.isprintable())


def _delimiter(text: str, columns: Sequence[Column]) -> str:
    """What stands between cells: that with which most headings are known, then most there are."""
    beginning = text.lstrip()[: len(_NAMED) + 1]
    if beginning.lower().startswith(_NAMED) and len(beginning) > len(_NAMED):
        return beginning[-1]

    def known(delimiter: str) -> tuple[int, int]:
        headings = next(_records(text, delimiter, []), Record(0, [])).cells
        return len(found(headings, columns)), len(headings)

    return max(_DELIMITERS, key=known)


def _records(text: str, delimiter: str, faults: list[Fault]) -> Iterator[Record]:
    """Lines that are not blank; a fault for what cannot be taken apart, which is the end."""
    # Strict, or a quotation mark that is not closed would swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            is_named = line == 1 and "".join(cells).lower().startswith(_NAMED)
            if any(map(str.strip, cells)) and not is_named:
                yield Record(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(line, "", *_torn(error)))


def _torn(error: csv.Error) -> tuple[str, str]:
    """What is wrong with a line that cannot be taken apart, and what is allowed."""
    if "field limit" in str(error):
        return "found a cell that is too long", f"up to {csv.field_size_limit():,} characters"
    return (
        "found a quotation mark that is not closed, or that stands inside a cell",
        "quotation marks around whole cells, doubled inside",
    )
