"""The sheet *Moves*: what changes, why, and the column in which people decide on it.

Its headings stand in the first line, so that the sheet, saved as CSV, is a list of decisions.
"""

from collections.abc import Mapping, Sequence

from planner.handoff.wording.assignment.rows import AccountRow
from planner.handoff.workbook.assignment.accounts import DECIDED, decided, span
from planner.handoff.workbook.cells import (
    Area,
    Cell,
    Choice,
    Row,
    Sheet,
    Style,
    Value,
    headings,
)
from planner.proposal.decisions import CHOICES
from planner.proposal.moves import Alternative, Move
from planner.proposal.proposal import Proposal

NAME = "Moves"
_COLUMNS = (
    "account",
    "segment",
    "value",
    "renewal date",
    "owner",
    "proposed",
    "the change costs",
    "to stay costs more",
    "next best",
    "who costs more",
    "reason",
)
_NUMBERS = ("value", "renewal date", "the change costs", "to stay costs more", "who costs more")
_WIDTHS = (24, 13, 12, 12, 14, 14, 11, 11, 14, 11, 62, 11, 12, 24, 14)
_FIRST_DECIDED = len(_COLUMNS)


def moves_sheet(proposal: Proposal, rows: Sequence[AccountRow]) -> Sheet:
    """A row a move, those that save most first."""
    by_place: Mapping[int, AccountRow] = {each.place: each for each in rows}
    records = [_record(proposal, each, by_place[each.account]) for each in proposal.moves]
    columns = (*_COLUMNS, *DECIDED)
    names = [place for place, each in enumerate(columns) if each not in _NUMBERS]
    last = len(records)
    choices = [Choice(Area(1, _FIRST_DECIDED, last, _FIRST_DECIDED), CHOICES)] if last else []
    return Sheet(
        NAME,
        [
            headings(*columns, names=names),
            *map(_row, records),
            *([_total(records)] if last else []),
        ],
        [columns, *records],
        _WIDTHS,
        frozen=(1, 1),
        choices=choices,
    )


def _record(proposal: Proposal, move: Move, row: AccountRow) -> list[Value]:
    return [
        row.account,
        row.segment,
        row.value,
        row.renewal,
        row.owner,
        row.proposed,
        move.cost,
        move.stay.more if move.stay else "",
        *_next(proposal, move.runner_up),
        row.reason,
        *decided(row),
    ]


def _next(proposal: Proposal, other: Alternative | None) -> tuple[str, Value]:
    return (proposal.lists.name(other.person), other.more) if other else ("", "")


def _row(record: Sequence[Value]) -> Row:
    styles: dict[int, Style] = {0: "label", 3: "date", **dict.fromkeys((2, 6, 7, 9), "money")}
    return [
        Cell(value, styles.get(place, "text"), input=place >= _FIRST_DECIDED)
        for place, value in enumerate(record)
    ]


def _total(records: Sequence[Sequence[Value]]) -> Row:
    """What moves, and what the changes cost."""
    row: Row = [None, Cell("total", strong=True), *[None] * 5]
    for place in (2, 6):
        numbers = [each[place] for each in records]
        summed = sum(each for each in numbers if isinstance(each, float))
        formula = f"SUM({span(place, len(records))})"
        row[place] = Cell(summed, "money", formula, strong=True)
    return row
