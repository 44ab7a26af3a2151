"""The sheet *Headcount*: who is on the team, what they cost, month by month."""

from functools import partial

import numpy as np

from planner.books.books import Books
from planner.handoff.workbook.cells import Sheet, address
from planner.handoff.workbook.lines import DAYS, Grid, Line
from planner.handoff.workbook.places import counted

NAME = "Headcount"
OPENING, HIRES, BACKFILLS = "Opening headcount", "New hires", "Backfills"
RESIGNATIONS, REDUCTIONS, CLOSING = "Resignations", "Reductions", "Closing headcount"
PLANNED = "Planned headcount (as simulated)"
SERVING, UTILISATION = "Ramped-equivalent headcount (as simulated)", "Utilisation (as simulated)"
PAY = "Pay rises so far, as a factor"
BASE, LOAD, LOADED = "Base salaries", "Benefits and other load", "Loaded cost"
RECRUITING, TOTAL = "Recruiting cost", "Cost"
_FOLLOWS = (
    "Hires and reductions are counted on Positions: change them there. Costs follow; what such a "
    "change does to renewals only a simulation can say. Months are means of the futures simulated."
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
    return {LOADED: books.roles.team_cost, **recruiting, **books.roles.other_costs}


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
        running.append(f"{last(BACKFILLS)}*recruiting_cost")
    return "+".join(running)


def as_planned(books: Books) -> str:
    """The formula that says whether the team is the one that was simulated."""
    grid = headcount_grid(books)
    apart = f"{NAME}!{grid.months(CLOSING)}-{NAME}!{grid.months(PLANNED)}"
    same = f"SUMPRODUCT(ABS({apart}))<0.001"
    # Who resigns is replaced, by somebody who has yet to learn.
    return f"AND({same},attrition={books.rates.attrition!r})" if books.rates.attrition else same


def headcount_grid(books: Books) -> Grid:
    replaced = (BACKFILLS, RESIGNATIONS) if books.rates.attrition else ()
    learning = (SERVING,) if books.rates.ramp_months else ()
    people = (OPENING, HIRES, *replaced, REDUCTIONS, CLOSING, PLANNED, *learning, UTILISATION)
    pay = (PAY,) if books.calendar.dated else ()
    split = (BASE, LOAD) if books.load_rate is not None else ()
    money = (*pay, *split, *cost_lines(books), TOTAL)
    levels = ("", *map(_level, books.team_levels)) if books.team_levels else ()
    return Grid(books.calendar, (*people, "", *money, *levels))


def headcount_sheet(books: Books) -> Sheet:
    grid, lines = headcount_grid(books), headcount_lines(books)
    return Sheet(
        NAME,
        [*grid.rows(lines), [], grid.note(_FOLLOWS if books.calendar.dated else _AVERAGE)],
        grid.table(lines, books.currency),
        widths=(46, 13),
        frozen=grid.frozen,
        pages=grid.pages,
    )


def headcount_lines(books: Books) -> list[Line]:
    """All lines; the grid has no row for those that are nothing in any plan of the study."""
    grid = headcount_grid(books)
    return [*_people(books, grid), *_costs(books, grid), *_levels(books)]


def _people(books: Books, grid: Grid) -> list[Line]:
    roles, lines = books.roles, books.lines
    team = lines[roles.team]
    opening = np.concatenate(([books.opening_team], team[:-1]))
    change = team - opening

    def day(column: int) -> str:
        return address(DAYS, column)

    def present(column: int) -> str:
        came = f"{grid.at(OPENING, column)}+{grid.at(HIRES, column)}"
        return f"{came}-{grid.at(REDUCTIONS, column)}"

    def closing(column: int) -> str:
        if not books.rates.attrition:
            return present(column)
        replaced = f"{grid.at(BACKFILLS, column)}-{grid.at(RESIGNATIONS, column)}"
        return f"{present(column)}+{replaced}"

    resigned = books.rates.attrition / 12 * team
    weight = SERVING if books.rates.ramp_months else CLOSING
    return [
        Line(
            OPENING,
            "count",
            opening,
            "first",
            lambda column: grid.before(CLOSING, column, "opening_team"),
        ),
        Line(
            HIRES,
            "count",
            np.maximum(change, 0.0),
            "sum",
            lambda c: counted(books, "New hire", day(c)),
        ),
        Line(BACKFILLS, "fraction", resigned, "sum", lambda c: grid.at(RESIGNATIONS, c)),
        Line(RESIGNATIONS, "fraction", resigned, "sum", lambda c: f"attrition/12*({present(c)})"),
        Line(
            REDUCTIONS,
            "count",
            np.maximum(-change, 0.0),
            "sum",
            lambda c: counted(books, "Reduction", day(c)),
        ),
        Line(CLOSING, "count", team, "last", closing, strong=True),
        Line(PLANNED, "count", team, "last"),
        Line(SERVING, "fraction", lines[roles.serving], "last"),
        Line(UTILISATION, "share", lines[roles.utilisation], "mean", weight=weight),
    ]


def _costs(books: Books, grid: Grid) -> list[Line]:
    roles, lines = books.roles, books.lines
    recruits = (HIRES, BACKFILLS) if books.rates.attrition else (HIRES,)

    def pay(column: int) -> str:
        return f"(1+merit_increase)^{risen(column)}"

    def risen(column: int) -> int:
        """Fiscal years that have begun since the first."""
        month = column - grid.first_month
        return sum(0 < each.first <= month for each in books.calendar.years)

    def of_pay(yearly: str, column: int) -> str:
        level = f"*{grid.at(PAY, column)}" if books.calendar.dated else ""
        return f"{grid.at(CLOSING, column)}*{yearly}/12{level}"

    def loaded(column: int) -> str:
        if split:
            return f"{grid.at(BASE, column)}+{grid.at(LOAD, column)}"
        return of_pay("loaded_cost", column)

    def recruiting(column: int) -> str:
        return f"({'+'.join(grid.at(name, column) for name in recruits)})*recruiting_cost"

    def total(column: int) -> str:
        return "+".join(grid.at(name, column) for name in cost_lines(books))

    others, paid = roles.other_costs.items(), roles.recruiting_cost
    split: list[Line] = []
    if books.load_rate is not None:
        base = lines[roles.team_cost] / (1 + books.load_rate)
        split = [
            Line(BASE, "money", base, "sum", partial(of_pay, "base_salary")),
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
        Line(PAY, "factor", np.ones(books.calendar.length), "last", pay),
        *split,
        Line(LOADED, "money", lines[roles.team_cost], "sum", loaded),
        *([Line(RECRUITING, "money", lines[paid], "sum", recruiting)] if paid else ()),
        *(Line(name, "money", lines[series], "sum", input=True) for name, series in others),
        Line(TOTAL, "money", summed, "sum", total, strong=True),
    ]


def _levels(books: Books) -> list[Line]:
    """How the team spreads over futures."""
    levels = books.team_levels.items()
    return [Line(_level(name), "count", values, "last") for name, values in levels]


def _level(name: str) -> str:
    return f"{name} of the adaptive policy's headcount (as simulated)"
