"""A decision among named options."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self

import numpy as np

from simmodel.decisions.decision import Decision, Refusal, Variable
from simmodel.fields import shown


@dataclass(frozen=True)
class Choice(Decision):
    """A decision among named options."""

    remedy: ClassVar[str] = "add it there"

    name: str
    options: tuple[str, ...]
    unit: str
    description: str

    def __str__(self) -> str:
        return ", ".join(self.options)

    def allows(self, value: str) -> str | None:
        if value in self.options:
            return None
        return f"found {shown(value)}; allowed: {', '.join(map(shown, self.options))}"

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.name, options=self.options),)

    def coordinates(self, parts: np.ndarray) -> np.ndarray:
        """One for each option: no two are nearer to each other than others."""
        coordinates: np.ndarray = (parts == np.arange(len(self.options))) / np.sqrt(2)
        return coordinates

    def entry(self) -> Any:
        return tuple[Literal[self.options], ...]  # type: ignore[name-defined]

    def refusals(self, entry: tuple[str, ...]) -> Iterator[Refusal]:
        if not entry or len(set(entry)) < len(entry):
            yield Refusal(f"found {shown(entry)}; allowed: one option or more, each of them once")

    def narrowed(self, entry: tuple[str, ...]) -> Self:
        return replace(self, options=tuple(each for each in self.options if each in entry))

    def usual_entry(self, today: str | None) -> tuple[tuple[str, ...], bool]:
        return self.options, today is not None
