"""One policy, simulated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.api.display import Card, Displayed
from planner.api.frames import estimates_frame, metric_rows, monthly_rows
from planner.api.progress import Wanted, told
from planner.api.study import Study
from planner.api.wishes import A_STUDY, of_kind, replications_of, simulator_of
from planner.handoff.wording.numbers import means_over
from planner.handoff.wording.units import in_unit
from planner.handoff.wording.worst_share import rests
from planner.simulation.estimate import Estimate
from planner.simulation.phase import Phase
from planner.simulation.replications import Engine
from planner.simulation.simulator import Sample
from planner.study.study import describe_policy

if TYPE_CHECKING:
    import pandas as pd

PHASE = Phase.SIMULATE


@dataclass(frozen=True, eq=False, repr=False)
class SimulationResult(Displayed):
    """The means of a policy's metrics.

    Attributes:
        study: with the facts and the policy that were simulated.
        sample: every metric and series, replication by replication.
    """

    study: Study
    sample: Sample
    seed: int
    engine: Engine

    @property
    def metrics(self) -> Mapping[str, Estimate]:
        """The mean of every metric with its 95 % half-width, by name."""
        return self.sample.estimates()

    def to_pandas(self) -> "pd.DataFrame":
        """A row a metric."""
        rows = metric_rows(self.study, self.sample, PHASE)
        return estimates_frame(self.study, rows, self.seed, engine=self.engine)

    def monthly(self) -> "pd.DataFrame":
        """A row a series and month of the horizon."""
        rows = monthly_rows(self.study, {"simulated": self.sample}, PHASE)
        return estimates_frame(self.study, rows, self.seed, engine=self.engine)

    def _card(self) -> Card:
        study, currency = self.study, self.study.finance.currency
        return Card(
            f"Simulation of {study.name}: {describe_policy(study, study.baseline)}",
            [
                (name, in_unit(value, study.model.metrics[name].unit, currency))
                for name, value in self.metrics.items()
            ],
            ("metric", "mean ± half-width"),
            (
                *rests(study, self.sample.replications),
                means_over(self.sample.replications, self.seed, PHASE.name.lower()),
            ),
        )


def simulate(
    study: Study,
    *,
    replications: int = 20,
    engine: Engine = "kernel",
    seed: int | None = None,
    jobs: int | None = None,
    progress: Wanted = False,
    **settings: Any,
) -> SimulationResult:
    """Simulate today's policy, or another one.

    Args:
        replications: independent, two or more.
        engine: "kernel", which is compiled, or "simpy", the readable reference; equal to the last
            bit.
        seed: in place of the study's.
        jobs: replications at a time, by default one a processor; no result depends on it.
        progress: True for the bar of the command line; or who is told.
        settings: as of :meth:`Study.with_`, such as ``caf=1.1``.

    Raises:
        InputError: a setting is wrong, or the policy is impossible.
    """
    study = of_kind("study", study, Study, A_STUDY).with_(settings)
    replications = replications_of(replications)
    with told(progress) as heard:
        heard.phase("simulate", replications)
        simulator = simulator_of(study, seed, jobs, heard.advance, engine)
        (sample,) = simulator.sample([study.baseline], PHASE, replications)
    return SimulationResult(study, sample, simulator.problem.seed, engine)
