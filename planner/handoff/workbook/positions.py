"""The sheet *Positions*: one row a person hired, replaced, or not replaced."""

from collections.abc import Iterator, Mapping, Sequence

from planner.books.books import Books
from planner.books.positions import Position, belated, rebounds
from planner.handoff.workbook.cells import Cell, Row, Sheet, Table, Value, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import RECRUITING, headcount_grid, pay_between
from planner.handoff.workbook.pay import loaded_cost
from planner.handoff.workbook.places import FIRST, KIND, NAME, STARTS, positions_range

_OPENS, _LATE, _RESIGNS = "open the position", "comes, opened when the plan begins", "resigns in"
_ADDED, _RECRUITING = "cost over today's team", "recruiting cost"
_AGAIN, _KEEPING = "hired again as", "keeping instead costs"
_WIDTHS = {
    "position": 13,
    "type": 11,
    "role": 24,
    _OPENS: 13,
    "starts": 13,
    _LATE: 13,
    _RESIGNS: 13,
    "cost a month": 13,
    "months in the horizon": 12,
    _ADDED: 15,
    _RECRUITING: 11,
    "ramp months": 9,
    "scenario": 10,
    _AGAIN: 13,
    _KEEPING: 14,
}
_WIDTH = 14  # of the part of the team
_WORDS = ("position", "type", "role", "scenario", _AGAIN)
_DATES = (_OPENS, "starts", "months in the horizon")
_FOLLOWS = (
    "Change when a new hire or a reduction starts, or add rows below: costs follow on all sheets, "
    "but renewals, churn and revenue stay those of the simulated plan. What a smaller or larger "
    "team does to them only a simulation can say, with your numbers in the command below. A "
    "reduction saves its cost."
)
_SETTLED = (
    "Policies are compared in the long run, so positions have no dates. Add rows below or take "
    "some away: costs follow on all sheets, what customers bring does not; that only a simulation "
    "can say, with your numbers in the command below."
)
_REPLACED = (
    "Whoever resigns is replaced, even in a month of reduction; where the resignation serves as "
    "the reduction instead, that backfill's recruiting cost is saved. A backfill takes over the "
    "pay of the person it replaces, and is opened once the resignation, expected in the month "
    "named, has happened; the simulated team is never short of it."
)
_REBOUND = (
    "Where the team goes down and soon up again, the last columns name the hire and say what it "
    "costs to keep the person in between; what that brings, again, only a simulation can say."
)
_CHANGED = (
    "Staffing was changed: what customers do is still that of the simulated plan. Simulate the new "
    "plan with the command above."
)
_TOO_LATE = (
    " should have been opened before the plan begins. Opened when it begins, whoever fills them "
    "comes later than simulated, on the day beside."
)
_EXPECTED = "Expected recruiting cost, as on Headcount: backfills there are in fractions of people"


def positions_sheet(books: Books, command: str) -> Sheet:
    undone = rebounds(books.positions)
    names = _headings(books, undone)
    apart = (books.staffed.kind,) if books.staffed else ()
    found = [
        _row(books, each, row, names, undone) for row, each in enumerate(books.positions, FIRST)
    ]
    rows: list[Row] = [[cells.get(name) for name in names] for cells in found]
    words = [place for place, name in enumerate(names) if name in (*_WORDS, *apart)]
    wide = len(names)
    return Sheet(
        NAME,
        [
            [Cell("Positions of the fixed plan", "title")],
            [Cell(" ".join(_notes(books, undone)), "note", across=wide)],
            [Cell("to simulate", "note"), Cell(command, "prose", across=wide - 1)],
            [Cell("", "warning", f'IF(staffing_is="as simulated","","{_CHANGED}")')],
            _too_late(books, names),
            _total(books, names, rows),
            _expected(books, names),
            headings(*names, names=words),
            *rows,
        ],
        _table(books, found),
        widths=[_WIDTHS.get(name, _WIDTH) for name in names],
        frozen=(FIRST, 1),
    )


def _notes(books: Books, undone: Mapping[str, str]) -> Iterator[str]:
    yield _FOLLOWS if books.calendar.dated else _SETTLED
    if books.rates.attrition:
        yield _REPLACED
    if undone:
        yield _REBOUND


def _headings(books: Books, undone: Mapping[str, str]) -> list[str]:
    """Of the columns that this plan has something for."""
    idle = set() if books.rates.recruiting else {_RECRUITING}
    idle |= set() if books.rates.ramp_months else {"ramp months"}
    idle |= set() if undone else {_AGAIN, _KEEPING}
    idle |= set() if books.calendar.dated else set(_DATES)
    idle |= set() if books.rates.attrition else {_RESIGNS}
    idle |= set() if _late(books) else {_LATE}
    return [name for name in _columns(books) if name not in idle]


def _columns(books: Books) -> list[str]:
    """All that the model knows, with the part of the team where it has any."""
    names = list(_WIDTHS)
    if books.staffed:
        names.insert(names.index("cost a month"), books.staffed.kind)
    return names


def _late(books: Books) -> tuple[Position, ...]:
    return belated(books.positions, books.lead_months) if books.calendar.dated else ()


def _row(
    books: Books,
    position: Position,
    row: int,
    names: Sequence[str],
    undone: Mapping[str, str],
) -> dict[str, Cell]:
    """The cells that a position has, by heading."""
    rates, kind = books.rates, address(row, KIND)
    yearly, paid_by = loaded_cost(books, position.part)
    sign = {"New hire": 1, "Backfill": 0, "Reduction": -1}[position.kind]
    adds = f'IF({kind}="New hire",1,IF({kind}="Reduction",-1,0))'
    cells = {
        "position": Cell(position.name, "label"),
        "type": Cell(position.kind),
        "role": Cell(books.roles.title),
        "cost a month": Cell(yearly / 12, "money", f"{paid_by}/12"),
        "scenario": Cell("base"),
    }
    if books.staffed:
        cells[books.staffed.kind] = Cell(position.part)
    monthly = address(row, names.index("cost a month"))
    if books.calendar.dated:
        starts = address(row, STARTS)
        begins = position.starts(books.lead_months)
        months = max(books.calendar.length - begins, 0)
        times, paid = float(books.pay[begins:].sum()), pay_between(books, starts)
        cells |= _dates(books, position, row)
        left = f"MAX(0,{_from(starts, 'horizon_end')})"
        cells["months in the horizon"] = Cell(months, "count", left)
    else:
        months, times, paid = books.months, float(books.months), "months_simulated"
    added = sign * yearly / 12 * times
    cells[_ADDED] = Cell(added, "money", f"{adds}*{monthly}*{paid}")
    if position.kind != "Reduction":
        cells[_RECRUITING] = Cell(rates.recruiting, "money", "recruiting_cost")
        cells["ramp months"] = Cell(rates.ramp_months, "count", "ramp_months")
    if position.name in undone:
        cells |= _kept(books, position, row, monthly, undone[position.name])
    return cells


def _dates(books: Books, position: Position, row: int) -> dict[str, Cell]:
    calendar, lead = books.calendar, books.lead_months
    opens, starts = calendar.day(position.opens(lead)), position.starts(lead)
    opened, begun = address(row, STARTS - 1), address(row, STARTS)
    if position.kind == "Backfill":
        # Of whom nobody is counted on the other sheets, which expect fractions of people.
        resigns = calendar.day(position.month)
        return {
            _OPENS: Cell(opens, "date"),
            "starts": Cell(calendar.day(starts), "date", f"EDATE({opened},lead_months)"),
            _RESIGNS: Cell(resigns, "date"),
        }
    cells = {"starts": Cell(calendar.day(starts), "date", input=True)}
    if position.kind == "New hire":
        cells[_OPENS] = Cell(opens, "date", f"EDATE({begun},-lead_months)")
        late = position.opens(lead) < 0
        comes = f'IF({opened}<plan_begins,EDATE(plan_begins,lead_months),"")'
        cells[_LATE] = Cell(calendar.day(lead) if late else "", "date", comes)
    return cells


def _kept(books: Books, reduction: Position, row: int, monthly: str, hire: str) -> dict[str, Cell]:
    """What it costs to keep the person until the hire that undoes the reduction."""
    place, again = next(
        (place, each) for place, each in enumerate(books.positions) if each.name == hire
    )
    between = pay_between(books, address(row, STARTS), address(FIRST + place, STARTS))
    rates, (yearly, _) = books.rates, loaded_cost(books, reduction.part)
    times = float(books.pay[reduction.month : again.month].sum())
    cost = times * yearly / 12 - rates.recruiting
    saved = "-recruiting_cost" if rates.recruiting else ""
    return {_AGAIN: Cell(hire), _KEEPING: Cell(cost, "money", f"{between}*{monthly}{saved}")}


def _from(first: str, end: str) -> str:
    """The formula of the months from one day to another."""
    return f"((YEAR({end})-YEAR({first}))*12+MONTH({end})-MONTH({first}))"


def _too_late(books: Books, names: list[str]) -> Row:
    late = _late(books)
    if not late:
        return []
    count = f"COUNT({positions_range(books, names.index(_LATE))})"
    said = f'IF({count}=0,"","Of these positions "&{count}&"{_TOO_LATE}")'
    return [Cell(f"Of these positions {len(late)}{_TOO_LATE}", "warning", said)]


def _total(books: Books, names: list[str], rows: list[Row]) -> Row:
    total: Row = [None for _ in names]
    total[0] = Cell("Total", "label", strong=True)
    for place, name in enumerate(names):
        if name in (_ADDED, _RECRUITING):
            added = sum(_number(row[place]) for row in rows)
            formula = f"SUM({positions_range(books, place)})"
            total[place] = Cell(added, "money", formula, strong=True)
    return total


def _expected(books: Books, names: list[str]) -> Row:
    """The recruiting cost that the other sheets have, where it is not that of the list."""
    paid = books.roles.recruiting_cost
    if not (paid and books.rates.attrition and books.rates.recruiting):
        return []
    place = names.index(_RECRUITING)
    cost = float(books.lines[paid].sum())
    formula = f"SUM({HEADCOUNT}!{headcount_grid(books).months(RECRUITING)})"
    said = Cell(_EXPECTED, "note", across=place)
    return [said, *[None] * (place - 1), Cell(cost, "money", formula)]


def _table(books: Books, found: Sequence[Mapping[str, Cell]]) -> Table:
    """All columns that the model knows, whatever this plan has."""
    unknown = () if books.roles.recruits else (_RECRUITING, "ramp months")
    names = [name for name in _columns(books) if name not in unknown]

    def value(cell: Cell | None) -> Value:
        return cell.value if cell and cell.value != "" else None

    records = [[*(value(cells.get(name)) for name in names), books.currency] for cells in found]
    return [[*names, "currency"], *records]


def _number(cell: Cell | None) -> float:
    return float(cell.value) if cell and isinstance(cell.value, int | float) else 0.0
