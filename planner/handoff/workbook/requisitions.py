"""The sheet *Positions* of people one by one: what is decided, and whom resignations bring."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from planner.books.books import Books
from planner.books.calendar import Period
from planner.books.requisitions import NEW, Requisition
from planner.books.turnover import Turnover
from planner.handoff.workbook.cells import Cell, Row, Sheet, Table, Value, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import headcount_grid, pay_between
from planner.handoff.workbook.pay import loaded_cost, paid_apart
from planner.handoff.workbook.people import BACKFILLS
from planner.handoff.workbook.places import FIRST, NAME, STARTS, positions_range

BACKFILL = "Backfill, expected"
_DECIDED, _HALF, _MOST, _LAST = "decided", "half start by", "nine of ten start by", "last day"
_ADDED, _RECRUITING, _SEVERANCE = "cost over today's team", "recruiting cost", "severance"
_WIDTHS = {
    "position": 22,
    "type": 17,
    "role": 24,
    "number": 9,
    _DECIDED: 13,  # in the column whose dates Headcount counts
    _HALF: 13,
    _MOST: 13,
    _LAST: 13,
    "cost a month": 13,
    _ADDED: 15,
    _RECRUITING: 13,
    _SEVERANCE: 13,
    "scenario": 10,
}
_WIDTH = 14  # of the part of the team
_WORDS = ("position", "type", "role", "scenario")
_NOTE = (
    "New positions are opened on the day decided; who fills them starts by the first of the days "
    "beside in half of the futures, by the other in nine of ten. Costs are expected ones, from the "
    "first of them on. What is decided can only be changed by another simulation, with your "
    "numbers in the command below; who starts and leaves month by month, on Headcount."
)
_REPLACED = (
    "Backfills are not decided: a position is opened for each who resigns, so they are counted by "
    "fiscal quarter, as expected. Their recruiting cost is that of all who are sought; on "
    "Headcount it is paid when they start."
)
_FEWER = (
    "Reductions are what is expected: open positions are taken back, then notice is given where "
    "that is done, and else nobody comes for who resigns next. A date that is beyond the months "
    "planned is not shown."
)


def requisitions_sheet(books: Books, found: Turnover, command: str) -> Sheet:
    """One row a position decided, and a fiscal quarter's backfills."""
    names = _headings(books, found)
    records = [_row(books, each, row) for row, each in enumerate(books.requisitions, FIRST)]
    if found.hiring.at_once:
        records += [_backfills(books, each) for each in books.calendar.quarters]
    rows: list[Row] = [[cells.get(name) for name in names] for cells in records]
    wide = len(names)
    apart = (books.staffed.kind,) if books.staffed else ()
    empty: list[Row] = [[], []]
    return Sheet(
        NAME,
        [
            [Cell("Positions of the fixed plan", "title")],
            [Cell(" ".join(_notes(books, found)), "note", across=wide)],
            [Cell("to simulate", "note"), Cell(command, "prose", across=wide - 1)],
            *empty,
            _total(books, names, rows),
            [],
            headings(*names, names=[names.index(name) for name in (*_WORDS, *apart)]),
            *rows,
        ],
        _table(books, records),
        widths=[_WIDTHS.get(name, _WIDTH) for name in names],
        frozen=(FIRST, 1),
    )


def _notes(books: Books, found: Turnover) -> Iterator[str]:
    yield _NOTE
    if found.hiring.at_once:
        yield _REPLACED
    if any(each.type != NEW for each in books.requisitions):
        yield _FEWER


def _headings(books: Books, found: Turnover) -> list[str]:
    """Of the columns that this plan has something for."""
    idle = set() if books.rates.recruiting else {_RECRUITING}
    idle |= set() if any(each.type != NEW for each in books.requisitions) else {_LAST}
    idle |= set() if any(each.type == "Notice" for each in books.requisitions) else {_SEVERANCE}
    idle |= set() if found.hiring.severance else {_SEVERANCE}
    return [name for name in _columns(books) if name not in idle]


def _columns(books: Books) -> list[str]:
    """All that the model knows, with the part of the team where it has any."""
    names = list(_WIDTHS)
    if books.staffed:
        names.insert(names.index("cost a month"), books.staffed.kind)
    return names


def _row(books: Books, each: Requisition, row: int) -> dict[str, Cell]:
    """The cells that a requisition has, by heading."""
    calendar, (yearly, paid_by) = books.calendar, loaded_cost(books, each.part)
    decided = address(row, STARTS)
    cells = {
        "position": Cell(each.name, "label"),
        "type": Cell(each.type),
        "role": Cell(books.roles.title),
        "number": Cell(1, "count"),
        _DECIDED: Cell(calendar.day(each.month), "date"),
        "cost a month": Cell(yearly / 12, "money", f"{paid_by}/12"),
        "scenario": Cell("base"),
    }
    if books.staffed:
        cells[books.staffed.kind] = Cell(each.part)
    if each.type == NEW:
        assert each.late is not None
        cells[_HALF] = Cell(_day(books, each.usual), "date", f"EDATE({decided},hire_months)")
        late = f"EDATE({decided},latest_hire_months)"
        cells[_MOST] = Cell(calendar.day(each.late), "date", late)
        cells[_RECRUITING] = Cell(books.rates.recruiting, "money", "recruiting_cost")
        cells[_ADDED] = _cost(books, each, each.usual, address(row, STARTS + 1), 1)
    elif each.type == "Taken back":
        cells[_ADDED] = _cost(books, each, each.month, decided, -1)
    elif each.usual is not None:
        last = calendar.day(each.usual) - timedelta(days=1)
        until = f"EDATE({decided},notice_months)-1" if each.type == "Notice" else None
        cells[_LAST] = Cell(last, "date", until)
        cells[_ADDED] = _cost(books, each, each.usual, f"({address(row, STARTS + 3)}+1)", -1)
    severance = _severance(books, each.part)
    if each.type == "Notice" and severance:
        paid = severance * float(books.pay[each.month])
        level = pay_between(books, decided, f"EDATE({decided},1)")
        formula = None if paid_apart(books) else f"severance_each*{level}"
        cells[_SEVERANCE] = Cell(paid, "money", formula)
    return cells


def _severance(books: Books, part: str) -> float:
    """Paid to who is dismissed, of a part or of all, at the pay of the first year."""
    own = books.staffed.parts if books.staffed else ()
    rates = next((each.rates for each in own if each.name == part), books.rates)
    return rates.hiring.severance if rates.hiring else 0.0


def _day(books: Books, month: int | None) -> Value:
    return None if month is None else books.calendar.day(month)


def _cost(books: Books, each: Requisition, month: int | None, day: str, sign: int) -> Cell:
    """What a position costs, or saves, from a month on to the end of the horizon."""
    paid = float(books.pay[month:].sum())
    yearly, paid_by = loaded_cost(books, each.part)
    formula = f"{'-' if sign < 0 else ''}{paid_by}/12*{pay_between(books, day)}"
    return Cell(sign * yearly / 12 * paid, "money", formula)


def _backfills(books: Books, quarter: Period) -> dict[str, Cell]:
    """Those whom resignations of a quarter bring."""
    grid = headcount_grid(books)
    opened, decided = books.roles.turnover, books.turnover
    assert opened is not None
    assert decided is not None
    months = quarter.months
    number = float(books.lines[opened.opened][months].sum()) - sum(decided.opens[months])
    at = f"{HEADCOUNT}!{grid.at(BACKFILLS, grid.column(quarter))}"
    cells = {
        "position": Cell(quarter.label, "label"),
        "type": Cell(BACKFILL),
        "role": Cell(books.roles.title),
        "number": Cell(number, "cents", at),
        "scenario": Cell("base"),
    }
    cost = number * books.rates.recruiting
    cells[_RECRUITING] = Cell(cost, "money", f"{at}*recruiting_cost")
    return cells


def _total(books: Books, names: list[str], rows: list[Row]) -> Row:
    total: Row = [None for _ in names]
    total[0] = Cell("Total", "label", strong=True)
    for place, name in enumerate(names):
        if name in (_ADDED, _RECRUITING, _SEVERANCE):
            cells = (row[place] for row in rows)
            values = (each.value for each in cells if each)
            added = sum(value for value in values if isinstance(value, int | float))
            formula = f"SUM({positions_range(books, place)})"
            total[place] = Cell(added, "money", formula, strong=True)
    return total


def _table(books: Books, records: Sequence[Mapping[str, Cell]]) -> Table:
    """All columns that the model knows, whatever this plan has."""

    def value(cell: Cell | None) -> Value:
        return cell.value if cell else None

    names = _columns(books)
    rows = [[*(value(cells.get(name)) for name in names), books.currency] for cells in records]
    return [[*names, "currency"], *rows]
