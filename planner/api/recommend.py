"""The best policy of a study, and how sure that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.api.display import Card, Displayed
from planner.api.frames import (
    Row,
    estimated,
    estimates_frame,
    month,
    monthly_rows,
    rests_on,
    valued_rows,
)
from planner.api.progress import Wanted, told
from planner.api.study import Study
from planner.api.wishes import A_STUDY, jobs_of, of_kind, path_of, seed_of
from planner.books.staffing import staffing_of
from planner.books.turnover import Turnover
from planner.handoff import files
from planner.handoff.documents.parts import policy
from planner.handoff.wording.advice import advice
from planner.handoff.wording.numbers import means_over
from planner.recommendation import recommend as stages
from planner.recommendation.folder import finished
from planner.search.trials import Trial
from planner.simulation.estimate import Chance, Estimate
from planner.simulation.phase import Phase
from planner.simulation.valued import Valued
from planner.study.command import DEFAULT_RESULTS
from planner.study.errors import Complaint, InputError
from planner.study.study import require_decisions

if TYPE_CHECKING:
    import pandas as pd

_VALUED = Phase.VALIDATE


@dataclass(frozen=True, eq=False, repr=False)
class RecommendationResult(Displayed):
    """The recommendation of a study, valued in futures that chose nothing.

    Attributes:
        details: all that was found on the way: the search, the finalists, the frontier.
    """

    study: Study
    details: stages.Recommendation

    @property
    def policy(self) -> Mapping[str, Any]:
        """Decisions of the recommended policy, by name."""
        return policy(self.details.winner.policy)

    @property
    def gain(self) -> Estimate:
        """Of the objective over today's policy: paired mean and 95 % half-width, money."""
        return self.details.gain

    @property
    def metrics(self) -> Mapping[str, Estimate]:
        """The mean of every metric of the recommended policy, by name."""
        return self.details.winner.metrics

    @property
    def chance_of_loss(self) -> Chance:
        """That it earns less than today's policy in a given future."""
        return self.details.loss

    @property
    def certified(self) -> bool:
        """Whether it is the best of the finalists, or within the zone, with 95 % confidence."""
        return self.details.selected.certified

    @property
    def feasible(self) -> bool:
        """Whether any policy that was tried keeps the constraints."""
        return self.details.selected.feasible

    @property
    def folder(self) -> Path:
        """The folder of the search's record, in which hand-offs are written by default."""
        return self.details.folder

    @property
    def plan(self) -> "pd.DataFrame":
        """The fixed plan for finance: the team month by month; of the long run one row.

        Of people one by one the positions to open, and the team that is expected, with the band
        that holds four futures of five.
        """
        staffing = staffing_of(self.details)
        if staffing is None:
            return self._frame((dict(self.details.plan.policy),))
        before, team = staffing.opening, staffing.months
        if staffing.turnover:
            return self._frame(self._expected(staffing.turnover), opening_headcount=before)
        if not self.study.model.in_time:
            team = team[-1:]
        changes = (now - then for then, now in zip((before, *team), team, strict=False))
        rows = (
            {**month(self.study, place), "headcount": now, "change": change}
            for place, (now, change) in enumerate(zip(team, changes, strict=True))
        )
        return self._frame(rows, opening_headcount=before)

    def _expected(self, found: Turnover) -> Iterator[dict[str, Any]]:
        """A row a month of people one by one."""
        for place, (more, team) in enumerate(zip(found.changes, found.plan_team, strict=True)):
            yield {
                **month(self.study, place),
                "positions_to_open": more,
                "headcount": team.mean,
                "p10": team.low,
                "p90": team.high,
            }

    @property
    def trials(self) -> "pd.DataFrame":
        """The policies that were tried; the best mean among them is too high, as any maximum."""
        return self._frame(map(self._trial, self.details.searched.trials))

    def to_pandas(self) -> "pd.DataFrame":
        """A row a policy and metric: recommended, plan and today, whom ``difference`` is to."""
        return self._frame(valued_rows(self.study, self._policies, _VALUED), reference="today")

    def monthly(self) -> "pd.DataFrame":
        """A row a policy, series and month of the horizon."""
        samples = {name: each.sample for name, each in self._policies.items()}
        return self._frame(monthly_rows(self.study, samples, _VALUED))

    def write(
        self, folder: str | PathLike[str] | None = None, *, progress: Wanted = False
    ) -> tuple[Path, ...]:
        """Write report.html, plan.xlsx, recommendation.json and the plan's tables; the paths.

        A file there that somebody has changed is kept under another name.

        Args:
            folder: by default that of the search, where the command line writes them.
            progress: as of :func:`planner.simulate`.

        Raises:
            InputError: one of them cannot be written.
        """
        with told(progress) as heard:
            heard.phase("write", None)
            place = Path(path_of("folder", folder)) if folder is not None else None
            return files.write(self.details, files.answered(self.details), place).files

    @property
    def _policies(self) -> Mapping[str, Valued]:
        found = self.details
        return {"recommended": found.winner, "plan": found.plan, "today": found.baseline}

    def _trial(self, trial: Trial) -> Row:
        return {
            "trial": trial.number,
            **self.study.taken(trial.policy),
            **estimated(trial.metrics["objective"], "objective"),
            **estimated(trial.gain, "gain"),
            "feasible": trial.violation == 0.0,
            "stopped": trial.stopped,
            **rests_on(trial.replications, Phase.SEARCH),
        }

    def _frame(self, rows: Any, **claims: Any) -> "pd.DataFrame":
        return estimates_frame(self.study, rows, self.details.seed, **claims)

    def _card(self) -> Card:
        advised = advice(self.details, files.answered(self.details))
        told = [(heading, " ".join(texts)) for heading, texts in advised.parts.items()]
        rows = [*told, ("Settings", f"{advised.settings}."), ("Recorded", str(self.folder))]
        met = self.details.winner.sample.replications
        rests = means_over(met, self.details.seed, _VALUED.name.lower())
        return Card(f"Recommendation for {self.study.name}", rows, notes=(rests,))


def recommend(
    study: Study,
    *,
    results: str | PathLike[str] = DEFAULT_RESULTS,
    fresh: bool = False,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Wanted = False,
) -> RecommendationResult:
    """Find the best policy, and value it in futures that chose nothing.

    The search is recorded in a folder of the study's name: what was interrupted goes on where it
    stood, and what was finished is told again without a run.

    Args:
        results: the folder of that folder.
        fresh: start over, and keep what is there in a folder inside.
        seed, jobs, progress: as of :func:`planner.simulate`.

    Raises:
        InputError: nothing is left to decide, the budget is too small, or the folder holds the
            search of something else, or is in use.
    """
    seed, jobs = _wished(study, seed, jobs)
    folder = files.results_folder(path_of("results", results), study.name)
    with told(progress) as heard:
        found = stages.recommend(study, seed, jobs, folder, heard, fresh=fresh)
    return RecommendationResult(study, found)


def recall(
    study: Study,
    *,
    results: str | PathLike[str] = DEFAULT_RESULTS,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Wanted = False,
) -> RecommendationResult:
    """Read the recommendation off a search that was finished; nothing is searched.

    Args:
        results, seed, jobs, progress: as of :func:`recommend`.

    Raises:
        InputError: no search of the study and the seed came to its end there.
    """
    seed, jobs = _wished(study, seed, jobs)
    folder = Path(path_of("results", results)) / study.name
    finished(folder, study, seed).close()  # before anything is drawn
    with told(progress) as heard:
        return RecommendationResult(study, stages.recall(study, seed, jobs, folder, heard))


def _wished(study: Study, seed: int | None, jobs: int | None) -> tuple[int, int]:
    """Seed and jobs; InputError if no file says what is searched, as nobody could resume it."""
    if of_kind("study", study, Study, A_STUDY).changes:
        found = f"found a study that is not as its file has it ({', '.join(study.changes)})"
        allowed = 'one that is on file: study.save("another-name.toml")'
        raise InputError([Complaint(str(study.path), "", found, allowed)])
    require_decisions(study)
    return seed_of(study, seed), jobs_of(jobs)
