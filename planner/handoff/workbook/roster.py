"""Where the positions stand on their sheet, and how other sheets count them."""

from planner.books.books import Books
from planner.books.positions import Kind
from planner.handoff.workbook.cells import column

NAME = "Positions"
FIRST = 7  # row of the first position
_ROOM = 100  # rows below the last one that formulas look at: room for more


def positions_range(books: Books, place: int) -> str:
    """A column of the positions, and the room below them."""
    letter, last = column(place), FIRST + len(books.positions) + _ROOM
    return f"${letter}${FIRST + 1}:${letter}${last}"


def counted(books: Books, kind: Kind, day: str) -> str:
    """The formula that counts positions of a kind that start in the month that begins on a day.

    Args:
        day: address of a cell.
    """
    kinds, starts = (f"{NAME}!{positions_range(books, column)}" for column in (1, 4))
    within = f'{starts},">="&{day},{starts},"<"&EDATE({day},1)'
    return f'COUNTIFS({kinds},"{kind}",{within})'
