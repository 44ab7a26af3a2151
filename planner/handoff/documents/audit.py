"""The trail of decisions: what people have decided of proposals, and when, line by line.

A line that is there stays; a run adds those of its decisions that do not stand there as they are.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from planner.handoff.documents.assignment import lists_digest
from planner.proposal.proposal import Proposal
from planner.tables.guard import unguarded


@dataclass(frozen=True)
class Entry:
    """A decision, as it was made; all texts.

    Attributes:
        when: in UTC, to the second.
        before, after: whom the account was with, and whom it was to go to; empty for nobody.
        lists: SHA-256 of the lists of accounts and people that it was made on.
    """

    when: str
    decision: str
    account: str
    before: str
    after: str
    by: str
    note: str
    lists: str

    @property
    def of(self) -> tuple[str, str]:
        """What it is about: an account, and whom it was to go to."""
        return self.account, self.after


HEADINGS = ("when", "decision", "account", "from", "to", "by", "note", "lists_sha256")


def trail(proposal: Proposal, when: datetime, earlier: Sequence[Entry]) -> tuple[Entry, ...]:
    """The earlier entries, and those of this proposal's decisions that do not stand there yet.

    Args:
        when: with a time zone.
    """
    last = {each.of: each for each in earlier}
    new = [each for each in _entries(proposal, when) if not _stands(each, last.get(each.of))]
    return (*earlier, *new)


def remembered(proposal: Proposal, earlier: Sequence[Entry]) -> Proposal:
    """The proposal whose decisions say who and why, where an earlier list alone has said it.

    A list keeps whom people have refused by name alone.
    """
    last = {(each.decision, *each.of): each for each in earlier}
    lists, found = proposal.lists, []
    for each in proposal.decisions.all:
        of = each.choice, lists.accounts[each.account].account, lists.name(each.person)
        said = None if each.by or each.note else last.get(of)
        found.append(replace(each, by=said.by, note=said.note) if said else each)
    return replace(proposal, decisions=replace(proposal.decisions, all=tuple(found)))


def _stands(entry: Entry, last: Entry | None) -> bool:
    """Whether the last entry on the same says so already; who, and why, need not be said again."""
    if last is None or (last.decision, last.before) != (entry.decision, entry.before):
        return False
    return (entry.by or last.by, entry.note or last.note) == (last.by, last.note)


def _entries(proposal: Proposal, when: datetime) -> list[Entry]:
    lists = proposal.lists
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = lists_digest(lists)
    return [
        Entry(
            when=stamp,
            decision=each.choice,
            account=lists.accounts[each.account].account,
            before=lists.name(int(lists.owner[each.account])),
            after=lists.name(each.person),
            by=each.by,
            note=each.note,
            lists=digest,
        )
        for each in proposal.decisions.all
    ]


def read_trail(path: Path) -> tuple[Entry, ...]:
    """The entries in a file; none where there is none, or it is not as it was written.

    Whoever writes the new trail keeps what cannot be read under another name.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        first, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        if tuple(first) != HEADINGS or any(len(row) != len(fields(Entry)) for row in rows):
            return ()
        return tuple(Entry(*map(unguarded, row)) for row in rows)
    except (OSError, ValueError, csv.Error):
        return ()
