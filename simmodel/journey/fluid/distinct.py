"""Policies of the same teams, and those that differ for one of these: each is followed once,
whatever other pods decide."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from simmodel.contract.parts import of_part, whole
from simmodel.journey.facts import Facts
from simmodel.journey.policy import OF_SEGMENT, Policy


def by_teams(
    facts: Facts, policies: Sequence[Policy]
) -> Iterator[tuple[list[int], Mapping[str, Facts]]]:
    """Places of policies that have the same teams, and these by name.

    Args:
        facts: of the vendor.
    """
    for together in (False, True):
        places = [place for place, each in enumerate(policies) if each.together == together]
        if places:
            yield places, facts.teams(together)


def distinct_policies(facts: Facts, policies: Sequence[Policy]) -> tuple[np.ndarray, list[Policy]]:
    """The place of each policy among those that differ for a pod, and these.

    Args:
        facts: of the pod, whose policies they are.
    """
    names = {of_part(each, segment) for each in OF_SEGMENT for segment in facts.by_segment}
    seen = [name for name in type(policies[0]).model_fields if whole(name) or name in names]
    first: dict[tuple[Any, ...], int] = {}
    places: list[int] = []
    distinct: list[Policy] = []
    for policy in policies:
        decided = tuple(getattr(policy, name) for name in seen)
        if decided not in first:
            first[decided] = len(distinct)
            distinct.append(policy)
        places.append(first[decided])
    return np.array(places), distinct


def for_each(places: np.ndarray, of: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Columns of policies at these places, from those of the policies that differ."""
    distinct = int(places.max()) + 1
    return {name: values.reshape(distinct, -1)[places].ravel() for name, values in of.items()}
