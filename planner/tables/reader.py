"""Tables read: rows, and all that is wrong with them, in one go."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from planner.tables.cells import Cell, Fault, Meaning
from planner.tables.grid import Grid, Record, grid
from planner.tables.headings import found, twice
from planner.tables.kinds import dates, numbers, words, zones
from planner.tables.text import UnreadableError, text_of
from planner.tables.totals import is_total
from simmodel.contract.names import known_as
from simmodel.contract.tables import Column
from simmodel.fields import shown

_KINDS: Mapping[str, Callable[[Sequence[Cell], str], Meaning]] = {
    "text": words.text,
    "flag": words.flag,
    "money": numbers.money,
    "whole": numbers.whole,
    "share": numbers.share,
    "number": numbers.number,
    "date": dates.dates,
    "list": words.texts,
    "zone": zones.zone,
}
_CELLS = {
    "text": "a text",
    "flag": "yes or no",
    "money": "a number",
    "whole": "a whole number",
    "share": "a share",
    "number": "a number",
    "date": "a date",
    "list": "a text, or several",
    "zone": "a time zone",
}
_EMPTY = frozenset({"", "n/a", "#n/a", "na", "null", "none", "-", "–", "—"})


@dataclass(frozen=True)
class Row:
    """A row of a table.

    Attributes:
        line: of the file, from 1, where it begins.
        values: by name of column; without those that are empty or could not be read.
        texts: what the file has, by name of column; without those that are empty.
    """

    line: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Read:
    """A table that has been read.

    Attributes:
        rows: all of them, those with faults too.
        faults: all that is wrong, in the order of lines; none if the rows can be relied on.
        remarks: on what was left out, and how columns were taken.
        headings: of the file, by name of column.
    """

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]
    headings: Mapping[str, str]


def read_table(content: bytes, columns: Sequence[Column]) -> Read:
    """The rows in ``content``, and all that is wrong with them."""
    try:
        table = grid(text_of(content), columns)
    except UnreadableError as error:
        return Read((), (Fault(0, "", *error.args),), (), {})
    if not table.headings:
        return Read((), (Fault(0, "", "found nothing", "a line of headings, and rows"),), (), {})
    places = found(table.headings, columns)
    totals = [each for each in table.records if is_total(each, columns, places)]
    records = [each for each in table.records if each not in totals]
    faults = [*_faults_of_headings(table, columns, places), *table.faults]
    faults += _too_long(table, records)
    if not (records or faults):
        faults.append(Fault(0, "", "found headings only", "a row at least"))
    remarks = [f"line {each.line}, a total, is left out" for each in totals]
    unread = [
        each or f"column {place + 1}"
        for place, each in enumerate(table.headings)
        if place not in places.values() and (each or _is_used(place, records))
    ]
    remarks += [f"not read: {', '.join(unread)}"] if unread else []
    texts: dict[int, dict[str, str]] = {record.line: {} for record in records}
    values: dict[int, dict[str, Any]] = {record.line: {} for record in records}
    for column in columns:
        if column.name in places:
            cells, meaning = _column(column, places[column.name], table.headings, records)
            faults += meaning.faults
            remarks += meaning.remarks
            for line, text in cells:
                texts[line][column.name] = text
            for line, value in meaning.values.items():
                values[line][column.name] = value
    return Read(
        tuple(Row(line, values[line], texts[line]) for line in texts),
        tuple(sorted(faults, key=lambda fault: fault.line)),
        tuple(remarks),
        {name: table.headings[place] for name, place in places.items()},
    )


def _column(
    column: Column, place: int, headings: Sequence[str], records: Sequence[Record]
) -> tuple[list[Cell], Meaning]:
    """The cells of a column that are not empty, what they mean, and all that is wrong with them."""
    heading, cells = headings[place], list(_cells(records, place, column))
    meaning = _kind(column)(cells, heading)
    lacking = _lacking(column, place, heading, records, cells) if column.required else ()
    repeated = _repeated(column, heading, cells) if column.unique else ()
    return cells, replace(meaning, faults=(*meaning.faults, *lacking, *repeated))


def _kind(column: Column) -> Callable[[Sequence[Cell], str], Meaning]:
    return partial(words.one_of, column.options) if column.options else _KINDS[column.kind]


def _cells(records: Sequence[Record], place: int, column: Column) -> Iterator[Cell]:
    """The cells of a column that are not empty; of names nothing counts as empty but nothing."""
    empty = {""} if column.kind == "text" else _EMPTY
    for line, cells in records:
        text = cells[place].strip() if place < len(cells) else ""
        if text.lower() not in empty:
            yield Cell(line, text)


def _faults_of_headings(
    table: Grid, columns: Sequence[Column], places: Mapping[str, int]
) -> Iterator[Fault]:
    for column in columns:
        if column.required and column.name not in places:
            names = ", ".join((column.name, *column.headings))
            there = ", ".join(each for each in table.headings if each)
            lacking = f"found no column for {column.name} among {there}"
            yield Fault(table.line, "", lacking, f"one with the heading {names}")
    for heading in twice(table.headings):
        wrong = f"found two columns with the heading {shown(heading)}"
        yield Fault(table.line, "", wrong, "one of each")


def _too_long(table: Grid, records: Sequence[Record]) -> Iterator[Fault]:
    most = len(table.headings)
    for line, cells in records:
        if any(map(str.strip, cells[most:])):
            wrong = f"found {len(cells)} cells below {most} headings"
            yield Fault(line, "", wrong, "as many, those with a delimiter inside in quotes")


def _is_used(place: int, records: Sequence[Record]) -> bool:
    return any(cells[place].strip() for _, cells in records if place < len(cells))


def _lacking(
    column: Column, place: int, heading: str, records: Sequence[Record], cells: Sequence[Cell]
) -> Iterator[Fault]:
    there = {cell.line for cell in cells}
    for line, texts in records:
        if line not in there:
            text = texts[place].strip() if place < len(texts) else ""
            found_there = f"found {shown(text)}" if text else "found nothing"
            yield Fault(line, heading, found_there, _CELLS[column.kind])


def _repeated(column: Column, heading: str, cells: Sequence[Cell]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for line, text in cells:
        before = first.setdefault(known_as(text), line)
        if before != line:
            wrong = f"found {shown(text)} again, as in line {before}"
            yield Fault(line, heading, wrong, f"one row for each {column.name}")
