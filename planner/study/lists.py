"""Lists: the rows of a table as sections, and all that is wrong with them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.study.allowed import allowed, declaration
from planner.study.errors import Complaint, InputError
from planner.study.months import first_day, last_day, months_until
from planner.tables.cells import Fault
from planner.tables.headings import spelling
from planner.tables.reader import Read, Row, read_table
from simmodel.contract.sections import Facts
from simmodel.contract.tables import Span, Table
from simmodel.fields import Section, shown


@dataclass(frozen=True)
class Listed:
    """A file that has been read.

    Attributes:
        items: a section for each row that is right.
        lines: of the file, from 1, where they are.
        read: the rows as they are written.
        complaints: in the order of lines, and of columns within; none if the items are all.
    """

    items: tuple[Any, ...]
    lines: tuple[int, ...]
    read: Read
    complaints: tuple[Complaint, ...]


def content_of(path: Path) -> bytes:
    """The bytes of a list.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"cannot be read: {error.strerror}"
        raise InputError([Complaint(str(path), "", found, "a CSV file")]) from None


def read_list(
    path: Path,
    content: bytes,
    table: Table[Any],
    kind: type[Section],
    facts: Facts | None,
    start: date,
) -> Listed:
    """The rows of a file as sections.

    Args:
        path: of the file.
        kind: of the sections.
        facts: that tell which names and dates there may be; None if they are wrong.
        start: of the horizon, from which dates are counted.
    """
    read = read_table(content, table.columns)
    names = table.names(facts) if facts else {}
    faults = [*read.faults]
    found = list(_items(read, table, kind, facts, names, start, faults))
    complaints = tuple(_complaints(path, faults, read))
    lines = tuple(line for line, _ in found)
    return Listed(tuple(item for _, item in found), lines, read, complaints)


def _items(
    read: Read,
    table: Table[Facts],
    kind: type[Section],
    others: Facts | None,
    names: Mapping[str, Sequence[str]],
    start: date,
    faults: list[Fault],
) -> Iterator[tuple[int, Section]]:
    """The rows as sections, and their lines; more faults for those that the section, a span or
    names refuse."""
    for row in read.rows:
        values, named = dict(row.values), {}
        for name, known in names.items():
            meant = _meant(str(values.get(name, "")), known)
            if meant is None:
                words = f"one of {', '.join(known)}"
                faults.append(_missing(row, read, name, words))
            else:
                values[name] = named[name] = meant
        spans = {} if others is None else table.spans(others, named)
        for column in table.columns:
            day = values.get(column.name)
            if column.kind == "date" and day is not None:
                span = spans.get(column.name, Span())
                wrong = _outside(span, start, day)
                values[column.name] = months_until(start, _within(span, start, day))
                if wrong:
                    faults.append(_fault(row, read, column.name, wrong))
                    del values[column.name]
        try:
            yield row.line, kind.model_validate(values)
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False):
                name = str(next(iter(error["loc"]), ""))
                if not name:
                    faults.append(Fault(row.line, "", str(error["ctx"]["error"])))
                elif name in values:  # of others it has been said what is wrong
                    words = allowed(declaration(kind.model_fields[name]))
                    faults.append(_fault(row, read, name, words))


def _meant(text: str, known: Sequence[str]) -> str | None:
    """The name that ``text`` is, however it is spelt; None if it is none."""
    return next((each for each in known if spelling(each) == spelling(text)), None)


def _missing(row: Row, read: Read, name: str, words: str) -> Fault:
    """The fault of a cell that is no name, or of a column that there is not."""
    if name in read.headings and name in row.texts:
        return _fault(row, read, name, words)
    return Fault(row.line, read.headings.get(name, name), "found nothing", words)


def _fault(row: Row, read: Read, name: str, words: str) -> Fault:
    return Fault(row.line, read.headings[name], f"found {shown(row.texts[name])}", words)


def _outside(span: Span, start: date, day: date) -> str | None:
    """What is allowed instead of ``day``, or None if it lies within the span."""
    first = first_day(start, int(span.first)) if math.isfinite(span.first) else None
    last = first_day(start, int(span.last)) if math.isfinite(span.last) else None
    early, late = first is not None and day < first, last is not None and day > last
    if not (early or late):
        return None
    within = " ".join(f"{word} {each}" for word, each in (("from", first), ("to", last)) if each)
    return f"{within} ({span.early if early else span.late})"


def _within(span: Span, start: date, day: date) -> date:
    """``day``; but the day before if it is the last, whose middle is no longer within the span."""
    if not math.isfinite(span.last):
        return day
    return min(day, last_day(start, int(span.last) - 1))


def _complaints(path: Path, faults: Sequence[Fault], read: Read) -> Iterator[Complaint]:
    """Complaints in the order of lines, and of columns within."""
    places = {heading: place for place, heading in enumerate(read.headings.values())}
    for each in sorted(faults, key=lambda fault: (fault.line, places.get(fault.column, -1))):
        yield Complaint(str(path), each.place, each.found, each.allowed)
