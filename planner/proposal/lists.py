"""The lists of accounts and people that an assignment is made of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from planner.study.command import said
from planner.study.errors import Complaint, InputError, nearest
from planner.study.lists import Listed, content_of, read_list
from planner.study.study import Study
from planner.study.tables import FromFile, described
from planner.tables.headings import spelling
from simmodel.contract.assignment import FIRST_MONTHS, NOBODY, Assignment, Person
from simmodel.contract.names import known_as
from simmodel.contract.tables import Table
from simmodel.fields import Section, shown

BETWEEN = ";"
"""What stands between the names of several people in a cell."""

_SERVING = ("active", "on leave")


_AWAY = FIRST_MONTHS / 2
"""Months of the first ones, beyond which who is not there takes no account over."""


@dataclass(frozen=True)
class Lists:
    """Accounts and people, as listed.

    Attributes:
        accounts: of the model's kind.
        people: those who serve, or are on leave.
        lines: of the files, from 1, where accounts and people are.
        files: what they have.
        remarks: on what was left out, and how it was taken.
    """

    accounts: tuple[Any, ...]
    people: tuple[Person, ...]
    lines: tuple[tuple[int, ...], tuple[int, ...]]
    files: tuple[FromFile, FromFile]
    remarks: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """The places of people, by name."""
        return {known_as(each.name): place for place, each in enumerate(self.people)}

    @cached_property
    def there(self) -> np.ndarray:
        """Whether people are there for most of the first months, bool; shape (people,)."""
        missing = [float(each.absences(FIRST_MONTHS).sum()) for each in self.people]
        return np.array(missing) <= _AWAY

    @cached_property
    def owner(self) -> np.ndarray:
        """The place of each account's owner, or nobody where there is none in the team; int64."""
        names = (known_as(each.owner) for each in self.accounts)
        return np.array([self.place.get(name, NOBODY) for name in names], np.int64)

    def name(self, person: int) -> str:
        """Of a person, by place; empty for nobody."""
        return "" if person == NOBODY else self.people[person].name


def offered(study: Study) -> Assignment[Any, Any, Any]:
    """What the study's model offers.

    Raises:
        InputError: nothing.
    """
    offer = study.model.assignment
    if offer is None:
        found = f"found a study of {study.model.subject}, whose customers nobody looks after"
        raise InputError([Complaint(str(study.path), "model", found, "a model with accounts")])
    return offer


def read_lists(study: Study, accounts: str | None, team: str | None) -> Lists:
    """The lists of a study, or other ones.

    Args:
        accounts, team: paths of other ones.

    Raises:
        InputError: a file is missing, or wrong; it has a complaint for every fault of both.
    """
    offer = offered(study)
    wrong: list[object] = []
    wanted: tuple[tuple[str, str | None, str | None, Table[Any], type[Section]], ...] = (
        ("accounts", accounts, _of_facts(study, offer), offer.accounts, offer.Account),
        ("team", team, study.assign.team, offer.team, Person),
    )
    found: list[tuple[Listed, FromFile]] = []
    for name, option, stated, table, kind in wanted:
        path = _path(study, name, option, stated, wrong)
        content = None if path is None else _content(path, wrong)
        if path is not None and content is not None:
            listed = read_list(path, content, table, kind, study.facts, study.start)
            wrong += listed.complaints
            wrong += _misfits(study, path, listed) if name == "team" else ()
            found.append((listed, described(table, path.name, content, listed.read)))
    if wrong:
        raise InputError(wrong)
    (listed, of_accounts), (people, of_team) = found
    return _lists((listed, people), (of_accounts, of_team))


def tables(study: Study) -> tuple[FromFile, ...]:
    """The files of a study, its accounts as they are assigned and its people among them, if it
    names a list of these.

    Raises:
        InputError: as of :func:`read_lists`.
    """
    if study.assign.team is None or study.model.assignment is None or not study.tables:
        return study.tables
    files = read_lists(study, None, None).files
    facts = {each.fact for each in files}
    return (*(each for each in study.tables if each.fact not in facts), *files)


def _lists(found: Sequence[Listed], files: tuple[FromFile, FromFile]) -> Lists:
    listed, team = found
    serve = [
        place for place, each in enumerate(team.items) if (each.status or "active") in _SERVING
    ]
    people = tuple(team.items[place] for place in serve)
    lines = tuple(team.lines[place] for place in serve)
    lists = Lists(listed.items, people, (listed.lines, lines), files, ())
    remarks = [f"{each.file}: {remark}" for each in files for remark in each.remarks]
    out = [each.name for each in team.items if each not in people]
    if out:
        remarks.append(f"{files[1].file}: not in the team: {', '.join(out)}")
    away = [people[place].name for place in np.flatnonzero(~lists.there)]
    if away:
        remarks.append(
            f"{files[1].file}: not there for more than half of the first {FIRST_MONTHS} months, so "
            f"they take nothing over unless you decide so: {', '.join(away)}"
        )
    known = [each.name for each in people]
    never = Counter(
        name for each in lists.accounts for name in each.never if known_as(name) not in lists.place
    )
    if never:
        names = ", ".join(_gone(name, number, known) for name, number in never.items())
        remarks.append(f"{files[0].file}: never with who is not in the team: {names}")
    gone = Counter(
        str(each.owner)
        for each, owner in zip(lists.accounts, lists.owner, strict=True)
        if each.owner and owner == NOBODY
    )
    if gone:
        names = ", ".join(_gone(name, number, known) for name, number in gone.items())
        remarks.append(
            f"{files[0].file}: owned by who is not in the team, so they are to be placed: {names}"
        )
    return Lists(lists.accounts, people, lists.lines, files, tuple(remarks))


def _gone(name: str, number: int, team: Sequence[str]) -> str:
    """Who is not in the team, with how many accounts, and whom of the team the name is near to."""
    near = nearest(name, team)
    return f"{name} ({number}{f'; did you mean {near}?' if near else ''})"


def _of_facts(study: Study, offer: Assignment[Any, Any, Any]) -> str | None:
    """The list of accounts that a study names."""
    files = {each.fact: each.file for each in study.tables}
    return files.get(offer.accounts.fact)


def _path(
    study: Study, name: str, option: str | None, stated: str | None, wrong: list[object]
) -> Path | None:
    """The path of a list; None after a complaint."""
    if option is not None:
        return Path(option)
    if stated is not None:
        return study.path.parent / stated
    what = said(f"--{name}", name)
    found = f"found no list of {'accounts' if name == 'accounts' else 'people'}"
    table = "facts" if name == "accounts" else "assign"
    allowed = f"{what}, or {name} in the table [{table}] of {study.path.name}"
    wrong.append(Complaint("plan assign", name, found, allowed))
    return None


def _content(path: Path, wrong: list[object]) -> bytes | None:
    """What a file has; None after a complaint."""
    try:
        return content_of(path)
    except InputError as error:
        wrong += error.complaints
        return None


def _misfits(study: Study, path: Path, team: Listed) -> list[Complaint]:
    """Complaints where nobody could look after anything, a name is two, or a segment is none."""
    serves = any((each.status or "active") in _SERVING for each in team.items)
    if not (serves or team.complaints):
        return [Complaint(str(path), "", "found nobody who serves", "a person at least")]
    parts = study.model.divide(study.facts)
    known = {spelling(each): each for each in parts.names["segment"]} if parts else {}
    wrong = [
        Complaint(
            str(path),
            f"line {line}, column {team.read.headings['name']}",
            f"found {shown(each.name)}",
            f'a name without "{BETWEEN}", which stands between the names of several people',
        )
        for line, each in zip(team.lines, team.items, strict=True)
        if BETWEEN in each.name
    ]
    for line, each in zip(team.lines, team.items, strict=True):
        for segment in each.segments if known else ():
            if spelling(segment) not in known:
                place = f"line {line}, column {team.read.headings['segments']}"
                allowed = f"one or more of {', '.join(known.values())}"
                wrong.append(Complaint(str(path), place, f"found {shown(segment)}", allowed))
    return wrong
