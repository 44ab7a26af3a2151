"""Cards that a notebook shows of results: a few lines of text, or a table of HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

_WIDTH = 80
_MOST = 8  # rows of a text; HTML has them all


@dataclass(frozen=True)
class Card:
    """The card of a result.

    Attributes:
        rows: as many cells as there are headings; without headings, a name and what is to be told.
        notes: what the figures rest on.
    """

    title: str
    rows: Sequence[Sequence[str]]
    headings: Sequence[str] = ()
    notes: Sequence[str] = ()


class Displayed:
    """A result that a notebook shows by itself."""

    def __repr__(self) -> str:
        return "\n".join(_lines(self._card()))

    def _repr_html_(self) -> str:
        return "".join(_html(self._card()))

    def _card(self) -> Card:
        raise NotImplementedError


def _lines(card: Card) -> Iterator[str]:
    yield card.title
    yield from _table(card) if card.headings else _told(card)
    for note in card.notes:
        yield from _wrapped(note, _WIDTH)


def _told(card: Card) -> Iterator[str]:
    room = max((len(name) for name, _ in card.rows), default=0) + 2
    for name, text in card.rows:
        first, *rest = _wrapped(text, max(_WIDTH - room - 2, _WIDTH // 2)) or [""]
        yield f"  {name:<{room}}{first}"
        yield from (f"  {'':<{room}}{line}" for line in rest)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _table(card: Card) -> Iterator[str]:
    shown = [card.headings, *card.rows[:_MOST]]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for first, *others in shown:
        cells = (f"{each:>{width}}" for each, width in zip(others, widths[1:], strict=True))
        yield "  ".join((f"  {first:<{widths[0]}}", *cells)).rstrip()
    left = len(card.rows) - _MOST
    if left > 0:
        yield f"  ... and {left} more: .to_pandas() has all"


def _html(card: Card) -> Iterator[str]:
    """Names of a study are data: nothing in them is markup."""
    yield f"<div><strong>{escape(card.title)}</strong><table>"
    side = "right" if card.headings else "left"
    if card.headings:
        yield f"<thead>{_row(card.headings, 'th', side)}</thead>"
    yield "<tbody>"
    yield from (_row(row, "td", side) for row in card.rows)
    yield "</tbody></table>"
    yield from (f"<p>{escape(note)}</p>" for note in card.notes)
    yield "</div>"


def _row(cells: Sequence[str], tag: str, side: str) -> str:
    name, *others = (escape(each) for each in cells)
    rest = (f'<{tag} style="text-align: {side}">{each}</{tag}>' for each in others)
    return f'<tr><th style="text-align: left">{name}</th>{"".join(rest)}</tr>'
