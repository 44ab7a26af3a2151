"""The sheets *Left out*, *Conflicts* and *Audit*: lists without formulas."""

from collections.abc import Sequence
from dataclasses import astuple

from planner.handoff.documents.audit import HEADINGS, Entry
from planner.handoff.wording.assignment import moves
from planner.handoff.wording.assignment.conflicts import conflicts
from planner.handoff.wording.assignment.places import account_name
from planner.handoff.workbook.cells import Cell, Row, Sheet, Value, headings
from planner.proposal.proposal import Proposal

_FIRST = 3  # row of the first
_LEFT_OUT = ("account", "from", "to", "would bring", "the change costs", "why not")
_LEFT_OUT_NOTE = (
    "Moves that are predicted to bring something, were it not for the change itself or for what "
    "binds; what would bring most first."
)
_CONFLICTS_NOTE = (
    "Rows that cannot all hold, each time as few as there may be: with any one of them less the "
    "others could. The proposal is the best without what it gives up."
)
_AUDIT_NOTE = (
    "What people have decided, and when (UTC); the file assignment-audit.csv has the same."
)


def left_out_sheet(proposal: Proposal) -> Sheet:
    """A row a move that is not made."""
    lists = proposal.lists
    records: list[list[Value]] = [
        [
            account_name(lists, each.account),
            lists.name(each.before),
            lists.name(each.after),
            each.brings,
            each.cost,
            moves.left_out(proposal, each),
        ]
        for each in proposal.left_out
    ]
    rows: list[Row] = [
        [
            Cell(value, "money" if place in (3, 4) else "text" if place else "label")
            for place, value in enumerate(record)
        ]
        for record in records
    ]
    head = headings(*_LEFT_OUT, names=(0, 1, 2, 5))
    widths = (28, 16, 16, 12, 12, 90)
    return _sheet(
        "Left out", "Moves that are not made", _LEFT_OUT_NOTE, head, rows, records, widths
    )


def conflicts_sheet(proposal: Proposal) -> Sheet:
    """A row a conflict, or all that are alike."""
    records: list[list[Value]] = [
        [number, each] for number, each in enumerate(conflicts(proposal), 1)
    ]
    rows: list[Row] = [[Cell(each[0], "count"), Cell(each[1])] for each in records]
    head = headings("number", "what cannot all hold", names=(1,))
    return _sheet("Conflicts", "Conflicts", _CONFLICTS_NOTE, head, rows, records, (10, 130))


def audit_sheet(trail: Sequence[Entry]) -> Sheet:
    """A row a decision, the first ones first."""
    records: list[list[Value]] = [list(astuple(each)) for each in trail]
    rows: list[Row] = [list(map(Cell, each)) for each in records]
    head = headings(*HEADINGS, names=range(len(HEADINGS)))
    widths = (21, 10, 28, 16, 16, 16, 40, 66)
    return _sheet("Audit", "What was decided", _AUDIT_NOTE, head, rows, records, widths)


def _sheet(
    name: str,
    title: str,
    note: str,
    head: Row,
    rows: Sequence[Row],
    records: Sequence[Sequence[Value]],
    widths: Sequence[float],
) -> Sheet:
    columns = [cell.value if cell else None for cell in head]
    top: list[Row] = [[Cell(title, "title")], [Cell(note, "note", across=len(head))], head]
    return Sheet(name, [*top, *rows], [columns, *records], widths, frozen=(_FIRST, 1))
