"""What a model offers the planner: everything the planner needs and no more.

A model is a folder of this package whose ``model`` object satisfies :class:`Model`. The planner
searches, compares and certifies any such model without knowing what it simulates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np

from simmodel.fields import Section
from simmodel.streams import Streams


@dataclass(frozen=True)
class Choice:
    """A decision among named options."""

    name: str
    options: tuple[str, ...]
    unit: str
    description: str


@dataclass(frozen=True)
class Real:
    """A decision on a continuous range, both ends included."""

    name: str
    low: float
    high: float
    unit: str
    description: str


Decision = Choice | Real


@dataclass(frozen=True)
class Quantity:
    """What a metric or a series measures: the one definition that tables and reports show."""

    unit: str
    description: str


class Start(Protocol):
    """One replication at time 0, before any decision."""

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        ...


class Outcome(Protocol):
    """What one policy did on one replication."""

    @property
    def series(self) -> Mapping[str, np.ndarray]:
        """One value a month of the horizon, by name; each of shape (months,)."""
        ...


@dataclass(frozen=True)
class PublishedCell:
    """One published figure: the mean and 95 % half-width of ``metric`` in ``scenario``."""

    scenario: str
    metric: str
    mean: float
    half_width: float


@dataclass(frozen=True)
class Published:
    """A published table to hold the model against."""

    source: str
    facts: Section
    scenarios: Mapping[str, Section]
    cells: tuple[PublishedCell, ...]
    conventions: tuple[str, ...]


class Model(Protocol):
    """One operations model.

    ``draw`` takes no policy, so all policies of a replication meet the same luck: common random
    numbers hold by signature. ``run`` and ``reference`` return outcomes equal to the last bit.
    """

    name: str
    Facts: type[Section]
    Policy: type[Section]
    Objective: type[Section]
    metrics: Mapping[str, Quantity]
    series: Mapping[str, Quantity]
    run_releases_gil: bool
    """Whether many runs go side by side in threads (else in processes)."""

    def decisions(self) -> tuple[Decision, ...]:
        """The whole decision space; a study narrows it."""
        ...

    def decide(self, baseline: Any, decisions: Mapping[str, Any]) -> Any:
        """The policy that takes these decisions, and is otherwise as the baseline."""
        ...

    def refuse(self, facts: Any, policy: Any) -> str | None:
        """Why this policy is impossible under these facts, or None."""
        ...

    def draw(self, facts: Any, streams: Streams) -> Any:
        """All randomness of one replication."""
        ...

    def warm_up(self, facts: Any, paths: Any) -> Start:
        """The state at time 0, from which any number of policies are run."""
        ...

    def run(self, facts: Any, policy: Any, start: Any) -> Outcome:
        """Compiled engine: one policy from ``start``."""
        ...

    def reference(self, facts: Any, policy: Any, paths: Any) -> Outcome:
        """SimPy engine, the readable definition: one policy from the beginning of the paths."""
        ...

    def fluid(
        self, facts: Any, policies: Sequence[Any], objective: Any
    ) -> Mapping[str, np.ndarray]:
        """Deterministic approximation of metrics, each of shape (len(policies),)."""
        ...

    def measure(self, facts: Any, policy: Any, objective: Any, outcome: Any) -> dict[str, float]:
        """Every metric of an outcome; ``objective`` is the one to maximise."""
        ...

    def schedule(self, facts: Any, policy: Any, outcomes: Sequence[Any]) -> Any:
        """The fixed plan that stands for an adaptive policy: same periods, average team."""
        ...

    def plan_rows(self, facts: Any, plan: Any, begins: date) -> list[dict[str, str | int | float]]:
        """A fixed plan as rows for finance; ``begins`` is the first day of the horizon."""
        ...

    def published(self) -> Published:
        """The published figures of this model."""
        ...

    def published_metrics(self, facts: Any, outcome: Any) -> dict[str, float]:
        """The metrics of ``outcome`` under the conventions of the published table."""
        ...
