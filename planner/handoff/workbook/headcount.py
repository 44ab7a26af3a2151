"""The sheet *Headcount*: who is on the team, what they cost, month by month."""

import numpy as np

from planner.books.books import Books
from planner.handoff.workbook import people
from planner.handoff.workbook.cells import Sheet, Style, address
from planner.handoff.workbook.lines import DAYS, Grid, Line
from planner.handoff.workbook.pay import yearly_pay
from planner.handoff.workbook.places import counted

NAME = "Headcount"
OPENING, HIRES, BACKFILLS = "Opening headcount", "New hires", "Backfills"
RESIGNATIONS, REDUCTIONS, CLOSING = "Resignations", "Reductions", "Closing headcount"
PLANNED = "Planned headcount (as simulated)"
SERVING, UTILISATION = "Ramped-equivalent headcount (as simulated)", "Utilisation (as simulated)"
CAPACITY = "Hours for customers, in people of today (as simulated)"
PAY = "Pay rises so far, as a factor"
BASE, LOAD, LOADED = "Base salaries", "Benefits and other load", "Loaded cost"
RECRUITING, TOTAL = "Recruiting cost", "Cost"
_FOLLOWS = (
    "Hires and reductions are counted on Positions: change them there. Costs follow; what such a "
    "change does to renewals only a simulation can say. Months are means of the futures simulated."
)
_ONE_BY_ONE = (
    "Means of the futures simulated, as people come and go one by one: closing headcount = opening "
    "+ starts - leavers, and open positions = those of the month before + opened - taken back - "
    "starts. Starts, leavers and notices can be changed, and costs follow; what such a change does "
    "to renewals only a simulation can say. Four futures of five lie between P10 and P90."
)
_AVERAGE = (
    "A month of the long run, on average of all that were simulated; it has no date. Positions are "
    "counted on their sheet: change them there. Costs follow; what such a change does to what "
    "customers bring only a simulation can say."
)


def cost_lines(books: Books) -> dict[str, str]:
    """The lines that hold what is paid for, and the series of each."""
    paid = books.roles.recruiting_cost
    recruiting = {RECRUITING: paid} if paid and books.rates.recruiting else {}
    paid = books.roles.severance_cost
    severance = {people.SEVERANCE: paid} if paid else {}
    return {
        LOADED: books.roles.team_cost,
        **recruiting,
        **severance,
        **books.roles.other_costs,
    }


def pay_between(books: Books, first: str, end: str | None = None) -> str:
    """The formula of the months on the payroll from a day on, each times its pay rises.

    Args:
        first, end: addresses of days; the months that they lie in are counted, and excluded.
    """
    grid = headcount_grid(books)
    pay, days = (f"{NAME}!{months}" for months in (grid.fixed(PAY), grid.fixed_days))
    until = f',{days},"<"&EOMONTH({end},-1)+1' if end else ""
    return f'SUMIFS({pay},{days},">="&EOMONTH({first},-1)+1{until})'


def going_on(books: Books) -> str:
    """The formula of what the last month costs, its hires apart."""
    grid = headcount_grid(books)

    def last(name: str) -> str:
        return f"{NAME}!{grid.months(name).split(':')[1]}"

    running = [last(name) for name in (LOADED, *books.roles.other_costs)]
    if books.rates.attrition and books.rates.recruiting:
        replaced = f"{last(CLOSING)}*attrition/12" if books.turnover else last(BACKFILLS)
        running.append(f"{replaced}*recruiting_cost")
    return "+".join(running)


def as_planned(books: Books) -> str:
    """The formula that says whether the team is the one that was simulated."""
    grid = headcount_grid(books)
    apart = f"{NAME}!{grid.months(CLOSING)}-{NAME}!{grid.months(PLANNED)}"
    same = f"SUMPRODUCT(ABS({apart}))<0.001"
    if books.turnover:
        return same
    # Who resigns is replaced, by somebody who has yet to learn.
    return f"AND({same},attrition={books.rates.attrition!r})" if books.rates.attrition else same


def headcount_grid(books: Books) -> Grid:
    learning = (_serving(books),) if _serving(books) else ()
    moves, sought = _moves(books)
    team = (OPENING, *moves, CLOSING, PLANNED, *learning, UTILISATION, *sought)
    pay = (PAY,) if books.calendar.dated else ()
    split = (BASE, LOAD) if books.load_rate is not None else ()
    money = (*pay, *split, *cost_lines(books), TOTAL)
    levels = (*map(_plan_level, books.plan_levels), *map(_level, books.team_levels))
    spread = ("", *levels) if levels else ()
    return Grid(books.calendar, (*team, "", *money, *spread))


def _moves(books: Books) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines between opening and closing headcount; and of positions, which a number has not."""
    if books.turnover:
        moves, sought = people.names(books.turnover, RESIGNATIONS)
        return moves, ("", *sought)
    replaced = (BACKFILLS, RESIGNATIONS) if books.rates.attrition else ()
    return (HIRES, *replaced, REDUCTIONS), ()


def headcount_sheet(books: Books) -> Sheet:
    grid, lines = headcount_grid(books), headcount_lines(books)
    return grid.sheet(NAME, lines, _note(books), books.currency, (46, 13))


def _note(books: Books) -> str:
    if books.turnover:
        return _ONE_BY_ONE
    return _FOLLOWS if books.calendar.dated else _AVERAGE


def headcount_lines(books: Books) -> list[Line]:
    """All lines; the grid has no row for those that are nothing in any plan of the study."""
    grid = headcount_grid(books)
    return [*_people(books, grid), *_costs(books, grid), *_levels(books)]


def _people(books: Books, grid: Grid) -> list[Line]:
    roles, lines = books.roles, books.lines
    team, found = lines[roles.team], books.turnover
    opening = np.concatenate(([books.opening_team], team[:-1]))

    def closing(column: int) -> str:
        if found:
            moves = people.balance(found, grid, RESIGNATIONS, column)
            return f"{grid.at(OPENING, column)}+{moves}"
        if not books.rates.attrition:
            return _present(grid, column)
        replaced = f"{grid.at(BACKFILLS, column)}-{grid.at(RESIGNATIONS, column)}"
        return f"{_present(grid, column)}+{replaced}"

    style: Style = "cents" if found else "count"  # a mean, or the same in every future
    return [
        Line(
            OPENING,
            style,
            opening,
            "first",
            lambda column: grid.before(CLOSING, column, "opening_team"),
        ),
        *(
            people.lines_of_people(books, found, grid, RESIGNATIONS)
            if found
            else _changes(books, grid)
        ),
        Line(CLOSING, style, team, "last", closing, strong=True),
        Line(PLANNED, style, team, "last"),
        Line(_serving(books) or SERVING, "fraction", lines[roles.serving], "last"),
        Line(
            UTILISATION,
            "share",
            lines[roles.utilisation],
            "mean",
            weight=_serving(books) or CLOSING,
        ),
    ]


def _serving(books: Books) -> str:
    """The line of what the team is worth; empty where that is what it is.

    Of people one by one a policy may set the hours a day, so that it may be more than they are.
    """
    if books.turnover:
        return CAPACITY
    return SERVING if books.rates.ramp_months else ""


def _present(grid: Grid, column: int) -> str:
    """The formula of a team that is a number, before any of it resign."""
    came = f"{grid.at(OPENING, column)}+{grid.at(HIRES, column)}"
    return f"{came}-{grid.at(REDUCTIONS, column)}"


def _changes(books: Books, grid: Grid) -> list[Line]:
    """Who comes and goes of a team that is a number."""
    more, fewer = _moved(books)
    resigned = books.rates.attrition / 12 * books.lines[books.roles.team]

    def day(column: int) -> str:
        return address(DAYS, column)

    replaced = [
        Line(BACKFILLS, "fraction", resigned, "sum", lambda c: grid.at(RESIGNATIONS, c)),
        Line(
            RESIGNATIONS,
            "fraction",
            resigned,
            "sum",
            lambda c: f"attrition/12*({_present(grid, c)})",
        ),
    ]
    return [
        Line(
            HIRES,
            "count",
            more,
            "sum",
            lambda c: counted(books, "New hire", day(c)),
        ),
        *(replaced if books.roles.recruits else ()),
        Line(
            REDUCTIONS,
            "count",
            fewer,
            "sum",
            lambda c: counted(books, "Reduction", day(c)),
        ),
    ]


def _moved(books: Books) -> tuple[np.ndarray, np.ndarray]:
    """Members more, and fewer, at the begin of each month; a part may grow as another shrinks."""
    role = books.roles.team
    teams = [(books.opening_team, books.lines[role])]
    if books.staffed is not None:
        teams = [(part.opening_team or 0, part.lines[role]) for part in books.staffed.parts]
    changes = np.array([np.diff(team, prepend=opening) for opening, team in teams])
    more: np.ndarray = np.maximum(changes, 0.0).sum(axis=0)
    fewer: np.ndarray = np.maximum(-changes, 0.0).sum(axis=0)
    return more, fewer


def _costs(books: Books, grid: Grid) -> list[Line]:
    roles, lines = books.roles, books.lines
    recruits = (HIRES, BACKFILLS) if books.rates.attrition else (HIRES,)
    recruits = (people.STARTS,) if books.turnover else recruits

    def pay(column: int) -> str:
        merit = f"(1+merit_increase)^{risen(column)}"
        years = (column - grid.first_month) // 12
        return f"(1+annual_raise)^{years}*{merit}" if books.rates.annual_raise else merit

    def risen(column: int) -> int:
        """Fiscal years that have begun since the first."""
        month = column - grid.first_month
        return sum(0 < each.first <= month for each in books.calendar.years)

    def of_pay(column: int) -> str:
        level = f"*{grid.at(PAY, column)}" if books.calendar.dated else ""
        return f"{grid.at(CLOSING, column)}*{yearly_pay(books, column)}/12{level}"

    def loaded(column: int) -> str:
        if split:
            return f"{grid.at(BASE, column)}+{grid.at(LOAD, column)}"
        return of_pay(column)

    def recruiting(column: int) -> str:
        return f"({'+'.join(grid.at(name, column) for name in recruits)})*recruiting_cost"

    def total(column: int) -> str:
        return "+".join(grid.at(name, column) for name in cost_lines(books))

    others, paid = roles.other_costs.items(), roles.recruiting_cost
    split: list[Line] = []
    if books.load_rate is not None:
        base = lines[roles.team_cost] / (1 + books.load_rate)
        split = [
            Line(BASE, "money", base, "sum", of_pay),
            Line(
                LOAD,
                "money",
                lines[roles.team_cost] - base,
                "sum",
                lambda column: f"{grid.at(BASE, column)}*load_rate",
            ),
        ]
    summed = np.sum([lines[series] for series in roles.costs], axis=0)
    return [
        Line(PAY, "factor", books.pay, "last", pay),
        *split,
        Line(LOADED, "money", lines[roles.team_cost], "sum", loaded),
        *([Line(RECRUITING, "money", lines[paid], "sum", recruiting)] if paid else ()),
        *people.severance_line(books, grid, PAY),
        *(Line(name, "money", lines[series], "sum", input=True) for name, series in others),
        Line(TOTAL, "money", summed, "sum", total, strong=True),
    ]


def _levels(books: Books) -> list[Line]:
    """How the team spreads over futures."""
    plan = {_plan_level(name): values for name, values in books.plan_levels.items()}
    adaptive = {_level(name): values for name, values in books.team_levels.items()}
    return [Line(name, "count", values, "last") for name, values in (plan | adaptive).items()]


def _plan_level(name: str) -> str:
    return f"{name} of the headcount (as simulated)"


def _level(name: str) -> str:
    return f"{name} of the adaptive policy's headcount (as simulated)"
