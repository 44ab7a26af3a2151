"""Policies that cannot be told apart for practical purposes, and which of them is simplest."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import stdtrit

from planner.simulation.estimate import differences
from planner.study.study import Study
from simmodel.contract.sections import Policy

ORDER = (
    "fewest decisions changed from today's policy, then the roundest numbers, then the larger mean"
)
"""What counts as simpler."""

LOOKS = 2
"""How often policies are held against the zone: where the selection stopped, and after a closer
look at those that are in doubt."""


def within_zone(
    values: Mapping[int, np.ndarray], best: int, zone: float, confidence: float
) -> tuple[int, ...]:
    """Places shown to be at most one zone worse than the best.

    A one-sided t interval of the paired difference, on all replications that both have met, with
    the error shared among the policies and :data:`LOOKS` (Bonferroni's inequality). The number of
    replications is where the selection stopped, so the confidence is approximate.

    Args:
        values: by place, from replication 0 on; each of shape (replications,).
        best: the place that others are compared with; it is among those returned.
    """
    others = [place for place in values if place != best]
    error = (1.0 - confidence) / LOOKS / max(len(others), 1)
    found = [best]
    for place in others:
        difference = differences(values[place], values[best])
        count = difference.size
        margin = stdtrit(count - 1, 1.0 - error) * difference.std(ddof=1) / np.sqrt(count)
        if difference.mean() - margin >= -zone:
            found.append(place)
    return tuple(found)


def simplicity(study: Study, policy: Policy) -> tuple[int, int]:
    """Decisions changed from today's policy, and what it takes to say them."""
    taken, today = study.taken(policy), study.taken(study.baseline)
    changed = [each for each in study.space if taken[each.name] != today[each.name]]
    return len(changed), sum(each.digits(taken[each.name]) for each in changed)


def rounded(study: Study, policy: Policy) -> list[Policy]:
    """The policy in round numbers, coarsely and finely, where that differs."""
    found: list[Policy] = []
    for step in (0.05, 0.01):
        taken = study.taken(policy)
        decisions = {each.name: each.rounded(taken[each.name], step) for each in study.space}
        candidate = study.deciding(decisions)
        if candidate != policy and candidate not in found:
            found.append(candidate)
    return found


def simplest(study: Study, policies: Sequence[Policy], means: Sequence[float]) -> int:
    """The place of the simplest policy; :data:`ORDER` says what that is."""
    return min(
        range(len(policies)), key=lambda place: (*simplicity(study, policies[place]), -means[place])
    )
