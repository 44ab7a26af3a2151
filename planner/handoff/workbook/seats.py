"""The sheet *Roster*: one row a seat that is filled before the plan begins."""

from collections.abc import Iterator

from planner.books.books import Books
from planner.handoff.workbook.cells import Cell, Row, Sheet, address, column, headings
from planner.handoff.workbook.pay import loaded_cost, paid_apart, pay_of

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
_WIDTH = 16  # of the part that a seat is in
_NOTE = (
    "Seats that are filled today; who comes and goes is on Positions. Costs are those of "
    "Assumptions, before any pay rise. Which seats a reduction takes, no simulation can say."
)
_OTHERWISE = "The opening headcount on Assumptions is another number than the seats listed here."


def roster_sheet(books: Books) -> Sheet:
    """One seat a row, with what it costs."""
    split = books.load_rate is not None
    names = [name for name in _WIDTHS if split or name not in ("base salary a year", "load a year")]
    if books.staffed:
        names.insert(_WORDS.index("start"), books.staffed.kind)
    count = books.opening_team
    rows = [_seat(books, names, *seat) for seat in enumerate(_parts(books), start=1)]
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
            headings(*names, names=range(len(_WORDS) + bool(books.staffed))),
            *rows,
        ],
        [[*names, "currency"], *records],
        widths=[_WIDTHS.get(name, _WIDTH) for name in names],
        frozen=(_FIRST, 1),
    )


def _parts(books: Books) -> Iterator[int | None]:
    """Of each seat the place of its part of the team, if there are any."""
    if books.staffed is None:
        yield from [None] * books.opening_team
        return
    for place, part in enumerate(books.staffed.parts):
        yield from [place] * (part.opening_team or 0)


def _seat(books: Books, names: list[str], number: int, place: int | None) -> Row:
    cost, load = books.rates.member, books.load_rate or 0.0
    base, loaded = "base_salary", "loaded_cost"
    own: dict[str, Cell] = {}
    if place is not None and books.staffed:
        part = books.staffed.parts[place]
        own[books.staffed.kind] = Cell(part.name)
        if paid_apart(books):
            base = pay_of(books, place)
            cost, loaded = loaded_cost(books, part.name)
    cells = own | {
        "seat": Cell(f"{books.roles.member}-{number:03}", "label"),
        "role": Cell(books.roles.title),
        "start": Cell("in place"),
        "base salary a year": Cell(cost / (1 + load), "money", base),
        "load a year": Cell(cost - cost / (1 + load), "money", f"{base}*load_rate"),
        "loaded cost a year": Cell(cost, "money", loaded),
        "loaded cost a month": Cell(cost / 12, "money", f"{loaded}/12"),
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
