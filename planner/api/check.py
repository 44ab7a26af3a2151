"""A study held against what is known of the company."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.api.display import Card, Displayed
from planner.api.frames import Row, estimated, estimates_frame, rests_on, unit_of
from planner.api.progress import Wanted, told
from planner.api.study import Study
from planner.api.wishes import A_STUDY, of_kind, simulator_of
from planner.handoff.wording.calibration import warnings
from planner.handoff.wording.numbers import exactly, means_over
from planner.handoff.wording.units import in_unit
from planner.proposal.lists import tables
from planner.recommendation.outset import out_of_reach, require_runs
from planner.recommendation.zone import Zone, zone_of
from planner.search.screen import screen
from planner.simulation.calibration import PHASE, REPLICATIONS, Calibrated, Figure, calibrate
from planner.study.doubts import doubtful_numbers

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class CheckResult(Displayed):
    """The check of a study against what is known.

    Attributes:
        today: metrics of today's policy by the model, beside what the study says of today.
        zone: the smallest difference worth telling; None where nothing is left to decide.
        out_of_reach: a sentence, if by the fluid approximation no policy keeps the constraints.
    """

    study: Study
    today: Calibrated
    seed: int
    zone: Zone | None
    out_of_reach: str | None

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on what does not fit, may not be meant, or is yet to be told."""
        beyond = (self.out_of_reach,) if self.out_of_reach else ()
        found = warnings(self.study, self.today)
        return (*beyond, *doubtful_numbers(self.study), *found)

    def to_pandas(self) -> "pd.DataFrame":
        """A row a metric; ``known`` is what the study says of today."""
        return estimates_frame(self.study, map(self._row, self.today.figures.values()), self.seed)

    def _row(self, figure: Figure) -> Row:
        return {
            "metric": figure.metric,
            "unit": unit_of(self.study, figure.metric),
            **estimated(figure.model),
            "known": float("nan") if figure.known is None else figure.known,
            "differs": figure.differs,
            **rests_on(REPLICATIONS, PHASE),
        }

    def _card(self) -> Card:
        rows, currency = [], self.study.finance.currency
        for figure in self.today.figures.values():
            unit = self.study.model.metrics[figure.metric].unit
            known = "" if figure.known is None else in_unit(exactly(figure.known), unit, currency)
            rows.append((figure.metric, in_unit(figure.model, unit, currency), known))
        return Card(
            f"Check of {self.study.name}: today's policy by the model",
            rows,
            ("metric", "by the model", "as known"),
            (*self.remarks, means_over(REPLICATIONS, self.seed, PHASE.name.lower())),
        )


def check(
    study: Study, *, seed: int | None = None, jobs: int | None = None, progress: Wanted = False
) -> CheckResult:
    """Check whether the model is the company: simulate today's policy, and look at the policies.

    Args:
        seed, jobs, progress: as of :func:`planner.simulate`.

    Raises:
        InputError: the study does not allow enough runs for a search, or a list of people to whom
            accounts are to be assigned is wrong.
    """
    if of_kind("study", study, Study, A_STUDY).space:
        require_runs(study)
    study = replace(study, tables=tables(study))
    with told(progress) as heard:
        heard.phase("check", REPLICATIONS)
        simulator = simulator_of(study, seed, jobs, heard.advance)
        today = calibrate(study, simulator)
        seed = simulator.problem.seed
        screened = screen(study, seed, jobs=simulator.jobs) if study.space else None
    return CheckResult(
        study,
        today,
        seed,
        zone_of(study, screened) if screened else None,
        out_of_reach(study, screened) if screened else None,
    )
