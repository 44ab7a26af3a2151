"""The sheet *Moves*: what changes, why, and the column in which people decide on it.

Its headings stand in the first line, so that the sheet, saved as CSV, is a list of decisions.
"""

from collections.abc import Iterator, Mapping, Sequence

from planner.handoff.wording.assignment import moves
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
from simmodel.contract.assignment import NOBODY

NAME = "Moves"
_SAID = ("account", "change", "owner", "proposed", "value", "renewal date", "reason")
_MORE = (
    "segment",
    "the change costs",
    "to stay brings more",
    "next best",
    "who brings more",
)
_COLUMNS = (*_SAID, *DECIDED, *_MORE)
_CHANGE, _VALUE, _COST = (_COLUMNS.index(each) for each in ("change", "value", "the change costs"))
_STYLES: Mapping[str, Style] = {
    "account": "label",
    "value": "money",
    "renewal date": "date",
    "the change costs": "money",
    "to stay brings more": "money",
    "who brings more": "money",
}
_WIDTHS = (22, 8, 15, 15, 11, 12, 60, 10, 10, 18, 14, 13, 11, 11, 15, 11)
_DECIDED = range(len(_SAID), len(_SAID) + len(DECIDED))
_PRINTED = _DECIDED[-1]  # all that is decided but whom people have refused before
_MOVES, _PLACED = "move", "placed"


def moves_sheet(proposal: Proposal, rows: Sequence[AccountRow]) -> Sheet:
    """A row a move, those that bring most first, then one a placement."""
    by_place: Mapping[int, AccountRow] = {each.place: each for each in rows}
    found = (*moves.changing(proposal), *moves.placing(proposal))
    records = [_record(proposal, each, by_place[each.account]) for each in found]
    names = [place for place, each in enumerate(_COLUMNS) if _STYLES.get(each, "label") == "label"]
    last = len(records)
    decision = _DECIDED[0]
    choices = [Choice(Area(1, decision, last, decision), CHOICES)] if last else []
    return Sheet(
        NAME,
        [headings(*_COLUMNS, names=names), *map(_row, records), *_totals(records)],
        [_COLUMNS, *records],
        _WIDTHS,
        frozen=(1, 1),
        printed=_PRINTED,
        choices=choices,
    )


def _record(proposal: Proposal, move: Move, row: AccountRow) -> list[Value]:
    return [
        row.account,
        _PLACED if move.before == NOBODY else _MOVES,
        row.owner,
        row.proposed,
        row.value,
        row.renewal,
        row.reason,
        *decided(row),
        row.segment,
        move.cost,
        move.stay.more if move.stay else "",
        *_next(proposal, move.runner_up),
    ]


def _next(proposal: Proposal, other: Alternative | None) -> tuple[str, Value]:
    return (proposal.lists.name(other.person), other.more) if other else ("", "")


def _row(record: Sequence[Value]) -> Row:
    return [
        Cell(value, _STYLES.get(_COLUMNS[place], "text"), input=place in _DECIDED)
        for place, value in enumerate(record)
    ]


def _totals(records: Sequence[Sequence[Value]]) -> Iterator[Row]:
    """What moves and what is placed, and what the changes cost."""
    for kind in (_MOVES, _PLACED):
        own = [each for each in records if each[_CHANGE] == kind]
        if not own:
            continue
        row: Row = [None] * (_COST + 1)
        row[_CHANGE], row[_CHANGE + 1] = Cell(kind, strong=True), Cell("total", strong=True)
        for place in (_VALUE, _COST):
            summed = sum(each for record in own if isinstance(each := record[place], float))
            of = f'{span(_CHANGE, len(records))},"{kind}",{span(place, len(records))}'
            row[place] = Cell(summed, "money", f"SUMIF({of})", strong=True)
        yield row
