"""The best policy for every share that the objective may credit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.api.display import Card, Displayed
from planner.api.frames import Row, estimated, estimates_frame, rests_on
from planner.api.recommend import RecommendationResult
from planner.api.wishes import A_RESULT, of_kind
from planner.handoff.wording import stretches
from planner.handoff.wording.numbers import means_over
from planner.recommendation.frontier import Frontier, Stretch
from planner.simulation.phase import Phase
from planner.study.capability import required
from planner.study.errors import Complaint, InputError
from planner.study.study import Study

if TYPE_CHECKING:
    import pandas as pd

_PHASE = Phase.FRONTIER


@dataclass(frozen=True, eq=False, repr=False)
class FrontierResult(Displayed):
    """For which shares, such as alpha, which policy is the best of those simulated.

    Attributes:
        recommendation: whose search it is read off.
        details: all that is known of it.
    """

    recommendation: RecommendationResult
    details: Frontier

    @property
    def switches_at(self) -> tuple[float, ...]:
        """The shares at which the best policy changes, ascending."""
        return self.details.ends[1:-1]

    def to_pandas(self) -> "pd.DataFrame":
        """A row a stretch of the share: its policy, what is credited a share of, and the cost."""
        found = self.recommendation.details
        rows = map(self._row, self.details.stretches)
        return estimates_frame(found.study, rows, found.seed, share=self.details.share)

    def _row(self, stretch: Stretch) -> Row:
        return {
            "low": stretch.low,
            "high": stretch.high,
            **self.recommendation.details.study.taken(stretch.policy),
            **estimated(stretch.credited, "credited"),
            **estimated(stretch.cost, "cost"),
            **rests_on(self.details.replications, _PHASE),
        }

    def _card(self) -> Card:
        front, found = self.details, self.recommendation.details
        study, shown = found.study, stretches.distinct(front, found.selected.zone)
        return Card(
            f"The best policy of {study.name} for every {front.share} (the study's is "
            f"{study.credited:g})",
            stretches.rows(study, shown),
            stretches.headings(study, shown),
            (
                f"{stretches.sharing(study, found.selected.zone)}: .to_pandas() has all.",
                *stretches.edges(study, shown),
                means_over(front.replications, found.seed, _PHASE.name.lower()),
            ),
        )


def frontier(recommendation: RecommendationResult) -> FrontierResult:
    """Tell the best policy for every share; it was found on the way, so nothing is simulated.

    Raises:
        InputError: what policies are judged by is not linear in a share.
    """
    found = of_kind("recommendation", recommendation, RecommendationResult, A_RESULT).details
    require_share(found.study)
    assert found.frontier is not None  # or no share would be credited
    return FrontierResult(recommendation, found.frontier)


def require_share(study: Study) -> None:
    """Raise InputError unless what policies of ``study`` are judged by is linear in a share.

    That is known before anything is simulated.
    """
    share = required(study.model.share, study.model, "no objective that credits a share")
    found = (
        "found that policies are judged by the worst share of futures here, and so for one "
        f"{share.field} each"
    )
    allowed = f"none; or a study for each {share.field}, with that in [objective]"
    if study.judging_worst:
        file = str(study.path)
        raise InputError([Complaint(file, key, found, allowed) for key in study.judging_worst])
