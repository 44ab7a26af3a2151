"""The opening of a search: what it tries before it has learned anything."""

from collections.abc import Sequence
from typing import Any

from planner.search.screen import Screen
from simmodel.contract.sections import Policy


def opening(screen: Screen, known: Sequence[Policy]) -> list[dict[str, Any]]:
    """The first policies: today's, what is known, and the best and most diverse of the screen.

    They are a batch and two at least, as a Gaussian process needs two values. Of a small space all
    follow, the best first, and nothing is left to propose.

    Args:
        known: policies to try first, as they were good elsewhere.

    Returns:
        values of the variables of each.
    """
    study, encoding = screen.fluid.study, screen.fluid.encoding
    found: list[dict[str, Any]] = []
    for policy in dict.fromkeys((study.baseline, *known)):
        taken = study.taken(policy)
        if None not in taken.values():  # as of a schedule, where a policy follows a rule
            found.append(encoding.values(taken))
    places = screen.opening(max(study.search.batch, 2) - len(found))
    if screen.is_small:
        places += range(len(screen.policies))
    for place in places:
        values = encoding.values(encoding.at(screen.points[place]))
        if values not in found:
            found.append(values)
    return found
