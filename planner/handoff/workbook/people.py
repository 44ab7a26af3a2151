"""Lines of people one by one on the sheet *Headcount*: who starts, leaves, and is sought."""

from collections.abc import Iterator, Sequence

import numpy as np

from planner.books.books import Books
from planner.books.requisitions import NEW
from planner.books.turnover import Turnover
from planner.handoff.workbook.cells import address
from planner.handoff.workbook.lines import DAYS, Grid, Line
from planner.handoff.workbook.pay import paid_apart
from planner.handoff.workbook.places import counted

STARTS, LEFT = "Starts", "Last days of those given notice"
DECIDED, BACKFILLS = "Positions to open, as decided", "Backfills opened, as expected"
TAKEN_BACK, GIVEN, OPEN = "Positions taken back", "Notices given", "Open positions"
SEVERANCE = "Severance"


def names(found: Turnover, resignations: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines between opening and closing headcount, and those of positions."""
    dismisses = found.hiring.notice_months is not None
    left, given = ((LEFT,), (GIVEN,)) if dismisses else ((), ())
    return (STARTS, resignations, *left), (DECIDED, BACKFILLS, TAKEN_BACK, OPEN, *given)


def balance(found: Turnover, grid: Grid, resignations: str, column: int) -> str:
    """The formula of those who start less those who leave."""
    starts, *leaving = (grid.at(name, column) for name in names(found, resignations)[0])
    return "-".join((starts, *leaving))


def lines_of_people(books: Books, found: Turnover, grid: Grid, resignations: str) -> Iterator[Line]:
    """Means over the futures. Starts, leavers and notices are for the reader to change."""
    roles, lines = books.roles, books.lines
    turnover = roles.turnover
    assert turnover is not None  # as there is one of the plan
    assert roles.recruits is not None
    decided = np.array(found.opens)
    yield Line(STARTS, "cents", lines[roles.recruits], "sum", input=True)
    yield Line(resignations, "cents", lines[turnover.resigned], "sum", input=True)
    notice = found.hiring.notice_months
    if notice is not None:
        yield from _notices(found, grid, notice)
    yield Line(DECIDED, "count", decided, "sum", lambda c: counted(books, NEW, address(DAYS, c)))
    yield Line(BACKFILLS, "cents", lines[turnover.opened] - decided, "sum")
    yield Line(TAKEN_BACK, "cents", lines[turnover.taken_back], "sum")
    yield Line(OPEN, "cents", lines[turnover.vacant], "last", lambda c: _still_open(grid, c))


def _notices(found: Turnover, grid: Grid, notice: int) -> Iterator[Line]:
    """Notices, and the last days that they come to."""
    given = found.dismissed
    left = np.concatenate((np.zeros(notice), given))[: given.size]

    def last_days(column: int) -> str:
        early = column - notice < grid.first_month
        return "0" if early else grid.at(GIVEN, column - notice)

    yield Line(LEFT, "cents", left, "sum", last_days)
    yield Line(GIVEN, "cents", given, "sum", input=True)


def _still_open(grid: Grid, column: int) -> str:
    """The formula of the open positions of a month from those of the month before."""
    before = grid.before(OPEN, column, "0")
    opened = f"{grid.at(DECIDED, column)}+{grid.at(BACKFILLS, column)}"
    return f"{before}+{opened}-{grid.at(TAKEN_BACK, column)}-{grid.at(STARTS, column)}"


def severance_line(books: Books, grid: Grid, pay: str) -> Sequence[Line]:
    """What those are paid who are given notice, at the pay of their month; none if nothing."""
    paid = books.roles.severance_cost
    if paid is None:
        return ()
    if paid_apart(books):  # and so is severance: it is as simulated
        return (Line(SEVERANCE, "money", books.lines[paid], "sum", input=True),)

    def severance(column: int) -> str:
        return f"{grid.at(GIVEN, column)}*severance_each*{grid.at(pay, column)}"

    return (Line(SEVERANCE, "money", books.lines[paid], "sum", severance),)
