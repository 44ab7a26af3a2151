"""Finalists: policies that meet again on fresh replications."""

from collections.abc import Sequence

import numpy as np

from planner.search.encoding import Encoding
from planner.selection.ties import rounded
from planner.study.study import Study
from simmodel.contract.sections import Policy

_APART = 0.01
"""Smallest difference in some decision, as a part of its range, between two finalists."""


def finalists(study: Study, ranked: Sequence[Policy]) -> list[Policy]:
    """Today's policy, the best that were tried, and simpler relatives of the best one.

    A simpler relative leaves one decision as it is today, which asks whether that change pays at
    all (a search over a range never proposes exactly no automation, where a set-up cost is saved);
    or it takes round numbers.

    Args:
        ranked: policies that were tried, best first.
    """
    best = _apart(study, [policy for policy in ranked if policy != study.baseline])
    chosen = [study.baseline, *best]
    relatives = [*unchanged(study, ranked[0]), *rounded(study, ranked[0])] if ranked else []
    for policy in relatives:
        if policy not in chosen:
            chosen.append(policy)
    return chosen


def _apart(study: Study, ranked: Sequence[Policy]) -> list[Policy]:
    """The first of ``ranked`` that are not all but the same as one before."""
    encoding = Encoding(study.space)
    chosen: list[Policy] = []
    places: list[np.ndarray] = []
    for policy in ranked:
        place = encoding.features(encoding.point(study.taken(policy))[None])[0]
        if all(np.abs(place - other).max() >= _APART for other in places):
            chosen.append(policy)
            places.append(place)
        if len(chosen) == study.search.finalists:
            break
    return chosen


def unchanged(study: Study, best: Policy) -> list[Policy]:
    """The best policy with each decision put back to today's value, where that is simpler."""
    taken, today = study.taken(best), study.taken(study.baseline)
    return [
        study.deciding(taken | {each.name: today[each.name]})
        for each in study.space
        if each.returns and today[each.name] is not None
    ]
