"""Positions: the fixed plan as a list of who is hired when."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["New hire", "Backfill", "Reduction"]

_SOON = 6  # months
_ROUNDING = 1e-9  # people


@dataclass(frozen=True)
class Position:
    """One person more, one replaced, or one fewer.

    Attributes:
        name: such as "CSMP-H01"; H are new hires, B backfills, R reductions.
        month: of the horizon, from 0: at whose begin somebody comes or goes, or in which somebody
            resigns whom a backfill replaces.
        part: of the team; empty where it has none.
    """

    name: str
    kind: Kind
    month: int
    part: str = ""

    def opens(self, lead: int) -> int:
        """Month at whose begin a position is opened, so that who fills it comes ``lead`` later.

        Negative before the horizon begins. No backfill is opened before the month is over in which
        somebody has resigned.
        """
        return self.month + 1 if self.kind == "Backfill" else self.month - lead

    def starts(self, lead: int) -> int:
        """Month at whose begin it takes effect."""
        return self.opens(lead) + lead


def positions(
    member: str, opening: int, team: Sequence[int], attrition: float
) -> tuple[Position, ...]:
    """The positions that take a team along its path, in order of time.

    Of those who resign, each is replaced: a backfill is due whenever the expected number of
    resignations so far has reached another one.

    Args:
        member: what one of the team is called.
        opening: team before the horizon.
        team: in each month.
        attrition: share of the team that resigns in a year.
    """
    found: list[Position] = []
    count: dict[Kind, int] = {"New hire": 0, "Backfill": 0, "Reduction": 0}
    letter: dict[Kind, str] = {"New hire": "H", "Backfill": "B", "Reduction": "R"}

    def add(kind: Kind, people: int, month: int) -> None:
        for _ in range(people):
            count[kind] += 1
            found.append(Position(f"{member}-{letter[kind]}{count[kind]:02}", kind, month))

    resigned = 0.0
    for month, (before, now) in enumerate(pairwise((opening, *team))):
        resigned += attrition / 12 * now
        add("Reduction", max(before - now, 0), month)
        add("New hire", max(now - before, 0), month)
        add("Backfill", int(resigned + _ROUNDING) - count["Backfill"], month)
    return tuple(found)


def belated(found: Sequence[Position], lead: int) -> tuple[Position, ...]:
    """The new hires who come later than planned, if no position is opened before the horizon."""
    return tuple(each for each in found if each.kind == "New hire" and each.opens(lead) < 0)


def rebounds(found: Sequence[Position]) -> dict[str, str]:
    """The new hire, if there is one within half a year, that undoes a reduction, by names.

    A policy that follows its customers may go down and soon up again. Nobody is paired twice.
    """
    hires = [each for each in found if each.kind == "New hire"]
    pairs = {}
    for reduction in (each for each in found if each.kind == "Reduction"):
        same = (each for each in hires if each.part == reduction.part)
        soon = (each for each in same if 0 < each.month - reduction.month <= _SOON)
        hire = next(soon, None)
        if hire is not None:
            hires.remove(hire)
            pairs[reduction.name] = hire.name
    return pairs
