"""The sheet *Assumptions*: settings, prices, and where the proposal comes from."""

from collections.abc import Iterator

from planner.handoff.wording.assignment.settings import (
    ILLUSTRATIVE,
    prices,
    provenance,
    settings,
)
from planner.handoff.workbook.cells import Cell, Row, Sheet, Value, headings
from planner.proposal.proposal import Proposal
from planner.study.listing import Stated

NAME = "Assumptions"


def assumptions_sheet(proposal: Proposal) -> Sheet:
    """Every setting of the table [assign] with its meaning."""
    stated: list[Row] = [
        [Cell(each.key, "label"), _value(each), Cell(unit), Cell(each.description)]
        for each, unit in settings(proposal)
    ]
    charged: list[Row] = [
        [Cell(name, "label"), Cell(amount, "cents"), Cell(unit), Cell(meaning)]
        for name, amount, unit, meaning in prices(proposal)
    ]
    come_from: list[Row] = [
        [Cell(name, "label"), Cell(text, across=3)] for name, text in provenance(proposal).items()
    ]
    columns = ("name", "value", "unit", "meaning")
    rows: list[Row] = [
        [Cell(NAME, "title")],
        [Cell(ILLUSTRATIVE, "note", across=4)],
        headings(*columns, names=(0, 2, 3)),
        *stated,
        [],
        headings("prices of the search", "amount", "unit", "meaning", names=(0, 2, 3)),
        *charged,
        [],
        headings("where this comes from", "", names=(0, 1)),
        *come_from,
    ]
    records = [*_records(stated), *_records(charged), *_records(come_from)]
    return Sheet(NAME, rows, [columns, *records], widths=(34, 16, 28, 80), frozen=(3, 1))


def _value(each: Stated) -> Cell:
    if isinstance(each.value, bool) or not isinstance(each.value, int | float):
        return Cell(each.text, "figure")
    return Cell(each.value, "plain")


def _records(rows: list[Row]) -> Iterator[list[Value]]:
    for row in rows:
        values = [cell.value if cell else None for cell in row]
        yield [*values, *[None] * (4 - len(values))]
