"""Accounts one by one: who has each, who is to have it, why, and what people have decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.handoff.wording.assignment import moves
from planner.handoff.wording.assignment.places import (
    account_name,
    owner_name,
    renewal_day,
)
from planner.handoff.wording.assignment.stays import reasons_to_stay
from planner.proposal.proposal import Proposal


@dataclass(frozen=True)
class AccountRow:
    """An account.

    Attributes:
        place: in the list.
        value: money a year.
        owner, proposed: names, today's and the proposed one's.
        moves: whether it comes to somebody else.
        reason: in sentences, also of what stays.
        decision, by, note: what people have decided, by whom and why; empty where nothing.
        refused: whom people do not want to have it.
    """

    place: int
    account: str
    segment: str
    value: float
    renewal: date
    owner: str
    proposed: str
    moves: bool
    reason: str
    decision: str
    by: str
    note: str
    refused: tuple[str, ...]


def account_rows(proposal: Proposal) -> tuple[AccountRow, ...]:
    """A row for each account, in the order of the list."""
    lists, owner = proposal.lists, proposal.lists.owner
    why = dict(_reasons(proposal))
    found = []
    for place, each in enumerate(lists.accounts):
        person = int(proposal.people[place])
        decision, by, note = _decided(proposal, place)
        refused = sorted(proposal.decisions.refused.get(place, ()))
        found.append(
            AccountRow(
                place=place,
                account=account_name(lists, place),
                segment=each.segment or "",
                value=each.value,
                renewal=renewal_day(proposal, place),
                owner=owner_name(lists, place),
                proposed=lists.name(person),
                moves=person != int(owner[place]),
                reason=why.get(place, ""),
                decision=decision,
                by=by,
                note=note,
                refused=tuple(lists.name(other) for other in refused),
            )
        )
    return tuple(found)


def _reasons(proposal: Proposal) -> Iterator[tuple[int, str]]:
    left_out = {each.account: each for each in proposal.left_out}
    for place, by_itself in reasons_to_stay(proposal):
        left = left_out.get(place)
        why = moves.left_out(proposal, left) if left else by_itself
        yield place, moves.stays(proposal, place, why)
    for move in proposal.moves:
        yield move.account, moves.sentences(moves.reasons(proposal, move))


def _decided(proposal: Proposal, place: int) -> tuple[str, str, str]:
    """The decision that stands of what is proposed now: of somebody else who was rejected, none."""
    found = moves.decision_on(proposal, place)
    if found is None or (found.choice == "reject" and found.person != proposal.people[place]):
        return "", "", ""
    return found.choice, found.by, found.note
