"""Requisitions: what a fixed plan decides on the positions of people one by one, with dates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.books.turnover import Turnover

Type = Literal["New position", "Taken back", "Notice", "Not replaced"]

NEW: Type = "New position"
LAPSES: Type = "Not replaced"


@dataclass(frozen=True)
class Requisition:
    """One position to open, or to do without.

    Attributes:
        name: such as "CSMP-P01"; P are new positions, R reductions.
        month: of the horizon, from 0, at whose begin it is decided.
        usual, late: months at whose begin somebody starts, in half of the futures and in nine of
            ten. Of a reduction from which on nobody is in the position, if that is known: where
            somebody leaves without being replaced, as is expected; None if none does before the
            horizon ends, or before the position is wanted again.
        part: of the team; empty where it has none.
    """

    name: str
    type: Type
    month: int
    usual: int | None
    late: int | None = None
    part: str = ""


def requisitions(member: str, found: Turnover) -> tuple[Requisition, ...]:
    """All that a plan decides, in order of time.

    Of positions to do without, those that are open are taken back as far as expected, then notice
    is given, and who is left over is not replaced as people resign.

    Args:
        member: what one of the team is called.
    """
    hiring, told, opened, fewer = found.hiring, [], 0, 0
    waiting: list[int] = []  # places in ``told`` of those who go as they resign
    for month, more in found.decided:
        for _ in range(found.opens[month]):
            opened += 1
            usual, late = month + hiring.usual_months, month + hiring.late_months
            told.append(Requisition(f"{member}-P{opened:02}", NEW, month, usual, late))
        del waiting[len(waiting) - min(found.kept[month], len(waiting)) :]
        for kind, empty in _reductions(found, month, -more):
            fewer += 1
            if kind == LAPSES:
                waiting.append(len(told))
            told.append(Requisition(f"{member}-R{fewer:02}", kind, month, empty))
    for count, place in enumerate(waiting, start=1):
        told[place] = replace(told[place], usual=_lapsed(found, told[place].month, count))
    return tuple(told)


def _reductions(found: Turnover, month: int, people: int) -> Iterator[tuple[Type, int | None]]:
    """What becomes of each position to do without, and when it is empty where that is decided."""
    back = min(round(float(found.taken_back[month])), people)
    given = min(round(float(found.dismissed[month])), people - back)
    for number in range(people):
        if number < back:
            yield "Taken back", month
        elif number < back + given:
            yield "Notice", month + (found.hiring.notice_months or 0)
        else:
            yield LAPSES, None


def _lapsed(found: Turnover, decided: int, positions: int) -> int | None:
    """The month after the decision by whose begin so many have lapsed in half of the futures."""
    enough = np.flatnonzero(found.lapsed[decided + 1 :] >= positions)
    return decided + 1 + int(enough[0]) if enough.size else None
