"""The heat map of people's work: today's books beside the proposed ones."""

import math
from dataclasses import dataclass

from planner.handoff.wording.assignment.load import LoadRow, load_rows, share
from planner.handoff.wording.assignment.places import MONTHS
from planner.proposal.proposal import Proposal

_SHOWN = 60  # people
_LEVELS = (0.8, 0.9, 1.0, 1.1, 1.25)
"""Loads from which on a cell is darker."""


@dataclass(frozen=True)
class Warm:
    """A cell: what stands in it, how dark it is, and the heading that it has when it is alone."""

    text: str
    level: int
    heading: str


@dataclass(frozen=True)
class HeatRow:
    """A person, with the number of accounts before and after."""

    person: str
    accounts: str
    cells: tuple[Warm, ...]


@dataclass(frozen=True)
class Heat:
    """The map, and how many people it leaves out."""

    months: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    others: int


def heat(proposal: Proposal) -> Heat:
    """Those with most work in a month, as proposed, first."""
    rows = sorted(load_rows(proposal), key=lambda each: -max(each.then))
    shown = tuple(map(_row, rows[:_SHOWN]))
    return Heat(MONTHS, shown, len(rows) - len(shown))


def _row(row: LoadRow) -> HeatRow:
    both = (("today", row.today), ("proposed", row.then))
    cells = tuple(
        Warm(share(load), level(load), f"{when}, {month}")
        for when, loads in both
        for month, load in zip(MONTHS, loads, strict=True)
    )
    return HeatRow(row.person, f"{row.accounts[0]:,} → {row.accounts[1]:,}", cells)


def level(load: float) -> int:
    """How dark a load is, from 0."""
    if not math.isfinite(load):
        return len(_LEVELS)
    return sum(load >= least for least in _LEVELS)
