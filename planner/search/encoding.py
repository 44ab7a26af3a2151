"""Decisions as points of the unit cube, where screens and samplers move about."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simmodel.decisions import Choice, Decision, Real, Schedule, Whole


@dataclass(frozen=True)
class Variable:
    """One number or option of a point: a decision, or one total of a schedule.

    Attributes:
        name: of the decision; of a schedule's totals with a number from 1, such as "hires_3".
        options: to choose from; empty for a number.
        low, high: bounds of a number.
        whole: whether the number is a whole one.
    """

    name: str
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = False

    @property
    def step(self) -> float:
        """The smallest difference that matters, as a part of the unit interval."""
        if self.options:
            return 1.0 / len(self.options)
        return 1.0 / (self.high - self.low + 1) if self.whole else 0.0

    def value(self, place: float) -> str | int | float:
        """The value at a place of the unit interval; options and whole numbers have equal shares.

        The ends of a continuous range are at the ends of the interval.
        """
        if self.options:
            return self.options[min(int(place * len(self.options)), len(self.options) - 1)]
        if self.whole:
            steps = int(self.high - self.low) + 1
            return int(self.low) + min(int(place * steps), steps - 1)
        # In this form the ends are exact, and rounding leads nowhere beyond them.
        return min(max(self.low * (1.0 - place) + self.high * place, self.low), self.high)

    def place(self, value: Any) -> float:
        """The place of a value: the middle of its share, or its point of a continuous range."""
        if self.options:
            return (self.options.index(value) + 0.5) * self.step
        if self.whole:
            return float((value - self.low + 0.5) * self.step)
        return float((value - self.low) / (self.high - self.low))


@dataclass(frozen=True)
class Encoding:
    """Between decisions by name, variables by name, and points of the unit cube."""

    space: tuple[Decision, ...]

    @cached_property
    def _own(self) -> tuple[tuple[Decision, tuple[Variable, ...]], ...]:
        """Each decision with its variables."""
        return tuple((decision, _variables(decision)) for decision in self.space)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(variable for _, own in self._own for variable in own)

    def decisions(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The decisions that take these values of the variables; schedules are made feasible."""
        return {
            decision.name: decision.expand([values[variable.name] for variable in own])
            if isinstance(decision, Schedule)
            else values[decision.name]
            for decision, own in self._own
        }

    def values(self, decisions: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the variables; the inverse of :meth:`decisions`."""
        values: dict[str, Any] = {}
        for decision, own in self._own:
            taken = decisions[decision.name]
            if isinstance(decision, Schedule):
                names = [variable.name for variable in own]
                values |= zip(names, decision.totals(taken), strict=True)
            else:
                values[decision.name] = taken
        return values

    def at(self, point: np.ndarray) -> dict[str, Any]:
        """The decisions at a point of the unit cube, shape (variables,)."""
        places = zip(self.variables, point.tolist(), strict=True)
        return self.decisions({variable.name: variable.value(place) for variable, place in places})

    def point(self, decisions: Mapping[str, Any]) -> np.ndarray:
        """The point of decisions, shape (variables,)."""
        values = self.values(decisions)
        return np.array([variable.place(values[variable.name]) for variable in self.variables])

    def every(self, most: int) -> np.ndarray | None:
        """All points there are, amid their shares, shape (points, variables).

        Returns:
            None if there are more than ``most``, as where a range is continuous.
        """
        counts = [round(1 / each.step) if each.step else most + 1 for each in self.variables]
        if math.prod(counts) > most:
            return None
        axes = [(np.arange(count) + 0.5) / count for count in counts]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(counts))

    def snapped(self, points: np.ndarray) -> np.ndarray:
        """Points, shape (points, variables), with options and whole numbers amid their shares."""
        moved = points.copy()
        for column, variable in enumerate(self.variables):
            if variable.step:
                shares = np.minimum(points[:, column] // variable.step, 1 / variable.step - 1)
                moved[:, column] = (shares + 0.5) * variable.step
        return moved

    def features(self, points: np.ndarray) -> np.ndarray:
        """Coordinates in which near policies do alike; (points, variables) -> (points, features).

        An option has a coordinate of its own. A schedule is described by its running totals: three
        hires a quarter earlier are a small change, wherever the quarter is.
        """
        columns: list[np.ndarray] = []
        first = 0
        for decision, variables in self._own:
            count = len(variables)
            own = points[:, first : first + count]
            first += count
            if isinstance(decision, Choice):
                options = len(decision.options)
                option = np.minimum((own * options).astype(int), options - 1)
                columns.append((option == np.arange(options)) / np.sqrt(2))
            elif isinstance(decision, Schedule):
                columns.append(np.cumsum(own - 0.5, axis=1) / np.sqrt(count))
            else:
                columns.append(own)
        return np.hstack(columns)


def _variables(decision: Decision) -> tuple[Variable, ...]:
    if isinstance(decision, Choice):
        return (Variable(decision.name, options=decision.options),)
    if isinstance(decision, Real):
        return (Variable(decision.name, low=decision.low, high=decision.high),)
    if isinstance(decision, Whole):
        return (Variable(decision.name, low=decision.low, high=decision.high, whole=True),)
    return tuple(
        Variable(f"{decision.name}_{number}", low=low, high=high, whole=True)
        for number, (low, high) in enumerate(map(decision.bounds, decision.spans), 1)
    )
