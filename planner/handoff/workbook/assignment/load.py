"""The sheet *Load*: each person's work over hours, today and as proposed."""

import numpy as np

from planner.handoff.wording.assignment.places import MONTHS
from planner.handoff.workbook.cells import (
    Area,
    Cell,
    Row,
    Sheet,
    Style,
    Value,
    address,
    headings,
)
from planner.proposal.proposal import Proposal

NAME = "Load"
TODAY, THEN = "today", "proposed"
_FIRST = 3  # row of the first person
_NONE = "no hours"
_NOTE = (
    "Work over hours: white up to 80 %, yellow at 100 %, red from 125 % on. It is the quotient of "
    "the hours on the right: put other hours there, and it follows. All is what is expected, and "
    "no person's month is as the average."
)
_WIDTHS = (22, *[12] * 6, *[10] * 2, *[13] * 2, *[10] * 9)
_MONTHS = len(MONTHS)
_LOAD, _BOOKS = 1, 1 + 2 * _MONTHS  # columns
_HOURS = _BOOKS + 4
_DUE = _HOURS + _MONTHS


def load_sheet(proposal: Proposal) -> Sheet:
    """A row a person, then the team."""
    people = [each.name for each in proposal.lists.people]
    rows = [_row(proposal, place) for place in range(len(people))]
    columns = _headings()
    last = _FIRST + len(people)
    return Sheet(
        NAME,
        [
            [Cell("Work over hours", "title")],
            [Cell(_NOTE, "note", across=11)],
            headings(*columns),
            *rows,
            _team(proposal, len(people)),
        ],
        [columns, *([cell.value if cell else None for cell in row] for row in rows)],
        _WIDTHS,
        frozen=(_FIRST, 1),
        printed=_HOURS,
        heat=[Area(_FIRST, _LOAD, last, _LOAD + 2 * _MONTHS - 1)],
    )


def _headings() -> tuple[str, ...]:
    both = [f"{when}, {month}" for when in (TODAY, THEN) for month in MONTHS]
    books = [f"{what} {when}" for what in ("accounts", "value") for when in (TODAY, THEN)]
    hours = [f"hours, {month}" for month in MONTHS]
    due = [f"work {when}, {month}" for when in (TODAY, THEN) for month in MONTHS]
    return ("person", *both, *books, *hours, *due)


def _row(proposal: Proposal, place: int) -> Row:
    today, then = proposal.today, proposal.then
    row = _FIRST + place
    due = np.concatenate((today.due[place], then.due[place]))
    loads = np.concatenate((today.load[place], then.load[place]))
    return [
        Cell(proposal.lists.people[place].name, "label"),
        *(_share(row, each, float(load)) for each, load in enumerate(loads)),
        Cell(int(today.accounts[place]), "count"),
        Cell(int(then.accounts[place]), "count"),
        Cell(float(today.value[place]), "money"),
        Cell(float(then.value[place]), "money"),
        *(Cell(float(each), "fraction", input=True) for each in then.hours[place]),
        *(Cell(float(each), "fraction", input=True) for each in due),
    ]


def _share(row: int, each: int, load: float, *, strong: bool = False) -> Cell:
    """Work over hours of a month, ``each`` of today's and then of the proposed ones."""
    hours, due = address(row, _HOURS + each % _MONTHS), address(row, _DUE + each)
    formula = f'IF({hours}>0,{due}/{hours},IF({due}>0,"{_NONE}",0))'
    value: Value = load if np.isfinite(load) else _NONE
    return Cell(value, "load", formula, strong=strong)


def _team(proposal: Proposal, people: int) -> Row:
    """All people together."""
    today, then = proposal.today, proposal.then
    row, hours = _FIRST + people, then.hours.sum(axis=0)
    due = np.concatenate((today.due.sum(axis=0), then.due.sum(axis=0)))
    whole = np.tile(hours, 2)
    none = np.where(due > 0, np.inf, 0.0)
    loads = np.divide(due, whole, out=none, where=whole > 0)
    sums: list[tuple[float, Style]] = [
        (int(today.accounts.sum()), "count"),
        (int(then.accounts.sum()), "count"),
        (float(today.value.sum()), "money"),
        (float(then.value.sum()), "money"),
        *((float(each), "fraction") for each in (*hours, *due)),
    ]
    return [
        Cell("team", "label", strong=True),
        *(_share(row, each, float(load), strong=True) for each, load in enumerate(loads)),
        *(_sum(people, _BOOKS + place, value, style) for place, (value, style) in enumerate(sums)),
    ]


def _sum(people: int, place: int, value: float, style: Style) -> Cell:
    over = f"SUM({address(_FIRST, place)}:{address(_FIRST + people - 1, place)})"
    return Cell(value, style, over, strong=True)
