"""Pods that are joined at time 0: the customers, the work and the people that they bring along.

Up to then each has worked by itself, as the facts say; so whoever decides for one team finds the
same state as who leaves the pods apart, and all luck is the same.
"""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.draw import Drawn, together
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Individuals, Paths, PathsByPod

_WHOSE = ("owner", "heir")


def joined(facts: Facts, paths: PathsByPod) -> Paths:
    """The paths of all pods as those of one team.

    Args:
        facts: of the vendor.
    """
    parts, pods = list(facts.by_pod.values()), [paths[name] for name in facts.by_pod]
    first = np.cumsum([0, *(len(part.by_segment) for part in parts)]).astype(np.int16)
    drawn = []
    for each, moved in zip(pods, first.tolist(), strict=False):
        contracts = each.contracts._replace(segment=each.contracts.segment + np.int16(moved))
        others = (each.arrivals, each.renewal, each.finished, each.hears, each.number)
        drawn.append(Drawn(each.work, contracts, *others))
    place = places(facts, paths)
    kinds = [len(part.kinds) for part in parts]
    owner, heir = (_owner([getattr(each, name) for each in pods], pods, place) for name in _WHOSE)
    return together(facts, drawn, kinds, _people(pods, place), owner, heir)


def places(facts: Facts, paths: PathsByPod) -> list[np.ndarray]:
    """Places in the one team of the CSMPs of each pod, by their places there; int64.

    Who has been there for longest comes first, where people are told apart; else pod follows pod.
    """
    sizes = [part.team.at_start for part in facts.by_pod.values()]
    people = [paths[name].people for name in facts.by_pod]
    tenures = np.concatenate(
        [
            np.zeros(size, np.int64) if each is None else each.tenures
            for size, each in zip(sizes, people, strict=True)
        ]
    )
    order = np.argsort(-tenures, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return np.split(place, np.cumsum(sizes)[:-1])


def _people(pods: Sequence[Paths], place: Sequence[np.ndarray]) -> Individuals | None:
    """Who is there has the luck of their own pod; who comes has that of the first."""
    people = [each.people for each in pods if each.people is not None]
    if not people:
        return None
    first, here = people[0], sum(own.size for own in place)
    opening = {}
    for name in ("threshold", "luck", "tenures"):
        values = [getattr(each, name)[: each.tenures.size] for each in people]
        opening[name] = np.empty(here, values[0].dtype)
        for own, of_pod in zip(place, values, strict=True):
            opening[name][own] = of_pod
    return Individuals(
        first.key,
        np.concatenate((opening["threshold"], first.threshold[here:])),
        np.concatenate((opening["luck"], first.luck[here:])),
        opening["tenures"],
    )


def _owner(
    owners: Sequence[np.ndarray | None], pods: Sequence[Paths], place: Sequence[np.ndarray]
) -> np.ndarray | None:
    """Owners in each pod, or heirs, by their places in the one team."""
    if all(each is None for each in owners):
        return None
    return np.concatenate([moved(*each) for each in zip(owners, place, pods, strict=True)])


def moved(owner: np.ndarray | None, place: np.ndarray, paths: Paths) -> np.ndarray:
    """Owners of a pod's customers, by contract, by their places in the one team; int32.

    Args:
        owner: by their places in the pod; None where nobody is named.
        place: of the pod's CSMPs, as in :func:`places`.
        paths: of the pod.
    """
    if owner is None or not place.size:
        return np.full(paths.contracts.end.size, -1, np.int32)
    return np.where(owner >= 0, place[owner], -1).astype(np.int32)
