"""The sheet *Roster*: one row a seat that is filled before the plan begins."""

from planner.books.books import Books
from planner.handoff.workbook.cells import Cell, Row, Sheet, address, column, headings

NAME = "Roster"
_FIRST = 5  # row of the first seat
_WORDS = ("seat", "role", "start")
_WIDTHS = {
    "seat": 14,
    "role": 26,
    "start": 12,
    "base salary a year": 16,
    "load a year": 16,
    "loaded cost a year": 16,
    "loaded cost a month": 16,
}
_NOTE = (
    "Seats that are filled today; who comes and goes is on Positions. Costs are those of "
    "Assumptions, before any pay rise. Which seats a reduction takes, no simulation can say."
)
_OTHERWISE = "The opening headcount on Assumptions is another number than the seats listed here."


def roster_sheet(books: Books) -> Sheet:
    """One seat a row, with what it costs."""
    split = books.load_rate is not None
    names = [name for name in _WIDTHS if split or name not in ("base salary a year", "load a year")]
    count = books.opening_team
    rows = [_seat(books, names, number) for number in range(1, count + 1)]
    seats = f"A{_FIRST + 1}:A{_FIRST + max(count, 1)}"
    differ = f'IF(COUNTA({seats})=opening_team,"","{_OTHERWISE}")' if count else None
    records = [[*(cell.value if cell else None for cell in row), books.currency] for row in rows]
    return Sheet(
        NAME,
        [
            [Cell("Roster: seats in place before the plan begins", "title")],
            [Cell(_NOTE, "note", across=len(names))],
            [Cell("", "warning", differ)],
            _total(names, rows),
            headings(*names, names=[names.index(name) for name in _WORDS]),
            *rows,
        ],
        [[*names, "currency"], *records],
        widths=[_WIDTHS[name] for name in names],
        frozen=(_FIRST, 1),
    )


def _seat(books: Books, names: list[str], number: int) -> Row:
    cost, load = books.rates.member, books.load_rate or 0.0
    cells = {
        "seat": Cell(f"{books.roles.member}-{number:03}", "label"),
        "role": Cell(books.roles.title),
        "start": Cell("in place"),
        "base salary a year": Cell(cost / (1 + load), "money", "base_salary"),
        "load a year": Cell(cost - cost / (1 + load), "money", "base_salary*load_rate"),
        "loaded cost a year": Cell(cost, "money", "loaded_cost"),
        "loaded cost a month": Cell(cost / 12, "money", "loaded_cost/12"),
    }
    return [cells[name] for name in names]


def _total(names: list[str], rows: list[Row]) -> Row:
    total: Row = [Cell(f"{len(rows)} seats", "label", strong=True)]
    for place in range(1, len(names)):
        values = [cell.value for row in rows if (cell := row[place])]
        money = [value for value in values if isinstance(value, float)]
        if not money:
            total.append(None)
            continue
        below = f"{address(_FIRST, place)}:{column(place)}{_FIRST + len(rows)}"
        total.append(Cell(sum(money), "money", f"SUM({below})", strong=True))
    return total
