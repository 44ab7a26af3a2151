"""Annual recurring revenue where contracts differ: what comes and goes, as it was simulated."""

from collections.abc import Iterator, Mapping

import numpy as np

from planner.books.books import Books
from planner.books.parts import Part
from planner.books.revenue import Revenue
from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.customers import (
    CHURNED,
    CLOSING_CUSTOMERS,
    CUSTOMERS,
    OPENING_CUSTOMERS,
    balance_lines,
)
from planner.handoff.workbook.lines import Grid, Line
from planner.handoff.workbook.tabs import tabs

OPENING, NEW, CHURN, CLOSING = "Opening ARR", "New ARR", "Churned ARR", "Closing ARR"
EXPANSION, CONTRACTION = "Expansion ARR", "Contraction ARR"
GRR, NRR = "Gross revenue retention", "Net revenue retention"
LOGOS = "Logo retention"
RENEWED = "Contracts renewed"
NEW_BOOKINGS, RENEWAL_BOOKINGS, BOOKINGS = "New bookings", "Renewal bookings", "Bookings"
RECOGNISED = "Recognised revenue"
_NOTE = (
    "Customers of {name} alone. Closing = opening + new + expansion - contraction - churned. All "
    "that comes and goes, bookings and recognised revenue are as simulated, and inputs of their "
    "own: a change of one does not change the others. Months are means of the futures simulated."
)


def opening_cells(place: int) -> tuple[str, str]:
    """The names of the cells that hold a part's customers and revenue before the first month."""
    return f"opening_customers_{place + 1}", f"opening_revenue_{place + 1}"


def flows_of(revenue: Revenue) -> tuple[str, ...]:
    """The lines of revenue, of those that there are."""
    changes = (EXPANSION, CONTRACTION) if revenue.expansion is not None else ()
    return (OPENING, NEW, *changes, CHURN, CLOSING)


RATIOS = (GRR, NRR, LOGOS)
SIGNED = (RENEWED, NEW_BOOKINGS, RENEWAL_BOOKINGS, BOOKINGS)


def revenue_lines(
    grid: Grid, revenue: Revenue, customers: list[Line], opening_cell: str
) -> list[Line]:
    """From opening to closing revenue, and what is kept of it.

    Args:
        customers: their lines.
        opening_cell: that holds the revenue before the first month.
    """
    opening = np.concatenate(([revenue.opening], revenue.closing[:-1]))
    kept = {OPENING: 1, CHURN: -1}
    changes: list[Line] = []
    if revenue.expansion is not None and revenue.contraction is not None:
        kept = {OPENING: 1, CONTRACTION: -1, CHURN: -1}
        changes = [
            Line(EXPANSION, "money", revenue.expansion, "sum", input=True),
            Line(CONTRACTION, "money", revenue.contraction, "sum", input=True),
        ]
    grown = {EXPANSION: 1} if changes else {}

    def first(column: int) -> str:
        return grid.before(CLOSING, column, opening_cell)

    def balance(column: int) -> str:
        signs = {OPENING: "", NEW: "+", EXPANSION: "+", CONTRACTION: "-", CHURN: "-"}
        return "".join(
            sign + grid.at(name, column) for name, sign in signs.items() if name in grid.names
        )

    found = [
        Line(OPENING, "money", opening, "first", first),
        Line(NEW, "money", revenue.new, "sum", input=True),
        *changes,
        Line(CHURN, "money", revenue.churned, "sum", input=True),
        Line(CLOSING, "money", revenue.closing, "last", balance, strong=True),
    ]
    stayed = {OPENING_CUSTOMERS: 1, CHURNED: -1}
    return [
        *found,
        grid.ratio(GRR, "share", kept, OPENING, found),
        grid.ratio(NRR, "share", kept | grown, OPENING, found),
        grid.ratio(LOGOS, "share", stayed, OPENING_CUSTOMERS, customers),
    ]


def signed_lines(books: Books, grid: Grid, lines: Mapping[str, np.ndarray]) -> Iterator[Line]:
    """What is signed and earned, as it was simulated.

    Args:
        lines: of all customers, or of those of a part.
    """
    signed = books.roles.signed
    assert signed is not None  # as there is revenue
    new, renewed = lines[signed.new_bookings], lines[signed.renewal_bookings]
    yield Line(RENEWED, "fraction", lines[signed.renewed], "sum", input=True)
    yield Line(NEW_BOOKINGS, "money", new, "sum", input=True)
    yield Line(RENEWAL_BOOKINGS, "money", renewed, "sum", input=True)
    yield bookings_line(grid, new + renewed)
    yield Line(RECOGNISED, "money", lines[signed.recognised_revenue], "sum", input=True)


def bookings_line(grid: Grid, bookings: np.ndarray) -> Line:
    """All that is signed: new contracts, and renewals."""

    def both(column: int) -> str:
        return f"{grid.at(NEW_BOOKINGS, column)}+{grid.at(RENEWAL_BOOKINGS, column)}"

    return Line(BOOKINGS, "money", bookings, "sum", both, strong=True)


def level_of_revenue(name: str) -> str:
    """The line of a quantile of closing revenue."""
    return f"{name} of closing ARR (as simulated)"


def level_lines(revenue: Revenue) -> Iterator[Line]:
    """How closing revenue spreads over futures."""
    for level, values in revenue.levels.items():
        yield Line(level_of_revenue(level), "money", values, "last")


def part_grid(books: Books, part: Part) -> Grid:
    """The lines of the sheet of one part."""
    assert part.revenue is not None
    levels = (level_of_revenue(each) for each in part.revenue.levels)
    arr = (*flows_of(part.revenue), *RATIOS)
    names = (*CUSTOMERS, "", *arr, "", *SIGNED, "", RECOGNISED, "", *levels)
    return Grid(books.calendar, names)


def part_sheets(books: Books) -> Iterator[Sheet]:
    """A sheet for each part whose customers are told apart, where contracts differ."""
    for place, (part, name) in enumerate(parts_told(books).values()):
        grid = part_grid(books, part)
        cells = opening_cells(place)
        opening = part.opening_customers
        lines = balance_lines(books.roles, part.lines, opening, cells[0], grid, CHURNED)
        assert part.revenue is not None
        lines += revenue_lines(grid, part.revenue, lines, cells[1])
        lines += [*signed_lines(books, grid, part.lines), *level_lines(part.revenue)]
        yield grid.sheet(name, lines, _NOTE.format(name=part.name), books.currency, (42, 12))


def parts_told(books: Books) -> dict[str, tuple[Part, str]]:
    """The parts that have sheets of their own, by name, each with that of its sheet."""
    if books.served is None or books.revenue is None:
        return {}
    names = tabs(books.served.kind, (part.name for part in books.served.parts))
    return {part.name: (part, names[part.name]) for part in books.served.parts}


def check_names(books: Books) -> dict[str, str]:
    """Lines that hold the parts against the whole, and what they are of."""
    told = (CLOSING_CUSTOMERS, CLOSING, BOOKINGS, RECOGNISED) if parts_told(books) else ()
    kind = books.served.kind if books.served else ""
    return {f"{name}: {kind}s less total": name for name in told}


def check_lines(books: Books, grid: Grid, above: list[Line]) -> Iterator[Line]:
    """Those lines: nothing, until the reader changes one and not the other.

    Args:
        above: lines of the whole.
    """
    parts = parts_told(books).values()
    known = {line.name: line for line in above}
    for name, of in check_names(books).items():
        values = sum(_values(books, part)[of] for part, _ in parts) - known[of].months

        def less(column: int, of: str = of) -> str:
            each = (f"'{sheet}'!{part_grid(books, part).at(of, column)}" for part, sheet in parts)
            return f"{'+'.join(each)}-{grid.at(of, column)}"

        yield Line(name, "cents", values, known[of].rollup, less)


def _values(books: Books, part: Part) -> dict[str, np.ndarray]:
    """What is held against the whole, of a part."""
    signed, lines = books.roles.signed, part.lines
    assert signed is not None and part.revenue is not None
    return {
        CLOSING_CUSTOMERS: lines[books.roles.customers],
        CLOSING: part.revenue.closing,
        BOOKINGS: lines[signed.new_bookings] + lines[signed.renewal_bookings],
        RECOGNISED: lines[signed.recognised_revenue],
    }
