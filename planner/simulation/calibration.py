"""Today's policy by simulation, beside what is known of today: is the model this company?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.simulation.estimate import Estimate, estimate
from planner.simulation.phase import Phase
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel.contract.finance import Roles

PHASE = Phase.CHECK
REPLICATIONS = 8
"""Enough to tell a model of another company: retention is then known to a point or better."""

_POINTS = 0.02  # of a share
_PART = 0.05  # of anything else


@dataclass(frozen=True)
class Figure:
    """A metric of today's policy.

    Attributes:
        model: what the simulation gives.
        known: what the study says of today; None if it does not say.
        is_share: whether the metric is a share.
    """

    metric: str
    model: Estimate
    known: float | None
    is_share: bool

    @property
    def differs(self) -> bool:
        """By more than chance and what people mean by a round figure: 2 points of a share, 5 %."""
        if self.known is None or not np.isfinite(self.model.mean):
            return False
        leeway = _POINTS if self.is_share else _PART * abs(self.known)
        return abs(self.model.mean - self.known) > leeway + self.model.half_width


@dataclass(frozen=True)
class Calibrated:
    """Figures of today by the model, and as known.

    Attributes:
        figures: by metric: those that people know as a rule, and others that the study tells.
        load: customers for each of the team, on average of the horizon's months.
        doubts: what would be strange in any company, of metrics that the study does not tell.
        hangs_on: facts that a metric hangs on, for those that people know as a rule.
        remedies: which fact to change, of metrics that differ, as far as the model says it.
    """

    figures: Mapping[str, Figure]
    load: Estimate | None
    doubts: tuple[str, ...]
    hangs_on: Mapping[str, str]
    remedies: Mapping[str, str]

    @property
    def differing(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures.values() if figure.differs)


def calibrate(study: Study, simulator: Simulator) -> Calibrated:
    """Simulate today's policy on replications of its own phase, which nothing is chosen by."""
    (sample,) = simulator.sample([study.baseline], PHASE, REPLICATIONS)
    calibration, metrics = study.model.calibration, sample.estimates()
    hangs_on = calibration.hangs_on if calibration else {}
    shown = dict.fromkeys([*hangs_on, *study.today])
    figures = {
        name: Figure(
            name,
            metrics[name],
            study.today.get(name),
            study.model.metrics[name].unit == "share",
        )
        for name in shown
    }
    means = {name: each.mean for name, each in metrics.items()}
    doubts = calibration.doubts(study.facts, means) if calibration else {}
    told = tuple(words for name, words in doubts.items() if name not in study.today)
    differing = {name: study.today[name] for name, each in figures.items() if each.differs}
    remedies = (
        calibration.remedies(study.facts, study.baseline, means, differing) if calibration else {}
    )
    finance = study.model.finance
    load = _load(finance.roles, sample) if finance else None
    return Calibrated(figures, load, told, hangs_on, remedies)


def _load(roles: Roles, sample: Sample) -> Estimate:
    customers, team = (sample.series[name].mean(axis=1) for name in (roles.customers, roles.team))
    return estimate(np.divide(customers, team, out=np.full_like(team, np.nan), where=team > 0))
