"""The past of assignments as it is listed: who worked on what, and for how long."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from planner.assignment.review.past import Past
from planner.assignment.review.weights import Weights
from planner.proposal.lists import Lists, offered
from planner.proposal.terms import Terms
from planner.study.errors import Complaint, InputError, nearest
from planner.study.lists import content_of, read_list
from planner.study.study import Study
from simmodel.contract.assignment import NOBODY
from simmodel.contract.names import known_as
from simmodel.contract.tables import Column, Table
from simmodel.fields import Section, field

_UNKNOWN = "unknown"  # the segment of accounts that neither list has
_NAMED = 5
_SURE = 0.001  # chances are kept so far from 0 and 1: nothing is known for sure


class _Row(Section):
    """A row: an account with a person, over a month or another stretch of time."""

    account: str = field(unit="text", description="Which account", min_length=1)
    person: str = field(unit="text", description="Who worked on it", min_length=1)
    predicted: float = field(
        unit="hours", description="That it was expected to take, whoever works on it", ge=0, le=1e4
    )
    actual: float = field(unit="hours", description="That it took", ge=0, le=1e4)
    segment: str | None = field(None, unit="text", description="Its segment")
    gap: float | None = field(
        None, unit="share", description="Of what it needs, that the person lacked", ge=0, le=1
    )
    zone_hours: float | None = field(
        None, unit="hours", description="Between the time zones of the two", ge=0, le=24
    )
    months_since_change: float | None = field(
        None, unit="months", description="Since it came to this person", ge=0, le=600
    )
    experience: float | None = field(None, unit="years", description="Of the person", ge=0, le=60)
    renewed: bool | None = field(
        None, unit="yes or no", description="Whether it renewed, where its contract ended"
    )
    chance: float | None = field(
        None, unit="probability", description="Of that, as it was predicted before", ge=0, le=1
    )
    risk: float | None = field(
        None, unit="probability", description="As it was judged before", ge=0, le=1
    )


TABLE = Table[object](
    fact="past",
    rows="rows",
    columns=(
        Column("account", ("account name", "customer", "customer name"), required=True),
        Column(
            "person",
            ("csm", "csmp", "csm name", "owner", "account owner", "employee", "name"),
            required=True,
        ),
        Column(
            "predicted",
            ("predicted hours", "planned hours", "expected hours", "forecast hours", "plan"),
            kind="number",
            required=True,
        ),
        Column(
            "actual",
            ("actual hours", "logged hours", "hours logged", "hours", "time spent"),
            kind="number",
            required=True,
        ),
        Column("segment", ("customer segment", "tier", "plan tier")),
        Column("gap", ("gap of skills", "skill gap"), kind="share"),
        Column("zone_hours", ("time zones", "time zone gap"), kind="number"),
        Column("months_since_change", ("months since the change",), kind="number"),
        Column("experience", ("years of experience", "experience years"), kind="number"),
        Column("renewed", ("has renewed",), kind="flag"),
        Column("chance", ("chance of renewing", "predicted renewal"), kind="share"),
        Column("risk", ("churn risk",), kind="share"),
    ),
)


def read_past(study: Study, path: Path, lists: Lists, terms: Terms) -> tuple[Past, tuple[str, ...]]:
    """The rows of a file, and remarks on them.

    What they leave out of an account or a person that is listed is as there. Rows in which nothing
    was expected say nothing of how much longer work takes, and are left out.

    Raises:
        InputError: it cannot be read, or is wrong; it has a complaint for every fault.
    """
    listed = read_list(path, content_of(path), TABLE, _Row, None, study.start)
    if listed.complaints:
        raise InputError(listed.complaints)
    rows = [each for each in listed.items if each.predicted > 0]
    if not rows:
        found = "found no row in which any work was expected"
        raise InputError([Complaint(str(path), "", found, "hours above 0 in a row at least")])
    left = len(listed.items) - len(rows)
    remarks = list(listed.read.remarks)
    if left:
        which = (
            "1 row in which no work was expected is"
            if left == 1
            else (f"{left:,} rows in which no work was expected are")
        )
        remarks.append(f"{which} left out")
    past = _past(rows, lists, terms)
    remarks += _unlisted("people", past.people, [each.name for each in lists.people])
    remarks += _unlisted("accounts", past.accounts, [each.account for each in lists.accounts])
    return past, tuple(remarks)


def _unlisted(what: str, names: Sequence[str], listed: Sequence[str]) -> list[str]:
    """A remark on names that a list does not have, and what the first of them are near to."""
    known = {known_as(each) for each in listed}
    out = [name for name in names if known_as(name) not in known]
    if not out:
        return []
    near = [(name, nearest(name, listed)) for name in out[:_NAMED]]
    told = [f"{name} (did you mean {meant}?)" if meant else name for name, meant in near]
    more = len(out) - len(told)
    told += [f"and {more:,} more"] if more else []
    return [f"not in the list of {what}, so only what its rows say is known: {', '.join(told)}"]


def weights_of(study: Study) -> Weights:
    """What the study takes for granted of all that a past may tell."""
    loss, months = offered(study).goodwill(study.facts)
    return Weights(
        slower_without_skill=study.assign.slower_without_skill,
        slower_per_hour=study.assign.slower_per_hour,
        goodwill_loss=loss,
        goodwill_months=months,
    )


def _past(rows: Sequence[Any], lists: Lists, terms: Terms) -> Past:
    places = {known_as(each.account): place for place, each in enumerate(lists.accounts)}
    account = np.array([places.get(known_as(row.account), NOBODY) for row in rows], np.int64)
    person = np.array([lists.place.get(known_as(row.person), NOBODY) for row in rows], np.int64)
    both = (account != NOBODY) & (person != NOBODY)
    kind = np.where(both, terms.kind[account], 0)
    gap = np.where(both, terms.gap[kind, np.maximum(person, 0)], 0.0)
    apart = np.where(both, terms.apart[kind, np.maximum(person, 0)], 0.0)
    segments = [
        row.segment or (lists.accounts[place].segment if place != NOBODY else None) or _UNKNOWN
        for row, place in zip(rows, account, strict=True)
    ]
    years = [
        row.experience
        if row.experience is not None or place == NOBODY
        else lists.people[place].experience
        for row, place in zip(rows, person, strict=True)
    ]
    accounts, of_account = _numbered([row.account for row in rows])
    people, of_person = _numbered([row.person for row in rows])
    names, of_segment = _numbered(segments)
    chance = _numbers([row.chance for row in rows])
    return Past(
        accounts=accounts,
        people=people,
        segments=names,
        account=of_account,
        person=of_person,
        segment=of_segment,
        predicted=np.array([row.predicted for row in rows], float),
        actual=np.array([row.actual for row in rows], float),
        gap=_or(_numbers([row.gap for row in rows]), gap),
        zone_hours=_or(_numbers([row.zone_hours for row in rows]), apart),
        months_since_change=_numbers([row.months_since_change for row in rows]),
        experience=_numbers(years),
        renewed=_numbers([row.renewed for row in rows]),
        chance=np.clip(chance, _SURE, 1.0 - _SURE),
        risk=_or(_numbers([row.risk for row in rows]), np.zeros(len(rows))),
    )


def _numbers(values: Sequence[float | bool | None]) -> np.ndarray:
    return np.array([np.nan if each is None else float(each) for each in values])


def _or(values: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(values), otherwise, values)


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """Names, each once however it is spelt, and their numbers."""
    numbers: dict[str, int] = {}
    first: list[str] = []
    found = np.empty(len(names), np.int64)
    for row, name in enumerate(names):
        number = numbers.setdefault(known_as(name), len(numbers))
        if number == len(first):
            first.append(name)
        found[row] = number
    return tuple(first), found
