"""Compiled: the points of an activity, what it counts for in the renewal of its contract."""

from simmodel.jit import by_kind, nested
from simmodel.journey.desk.records import Weights


def points(weights: Weights | None, kind: int) -> int:
    """The points of an activity of this type; 1 where all count alike."""
    raise NotImplementedError


@nested
def _one(_weights: None, _kind: int) -> int:
    return 1


@nested
def _weight(weights: Weights, kind: int) -> int:
    return int(weights.of_kind[kind])


by_kind(points, {None: _one, Weights: _weight})
