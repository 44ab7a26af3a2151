"""The sheet *Positions*: one row a person hired, replaced, or not replaced."""

from collections.abc import Mapping, Sequence

from planner.books.books import Books
from planner.books.positions import Position, rebounds
from planner.handoff.workbook.cells import Cell, Row, Sheet, Table, Value, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import RECRUITING, headcount_grid
from planner.handoff.workbook.roster import FIRST, NAME, positions_range

_STARTS, _MONTHLY, _MONTHS = 4, 5, 6  # columns that formulas read
_TOTALS = ("added cost in the horizon", "recruiting cost")
_WIDTHS = {
    "position": 13,
    "type": 11,
    "role": 24,
    "open the position": 13,
    "starts": 13,
    "cost a month": 13,
    "months in the horizon": 12,
    "added cost in the horizon": 15,
    "recruiting cost": 11,
    "ramp months": 9,
    "scenario": 10,
    "hired again as": 13,
    "keeping instead costs": 14,
}
_WORDS = ("position", "type", "role", "scenario", "hired again as")
_FOLLOWS = (
    "Change when a new hire or a reduction starts, or add rows below: costs follow on all sheets, "
    "but renewals, churn and revenue stay those of the simulated plan. What a smaller or larger "
    "team does to them only a simulation can say, with your numbers in the command below. A "
    "reduction saves its cost."
)
_REPLACED = (
    "A backfill takes over the pay of the person it replaces. Whoever resigns is replaced, even in "
    "a month of reduction; where the resignation serves as the reduction instead, that backfill's "
    "recruiting cost is saved."
)
_REBOUND = (
    "Where the team goes down and soon up again, the last columns name the hire and say what it "
    "costs to keep the person in between; what that brings, again, only a simulation can say."
)
_CHANGED = (
    "Staffing was changed: renewals, churn and revenue are still those of the simulated plan. "
    "Simulate the new plan with the command above."
)
_EXPECTED = "Expected recruiting cost, as on Headcount: backfills there are in fractions of people"


def positions_sheet(books: Books, lead_months: int, command: str) -> Sheet:
    undone = rebounds(books.positions)
    names = _headings(books, undone)
    found = [
        _row(books, each, row, lead_months, undone)
        for row, each in enumerate(books.positions, FIRST)
    ]
    rows: list[Row] = [[cells.get(name) for name in names] for cells in found]
    words = [place for place, name in enumerate(names) if name in _WORDS]
    wide = len(names)
    said = " ".join(
        text
        for text, holds in (
            (_FOLLOWS, True),
            (_REPLACED, books.rates.attrition),
            (_REBOUND, undone),
        )
        if holds
    )
    return Sheet(
        NAME,
        [
            [Cell("Positions of the fixed plan", "title")],
            [Cell(said, "note", across=wide)],
            [Cell("to simulate", "note"), Cell(command, "prose", across=wide - 1)],
            [Cell("", "warning", f'IF(staffing_is="as simulated","","{_CHANGED}")')],
            _total(books, names, rows),
            _expected(books, names),
            headings(*names, names=words),
            *rows,
        ],
        _table(found, books.currency),
        widths=[_WIDTHS[name] for name in names],
        frozen=(FIRST, 1),
    )


def _headings(books: Books, undone: Mapping[str, str]) -> list[str]:
    """Of the columns that this plan has something for."""
    idle = set() if books.rates.recruiting else {"recruiting cost"}
    idle |= set() if undone else {"hired again as", "keeping instead costs"}
    return [name for name in _WIDTHS if name not in idle]


def _row(
    books: Books, position: Position, row: int, lead_months: int, undone: Mapping[str, str]
) -> dict[str, Cell]:
    """The cells that a position has, by heading."""
    calendar, rates = books.calendar, books.rates
    starts, kind = address(row, _STARTS), address(row, 1)
    months, monthly = calendar.length - position.month, rates.member / 12
    sign = {"New hire": 1, "Backfill": 0, "Reduction": -1}[position.kind]
    adds = f'IF({kind}="New hire",1,IF({kind}="Reduction",-1,0))'
    added = f"{adds}*{address(row, _MONTHLY)}*{address(row, _MONTHS)}"
    moves = position.kind != "Backfill"  # that changes nothing which is counted
    cells = {
        "position": Cell(position.name, "label"),
        "type": Cell(position.kind),
        "role": Cell(books.roles.title),
        "starts": Cell(calendar.day(position.month), "date", input=moves),
        "cost a month": Cell(monthly, "money", "loaded_cost/12"),
        "months in the horizon": Cell(months, "count", f"MAX(0,{_from(starts, 'horizon_end')})"),
        "added cost in the horizon": Cell(sign * monthly * months, "money", added),
        "scenario": Cell("base"),
    }
    if position.kind != "Reduction":
        opens = calendar.day(position.month - lead_months)
        cells["open the position"] = Cell(opens, "date", f"EDATE({starts},-lead_months)")
        cells["recruiting cost"] = Cell(rates.recruiting, "money", "recruiting_cost")
        cells["ramp months"] = Cell(rates.ramp_months, "count", "ramp_months")
    if position.name in undone:
        cells |= _kept(books, position, row, undone[position.name])
    return cells


def _kept(books: Books, reduction: Position, row: int, hire: str) -> dict[str, Cell]:
    """What it costs to keep the person until the hire that undoes the reduction."""
    place, again = next(
        (place, each) for place, each in enumerate(books.positions) if each.name == hire
    )
    between = _from(address(row, _STARTS), address(FIRST + place, _STARTS))
    rates = books.rates
    cost = (again.month - reduction.month) * rates.member / 12 - rates.recruiting
    saved = "-recruiting_cost" if rates.recruiting else ""
    formula = f"MAX(0,{between})*{address(row, _MONTHLY)}{saved}"
    return {
        "hired again as": Cell(hire),
        "keeping instead costs": Cell(cost, "money", formula),
    }


def _from(first: str, end: str) -> str:
    """The formula of the months from one day to another."""
    return f"((YEAR({end})-YEAR({first}))*12+MONTH({end})-MONTH({first}))"


def _total(books: Books, names: list[str], rows: list[Row]) -> Row:
    total: Row = [None for _ in names]
    total[0] = Cell("Total", "label", strong=True)
    for place, name in enumerate(names):
        if name in _TOTALS:
            added = sum(_number(row[place]) for row in rows)
            formula = f"SUM({positions_range(books, place)})"
            total[place] = Cell(added, "money", formula, strong=True)
    return total


def _expected(books: Books, names: list[str]) -> Row:
    """The recruiting cost that the other sheets have, where it is not that of the list."""
    if not (books.rates.attrition and books.rates.recruiting):
        return []
    place = names.index("recruiting cost")
    cost = float(books.lines[books.roles.recruiting_cost].sum())
    formula = f"SUM({HEADCOUNT}!{headcount_grid(books).months(RECRUITING)})"
    said = Cell(_EXPECTED, "note", across=place)
    return [said, *[None] * (place - 1), Cell(cost, "money", formula)]


def _table(found: Sequence[Mapping[str, Cell]], currency: str) -> Table:
    """All columns, whatever this plan has."""

    def value(cell: Cell | None) -> Value:
        return cell.value if cell else None

    records = [[*(value(cells.get(name)) for name in _WIDTHS), currency] for cells in found]
    return [[*_WIDTHS, "currency"], *records]


def _number(cell: Cell | None) -> float:
    return float(cell.value) if cell and isinstance(cell.value, int | float) else 0.0
