"""The best policy for every share that the objective may credit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.api.display import Card, Displayed
from planner.api.frames import Row, estimated, estimates_frame, rests_on
from planner.api.recommend import RecommendationResult
from planner.handoff.wording import stretches
from planner.handoff.wording.numbers import means_over
from planner.recommendation.frontier import Stretch
from simmodel.streams import Phase

if TYPE_CHECKING:
    import pandas as pd

_PHASE = Phase.FRONTIER


@dataclass(frozen=True, eq=False, repr=False)
class FrontierResult(Displayed):
    """For which shares, such as alpha, which policy is the best of those simulated.

    Attributes:
        recommendation: whose search it is read off.
    """

    recommendation: RecommendationResult

    @property
    def switches_at(self) -> tuple[float, ...]:
        """The shares at which the best policy changes, ascending."""
        return self.recommendation.details.frontier.ends[1:-1]

    def to_pandas(self) -> "pd.DataFrame":
        """A row a stretch of the share: its policy, what is credited a share of, and the cost."""
        details = self.recommendation.details
        rows = map(self._row, details.frontier.stretches)
        share = details.frontier.share
        return estimates_frame(details.study, rows, details.seed, share=share)

    def _row(self, stretch: Stretch) -> Row:
        details = self.recommendation.details
        return {
            "low": stretch.low,
            "high": stretch.high,
            **details.study.taken(stretch.policy),
            **estimated(stretch.credited, "credited"),
            **estimated(stretch.cost, "cost"),
            **rests_on(details.frontier.replications, _PHASE),
        }

    def _card(self) -> Card:
        details = self.recommendation.details
        front, study = details.frontier, details.study
        shown = stretches.distinct(front, details.selected.zone)
        return Card(
            f"The best policy of {study.name} for every {front.share} (the study's is "
            f"{study.credited:g})",
            stretches.rows(study, shown),
            stretches.headings(study, shown),
            (means_over(front.replications, details.seed, _PHASE.name.lower()),),
        )


def frontier(recommendation: RecommendationResult) -> FrontierResult:
    """Tell the best policy for every share; it was found on the way, so nothing is simulated."""
    return FrontierResult(recommendation)
