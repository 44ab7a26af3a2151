"""Decisions as points of the unit cube, where screens and samplers move about."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simmodel.decisions.decision import Decision, Variable


@dataclass(frozen=True)
class Axis:
    """A side of the unit cube, and where on it the values of a variable lie."""

    variable: Variable

    @cached_property
    def step(self) -> float:
        """The smallest difference that matters, as a part of the unit interval."""
        variable = self.variable
        if variable.options:
            return 1.0 / len(variable.options)
        return 1.0 / (variable.high - variable.low + 1) if variable.whole else 0.0

    def value(self, place: float) -> str | int | float:
        """The value at a place of the unit interval; options and whole numbers have equal shares.

        The ends of a continuous range are at the ends of the interval.
        """
        options, low, high = self.variable.options, self.variable.low, self.variable.high
        if options:
            return options[min(int(place * len(options)), len(options) - 1)]
        if self.variable.whole:
            steps = int(high - low) + 1
            return int(low) + min(int(place * steps), steps - 1)
        # In this form the ends are exact, and rounding leads nowhere beyond them.
        return min(max(low * (1.0 - place) + high * place, low), high)

    def place(self, value: Any) -> float:
        """The place of a value: the middle of its share, or its point of a continuous range."""
        options, low, high = self.variable.options, self.variable.low, self.variable.high
        if options:
            return (options.index(value) + 0.5) * self.step
        if self.variable.whole:
            return float((value - low + 0.5) * self.step)
        return float((value - low) / (high - low))


@dataclass(frozen=True)
class Encoding:
    """Between decisions by name, variables by name, and points of the unit cube."""

    space: tuple[Decision, ...]

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(variable for decision in self.space for variable in decision.variables)

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Of the variables, in their order."""
        return tuple(map(Axis, self.variables))

    @cached_property
    def _own(self) -> tuple[tuple[Decision, tuple[str, ...]], ...]:
        """Each decision with the names of its variables."""
        return tuple((each, tuple(own.name for own in each.variables)) for each in self.space)

    def decisions(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The decisions that follow from these values of the variables."""
        return {
            decision.name: decision.taken([values[name] for name in names])
            for decision, names in self._own
        }

    def values(self, decisions: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the variables; the inverse of :meth:`decisions`."""
        values: dict[str, Any] = {}
        for decision, names in self._own:
            values |= zip(names, decision.values(decisions[decision.name]), strict=True)
        return values

    def at(self, point: np.ndarray) -> dict[str, Any]:
        """The decisions at a point of the unit cube, shape (variables,)."""
        places = zip(self.axes, point.tolist(), strict=True)
        return self.decisions({axis.variable.name: axis.value(place) for axis, place in places})

    def point(self, decisions: Mapping[str, Any]) -> np.ndarray:
        """The point of decisions, shape (variables,)."""
        values = self.values(decisions)
        return np.array([axis.place(values[axis.variable.name]) for axis in self.axes])

    def every(self, most: int) -> np.ndarray | None:
        """All points there are, amid their shares, shape (points, variables).

        Returns:
            None if there are more than ``most``, as where a range is continuous.
        """
        counts = [round(1 / axis.step) if axis.step else most + 1 for axis in self.axes]
        if math.prod(counts) > most:
            return None
        axes = [(np.arange(count) + 0.5) / count for count in counts]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(counts))

    def snapped(self, points: np.ndarray) -> np.ndarray:
        """Points, shape (points, variables), with options and whole numbers amid their shares."""
        moved = points.copy()
        for column, axis in enumerate(self.axes):
            if axis.step:
                shares = np.minimum(points[:, column] // axis.step, 1 / axis.step - 1)
                moved[:, column] = (shares + 0.5) * axis.step
        return moved

    def features(self, points: np.ndarray) -> np.ndarray:
        """Coordinates in which near policies do alike; (points, variables) -> (points, features).

        Each decision gives its own.
        """
        parts = points.copy()
        for column, variable in enumerate(self.variables):
            if variable.options:
                count = len(variable.options)
                parts[:, column] = np.minimum((points[:, column] * count).astype(int), count - 1)
        ends = np.cumsum([len(names) for _, names in self._own])
        own = np.split(parts, ends[:-1], axis=1)
        return np.hstack(
            [each.coordinates(part) for each, part in zip(self.space, own, strict=True)]
        )
