"""Published figures to hold a model against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

_Facts = TypeVar("_Facts")
_Policy = TypeVar("_Policy")
_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True)
class PublishedCell:
    """One published figure: the mean and 95 % half-width of ``metric`` under ``policy``."""

    policy: str
    metric: str
    mean: float
    half_width: float


@dataclass(frozen=True)
class Curve:
    """A line of a published figure; ``x`` and ``y`` are of one length."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Figure:
    """A published figure, drawn again.

    Attributes:
        name: as published, such as "Figure 2a".
        x, y: what the axes show, with units.
    """

    name: str
    title: str
    x: str
    y: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class Published(Generic[_Facts, _Policy, _Outcome]):
    """Published figures, and how they are had from the model.

    Attributes:
        policies: to simulate, by name.
        measure: of facts and an outcome the metrics under the conventions of the source; None if
            nothing is simulated.
        computed: ours by policy and metric, where they follow from formulas.
    """

    source: str
    facts: _Facts
    cells: tuple[PublishedCell, ...]
    conventions: tuple[str, ...]
    policies: Mapping[str, _Policy]
    measure: Callable[[_Facts, _Outcome], Mapping[str, float]] | None
    computed: Mapping[tuple[str, str], float]
    figures: tuple[Figure, ...]
