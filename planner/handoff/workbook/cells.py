"""A sheet before it is written: cells with values, formulas and styles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Style = Literal[
    "title",
    "heading",
    "label heading",
    "text heading",
    "text",
    "prose",  # sentences, on as many lines as they take
    "note",  # likewise, in the background
    "warning",
    "count",  # 1,234
    "fraction",  # 1,234.5
    "money",  # 1,234,567
    "cents",  # 1,234,567.89
    "factor",  # 1.0000
    "share",  # 12.3 %
    "load",  # 112.3 %; beyond 300 % that it is so
    "fine share",  # 12.34 %
    "date",
    "plain",  # a number as it is
    "figure",  # a text that stands among numbers
    "label",
]
Value = str | int | float | date | None


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        value: shown; of a formula, what it comes to, as computed here.
        formula: without the equals sign; it makes the value of others' inputs.
        input: whether the reader may change it, and see what follows.
        strong: whether it is a total.
        across: columns that it takes.
    """

    value: Value
    style: Style = "text"
    formula: str | None = None
    input: bool = False
    strong: bool = False
    across: int = 1


Row = list[Cell | None]
Table = Sequence[Sequence[Value]]
"""A row of headers, then one record a row."""


@dataclass(frozen=True)
class Area:
    """Cells of one sheet: rows and columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Choice:
    """Cells in which one of a few words is chosen, or none."""

    where: Area
    words: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: of the tab.
        rows: of cells; None leaves a place empty.
        table: what the rows say, for machines.
        widths: of the columns, in characters; the last holds for all that follow.
        frozen: rows and columns that stay in view.
        names: names of cells, by place (row, column) from 0.
        pages: columns that begin a printed page; with none, all columns go on one.
        printed: how many columns are printed, from the first; 0 for all.
        breaks: rows that begin a printed page, beside those at which one is full.
        choices: cells with a list to choose from.
        heat: cells with shares that are the redder, the further they are beyond all.
    """

    name: str
    rows: Sequence[Row]
    table: Table
    widths: Sequence[float]
    frozen: tuple[int, int] = (0, 0)
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    pages: Sequence[int] = ()
    printed: int = 0
    breaks: Sequence[int] = ()
    choices: Sequence[Choice] = ()
    heat: Sequence[Area] = ()

    @property
    def columns(self) -> int:
        """The number of cells, those that a text reaches across included."""
        return max((_reach(row) for row in self.rows), default=0)

    def width(self, first: int, end: int) -> float:
        """Of some columns, in characters; ``end`` is excluded."""
        last = len(self.widths) - 1
        return sum(self.widths[min(place, last)] for place in range(first, end))


def _reach(row: Row) -> int:
    reached = (place + (cell.across if cell else 1) for place, cell in enumerate(row))
    return max(reached, default=0)


def column(place: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def address(row: int, place: int) -> str:
    """A cell's address, such as "C7", from its row and column, counted from 0."""
    return f"{column(place)}{row + 1}"


def headings(*texts: str, names: Collection[int] = (0,)) -> Row:
    """A row of headings.

    Args:
        names: columns, from 0, that hold names or words; the others hold values.
    """
    styles: list[Style] = [
        "heading" if place not in names else "text heading" if place else "label heading"
        for place in range(len(texts))
    ]
    return [Cell(text, style) for text, style in zip(texts, styles, strict=True)]
