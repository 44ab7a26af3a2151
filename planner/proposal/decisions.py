"""What people have decided of a proposal: approved, rejected, or locked."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from planner.proposal.lists import BETWEEN, Lists
from planner.study.errors import Complaint, InputError
from planner.study.lists import content_of, read_list
from planner.tables.guard import unguarded
from simmodel.contract.assignment import NOBODY
from simmodel.contract.names import known_as
from simmodel.contract.tables import Column, Table
from simmodel.fields import Section, field, shown

Choice = Literal["approve", "reject", "lock"]

CHOICES: tuple[Choice, ...] = ("approve", "reject", "lock")


class _Decided(Section):
    """A row of a list of decisions."""

    account: str = field(unit="text", description="Which account", min_length=1)
    decision: Choice | None = field(
        None, unit="one of approve, reject, lock", description="What is decided of it"
    )
    proposed: str | None = field(None, unit="text", description="Whom it was to go to")
    by: str | None = field(None, unit="text", description="Who has decided")
    note: str | None = field(None, unit="text", description="Why")
    refused: str | None = field(
        None, unit="names", description="Whom people have refused before, semicolons between them"
    )


TABLE = Table[object](
    fact="decisions",
    rows="decisions",
    columns=(
        Column("account", ("account name", "customer", "name"), required=True, unique=True),
        Column("decision", ("decided", "choice"), options=CHOICES),
        Column("proposed", ("proposed owner", "to", "new owner")),
        Column("by", ("decided by", "who")),
        Column("note", ("notes", "comment", "why", "reason given")),
        Column("refused", ("refused before", "rejected before")),
    ),
)


@dataclass(frozen=True)
class Decision:
    """What a person has decided of an account.

    Attributes:
        account: its place.
        choice: approved, it goes to ``person``; rejected, it does not; locked, it stays.
        person: the place of whom it was to go to; nobody where it is locked.
        by, note: who, and why, as written; may be empty.
    """

    account: int
    choice: Choice
    person: int
    by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Decisions:
    """All that people have decided of a proposal.

    Attributes:
        all: in the order of the list.
        file: where it was read; empty if there is none.
        proposed: whom accounts of which nothing was decided were to go to, by place: of people who
            are as good it stays with them, so that a decision changes no more than it must.
    """

    all: tuple[Decision, ...] = ()
    file: str = ""
    proposed: Mapping[int, int] = dataclasses.field(default_factory=dict)

    def placed(self, owner: Sequence[int]) -> dict[int, int]:
        """Accounts that are decided, and whom they go to or stay with.

        Args:
            owner: places, by account.
        """
        found = {}
        for each in self.all:
            if each.choice == "approve":
                found[each.account] = each.person
            elif each.choice == "lock" and owner[each.account] != NOBODY:
                found[each.account] = owner[each.account]
        return found

    @property
    def refused(self) -> Mapping[int, frozenset[int]]:
        """Accounts, and whom they do not go to."""
        found: dict[int, frozenset[int]] = {}
        for each in self.all:
            if each.choice == "reject":
                found[each.account] = found.get(each.account, frozenset()) | {each.person}
        return found

    @property
    def accounts(self) -> frozenset[int]:
        """Accounts of which something was decided."""
        return frozenset(each.account for each in self.all)


def read_decisions(path: Path, lists: Lists, start: date) -> Decisions:
    """The decisions in a file; rows without one are as if they were not there.

    Raises:
        InputError: it cannot be read, or names what is not listed; a complaint for each fault.
    """
    listed = read_list(path, content_of(path), TABLE, _Decided, None, start)
    complaints, decided = list(listed.complaints), []
    if "decision" not in listed.read.headings:
        complaints.append(_no_decisions(path, listed.read.remarks))
    places, proposed = _Places(lists), {}
    for line, row in zip(listed.lines, listed.items, strict=True):
        earlier = [each for each in (row.refused or "").split(BETWEEN) if each.strip()]
        account = places.account(row.account)
        if row.decision is None and account is not None:
            proposed[account] = places.person(row.proposed)
        if row.decision is None and not earlier:
            continue
        if account is None:
            found = f"found {shown(row.account)}, which is not among the accounts"
            allowed = f"one of {lists.files[0].file}"
            complaints.append(Complaint(str(path), f"line {line}", found, allowed))
            continue
        to = {"approve": row.proposed, "lock": lists.accounts[account].owner}
        asked_for = known_as(to.get(row.decision or ""))
        again = [each for each in earlier if known_as(each) == asked_for]
        if again:
            for_whom = f" for {shown(row.proposed)}" if row.decision == "approve" else ""
            found = f"found {row.decision} of {shown(row.account)}{for_whom}"
            found += f", and {shown(again[0])} is refused"
            allowed = "one of the two"
            complaints.append(Complaint(str(path), f"line {line}", found, allowed))
            continue
        asked: list[tuple[Choice, str | None]] = [("reject", each) for each in earlier]
        asked += [(row.decision, row.proposed)] if row.decision else []
        for choice, name in asked:
            person = places.person(name)
            if wrong := _wrong(lists, row.account, account, choice, name, person):
                complaints.append(Complaint(str(path), f"line {line}", *wrong))
            else:
                whom = NOBODY if choice == "lock" else person
                said = (row.by, row.note) if choice == row.decision and name == row.proposed else ()
                decided.append(Decision(account, choice, whom, *(_text(each) for each in said)))
    if complaints:
        raise InputError(complaints)
    known = {account: person for account, person in proposed.items() if person != NOBODY}
    return Decisions(tuple(decided), path.name, known)


def _no_decisions(path: Path, remarks: Sequence[str]) -> Complaint:
    """That a file has no column of decisions, and which of its columns nobody reads."""
    there = f" ({'; '.join(remarks)})" if remarks else ""
    found = f"found no column for decision{there}"
    return Complaint(str(path), "", found, "one with the heading decision, decided, choice")


class _Places:
    """Places by name, as written or else however it is spelt."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        names = [each.account for each in lists.accounts]
        self._known = {known_as(name): place for place, name in enumerate(names)}
        self._written = {name: place for place, name in enumerate(names)}
        self._people = {each.name: place for place, each in enumerate(lists.people)}

    def account(self, name: str) -> int | None:
        """The place of an account; None if it is none."""
        found = self._written.get(unguarded(name))
        return self._known.get(known_as(name)) if found is None else found

    def person(self, name: str | None) -> int:
        """The place of a person, or nobody."""
        text = unguarded((name or "").strip())
        found = self._people.get(text)
        return self._lists.place.get(known_as(text), NOBODY) if found is None else found


def _wrong(
    lists: Lists, name: str, account: int, choice: Choice, proposed: str | None, person: int
) -> tuple[str, str] | None:
    """What is wrong with a decision, and what is allowed; None if nothing is."""
    if choice == "lock" and lists.owner[account] == NOBODY:
        return f"found lock of {shown(name)}, which nobody in the team looks after", (
            "approve or reject"
        )
    listed = lists.accounts[account]
    if choice == "approve" and listed.locked and person != lists.owner[account] != NOBODY:
        return f"found approve of {shown(name)}, which is locked in {lists.files[0].file}", (
            "lock, reject, or no lock there"
        )
    barred = [known_as(each) for each in listed.never]
    if choice == "approve" and person != NOBODY and known_as(lists.name(person)) in barred:
        return (
            f"found approve of {shown(name)} for {shown(proposed)}, whom it must never have in "
            f"{lists.files[0].file}"
        ), "reject, or another person"
    if choice != "lock" and person == NOBODY:
        found = f"found {choice} of {shown(name)} for {shown(proposed)}"
        return found, f"in the column proposed one of {lists.files[1].file}"
    return None


def _text(written: str | None) -> str:
    """What is written, on one line."""
    return " ".join(unguarded(written or "").split())
