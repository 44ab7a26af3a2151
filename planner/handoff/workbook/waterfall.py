"""The sheet *ARR waterfall*: from opening to closing annual recurring revenue, and its ratios."""

from functools import partial

import numpy as np

from planner.books.books import Books
from planner.books.revenue import Revenue
from planner.handoff.workbook import revenue
from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.customers import (
    ACCOUNTS,
    CHURNED,
    CLOSING_CUSTOMERS,
    CUSTOMERS,
    NEW_CUSTOMERS,
    TEAM,
    customer_lines,
    level_of,
    team_line,
)
from planner.handoff.workbook.lines import Grid, Line
from planner.handoff.workbook.revenue import (
    BOOKINGS,
    CHURN,
    CLOSING,
    GRR,
    NEW,
    NEW_BOOKINGS,
    NRR,
    OPENING,
    RECOGNISED,
    RENEWAL_BOOKINGS,
    RENEWED,
    bookings_line,
)
from simmodel.contract.finance import Terms

NAME = "ARR waterfall"
EXPANSION, CONTRACTION = (
    "Expansion ARR (none in the model)",
    "Contraction ARR (none in the model)",
)
TIMING = "Timing within months (as simulated)"
PER_HEAD = "ARR per head"
_ADDS_UP = (
    "Closing = opening + new + expansion - contraction - churned. What is new, churned and renewed "
    "are inputs of their own: a change of one does not change the others, nor does a change of "
    "staffing. What really follows only a simulation can say. Bookings: what is signed in the "
    "month, at its value over the whole contract. Recognised revenue: a twelfth of the mean of "
    "opening and closing ARR, and of what customers who come or go early in a month make of it, in "
    "customer months. All lines are means of the futures simulated, as they happened; Summary "
    "reconciles them with the best estimates."
)

_SIMULATED = (
    "Closing = opening + new + expansion - contraction - churned. All that comes and goes, "
    "bookings and recognised revenue are as simulated, as contracts differ, and inputs of their "
    "own: a change of one does not change the others, nor does a change of staffing. Retention "
    "here is of a month, quarter or year: what is left of the opening ARR less what is lost of any "
    "customer; Metrics has that of the customers of twelve months before the end. All lines are "
    "means of the futures simulated, as they happened; Summary reconciles them with the best "
    "estimates."
)
_APART = (
    " Each {kind} has a sheet of its own; the last lines say how far their sum is from the total "
    "here, once one is changed and not the other."
)


def has_waterfall(books: Books) -> bool:
    """Whether the books have this sheet."""
    return books.revenue is not None or books.rates.contract is not None


def waterfall_grid(books: Books) -> Grid:
    if books.revenue is not None:
        return _grid_as_simulated(books, books.revenue)
    arr = (OPENING, NEW, EXPANSION, CONTRACTION, CHURN, CLOSING, GRR, NRR)
    people = (TEAM, PER_HEAD, ACCOUNTS)
    levels = [name for each in books.customer_levels for name in (level_of(each), _money(each))]
    bookings = (RENEWED, NEW_BOOKINGS, RENEWAL_BOOKINGS, BOOKINGS)
    earned = (TIMING, RECOGNISED)
    names = (*CUSTOMERS, "", *arr, "", *bookings, "", *earned, "", *people, "", *levels)
    return Grid(books.calendar, names)


def waterfall_sheet(books: Books, terms: Terms) -> Sheet:
    grid = waterfall_grid(books)
    lines = customer_lines(books, grid, CHURNED)
    lines += _arr(books, grid, terms.value)
    lines += _bookings(books, grid)
    lines += _revenue(books, grid, terms.value)
    lines += _ratios(books, grid, lines)
    lines += _spread(books, grid, terms.value)
    return grid.sheet(NAME, lines, _ADDS_UP, books.currency, (42, 12))


def _grid_as_simulated(books: Books, found: Revenue) -> Grid:
    arr = (*revenue.flows_of(found), *revenue.RATIOS)
    people = (TEAM, PER_HEAD, ACCOUNTS)
    levels = (
        *(level_of(each) for each in books.customer_levels),
        *(revenue.level_of_revenue(each) for each in found.levels),
    )
    checks = revenue.check_names(books)
    names = (*CUSTOMERS, "", *arr, "", *revenue.SIGNED, "", RECOGNISED, "", *people, "", *levels)
    return Grid(books.calendar, (*names, *(("", *checks) if checks else ())))


def waterfall_as_simulated(books: Books, found: Revenue) -> Sheet:
    """The sheet where contracts differ: what comes and goes is what was simulated."""
    grid = waterfall_grid(books)
    lines = customer_lines(books, grid, CHURNED)
    lines += revenue.revenue_lines(grid, found, lines, "opening_revenue")
    lines += revenue.signed_lines(books, grid, books.lines)
    team = team_line(books)
    known = [*lines, team]
    lines += [
        team,
        grid.ratio(PER_HEAD, "money", {CLOSING: 1}, TEAM, known),
        grid.ratio(ACCOUNTS, "fraction", {CLOSING_CUSTOMERS: 1}, TEAM, known),
    ]
    for level, customers in books.customer_levels.items():
        lines.append(Line(level_of(level), "count", customers, "last"))
    lines += revenue.level_lines(found)
    lines += revenue.check_lines(books, grid, lines)
    kind = books.served.kind if books.served else ""
    apart = _APART.format(kind=kind) if kind else ""
    return grid.sheet(NAME, lines, _SIMULATED + apart, books.currency, (42, 12))


def _arr(books: Books, grid: Grid, value: float) -> list[Line]:
    roles, lines = books.roles, books.lines
    none = np.zeros(books.calendar.length)
    assert books.opening_customers is not None  # as contracts have dates
    closing = lines[roles.customers] * value
    new, churn = (partial(_times_value, grid, name) for name in (NEW_CUSTOMERS, CHURNED))
    opening = np.concatenate(([books.opening_customers * value], closing[:-1]))

    def first(column: int) -> str:
        return grid.before(CLOSING, column, "opening_customers*contract_value")

    def balance(column: int) -> str:
        came = "+".join(grid.at(name, column) for name in (OPENING, NEW, EXPANSION))
        return f"{came}-{grid.at(CONTRACTION, column)}-{grid.at(CHURN, column)}"

    return [
        Line(OPENING, "money", opening, "first", first),
        Line(NEW, "money", lines[roles.joined] * value, "sum", new),
        Line(EXPANSION, "money", none, "sum", input=True),
        Line(CONTRACTION, "money", none, "sum", input=True),
        Line(CHURN, "money", lines[roles.left] * value, "sum", churn),
        Line(CLOSING, "money", closing, "last", balance, strong=True),
    ]


def _bookings(books: Books, grid: Grid) -> list[Line]:
    """What is signed in the month, at its value over the whole contract."""
    signed, lines = books.roles.signed, books.lines
    assert signed is not None  # as there are contracts
    new, renewed = lines[signed.new_bookings], lines[signed.renewal_bookings]

    def worth(name: str, column: int) -> str:
        return f"{grid.at(name, column)}*contract_value*contract_years"

    return [
        Line(RENEWED, "fraction", lines[signed.renewed], "sum", input=True),
        Line(NEW_BOOKINGS, "money", new, "sum", partial(worth, NEW_CUSTOMERS)),
        Line(RENEWAL_BOOKINGS, "money", renewed, "sum", partial(worth, RENEWED)),
        bookings_line(grid, new + renewed),
    ]


def _revenue(books: Books, grid: Grid, value: float) -> list[Line]:
    """What is earned in the month: a twelfth of the ARR in force, by the day."""
    roles, lines = books.roles, books.lines
    assert roles.signed is not None
    assert books.opening_customers is not None
    recognised, closing = lines[roles.signed.recognised_revenue], lines[roles.customers]
    opening = np.concatenate(([books.opening_customers], closing[:-1]))
    # Who comes early in a month brings more of it; that stays as it is at other prices.
    timing = 12 * recognised / value - (opening + closing) / 2 if value else 0 * closing

    def earned(column: int) -> str:
        mean = f"({grid.at(OPENING, column)}+{grid.at(CLOSING, column)})/2"
        return f"({mean}+{_times_value(grid, TIMING, column)})/12"

    return [
        Line(TIMING, "cents", timing, "sum"),
        Line(RECOGNISED, "money", recognised, "sum", earned, strong=True),
    ]


def _ratios(books: Books, grid: Grid, above: list[Line]) -> list[Line]:
    team = team_line(books)
    known = [*above, team]
    kept = {OPENING: 1, CONTRACTION: -1, CHURN: -1}
    return [
        team,
        grid.ratio(GRR, "share", kept, OPENING, known),
        grid.ratio(NRR, "share", kept | {EXPANSION: 1}, OPENING, known),
        grid.ratio(PER_HEAD, "money", {CLOSING: 1}, TEAM, known),
        grid.ratio(ACCOUNTS, "fraction", {CLOSING_CUSTOMERS: 1}, TEAM, known),
    ]


def _spread(books: Books, grid: Grid, value: float) -> list[Line]:
    """How customers, and so ARR, spread over futures."""
    found = []
    for level, customers in books.customer_levels.items():
        found.append(Line(level_of(level), "count", customers, "last"))
        arr = customers * value
        formula = partial(_times_value, grid, level_of(level))
        found.append(Line(_money(level), "money", arr, "last", formula))
    return found


def _times_value(grid: Grid, name: str, column: int) -> str:
    return f"{grid.at(name, column)}*contract_value"


def _money(level: str) -> str:
    return f"{level} of closing ARR (customers as simulated)"
