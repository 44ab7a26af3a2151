"""Calibration: how people can tell whether a model is their company."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

_Facts = TypeVar("_Facts")


def _no_remedies(*_: Any) -> Mapping[str, str]:
    """No advice beyond where to look."""
    return {}


@dataclass(frozen=True)
class Calibration(Generic[_Facts]):
    """Figures of today that are known as a rule, and what would be strange.

    Attributes:
        hangs_on: metrics that people know of today, the most telling first, each with the facts
            that it hangs on: where to look if the model gives another figure.
        doubts: of facts and the mean of every metric under today's policy, what would be strange
            in any company, by the metric that shows it: a sentence each; often none.
        remedies: of facts, today's policy, the mean of every metric under it, and what is known of
            those that differ: by metric which fact to change, and to about what, a sentence each.
    """

    hangs_on: Mapping[str, str]
    doubts: Callable[[_Facts, Mapping[str, float]], Mapping[str, str]]
    remedies: Callable[
        [_Facts, Any, Mapping[str, float], Mapping[str, float]], Mapping[str, str]
    ] = _no_remedies
