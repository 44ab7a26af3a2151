"""Who looks after which account."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from planner.api.display import Card, Displayed
from planner.api.frames import Row, estimated, frame
from planner.api.progress import Wanted, told
from planner.api.study import Study
from planner.api.wishes import A_STUDY, jobs_of, of_kind, path_of, seed_of
from planner.handoff.wording.assignment.advice import headline, rests
from planner.handoff.wording.review import CALLED, span, value
from planner.proposal.proposal import Proposal, propose
from planner.proposal.reviewing import Reviewed, reviewed
from planner.simulation.estimate import CONFIDENCE
from planner.study.allowed import allowed, declaration
from planner.study.assign import Assign
from planner.study.command import said
from planner.study.errors import Complaint, InputError
from planner.study.months import first_day
from simmodel.fields import shown

if TYPE_CHECKING:
    import pandas as pd

_CARD = 8  # moves on a card
_OPTIONS = {"lock_within_days": "lock-within"}


@dataclass(frozen=True, eq=False, repr=False)
class AssignmentResult(Displayed):
    """A proposal of who looks after which account.

    Attributes:
        details: all that was found on the way: the problem, moves left out, conflicts.
    """

    study: Study
    details: Proposal

    def to_pandas(self) -> "pd.DataFrame":
        """A row an account: who looks after it today, and who is to."""
        return frame(self._rows(), study=self.study.name)

    def frontier(self) -> "pd.DataFrame":
        """A row a proposal, by the number of accounts that move, with what it brings."""
        rows = [
            {
                "moves": each.worth.moves,
                "value_moved": each.worth.value,
                "handover": each.worth.handover,
                "predicted": each.worth.expected,
                **estimated(each.worth.net, "simulated"),
                "replications": self.details.replications,
                "proposed": each is self.details.point,
            }
            for each in self.details.frontier
        ]
        return frame(rows, study=self.study.name, seed=self.details.seed, confidence=CONFIDENCE)

    def forecast(self) -> "pd.DataFrame":
        """A row a person and month: hours of work today and as proposed, and hours there are."""
        found, rows = self.details, []
        for person, each in enumerate(found.lists.people):
            for month in range(found.today.hours.shape[1]):
                rows.append(
                    {
                        "person": each.name,
                        "begins": first_day(self.study.start, month),
                        "hours": found.today.hours[person, month],
                        "due_today": found.today.due[person, month],
                        "due_then": found.then.due[person, month],
                        "renewals_then": int(found.then.renewals[person, month]),
                    }
                )
        return frame(rows, study=self.study.name)

    def _rows(self) -> Iterator[Row]:
        found = self.details
        lists = found.lists
        for place, each in enumerate(lists.accounts):
            yield {
                "account": each.account,
                "segment": each.segment,
                "value": each.value,
                "owner": lists.name(int(lists.owner[place])),
                "proposed": lists.name(int(found.people[place])),
                "moves": bool(found.people[place] != lists.owner[place]),
            }

    def _card(self) -> Card:
        found = self.details
        lists = found.lists
        rows = [
            (
                lists.accounts[each.account].account,
                lists.name(each.before) or "nobody",
                lists.name(each.after),
            )
            for each in found.moves[:_CARD]
        ]
        return Card(
            f"Who looks after which account: {self.study.name}",
            rows,
            ("account", "today", "proposed"),
            (headline(found), rests(found)),
        )


def assign(
    study: Study,
    *,
    accounts: str | PathLike[str] | None = None,
    team: str | PathLike[str] | None = None,
    decisions: str | PathLike[str] | None = None,
    simulate: bool = True,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Wanted = False,
    **settings: Any,
) -> AssignmentResult:
    """Propose who is to look after which account, and what that is worth.

    Args:
        accounts, team: lists, in place of those that the study names.
        decisions: what people have decided of an earlier proposal: a list of its accounts, with the
            column decision filled in.
        simulate: whether it is simulated what a proposal is worth; else it is predicted alone.
        seed, jobs, progress: as of :func:`planner.simulate`.
        settings: of the table [assign], such as ``moves=20``.

    Raises:
        InputError: a list or a setting is wrong; it has a complaint for every fault.
    """
    study = assigning(of_kind("study", study, Study, A_STUDY), settings)
    seed, jobs = seed_of(study, seed), jobs_of(jobs)
    files = {"accounts": accounts, "team": team, "decided": decisions}
    paths = {name: path_of(name, each) for name, each in files.items() if each is not None}
    with told(progress) as heard:
        heard.phase("assign", None)
        found = propose(study, **paths, seed=seed, jobs=jobs, simulate=simulate, heard=heard)
    return AssignmentResult(study, found)


def assigning(study: Study, settings: dict[str, Any]) -> Study:
    """The study with other settings of the table [assign].

    Raises:
        InputError: there is no such setting, or it is impossible.
    """
    wrong = []
    for name in settings:
        if name not in Assign.model_fields:
            known = ", ".join(Assign.model_fields)
            wrong.append(Complaint("plan assign", name, "found no such setting", f"one of {known}"))
    if not wrong:
        try:
            changed = Assign.model_validate(dict(study.assign) | settings)
            return replace(study, assign=changed)
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False):
                name = str(error["loc"][0])
                words = allowed(declaration(Assign.model_fields[name]))
                found = f"found {shown(settings[name])}"
                option = said(f"--{_OPTIONS.get(name, name)}", name)
                wrong.append(Complaint("plan assign", option, found, words))
    raise InputError(wrong)


@dataclass(frozen=True, eq=False, repr=False)
class AssignmentReview(Displayed):
    """What the past of assignments tells of a study's weights.

    Attributes:
        details: all that it tells: the forecast, factors by segment, account and person.
    """

    study: Study
    details: Reviewed

    def to_pandas(self) -> "pd.DataFrame":
        """A row a weight of the study: as stated, by the rows alone, and by both together."""
        rows = [
            {
                "weight": each.name,
                "stated": each.stated,
                "estimate": each.estimate,
                "low": each.low,
                "high": each.high,
                "both": each.blended.estimate,
                "verdict": each.verdict,
                "rows": each.rows,
                "accounts": each.accounts,
            }
            for each in self.details.review.findings
        ]
        return frame(rows, study=self.study.name, confidence=CONFIDENCE)

    def _card(self) -> Card:
        rows = [
            (CALLED[e.name], value(e.name, e.stated), value(e.name, e.estimate), span(e.name, e))
            for e in self.details.review.findings
        ]
        return Card(
            f"What {self.details.file} tells of {self.study.name}",
            rows,
            ("weight", "stated", "by the past", "95 % interval"),
        )


def review_assignments(
    study: Study,
    past: str | PathLike[str],
    *,
    accounts: str | PathLike[str] | None = None,
    team: str | PathLike[str] | None = None,
) -> AssignmentReview:
    """Hold what a study takes for granted of people and accounts against what happened.

    Args:
        past: a list of who worked on what, expected and actual hours.
        accounts, team: as of :func:`assign`.

    Raises:
        InputError: a list is wrong; it has a complaint for every fault.
    """
    study = of_kind("study", study, Study, A_STUDY)
    given = (past, accounts, team)
    path, *others = [None if each is None else path_of("path", each) for each in given]
    assert path is not None
    return AssignmentReview(study, reviewed(study, path, *others))
