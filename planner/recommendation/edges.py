"""Policies at an end of what a study lets the search try: a better one may lie beyond."""

from collections.abc import Iterator
from typing import Any

from planner.study.study import Study
from simmodel.contract.sections import Policy
from simmodel.decisions import Choice, Decision, Real, Schedule

_NEAR = 0.02  # of a range


def at_edge(study: Study, policy: Policy) -> tuple[Decision, ...]:
    """Decisions on a range that ``policy`` takes within 2 % of one of its ends.

    Of a schedule any number counts. An end that is also the end of the model's own range is no
    edge, as nothing lies beyond; nor is a schedule's end at 0, which is a rule: nobody leaves, or
    nobody comes.
    """
    return tuple(each for each, *taken in _ranges(study, policy) if _near_end(each, *taken))


def at_limit(study: Study, policy: Policy) -> tuple[Real, ...]:
    """Numbers that ``policy`` takes where both the study's range and the model's end, but not at 0.

    At 0 nothing is done, which everybody knows.
    """
    return tuple(
        each
        for each, *taken in _ranges(study, policy)
        if isinstance(each, Real) and _at_end(each, *taken)
    )


def _ranges(study: Study, policy: Policy) -> Iterator[tuple[Decision, Decision, Any]]:
    """Each decision as the study searches it, as the model allows it, and as it is taken."""
    decisions = study.model.decisions(study.facts, study.baseline)
    widest = {each.name: each for each in decisions}
    taken = study.taken(policy)
    return ((each, widest[each.name], taken[each.name]) for each in study.space)


def _at_end(searched: Real, widest: Decision, value: Any) -> bool:
    margin = _NEAR * (searched.high - searched.low)
    ends = {searched.low, searched.high} & {
        getattr(widest, "low", None),
        getattr(widest, "high", None),
    }
    return any(end and abs(value - end) <= margin for end in ends)


def _near_end(searched: Decision, widest: Decision, value: object) -> bool:
    if isinstance(searched, Choice) or isinstance(widest, Choice) or value is None:
        return False
    margin = _NEAR * (searched.high - searched.low)
    below, above = searched.low > widest.low, searched.high < widest.high
    if isinstance(searched, Schedule):
        below, above = below and searched.low != 0, above and searched.high != 0
    values = value if isinstance(value, tuple) else (value,)
    low = below and min(values) <= searched.low + margin
    return low or (above and max(values) >= searched.high - margin)
