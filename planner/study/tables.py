"""Facts that a study has in a file of their own, such as ``facts.accounts = "accounts.csv"``."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner.study.allowed import declaration
from planner.study.checks import Checks, joined, subtable
from planner.study.errors import nearest
from planner.study.lists import read_list
from planner.tables.reader import Read
from simmodel.contract.model import AnyModel
from simmodel.contract.tables import Table
from simmodel.fields import shown

FACTS = "facts"
_ALLOWED = "the path of a CSV file, as seen from the study"
_SUFFIXES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class FromFile:
    """A fact that was read from a file.

    Attributes:
        fact: the field of the facts.
        file: as the study names it.
        digest: SHA-256 of its bytes, in hexadecimal.
        rows: how many there are.
        called: what they are, in the plural.
        dates: by column what they are, the first and the last.
        sums: by column its money, and the time over which it is paid.
        remarks: on what was left out, and how columns were taken.
    """

    fact: str
    file: str
    digest: str
    rows: int
    called: str
    dates: Mapping[str, tuple[str, date, date]]
    sums: Mapping[str, tuple[float, str]]
    remarks: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key in the study file."""
        return joined(FACTS, self.fact)


def digest_of(content: bytes, tables: Sequence[FromFile]) -> str:
    """SHA-256 of a study file, and of the files that it names; in hexadecimal."""
    return hashlib.sha256(content + b"".join(each.digest.encode() for each in tables)).hexdigest()


def documented(table: Table[Any]) -> str:
    """What a study may say in place of the fact itself."""
    needed = ", ".join(each.name for each in table.columns if each.required)
    others = ", ".join(each.name for each in table.columns if not each.required)
    return f"{_ALLOWED}, with the columns {needed} and, where known, {others}"


def with_tables(
    model: AnyModel, facts: dict[str, Any], study: Path, start: date | None, checks: Checks
) -> tuple[dict[str, Any], tuple[FromFile, ...]]:
    """``facts`` with the rows of files in place of their names, and what these files have.

    What is wrong goes to ``checks``; a fact that cannot be read is left out then.

    Args:
        facts: the table as the study file has it.
        study: its path.
        start: of the horizon; None if that is wrong, and dates cannot be judged.
    """
    known = {table.fact: table for table in model.tables if table.fact in facts}
    found = {name: value for name, value in facts.items() if name not in known}
    others = Checks("").section(model.Facts, found, FACTS)
    read: list[FromFile] = []
    for name, table in known.items():
        file = facts[name]
        content = _content(study, joined(FACTS, name), file, checks)
        if content is None or start is None:
            continue
        kind = declaration(model.Facts.model_fields[name]).inside(0)
        assert kind is not None  # the fact is a tuple of sections
        listed = read_list(study.parent / file, content, table, kind.kind, others, start)
        items = listed.items
        checks.complaints += listed.complaints
        if not listed.complaints:
            stated = dict(found)
            found = _implied(found, table.implied(items, stated), file, checks)
            found = _usual(found, table.usual(items, stated))
            found = {**found, name: tuple(items)}
            read.append(described(table, file, content, listed.read))
    return found, tuple(read)


def _content(study: Path, key: str, file: Any, checks: Checks) -> bytes | None:
    """The bytes of ``file``; None after a complaint."""
    if not isinstance(file, str) or not file:
        checks.complain(key, f"found {shown(file)}", _ALLOWED)
        return None
    path = study.parent / file
    try:
        return path.read_bytes()
    except FileNotFoundError:
        known = [each.name for each in _files(path.parent)]
        has = f" (that folder has {', '.join(known)})" if known else ""
        near = nearest(path.name, known)
        whole = str(Path(file).parent / near) if near else None
        checks.complain(key, f"found {shown(file)}, and no such file", f"{_ALLOWED}{has}", whole)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        checks.complain(key, f"found {shown(file)}, which cannot be read: {reason}", _ALLOWED)
    return None


def _files(folder: Path) -> list[Path]:
    """Files of a folder that may be tables, by name; none where one cannot look."""
    try:
        return sorted(each for each in folder.iterdir() if each.suffix.lower() in _SUFFIXES)
    except OSError:
        return []


def _implied(
    facts: Mapping[str, Any], implied: Mapping[tuple[str, ...], Any], file: str, checks: Checks
) -> dict[str, Any]:
    """``facts`` with those that the rows stand for; a complaint about each that is another."""
    found = dict(facts)
    for (*above, name), value in implied.items():
        inner = _copied(found, above)
        given = inner.setdefault(name, value)
        if given != value:
            key = ".".join((FACTS, *above, name))
            number = f"{value:.10g}" if isinstance(value, float) else shown(value)
            checks.complain(key, f"found {shown(given)}", f"nothing, as {file} says {number}")
            inner[name] = value  # of what it is beside the rows it has been said enough
    return found


def _usual(facts: Mapping[str, Any], usual: Mapping[tuple[str, ...], Any]) -> dict[str, Any]:
    """``facts`` with those that hold where nothing else is said."""
    found = dict(facts)
    for (*above, name), value in usual.items():
        _copied(found, above).setdefault(name, value)
    return found


def _copied(table: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """The table at ``path`` inside of ``table``, where it and all above it are copies now."""
    for step in path:
        table[step] = dict(subtable(table, step))
        table = table[step]
    return table


def described(table: Table[Any], file: str, content: bytes, read: Read) -> FromFile:
    """What a file has.

    Args:
        file: as it is named.
    """
    dates: dict[str, tuple[str, date, date]] = {}
    sums: dict[str, tuple[float, str]] = {}
    for column in table.columns:
        values = [row.values[column.name] for row in read.rows if column.name in row.values]
        if column.summary and values and column.kind == "date":
            dates[column.name] = (column.summary, min(values), max(values))
        elif column.summary and values:
            sums[column.name] = (sum(values), column.summary)
    digest = hashlib.sha256(content).hexdigest()
    called = table.rows
    return FromFile(table.fact, file, digest, len(read.rows), called, dates, sums, read.remarks)
