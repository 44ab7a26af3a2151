"""Parts of the report."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Card:
    """One figure that stands out.

    Attributes:
        value: the number itself, which is not broken over lines.
        unit: with the half-width, if there is one; may be empty.
    """

    name: str
    value: str
    unit: str
    note: str


@dataclass(frozen=True)
class Chart:
    """A chart with its place on the page, its heading and what it says in words.

    Attributes:
        spec: in Vega-Lite.
    """

    name: str
    heading: str
    caption: str
    spec: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of texts; the first column holds names."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
