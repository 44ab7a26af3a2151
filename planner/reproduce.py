"""The published tables beside ours."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from planner.simulation.estimate import Estimate, estimate
from planner.simulation.replications import Problem, Replications
from simmodel.contract import Model, Published, PublishedCell
from simmodel.fields import Section
from simmodel.streams import Phase

TOLERANCE = 1.5
"""Published half-widths that a cell may deviate before the reproduction has failed."""


@dataclass(frozen=True)
class Cell:
    """One published figure and ours."""

    published: PublishedCell
    ours: Estimate

    @property
    def deviation(self) -> float:
        """Ours minus the published mean, in published half-widths."""
        return (self.ours.mean - self.published.mean) / self.published.half_width


@dataclass(frozen=True)
class Reproduction:
    """All cells of a published table."""

    published: Published
    cells: tuple[Cell, ...]
    seed: int
    replications: int

    def share_within(self, half_widths: float) -> float:
        """Share of the cells that deviate at most this much."""
        return float(np.mean([abs(cell.deviation) <= half_widths for cell in self.cells]))

    @property
    def largest(self) -> float:
        """The largest deviation; NaN if a cell of ours is not defined."""
        return float(np.max([abs(cell.deviation) for cell in self.cells]))

    @property
    def succeeded(self) -> bool:
        return self.share_within(TOLERANCE) == 1.0


def reproduce(
    model: Model, seed: int, replications: int, jobs: int, on_runs: Callable[[int], None]
) -> Reproduction:
    """Simulate every published scenario under the conventions of its source, or compute it."""
    published = model.published()
    problem = Problem(model, published.facts, model.Objective(), seed)
    policies = list(published.scenarios.values())
    # What follows from formulas alone needs no replications.
    work = [(replication, policies) for replication in range(replications) if policies]
    measured = []
    for metrics in Replications(problem, jobs).run(
        Phase.SIMULATE, work, partial(_measured, problem)
    ):
        measured.append(metrics)
        on_runs(len(policies))
    ours = {at: Estimate(value, 0.0) for at, value in published.computed.items()} | {
        (scenario, metric): estimate(np.array([each[place][metric] for each in measured]))
        for place, scenario in enumerate(published.scenarios)
        for metric in measured[0][place]
    }
    cells = tuple(Cell(cell, ours[cell.scenario, cell.metric]) for cell in published.cells)
    return Reproduction(published, cells, seed, replications)


def _measured(problem: Problem, _: Section, outcome: Any) -> dict[str, float]:
    return problem.model.published_metrics(problem.facts, outcome)
