"""How many policies the fluid approximation is asked about in a search."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """Numbers of policies.

    Attributes:
        first: the screen begins with 2 ** ``first`` points.
        shares: whether it refines the best for other shares of the objective too, as a frontier
            asks for them.
        neighbours: of each good policy, near and far, that a proposal is chosen from.
        anywhere: as many all over the space.
    """

    first: int
    shares: bool
    neighbours: int
    anywhere: int


FULL = Effort(first=13, shares=True, neighbours=96, anywhere=256)
"""Of a search for a recommendation."""

BRIEF = Effort(first=10, shares=False, neighbours=8, anywhere=32)
"""Of a search for facts that turned out otherwise, of which there are many.

2 ** 13 first points, as for a search, find nothing that is better by more than 0.01 % on the case
study, be it for a rule or for a schedule of twelve hires.
"""
