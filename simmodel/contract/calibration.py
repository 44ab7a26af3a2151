"""Calibration: how people can tell whether a model is their company."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

_Facts = TypeVar("_Facts")


@dataclass(frozen=True)
class Calibration(Generic[_Facts]):
    """Figures of today that are known as a rule, and what would be strange.

    Attributes:
        hangs_on: metrics that people know of today, the most telling first, each with the facts
            that it hangs on: where to look if the model gives another figure.
        doubts: of facts and the mean of every metric under today's policy, what would be strange
            in any company, by the metric that shows it: a sentence each; often none.
    """

    hangs_on: Mapping[str, str]
    doubts: Callable[[_Facts, Mapping[str, float]], Mapping[str, str]]
