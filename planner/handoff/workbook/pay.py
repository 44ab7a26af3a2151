"""Pay where a member costs more in one part of the team than in another."""

from planner.books.books import Books
from planner.handoff.workbook.cells import address
from planner.handoff.workbook.tabs import tab

MEAN_ROW = 3  # of the sheet by part, below its headings


def paid_apart(books: Books) -> bool:
    """Whether parts of the team cost differently."""
    return books.staffed is not None and books.staffed.paid_apart


def pay_of(books: Books, place: int) -> str:
    """The name of the cell that holds the pay of a part, by its place: base pay where it is split
    from its load."""
    if not paid_apart(books):
        return pay(books)
    return f"{pay(books)}_{place + 1}"


def loaded_cost(books: Books, part: str) -> tuple[float, str]:
    """What a member of a part costs a year, and the formula of it; without parts, of the team."""
    if books.staffed is None or not books.staffed.paid_apart or not part:
        return books.rates.member, "loaded_cost"
    (place,) = (n for n, each in enumerate(books.staffed.parts) if each.name == part)
    load = "" if books.load_rate is None else "*(1+load_rate)"
    return books.staffed.parts[place].rates.member, f"{pay_of(books, place)}{load}"


def pay(books: Books) -> str:
    """The name of the cell that holds the pay of one of the team, today's mean where it differs."""
    return "loaded_cost" if books.load_rate is None else "base_salary"


def yearly_pay(books: Books, column: int) -> str:
    """The formula of the pay of one of the team in the month of a column."""
    if books.staffed is None or not books.staffed.paid_apart:
        return pay(books)
    return f"'{tab(books.staffed.kind)}'!{address(MEAN_ROW, column)}"


def opening_cell(place: int) -> str:
    """The name of the cell that holds the opening team of a part."""
    return f"opening_team_{place + 1}"
