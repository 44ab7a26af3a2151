"""Policies at an end of what a study lets the search try: a better one may lie beyond."""

from collections.abc import Iterator
from typing import Any

from planner.study.study import Study
from simmodel.contract.sections import Policy
from simmodel.decisions.decision import Decision

_NEAR = 0.02  # of a range


def at_edge(study: Study, policy: Policy) -> tuple[Decision, ...]:
    """Decisions on a range that ``policy`` takes within 2 % of one of its ends.

    Of a schedule any number counts. An end that is also the end of the model's own range is no
    edge, as nothing lies beyond; nor is a schedule's end at 0, which is a rule: nobody leaves, or
    nobody comes.
    """
    return tuple(
        each for each, value, widest in _taken(study, policy) if each.near_end(value, widest, _NEAR)
    )


def at_limit(study: Study, policy: Policy) -> tuple[Decision, ...]:
    """Numbers that ``policy`` takes where both the study's range and the model's end, but not at 0.

    At 0 nothing is done, which everybody knows.
    """
    return tuple(
        each for each, value, widest in _taken(study, policy) if each.at_limit(value, widest, _NEAR)
    )


def _taken(study: Study, policy: Policy) -> Iterator[tuple[Decision, Any, Decision]]:
    """Each decision as the study searches it, what is taken of it, and what the model allows."""
    widest = {each.name: each for each in study.model.decisions(study.facts, study.baseline)}
    for each in study.space:
        value = getattr(policy, each.name)
        if value is not None:
            yield each, value, widest[each.name]
