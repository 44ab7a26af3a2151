"""Facts that may be read from a table, such as the accounts that a spreadsheet lists."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Kind = Literal["text", "money", "date", "share", "flag", "whole", "number", "list", "zone"]

_Facts = TypeVar("_Facts")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: of the field that a cell gives, and a heading by itself.
        headings: others by which people call it, in the order in which they are looked for; case,
            spaces, hyphens and underscores do not matter.
        kind: of what its cells hold; of a date a row has the months from the study's start to it.
        required: whether every row must have it.
        unique: whether no two rows may have the same.
        options: the texts that are allowed; empty if any is.
        summary: what is said of the whole column: of dates what they are, such as "renewals"; of
            money over which time it is paid, such as "a year"; empty if nothing is.
    """

    name: str
    headings: tuple[str, ...] = ()
    kind: Kind = "text"
    required: bool = False
    unique: bool = False
    options: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class Span:
    """Between which dates those of a column must lie.

    Attributes:
        first, last: months from the study's start, whole ones, both included, where the last day
            counts as the one before; infinite without a bound.
        early, late: what a date before and after them may mean, and what to do about it.
    """

    first: float = -math.inf
    last: float = math.inf
    early: str = ""
    late: str = ""


def _anywhere(*_: Any) -> Mapping[str, Span]:
    """Dates that are not bounded."""
    return {}


def _any_text(_: Any) -> Mapping[str, Sequence[str]]:
    """Texts that need not be names of anything."""
    return {}


def _nothing(_: Any, __: Any) -> Mapping[tuple[str, ...], Any]:
    """Rows that stand for no other fact."""
    return {}


@dataclass(frozen=True)
class Table(Generic[_Facts]):
    """A table that gives a fact, a row an item.

    Attributes:
        fact: the field of the facts; a tuple of sections whose fields the columns give.
        rows: what the rows are, in the plural.
        columns: in the order in which they are documented.
        spans: of the other facts and the names in a row the span of its dates, by column.
        names: of the other facts the texts that columns may have, by name; a text is one of them
            whatever its case, spaces, hyphens and underscores.
        implied: of the items, and the other facts as a study states them, those that the items
            stand for, by path; a study need not say them, and may say nothing else.
        usual: likewise those that hold where the study does not say otherwise.
    """

    fact: str
    rows: str
    columns: tuple[Column, ...]
    spans: Callable[[_Facts, Mapping[str, str]], Mapping[str, Span]] = _anywhere
    names: Callable[[_Facts], Mapping[str, Sequence[str]]] = _any_text
    implied: Callable[[Sequence[Any], Mapping[str, Any]], Mapping[tuple[str, ...], Any]] = _nothing
    usual: Callable[[Sequence[Any], Mapping[str, Any]], Mapping[tuple[str, ...], Any]] = _nothing
