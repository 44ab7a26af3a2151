"""The sheet *Headcount*: who is on the team, what they cost, month by month."""

import numpy as np

from planner.books.books import Books
from planner.handoff.workbook.cells import Sheet, address
from planner.handoff.workbook.lines import DAYS, Grid, Line
from planner.handoff.workbook.roster import counted

NAME = "Headcount"
OPENING, HIRES, BACKFILLS = "Opening headcount", "New hires", "Backfills"
RESIGNATIONS, REDUCTIONS, CLOSING = "Resignations", "Reductions", "Closing headcount"
SERVING, UTILISATION = "Ramped-equivalent headcount (as simulated)", "Utilisation (as simulated)"
LOADED, RECRUITING, TOTAL = "Loaded cost", "Recruiting cost", "Total cost"


def cost_lines(books: Books) -> tuple[str, ...]:
    """The lines that hold what is paid for, in the order of the model's roles."""
    return (LOADED, RECRUITING, *books.roles.other_costs)


def going_on(books: Books) -> str:
    """The formula of what the last month costs, its hires apart."""
    grid = headcount_grid(books)

    def last(name: str) -> str:
        return f"{NAME}!{grid.months(name).split(':')[1]}"

    running = "+".join(map(last, (LOADED, *books.roles.other_costs)))
    return f"{running}+{last(BACKFILLS)}*recruiting_cost"


def headcount_grid(books: Books) -> Grid:
    people = (OPENING, HIRES, BACKFILLS, RESIGNATIONS, REDUCTIONS, CLOSING, SERVING, UTILISATION)
    money = (*cost_lines(books), TOTAL)
    return Grid(books.calendar, (*people, "", *money, "", *map(_level, books.team_levels)))


def headcount_sheet(books: Books) -> Sheet:
    grid = headcount_grid(books)
    return Sheet(NAME, grid.rows(_lines(books, grid)), widths=(50, 12), frozen=(2, 1))


def _level(name: str) -> str:
    return f"{name} of the adaptive policy's headcount (as simulated)"


def _lines(books: Books, grid: Grid) -> list[Line]:
    roles, rates, lines = books.roles, books.rates, books.lines
    team, change = lines[roles.team], lines[roles.change]
    hires, reductions = np.maximum(change, 0.0), np.maximum(-change, 0.0)
    resigned = rates.attrition / 12 * team

    def day(column: int) -> str:
        return address(DAYS, column)

    def closing(column: int) -> str:
        plus = "+".join(grid.at(name, column) for name in (OPENING, HIRES, BACKFILLS))
        return f"{plus}-{grid.at(RESIGNATIONS, column)}-{grid.at(REDUCTIONS, column)}"

    def resignations(column: int) -> str:
        on_board = f"{grid.at(OPENING, column)}+{grid.at(HIRES, column)}"
        return f"attrition/12*({on_board}-{grid.at(REDUCTIONS, column)})"

    def recruiting(column: int) -> str:
        recruits = f"{grid.at(HIRES, column)}+{grid.at(BACKFILLS, column)}"
        return f"({recruits})*recruiting_cost"

    def total(column: int) -> str:
        return "+".join(grid.at(name, column) for name in cost_lines(books))

    costs = [lines[series] for series in roles.costs]
    others = [
        Line(name, "money", lines[series], "sum", input=True)
        for name, series in roles.other_costs.items()
    ]
    levels = [
        Line(_level(name), "count", values, "last") for name, values in books.team_levels.items()
    ]
    return [
        Line(
            OPENING,
            "count",
            np.concatenate(([books.opening_team], team[:-1])),
            "first",
            lambda column: grid.before(CLOSING, column, "opening_team"),
        ),
        Line(HIRES, "count", hires, "sum", lambda c: counted(books, "New hire", day(c))),
        Line(BACKFILLS, "fraction", resigned, "sum", lambda c: grid.at(RESIGNATIONS, c)),
        Line(RESIGNATIONS, "fraction", resigned, "sum", resignations),
        Line(REDUCTIONS, "count", reductions, "sum", lambda c: counted(books, "Reduction", day(c))),
        Line(CLOSING, "count", team, "last", closing, strong=True),
        Line(SERVING, "count", lines[roles.serving], "last"),
        Line(UTILISATION, "share", lines[roles.utilisation], "mean", weight=SERVING),
        Line(LOADED, "money", costs[0], "sum", lambda c: f"{grid.at(CLOSING, c)}*loaded_cost/12"),
        Line(RECRUITING, "money", costs[1], "sum", recruiting),
        *others,
        Line(TOTAL, "money", np.sum(costs, axis=0), "sum", total, strong=True),
        *levels,
    ]
