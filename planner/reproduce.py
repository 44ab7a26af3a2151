"""The published tables beside ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from planner.simulation.estimate import Estimate, estimate
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem, Replications
from planner.study.capability import required
from simmodel.contract.model import AnyModel, Outcome
from simmodel.contract.published import Published, PublishedCell
from simmodel.contract.sections import Facts, Policy

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

    published: Published[Facts, Policy, Outcome]
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
    model: AnyModel, seed: int, replications: int, jobs: int, on_runs: Callable[[int], None]
) -> Reproduction:
    """Simulate every published policy under the conventions of its source, or compute it."""
    published = published_of(model)
    problem = Problem(model, published.facts, model.Objective(), seed)
    policies = list(published.policies.values())
    # What follows from formulas alone needs no replications.
    work = [(replication, policies) for replication in range(replications) if policies]
    measured = []
    for metrics in Replications(problem, jobs).run(
        Phase.SIMULATE, work, partial(_measured, problem, published)
    ):
        measured.append(metrics)
        on_runs(len(policies))
    ours = {at: Estimate(value, 0.0) for at, value in published.computed.items()} | {
        (policy, metric): estimate(np.array([each[place][metric] for each in measured]))
        for place, policy in enumerate(published.policies)
        for metric in measured[0][place]
    }
    cells = tuple(Cell(cell, ours[cell.policy, cell.metric]) for cell in published.cells)
    return Reproduction(published, cells, seed, replications)


def published_of(model: AnyModel) -> Published[Facts, Policy, Outcome]:
    """The published figures of ``model``. Raises InputError if it has none."""
    return required(model.published, model, "no published figures")()


def _measured(
    problem: Problem, published: Published[Facts, Policy, Outcome], _: Policy, outcome: Outcome
) -> Mapping[str, float]:
    assert published.measure is not None  # as there is a policy to simulate
    return published.measure(problem.facts, outcome)
