"""Customers by month, and the sheet of them where they sign no contracts."""

from collections.abc import Mapping

import numpy as np

from planner.books.books import Books
from planner.handoff.wording.numbers import spelt
from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.headcount import CLOSING as CLOSING_TEAM
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import headcount_grid
from planner.handoff.workbook.lines import Grid, Line
from simmodel.contract.finance import Roles

NAME = "Customers"
OPENING_CUSTOMERS, NEW_CUSTOMERS = "Opening customers", "New customers"
CHURNED, LOST, CLOSING_CUSTOMERS = "Churned customers", "Customers lost", "Closing customers"
CUSTOMERS = (OPENING_CUSTOMERS, NEW_CUSTOMERS, CHURNED, CLOSING_CUSTOMERS)
TEAM, ACCOUNTS = "Headcount", "Customers per head"
_ADDS_UP = (
    "Closing = opening + new - lost. These and what they bring are inputs of their own: a "
    "change of one does not change the others, nor does a change of staffing. What really follows "
    "only a simulation can say."
)


_ON_AVERAGE = "Customers"
_SETTLED = (
    "A month of the long run, on average of all that were simulated; it has no date. How many "
    "customers there are and what they bring follows from the simulation alone."
)


def brought(books: Books) -> str:
    """The line of what customers bring."""
    return spelt(books.roles.credited).capitalize()


def customers_grid(books: Books) -> Grid:
    dated = books.calendar.dated
    balance = (OPENING_CUSTOMERS, NEW_CUSTOMERS, LOST, CLOSING_CUSTOMERS)
    people = balance if dated else (_ON_AVERAGE, NEW_CUSTOMERS, LOST)
    served = CLOSING_CUSTOMERS if dated else _ON_AVERAGE
    levels = (level_of(each, served) for each in books.customer_levels)
    return Grid(books.calendar, (*people, "", brought(books), "", TEAM, ACCOUNTS, "", *levels))


def customers_sheet(books: Books) -> Sheet:
    grid = customers_grid(books)
    dated, roles = books.calendar.dated, books.roles
    lines = customer_lines(books, grid, LOST) if dated else _settled(books)
    lines.append(Line(brought(books), "money", books.lines[roles.credited], "sum", input=True))
    lines.append(team_line(books))
    served = CLOSING_CUSTOMERS if dated else _ON_AVERAGE
    lines.append(grid.ratio(ACCOUNTS, "fraction", {served: 1}, TEAM, lines))
    for level, customers in books.customer_levels.items():
        lines.append(Line(level_of(level, served), "count", customers, "last"))
    return grid.sheet(NAME, lines, _ADDS_UP if dated else _SETTLED, books.currency, (42, 12))


def _settled(books: Books) -> list[Line]:
    roles, lines = books.roles, books.lines
    return [
        Line(_ON_AVERAGE, "fraction", lines[roles.customers], "last", input=True),
        Line(NEW_CUSTOMERS, "fraction", lines[roles.joined], "sum", input=True),
        Line(LOST, "fraction", lines[roles.left], "sum", input=True),
    ]


def customer_lines(books: Books, grid: Grid, gone: str) -> list[Line]:
    """From opening to closing customers; ``gone`` names the line of those who left."""
    assert books.opening_customers is not None  # as months have dates
    opening = books.opening_customers
    return balance_lines(books.roles, books.lines, opening, "opening_customers", grid, gone)


def balance_lines(
    roles: Roles,
    lines: Mapping[str, np.ndarray],
    before: float,
    cell: str,
    grid: Grid,
    gone: str,
) -> list[Line]:
    """Likewise of all customers, or of those of a part.

    Args:
        before: customers before the first month, which are in ``cell``.
    """
    closing = lines[roles.customers]
    opening = np.concatenate(([before], closing[:-1]))

    def first(column: int) -> str:
        return grid.before(CLOSING_CUSTOMERS, column, cell)

    def balance(column: int) -> str:
        came = f"{grid.at(OPENING_CUSTOMERS, column)}+{grid.at(NEW_CUSTOMERS, column)}"
        return f"{came}-{grid.at(gone, column)}"

    return [
        Line(OPENING_CUSTOMERS, "fraction", opening, "first", first),
        Line(NEW_CUSTOMERS, "fraction", lines[roles.joined], "sum", input=True),
        Line(gone, "fraction", lines[roles.left], "sum", input=True),
        Line(CLOSING_CUSTOMERS, "fraction", closing, "last", balance, strong=True),
    ]


def team_line(books: Books) -> Line:
    people = headcount_grid(books)
    return Line(
        TEAM,
        "cents" if books.turnover else "count",
        books.lines[books.roles.team],
        "last",
        lambda column: f"{HEADCOUNT}!{people.at(CLOSING_TEAM, column)}",
    )


def level_of(name: str, customers: str = CLOSING_CUSTOMERS) -> str:
    """The line of a quantile of customers."""
    return f"{name} of {customers.lower()} (as simulated)"
