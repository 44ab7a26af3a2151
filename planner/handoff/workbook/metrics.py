"""The sheet *Metrics*: every metric of the policies, each with its half-width."""

from collections.abc import Mapping, Sequence

from planner.books.estimates import Estimates, Of
from planner.handoff.wording.numbers import in_currency
from planner.handoff.workbook.cells import Cell, Row, Sheet, Value, address, headings
from planner.handoff.workbook.units import estimate_style
from simmodel.contract.parts import of_part

NAME = "Metrics"
_FIRST = 3  # row of the first metric
_PLACES: Mapping[Of, int] = {
    "fixed plan": 2,
    "today's policy": 4,
    "difference to today": 6,
    "adaptive policy": 8,
}
_OF_PARTS = "Means of the fixed plan by {kind}, with 95 % half-widths"
_NOTE = (
    "The best estimates, as on the terminal and in the report: means with 95 % half-widths, luck "
    "taken out. The difference is the fixed plan's to today's policy, in the same futures."
)


def mean_at(estimates: Estimates, metric: str, of: Of) -> str:
    """Address of a mean."""
    return f"{NAME}!{address(_row_of(estimates, metric), _PLACES[of])}"


def half_width_at(estimates: Estimates, metric: str, of: Of) -> str:
    """Address of a half-width."""
    return f"{NAME}!{address(_row_of(estimates, metric), _PLACES[of] + 1)}"


def metrics_sheet(estimates: Estimates) -> Sheet:
    compared = list(estimates.of("objective"))
    names = [name for of in compared for name in (of, "±")]
    meaning = 2 + len(names)
    rows: list[Row] = [
        [Cell("How sure, as simulated", "title")],
        [Cell(_NOTE, "note", across=meaning + 1)],
        headings("metric", "unit", *names, "meaning", names=(0, 1, meaning)),
    ]
    table: list[list[Value]] = [["metric", "of", "mean", "half-width", "unit", "meaning"]]
    for metric, quantity in estimates.metrics.items():
        unit = in_currency(quantity.unit, estimates.currency)
        style = estimate_style(quantity.unit)
        row: Row = [Cell(metric, "label"), Cell(unit)]
        for of, found in estimates.of(metric).items():
            row += [Cell(found.mean, style), Cell(found.half_width, style)]
            table.append([metric, of, found.mean, found.half_width, unit, quantity.description])
        rows.append([*row, Cell(quantity.description)])
    breaks = []
    for kind, parts in estimates.parts.items():
        breaks.append(len(rows) + 1)  # behind an empty row
        room = len(compared)  # as many parts beside each other as there are columns for
        for first in range(0, len(parts), room):
            rows += _matrix(estimates, kind, parts[first : first + room])
    for metric, quantity in estimates.of_parts.items():
        unit = in_currency(quantity.unit, estimates.currency)
        for of, found in estimates.of(metric).items():
            table.append([metric, of, found.mean, found.half_width, unit, quantity.description])
    widths = (26, 14, *[12, 10] * len(compared), 60)
    # Headings of the whole stand above no matrix, neither on a page nor on the screen.
    frozen = (0, 1) if breaks else (_FIRST, 1)
    return Sheet(NAME, rows, table, widths, frozen=frozen, breaks=breaks)


def _matrix(estimates: Estimates, kind: str, parts: Sequence[str]) -> list[Row]:
    """A row a metric that any of the parts has, a mean and a half-width for each of them."""
    rows: list[Row] = [
        [],
        [Cell(_OF_PARTS.format(kind=kind), "title")],
        headings("metric", "unit", *(n for part in parts for n in (part, "±")), names=(0, 1)),
    ]
    for metric, quantity in estimates.metrics.items():
        if not any(of_part(metric, part) in estimates.of_parts for part in parts):
            continue
        style = estimate_style(quantity.unit)
        row: Row = [Cell(metric, "label"), Cell(in_currency(quantity.unit, estimates.currency))]
        for part in parts:
            found = estimates.plan.metrics.get(of_part(metric, part))
            known = (found.mean, found.half_width) if found else (None, None)
            row += [None if number is None else Cell(number, style) for number in known]
        rows.append(row)
    return rows


def _row_of(estimates: Estimates, metric: str) -> int:
    return _FIRST + list(estimates.metrics).index(metric)
