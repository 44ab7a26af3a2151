"""Places of the positions on their sheet, and how other sheets count them."""

from planner.books.books import Books
from planner.handoff.workbook.cells import column

NAME = "Positions"
FIRST = 8  # row of the first position
KIND, STARTS = 1, 4  # columns; without dates nothing starts; of people one by one, opens
_ROOM = 100  # rows below the last one that formulas look at: room for more


def positions_range(books: Books, place: int) -> str:
    """A column of the positions, and the room below them."""
    listed = len(books.positions) + len(books.requisitions)
    letter, last = column(place), FIRST + listed + _ROOM
    return f"${letter}${FIRST + 1}:${letter}${last}"


def counted(books: Books, kind: str, day: str) -> str:
    """The formula that counts positions of a kind that start in the month that begins on a day.

    Args:
        day: address of a cell; where positions have no dates, all are counted.
    """
    kinds = f'{NAME}!{positions_range(books, KIND)},"{kind}"'
    if not books.calendar.dated:
        return f"COUNTIFS({kinds})"
    starts = f"{NAME}!{positions_range(books, STARTS)}"
    return f'COUNTIFS({kinds},{starts},">="&{day},{starts},"<"&EDATE({day},1))'
