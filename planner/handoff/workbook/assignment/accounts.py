"""The sheet *Accounts*: all of them, and who has each; as CSV it is the list to decide on."""

from collections.abc import Sequence

from planner.handoff.wording.assignment.rows import AccountRow
from planner.handoff.workbook.cells import Cell, Row, Sheet, Value, address, column, headings
from planner.proposal.lists import BETWEEN

NAME = "Accounts"
_HEADINGS = ("account", "segment", "value", "renewal date", "owner", "proposed", "moves", "reason")
DECIDED = ("decision", "by", "note", "refused")
"""Columns that people fill in; the last has whom they have refused before."""

_WIDTHS = (24, 13, 12, 12, 16, 16, 8, 68, 11, 12, 24, 14)


def accounts_sheet(rows: Sequence[AccountRow]) -> Sheet:
    """A row an account, then how many move, and what all are worth."""
    columns = (*_HEADINGS, *DECIDED)
    names = [place for place, each in enumerate(columns) if each not in ("value", "renewal date")]
    return Sheet(
        NAME,
        [headings(*columns, names=names), *map(_row, rows), _total(rows)],
        [columns, *map(record, rows)],
        _WIDTHS,
        frozen=(1, 1),
        printed=len(_HEADINGS),
    )


def record(each: AccountRow) -> list[Value]:
    """An account for machines."""
    return [
        each.account,
        each.segment,
        int(each.value) if each.value.is_integer() else each.value,
        each.renewal,
        each.owner,
        each.proposed,
        _moves(each),
        each.reason,
        *decided(each),
    ]


def decided(each: AccountRow) -> list[str]:
    """What people have decided of it."""
    return [each.decision, each.by, each.note, f"{BETWEEN} ".join(each.refused)]


def _moves(each: AccountRow) -> str:
    return "yes" if each.moves else "no"


def _row(each: AccountRow) -> Row:
    return [
        Cell(each.account, "label"),
        Cell(each.segment),
        Cell(each.value, "money"),
        Cell(each.renewal, "date"),
        Cell(each.owner),
        Cell(each.proposed),
        Cell(_moves(each)),
        Cell(each.reason),
        *map(Cell, decided(each)),
    ]


def _total(rows: Sequence[AccountRow]) -> Row:
    """What all are worth, and how many move."""
    worth, moving = sum(each.value for each in rows), sum(each.moves for each in rows)
    return [
        None,
        Cell("total", strong=True),
        Cell(worth, "money", f"SUM({span(2, len(rows))})", strong=True),
        None,
        None,
        None,
        Cell(moving, "count", f'COUNTIF({span(6, len(rows))},"yes")', strong=True),
    ]


def span(place: int, rows: int) -> str:
    """The cells of a column below its heading."""
    return f"{address(1, place)}:{column(place)}{rows + 1}"
