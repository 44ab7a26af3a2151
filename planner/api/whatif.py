"""The worth of a recommendation if facts turn out otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.api.display import Card, Displayed
from planner.api.frames import Row, estimated, estimates_frame, rests_on, unit_of
from planner.api.progress import Wanted, told
from planner.api.recommend import RecommendationResult
from planner.api.wishes import A_RESULT, jobs_of, of_kind
from planner.handoff import files
from planner.handoff.wording.numbers import means_over, plain
from planner.handoff.wording.units import money
from planner.sensitivity.moves import Contender, Standing
from planner.sensitivity.whatif import Answers
from planner.sensitivity.whatif import whatif as answers_of
from planner.simulation.phase import Phase
from planner.study.errors import Complaint, InputError
from planner.study.study import Study

if TYPE_CHECKING:
    import pandas as pd

_PHASE = Phase.VALIDATE
_OBJECTIVE = "objective"
_NAMES: Mapping[Contender, str] = {
    "plan": "plan",
    "policy": "recommended",
    "reoptimised": "reoptimised",
    "today": "today",
}


@dataclass(frozen=True, eq=False, repr=False)
class WhatIfResult(Displayed):
    """Facts moved one by one and together, and what that does to a plan and to policies.

    Attributes:
        recommendation: whose plan and policy are asked about.
        details: all answers.
    """

    recommendation: RecommendationResult
    details: Answers

    def to_pandas(self) -> "pd.DataFrame":
        """A row a fact at an end of its range, policy and metric.

        ``change`` is paired, to the same policy under the study's own facts, which are the first
        rows. "reoptimised" is the best of a search for the facts at hand, if one was sought.
        """
        return self._frame(self._rows())

    @property
    def break_even(self) -> "pd.DataFrame":
        """Break-even prices of shares of the investment; without a row where there is none."""
        return self._frame(self._prices())

    @property
    def marginals(self) -> "pd.DataFrame":
        """The value of one more, or one fewer, from a month on, money; no row without a team."""
        return self._frame(
            {
                **({"part": each.part} if each.part else {}),
                "begins": each.begins,
                **estimated(each.more, "one_more"),
                **estimated(each.fewer, "one_fewer"),
                **self._rests,
            }
            for each in self.details.marginals
        )

    def write(self, *, progress: Wanted = False) -> tuple[Path, ...]:
        """Write whatif.json, and report and workbook with the answers, beside the search; the
        paths.

        Raises:
            InputError: one of them cannot be written.
        """
        with told(progress) as heard:
            heard.phase("write", None)
            return files.write_whatif(self.details).files

    @property
    def _rests(self) -> Row:
        return rests_on(self.details.replications, _PHASE)

    def _rows(self) -> Iterator[Row]:
        found = self.details
        own: Row = {"fact": "", "end": "as it is", "value": float("nan")}
        yield from self._standing(own, found.own)
        for each in found.moves:
            for end, value, standing in (
                ("low", each.move.low, each.low),
                ("high", each.move.high, each.high),
            ):
                place: Row = {"fact": each.move.fact, "end": end, "value": value}
                yield from self._standing(place, standing)
        if found.together:
            for end, combined in (
                ("unfavourable", found.together.unfavourable),
                ("favourable", found.together.favourable),
            ):
                place = {"fact": "all", "end": end, "value": float("nan")}
                yield from self._standing(place, combined.standing)

    def _standing(self, place: Row, standing: Standing) -> Iterator[Row]:
        for who, levels in standing.metrics.items():
            for metric, level in levels.items():
                yield {
                    **place,
                    "policy": _NAMES[who],
                    "metric": metric,
                    "unit": unit_of(self.details.study, metric),
                    **estimated(level),
                    **estimated(standing.changes[who][metric], "change"),
                    **self._rests,
                }

    def _prices(self) -> Iterator[Row]:
        invested = self.details.invested
        for each in invested.break_even if invested else ():
            for staffing, worth in each.worth.items():
                yield {
                    "share": each.share,
                    "staffing": staffing,
                    **estimated(worth.once, "once"),
                    **estimated(worth.yearly, "yearly"),
                    **estimated(worth.price, "price"),
                    **estimated(worth.gain, "gain"),
                    **self._rests,
                }

    def _frame(self, rows: Any) -> "pd.DataFrame":
        details = self.recommendation.details
        return estimates_frame(details.study, rows, details.seed)

    def _card(self) -> Card:
        found, currency = self.details, self.details.study.finance.currency
        shown: dict[Contender, str] = {"plan": "of the plan"}
        if found.tried:
            shown["reoptimised"] = "re-optimised"
        rows = [
            (
                each.move.fact,
                f"{plain(value)}",
                *(money(end.changes[who][_OBJECTIVE], currency, signed=True) for who in shown),
            )
            for each in found.moves
            for value, end in ((each.move.low, each.low), (each.move.high, each.high))
        ]
        return Card(
            f"What if, for {found.study.name}: change of the objective",
            rows,
            ("fact", "value", *shown.values()),
            (
                means_over(
                    found.replications, self.recommendation.details.seed, _PHASE.name.lower()
                ),
            ),
        )


def whatif(
    recommendation: RecommendationResult,
    *,
    keep_plan: bool = False,
    jobs: int | None = None,
    progress: Wanted = False,
) -> WhatIfResult:
    """Say what the plan is worth if facts turn out otherwise; the study says which.

    What is simulated is kept beside the search, and not simulated again.

    Args:
        keep_plan: seek no policy anew, as with ``whatif.trials = 0``; nor a price of an investment.
        jobs, progress: as of :func:`planner.simulate`.

    Raises:
        InputError: what is maximised is not the mean, the folder of the search is in use, or facts
            at their ends are impossible together.
    """
    found = of_kind("recommendation", recommendation, RecommendationResult, A_RESULT).details
    require_mean(found.study)
    if keep_plan:
        kept = replace(found.study.whatif, trials=0)
        found = replace(found, study=replace(found.study, whatif=kept))
    with told(progress) as heard:
        answers = answers_of(found, jobs_of(jobs), found.folder, heard)
    return WhatIfResult(recommendation, answers)


def require_mean(study: Study) -> None:
    """Raise InputError unless what is maximised is the mean of all futures; before any work."""
    weight = study.risk.weight
    if weight:
        allowed = "0, as what is asked about is the mean of all futures"
        raise InputError([Complaint(str(study.path), "risk.weight", f"found {weight:g}", allowed)])
