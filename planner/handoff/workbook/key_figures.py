"""The figures that a reader asks for first: people, objective, revenue, cost; and by quarter."""

from planner.books.books import Books, signed_money
from planner.books.estimates import Estimates, Of
from planner.handoff.wording.numbers import in_currency
from planner.handoff.workbook.cells import Cell, Row, Style, address, headings
from planner.handoff.workbook.headcount import (
    CLOSING,
    HIRES,
    OPENING,
    REDUCTIONS,
    RESIGNATIONS,
    TOTAL,
    headcount_grid,
    headcount_lines,
)
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.metrics import half_width_at, mean_at
from planner.handoff.workbook.people import OPEN, names
from planner.handoff.workbook.reconciliation import COLUMNS, PENDING, UNTOUCHED, best_at
from planner.handoff.workbook.units import estimate_style

BEFORE, AT_END = "Headcount today", "Headcount at the end"
SETTLED = "Headcount in the long run"
CHANGE = "Cost in the horizon: changed by the reader"
_TITLE = (
    "Key figures of the fixed plan: best estimates with 95 % half-widths; today's policy as "
    "simulated"
)
OF: tuple[Of, ...] = ("fixed plan", "today's policy", "difference to today")


def quarter_lines(books: Books) -> tuple[str, ...]:
    """The lines of *Headcount* that a quarter is told in."""
    if books.turnover:
        moves, _ = names(books.turnover, RESIGNATIONS)
        return OPENING, *moves, CLOSING, OPEN, TOTAL
    return OPENING, HIRES, REDUCTIONS, CLOSING, TOTAL


def key_figures(estimates: Estimates, books: Books, above: int) -> list[Row]:
    """The rows; figures of the fixed plan follow what the reader changes, as far as they can.

    Args:
        above: rows above on the sheet.
    """
    share, metrics = books.share, estimates.metrics
    rows: list[Row] = [
        [Cell(_TITLE, "title")],
        headings("", *(name for of in OF for name in (of, "±")), "unit", names=(0, 7)),
        *_people(estimates, books, above + 2),
        _metric(estimates, "objective", best_at("objective")),
        _metric(estimates, share.credited, _as_long_as("staffing_is", best_at(share.credited))),
        _metric(estimates, share.cost, best_at(share.cost)),
        [
            Cell(CHANGE, "label"),
            Cell(0.0, "money", "cost_changed"),
            *[None] * 5,
            Cell(books.currency),
        ],
    ]
    signed = signed_money(books.roles)
    others = [name for name in estimates.highlights if name not in signed]
    for name in signed:
        rows.append(_metric(estimates, name, _as_long_as("staffing_is", best_at(name))))
    for name in others:
        # Money follows prices, which only the sheets' own sums know.
        state = "sheets_are" if metrics[name].unit.startswith("money") else "staffing_is"
        formula = _as_long_as(state, mean_at(estimates, name, "fixed plan"))
        rows.append(_metric(estimates, name, formula))
    named = ("objective", share.credited, share.cost, *signed, *others)
    meanings = (f"{title(name)}: {metrics[name].description}." for name in named)
    return [*rows, [Cell(" ".join(meanings), "note", across=COLUMNS)]]


def shown(estimates: Estimates) -> tuple[str, ...]:
    """The metrics that stand first where no books are kept."""
    return ("objective", *estimates.highlights)


def best_estimates(estimates: Estimates) -> list[Row]:
    """The rows where no books are kept: as estimated, as there is nothing to change."""
    metrics = estimates.metrics
    rows: list[Row] = [
        [Cell(_TITLE, "title")],
        headings("", *(name for of in OF for name in (of, "±")), "unit", names=(0, 7)),
    ]
    for name in shown(estimates):
        style, found = estimate_style(metrics[name].unit), estimates.of(name)
        cells = [
            Cell(value, style) for of in OF for value in (found[of].mean, found[of].half_width)
        ]
        unit = Cell(in_currency(metrics[name].unit, estimates.currency))
        rows.append([Cell(title(name), "label", strong=name == "objective"), *cells, unit])
    meanings = (f"{title(name)}: {metrics[name].description}." for name in shown(estimates))
    return [*rows, [Cell(" ".join(meanings), "note", across=COLUMNS)]]


def quarters(books: Books) -> list[Row]:
    """The team by fiscal quarter; nothing where months have no dates."""
    if not books.calendar.dated:
        return []
    grid, lines, told = headcount_grid(books), headcount_lines(books), quarter_lines(books)
    rows: list[Row] = [
        [Cell("Headcount of the fixed plan by fiscal quarter", "title")],
        headings("", *told),
    ]
    style: dict[str, Style] = {line.name: line.style for line in lines}
    for quarter in books.calendar.quarters:
        values, column = grid.over(lines, quarter), grid.column(quarter)
        cells = (
            Cell(values[name], style[name], f"{HEADCOUNT}!{grid.at(name, column)}") for name in told
        )
        rows.append([Cell(quarter.label, "label"), *cells])
    return rows


def _people(estimates: Estimates, books: Books, first: int) -> list[Row]:
    unit = Cell(f"{books.roles.member}s")
    metric = books.roles.team_at_end
    end = headcount_grid(books).months(CLOSING).split(":")[1]
    before: Row = [
        Cell(BEFORE, "label"),
        Cell(books.opening_team, "count", "opening_team"),
        None,
        Cell(books.opening_team, "count"),
        *[None] * 3,
        unit,
    ]
    if books.turnover:
        # A mean over the futures, like all others: what the reader changes has no best estimate.
        best = mean_at(estimates, metric, "fixed plan")
        planned = f'IF(staffing_is="{UNTOUCHED}",{best},{HEADCOUNT}!{end})'
        _, *cells, _ = _metric(estimates, metric, planned)
        return [before, [Cell(AT_END, "label", strong=True), *cells, unit]]
    team = int(books.lines[books.roles.team][-1])
    today = estimates.of(metric)["today's policy"]
    row = first + 1
    apart = f"{address(row, 1)}-{address(row, 3)}"
    mean, half_width = (at(estimates, metric, "today's policy") for at in (mean_at, half_width_at))
    return [
        before,
        [
            Cell(AT_END if books.calendar.dated else SETTLED, "label", strong=True),
            Cell(team, "count", f"{HEADCOUNT}!{end}", strong=True),
            None,
            Cell(today.mean, "cents", mean),
            Cell(today.half_width, "cents", half_width),
            Cell(team - today.mean, "cents", apart),
            Cell(today.half_width, "cents", address(row, 4)),
            unit,
        ],
    ]


def _metric(estimates: Estimates, name: str, planned: str) -> Row:
    """A metric's row.

    Args:
        planned: the formula of the fixed plan's.
    """
    quantity = estimates.metrics[name]
    style, strong = estimate_style(quantity.unit), name == "objective"
    row: Row = [Cell(title(name), "label", strong=strong)]
    for of in OF:
        found = estimates.of(name)[of]
        mean, half_width = mean_at(estimates, name, of), half_width_at(estimates, name, of)
        # Today's policy stays as simulated, so nothing can be said against it at other inputs.
        if of == "fixed plan":
            mean, half_width = planned, _as_long_as("sheets_are", half_width, "")
        elif of == "difference to today":
            mean = _as_long_as("sheets_are", mean)
            half_width = _as_long_as("sheets_are", half_width, "")
        row.append(Cell(found.mean, style, mean, strong=strong and of == "fixed plan"))
        row.append(Cell(found.half_width, style, half_width))
    return [*row, Cell(in_currency(quantity.unit, estimates.currency))]


def title(metric: str) -> str:
    return metric.replace("_", " ").capitalize()


def _as_long_as(state: str, formula: str, otherwise: str = PENDING) -> str:
    """The formula of a figure that says nothing once the reader has changed what it rests on."""
    return f'IF({state}="{UNTOUCHED}",{formula},"{otherwise}")'
