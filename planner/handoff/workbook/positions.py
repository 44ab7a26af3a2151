"""The sheet *Positions*: one row a person hired, replaced, or not replaced."""

from planner.books.books import Books
from planner.books.positions import Position
from planner.handoff.workbook.cells import Cell, Row, Sheet, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import RECRUITING, headcount_grid
from planner.handoff.workbook.roster import FIRST, NAME, positions_range

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
_FOLLOWS = (
    "Change when a new hire or a reduction starts, or add rows below, and the other sheets follow. "
    "A reduction saves its cost; a backfill takes over the pay of the person it replaces."
)
_BOTH = (
    "As simulated, whoever resigns is replaced, even in a month of reduction. Where the "
    "resignation serves as the reduction instead, that backfill's recruiting cost is saved."
)
_EXPECTED = (
    "Expected, as on Headcount and Summary: they count backfills in fractions, this list in whole "
    "people."
)


def positions_sheet(books: Books, lead_months: int) -> Sheet:
    rows = [_row(books, each, row, lead_months) for row, each in enumerate(books.positions, FIRST)]
    total: Row = [Cell("Total", "label", strong=True), *[None] * 6]
    for place in (7, 8):
        added = sum(_number(row[place]) for row in rows)
        total.append(Cell(added, "money", f"SUM({positions_range(books, place)})", strong=True))
    recruiting = float(books.lines[books.roles.recruiting_cost].sum())
    formula = f"SUM({HEADCOUNT}!{headcount_grid(books).months(RECRUITING)})"
    return Sheet(
        NAME,
        [
            [Cell("Positions of the fixed plan", "title")],
            [Cell(_FOLLOWS, "note")],
            [Cell(_BOTH, "note")],
            total,
            [Cell(_EXPECTED, "note"), *[None] * 7, Cell(recruiting, "money", formula)],
            headings(*_COLUMNS, names=(0, 1, 2, 10)),
            *rows,
        ],
        widths=(14, 12, 26, 17, 12, 14, 20, 24, 16, 13, 10),
        frozen=(FIRST, 1),
    )


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
