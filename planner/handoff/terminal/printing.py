"""The terminal: sentences, and tables that lose nothing of a number however narrow it is.

Names of a study are shown as they are written: nothing in them is markup, or stands for a symbol.
"""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleDimensions
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

_LEAST = 40  # characters of a line


class _Terminal(Console):
    """A console that breaks no number, where a terminal narrower than that breaks lines itself."""

    @property  # type: ignore[misc]  # nobody sets it
    def size(self) -> ConsoleDimensions:
        found = super().size
        return found._replace(width=max(found.width, _LEAST))


CONSOLE = _Terminal(highlight=False, markup=False, emoji=False)

_LEAST_WORDS = 16  # characters that a column of words keeps, where it has as many
_HEADING, _BESIDE = 9, 60  # width of headings, and of a terminal with room for them
_AMPLE = 10_000  # characters, more than any table has


def say(text: str = "") -> None:
    CONSOLE.print(text)


def say_all(texts: Iterable[str]) -> None:
    for text in texts:
        say(text)


def say_beside(heading: str, text: str) -> None:
    """A text with its heading in front of it, or above it in a narrow terminal."""
    if CONSOLE.width < _BESIDE:
        say(heading)
        say_below(text)
        return
    table = Table.grid(padding=(0, 1))
    table.add_column(min_width=_HEADING, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(heading, text)
    CONSOLE.print(table)


def say_below(text: str) -> None:
    """A text that belongs to the line above it."""
    CONSOLE.print(Padding(text, (0, 0, 0, 2)))


def say_command(command: str) -> None:
    """A command on a line of its own, which is not broken, so that it can be pasted."""
    CONSOLE.print(f"  {command}", soft_wrap=True)


def plain_table() -> Table:
    """An empty table: lines under its headings and between its sections only."""
    return Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, collapse_padding=True)


def answer_table(first: str, *headings: str, long: bool = False) -> Table:
    """An empty table of numbers; where its first column is ``long`` it folds in a narrow terminal.

    A column without a heading holds the unit of its row. Without any there is no line for them.
    """
    table = plain_table()
    table.show_header = any((first, *headings))
    table.add_column(first, no_wrap=not long, overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def metric_table(*headings: str) -> Table:
    """An empty table of metrics, whose last column holds the unit of each."""
    table = answer_table("metric", *headings)
    table.add_column("", no_wrap=True, min_width=1)
    return table


def show_table(table: Table) -> None:
    """Put a table out: row by row, one number a line, where the terminal is too narrow for it."""
    natural = Measurement.get(CONSOLE, CONSOLE.options.update(max_width=_AMPLE), table).maximum
    folded = (_widest(each) for each in table.columns if not each.no_wrap)
    spare = sum(max(width - _LEAST_WORDS, 0) for width in folded)
    if natural - spare <= CONSOLE.width:
        CONSOLE.print(table)
    else:
        _show_row_by_row(table)


def _show_row_by_row(table: Table) -> None:
    """The name of each row, and its other cells below it, each with its heading and unit."""
    names, *columns = table.columns
    units = [each for each in columns if each.no_wrap and not str(each.header)]
    columns = [each for each in columns if each not in units]
    say(f"\n{_heading(names)}:" if _heading(names) else "")
    cells = zip(_cells(names), _rows(columns, table), _rows(units, table), strict=True)
    for name, row, unit in cells:
        say(name)
        below = Table.grid(padding=(0, 2))
        below.add_column(min_width=max(map(cell_len, map(_heading, columns)), default=0))
        below.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                behind = unit if column.no_wrap else ()
                below.add_row(_heading(column), " ".join((cell, *filter(None, behind))))
        CONSOLE.print(Padding(below, (0, 0, 0, 2)))
    say()


def _rows(columns: list[Column], table: Table) -> list[tuple[str, ...]]:
    if not columns:
        return [()] * table.row_count
    return list(zip(*map(_cells, columns), strict=True))


def _heading(column: Column) -> str:
    return " ".join(str(column.header).split())


def _cells(column: Column) -> list[str]:
    return [each.plain if isinstance(each, Text) else str(each) for each in column.cells]


def _widest(column: Column) -> int:
    lines = [line for each in (str(column.header), *_cells(column)) for line in each.splitlines()]
    return max(map(cell_len, lines), default=0)
