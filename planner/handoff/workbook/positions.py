"""The sheet *Positions*: one row a person hired, replaced, or not replaced."""

from planner.books.books import Books
from planner.books.positions import Kind, Position
from planner.handoff.workbook.cells import Cell, Row, Sheet, address, column, headings

NAME = "Positions"
_COLUMNS = (
    "position",
    "type",
    "role",
    "open the position",
    "starts",
    "cost a month",
    "months in the horizon",
    "added cost in the horizon",
    "recruiting cost",
    "ramp months",
    "scenario",
)
_FIRST = 4  # row of the first position
_ROOM = 100  # rows below the last one that formulas look at: room for more


def positions_sheet(books: Books, lead_months: int) -> Sheet:
    rows = [_row(books, each, row, lead_months) for row, each in enumerate(books.positions, _FIRST)]
    total: Row = [Cell("Total", "label", strong=True), *[None] * 6]
    for place in (7, 8):
        added = sum(_number(row[place]) for row in rows)
        total.append(Cell(added, "money", f"SUM({_range(books, place)})", strong=True))
    title = f"Positions of the fixed plan, from {books.opening_team} {books.roles.member}s on"
    note = (
        "Change a start date, or add rows below, and the other sheets follow. A reduction saves "
        "its cost; a backfill takes over the pay of the person it replaces."
    )
    return Sheet(
        NAME,
        [
            [Cell(title, "title")],
            [Cell(note, "note")],
            total,
            headings(*_COLUMNS, names=(0, 1, 2, 10)),
            *rows,
        ],
        widths=(14, 12, 26, 17, 12, 14, 20, 24, 16, 13, 10),
        frozen=(_FIRST, 1),
    )


def counted(books: Books, kind: Kind, day: str) -> str:
    """The formula that counts positions of a kind that start in the month that begins on a day.

    Args:
        day: address of a cell.
    """
    kinds, starts = (f"{NAME}!{_range(books, column)}" for column in (1, 4))
    within = f'{starts},">="&{day},{starts},"<"&EDATE({day},1)'
    return f'COUNTIFS({kinds},"{kind}",{within})'


def _range(books: Books, place: int) -> str:
    letter, last = column(place), _FIRST + len(books.positions) + _ROOM
    return f"${letter}${_FIRST + 1}:${letter}${last}"


def _row(books: Books, position: Position, row: int, lead_months: int) -> Row:
    calendar, rates = books.calendar, books.rates
    starts, kind = address(row, 4), address(row, 1)
    hired = position.kind != "Reduction"
    months, monthly = calendar.length - position.month, rates.member / 12
    sign = {"New hire": 1, "Backfill": 0, "Reduction": -1}[position.kind]
    adds = f'IF({kind}="New hire",1,IF({kind}="Reduction",-1,0))'
    left = f"(YEAR(horizon_end)-YEAR({starts}))*12+MONTH(horizon_end)-MONTH({starts})"
    opens = calendar.day(position.month - lead_months)
    return [
        Cell(position.name),
        Cell(position.kind),
        Cell(books.roles.title),
        Cell(opens, "date", f"EDATE({starts},-lead_months)") if hired else None,
        Cell(calendar.day(position.month), "date", input=True),
        Cell(monthly, "money", "loaded_cost/12"),
        Cell(months, "count", f"MAX(0,{left})"),
        Cell(sign * monthly * months, "money", f"{adds}*{address(row, 5)}*{address(row, 6)}"),
        Cell(rates.recruiting, "money", "recruiting_cost") if hired else None,
        Cell(rates.ramp_months, "count", "ramp_months") if hired else None,
        Cell("base"),
    ]


def _number(cell: Cell | None) -> float:
    return float(cell.value) if cell and isinstance(cell.value, int | float) else 0.0
