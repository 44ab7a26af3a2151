"""What people have decided of a proposal: approved, rejected, or locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from planner.proposal.lists import Lists
from planner.study.errors import Complaint, InputError
from planner.study.lists import read_list
from planner.tables.headings import spelling
from simmodel.contract.assignment import NOBODY
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


TABLE = Table[object](
    fact="decisions",
    rows="decisions",
    columns=(
        Column("account", ("account name", "customer", "name"), required=True, unique=True),
        Column("decision", ("decided", "choice"), options=CHOICES),
        Column("proposed", ("proposed owner", "to", "new owner")),
        Column("by", ("decided by", "who")),
        Column("note", ("notes", "comment", "why", "reason given")),
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
    """

    all: tuple[Decision, ...] = ()
    file: str = ""

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
        return {e.account: frozenset({e.person}) for e in self.all if e.choice == "reject"}

    @property
    def accounts(self) -> frozenset[int]:
        """Accounts of which something was decided."""
        return frozenset(each.account for each in self.all)


def read_decisions(path: Path, lists: Lists, start: date) -> Decisions:
    """The decisions in a file; rows without one are as if they were not there.

    Raises:
        InputError: it cannot be read, or names what is not listed; a complaint for each fault.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        found = f"cannot be read: {error.strerror}"
        raise InputError([Complaint(str(path), "", found, "a CSV file")]) from None
    listed = read_list(path, content, TABLE, _Decided, None, start)
    complaints, decided = list(listed.complaints), []
    places = {spelling(each.account): place for place, each in enumerate(lists.accounts)}
    for line, row in zip(listed.lines, listed.items, strict=True):
        if row.decision is None:
            continue
        account, at = places.get(spelling(row.account)), f"line {line}"
        if account is None:
            words = f"found {shown(row.account)}, which is not among the accounts"
            complaints.append(Complaint(str(path), at, words, f"one of {lists.files[0].file}"))
            continue
        person = lists.place.get(spelling(row.proposed or ""), NOBODY)
        if row.decision == "lock" and lists.owner[account] == NOBODY:
            words = f"found lock of {shown(row.account)}, which nobody in the team looks after"
            complaints.append(Complaint(str(path), at, words, "approve or reject"))
        elif row.decision != "lock" and person == NOBODY:
            words = f"found {row.decision} of {shown(row.account)} for {shown(row.proposed)}"
            allowed = f"in the column proposed one of {lists.files[1].file}"
            complaints.append(Complaint(str(path), at, words, allowed))
        else:
            whom = NOBODY if row.decision == "lock" else person
            decided.append(Decision(account, row.decision, whom, row.by or "", row.note or ""))
    if complaints:
        raise InputError(complaints)
    return Decisions(tuple(decided), path.name)
