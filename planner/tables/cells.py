"""Cells of a column, what they mean, and what is wrong with a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """A cell that is not empty; ``line`` of the file, from 1, is where its row begins."""

    line: int
    text: str


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a table.

    Attributes:
        line: of the file, from 1; 0 if the column or the file is meant as a whole.
        column: its heading in the file; empty if the line is meant as a whole.
        found, allowed: phrases, as in :class:`planner.study.errors.Complaint`.
    """

    line: int
    column: str
    found: str
    allowed: str = ""

    @property
    def place(self) -> str:
        """Words for where it is; empty for the whole file."""
        line = f"line {self.line}" if self.line else ""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(part for part in (line, column) if part)


@dataclass(frozen=True)
class Meaning:
    """What the cells of a column mean.

    Attributes:
        values: by line, of the cells that could be read.
        faults: of those that could not, or of the column as a whole.
        remarks: sentences, without a full stop, on how the column as a whole was taken.
    """

    values: Mapping[int, Any]
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()


def lines(cells: Iterable[Cell], most: int = 3) -> str:
    """Words for the lines of cells, the first few: "lines 2, 3, 4 and 17 more"."""
    found = [cell.line for cell in cells]
    shown, more = ", ".join(map(str, found[:most])), len(found) - most
    return f"line{'s' if len(found) > 1 else ''} {shown}" + (f" and {more} more" * (more > 0))
