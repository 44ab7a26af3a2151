"""Moves, and those that are not made, with their reasons in words."""

from collections.abc import Iterator, Sequence

from planner.handoff.wording.assignment.load import busy, whole_load
from planner.handoff.wording.assignment.places import (
    account_name,
    lacking,
    listing,
    priced,
    somebody,
)
from planner.handoff.wording.assignment.stays import by_whom, kept_by, limit
from planner.proposal.decisions import Decision
from planner.proposal.moves import Alternative, LeftOut, Move
from planner.proposal.proposal import Proposal
from planner.proposal.reckoning import Binding
from simmodel.contract.assignment import NOBODY

_NAMED = 4  # accounts of a unit that are named one by one
_LEAST = 0.5  # money, which nobody reads


def reasons(proposal: Proposal, move: Move) -> tuple[str, ...]:
    """Why an account comes to another person: sentences, the reason first, then what it costs."""
    return (
        *_decided(proposal, move),
        *_fit(proposal, move),
        *_load(proposal, move),
        *_together(proposal, move),
        *_stay(proposal, move),
        *_change(proposal, move),
        _runner_up(proposal, move),
    )


def in_short(proposal: Proposal, move: Move) -> str:
    """The one reason that weighs most, in a few words."""
    before, after = _names(proposal, move)
    made = decision_on(proposal, move.account)
    if made is not None and made.choice == "approve":
        return by_whom(made, "approved")
    if move.before == NOBODY:
        needs = _needs(proposal, move)
        return f"{after} has {needs}" if needs else _room(proposal, move)
    if proposal.made.terms.barred[move.account, move.before]:
        return f"must not be with {before}"
    if move.lacked and not move.lacks:
        return f"{before} lacks {listing(move.lacked)}"
    if there := _there(proposal, move):
        return f"joins {_named(proposal, there)} of its group"
    return (
        _nearer(proposal, move)
        or _less_loaded(proposal, move)
        or ("comes together with its group" if len(move.together) > 1 else "evens out the months")
    )


def decision_on(proposal: Proposal, account: int) -> Decision | None:
    """What people have decided of an account; the last, if more than one."""
    found = [each for each in proposal.decisions.all if each.account == account]
    return found[-1] if found else None


def decision(proposal: Proposal, made: Decision) -> str:
    """What was decided of an account, in a few words."""
    lists = proposal.lists
    if made.choice == "lock":
        return f"locked, with {somebody(lists, int(lists.owner[made.account]))}"
    name = lists.name(made.person)
    return f"approved, {name}" if made.choice == "approve" else f"not {name}"


def left_out(proposal: Proposal, each: LeftOut) -> str:
    """Why a move that would bring something is not made."""
    lists, currency = proposal.lists, proposal.study.finance.currency
    brings = priced(each.brings, currency)
    after = lists.name(each.after)
    because = "; ".join(_keeps(proposal, each, binding) for binding in each.why)
    return f"With {after} it would bring {brings} more, but {because}."


def stays(proposal: Proposal, account: int, why: str) -> str:
    """Why an account stays where it is: what people have decided, or whom they have refused first.

    Args:
        why: it would stay without that, in sentences.
    """
    made = decision_on(proposal, account)
    if made is None:
        return why
    if made.choice == "reject":
        return sentences((*_rejected(proposal, account), why))
    return f"{by_whom(made, 'Locked' if made.choice == 'lock' else 'Approved')}."


def _names(proposal: Proposal, move: Move) -> tuple[str, str]:
    return somebody(proposal.lists, move.before), proposal.lists.name(move.after)


def changing(proposal: Proposal) -> tuple[Move, ...]:
    """Moves of accounts that somebody looks after, those that bring most first."""
    return tuple(each for each in proposal.moves if each.before != NOBODY)


def placing(proposal: Proposal) -> tuple[Move, ...]:
    """Placements of accounts that nobody looks after."""
    return tuple(each for each in proposal.moves if each.before == NOBODY)


def _decided(proposal: Proposal, move: Move) -> Iterator[str]:
    made = decision_on(proposal, move.account)
    if made is not None and made.choice == "approve":
        yield f"{by_whom(made, 'Approved')}."
    yield from _rejected(proposal, move.account)


def _rejected(proposal: Proposal, account: int) -> Iterator[str]:
    """Whom people have refused, each with who and why."""
    for made in proposal.decisions.all:
        if made.account == account and made.choice == "reject":
            rejected = somebody(proposal.lists, made.person)
            yield f"{by_whom(made, f'{rejected} was rejected')}."


def _fit(proposal: Proposal, move: Move) -> Iterator[str]:
    """What the person before lacks, and the person after."""
    before, after = _names(proposal, move)
    if move.before == NOBODY:
        yield "Nobody looks after it today."
        if needs := _needs(proposal, move):
            yield f"{after} has what it needs: {needs}."
    elif proposal.made.terms.barred[move.account, move.before]:
        yield f"It must not be with {before}."
    if move.lacked:
        has = "" if move.lacks else f", which {after} has"
        yield f"{before} lacks {listing(move.lacked)}{has}."
    if move.lacks:
        yield f"{after} lacks {listing(move.lacks)}."
    if nearer := _nearer(proposal, move):
        yield f"By time zone {nearer}."


def _nearer(proposal: Proposal, move: Move) -> str:
    """That the person after is in a nearer time zone, where that is so."""
    terms = proposal.made.terms
    apart = terms.apart[int(terms.kind[move.account])]
    if move.before == NOBODY or apart[move.after] >= apart[move.before]:
        return ""
    before, after = _names(proposal, move)
    return f"{after} is {apart[move.after]:g} h away, {before} {apart[move.before]:g} h"


def _less_loaded(proposal: Proposal, move: Move) -> str:
    """That the person after has less to do today, where that is so."""
    before, after = _names(proposal, move)
    loads = whole_load(proposal.today)
    if loads[move.before] <= loads[move.after]:
        return ""
    had, has = busy(proposal.today, move.before), busy(proposal.today, move.after)
    return f"{before} is {had}, {after} {has.removesuffix(' of the hours')}"


def _room(proposal: Proposal, move: Move) -> str:
    """How loaded who it comes to is, today and then."""
    _, after = _names(proposal, move)
    then = busy(proposal.then, move.after).removesuffix(" of the hours")
    return f"{after} is {busy(proposal.today, move.after)}, then {then}"


def _needs(proposal: Proposal, move: Move) -> str:
    """What the account needs, where the person after has all of it."""
    listed = proposal.lists.accounts[move.account]
    needs = (*listed.needs, *listed.languages)
    return listing(needs) if needs and not move.lacks else ""


def _load(proposal: Proposal, move: Move) -> Iterator[str]:
    """How loaded both are."""
    before, after = _names(proposal, move)
    has, then = busy(proposal.today, move.after), busy(proposal.then, move.after)
    then = f"and {then.removesuffix(' of the hours')} after all moves"
    if move.before == NOBODY:
        yield f"Over 90 days {after} is {has}, {then}."
    else:
        had, has = busy(proposal.today, move.before), has.removesuffix(" of the hours")
        yield f"Over 90 days {before} is {had}, {after} {has}, {then}."


def _together(proposal: Proposal, move: Move) -> Iterator[str]:
    """Others of its group: those that it is with today, and those that it comes to."""
    owner = proposal.lists.owner
    others = [each for each in move.together if each != move.account]
    with_it = [each for each in others if owner[each] == move.before != NOBODY]
    there = _there(proposal, move)
    rest = [each for each in others if each not in with_it and each not in there]
    if with_it:
        yield f"It stays together with {_named(proposal, with_it)}."
    if there:
        has = f"which {proposal.lists.name(move.after)} has today"
        yield f"It comes together with {_named(proposal, there)} of its group, {has}."
    if rest:
        yield f"It comes together with {_named(proposal, rest)} of its group."


def _there(proposal: Proposal, move: Move) -> list[int]:
    """Others of its group that are today with whom it comes to."""
    return [each for each in move.together if proposal.lists.owner[each] == move.after]


def _named(proposal: Proposal, accounts: Sequence[int]) -> str:
    names = [account_name(proposal.lists, each) for each in accounts[:_NAMED]]
    more = len(accounts) - _NAMED
    return listing([*names, f"{more:,} more"] if more > 0 else names)


def _stay(proposal: Proposal, move: Move) -> Iterator[str]:
    """What it would bring to stay."""
    if move.stay is None:
        return
    currency = proposal.study.finance.currency
    before = somebody(proposal.lists, move.before)
    amount = priced(abs(move.stay.more), currency)
    it = f"the {len(move.together):,} of its group" if len(move.together) > 1 else "it"
    if move.stay.more <= 0:
        yield f"With {before} {it} would bring {amount} less, the change paid."
    else:
        yield f"With {before} {it} would bring {amount} more{_but(proposal, move.stay)}."


def _change(proposal: Proposal, move: Move) -> Iterator[str]:
    """What the change itself costs."""
    if move.before == NOBODY:
        return
    assign, currency = proposal.study.assign, proposal.study.finance.currency
    handover = assign.handover_hours * proposal.made.prices.paid
    goodwill = move.cost - handover
    words = f"The change itself costs {priced(move.cost, currency)}"
    if goodwill > _LEAST:
        yield f"{words}: goodwill {priced(goodwill, currency)}, the rest the handover."
    else:
        yield f"{words}, all of it the handover."


def _runner_up(proposal: Proposal, move: Move) -> str:
    other = move.runner_up
    if other is None:
        made = decision_on(proposal, move.account)
        approved = made is not None and made.choice == "approve"
        return "It is decided." if approved else "Nobody else may have it."
    name, currency = proposal.lists.name(other.person), proposal.study.finance.currency
    lacks = lacking(proposal, move.account, other.person)
    lacked = f", and lacks {listing(lacks)}" if lacks else ""
    amount = priced(abs(other.more), currency)
    way = "more" if other.more > 0 else "less"
    return f"Next best: {name}, {amount} {way}{lacked}{_but(proposal, other)}."


def _but(proposal: Proposal, other: Alternative) -> str:
    """What speaks against somebody with whom it would bring more."""
    if not other.binding:
        return "" if other.more <= 0 else "; but not with all that follows from it"
    words = [limit(proposal, other.person, each) for each in other.binding]
    return f"; but {listing(words)}"


def _keeps(proposal: Proposal, each: LeftOut, binding: Binding) -> str:
    """What keeps a move from being made."""
    currency = proposal.study.finance.currency
    if binding is Binding.DECIDED:
        made = decision_on(proposal, each.account)
        return "it was rejected" if made else "it was decided otherwise"
    if binding in (Binding.LOCKED, Binding.RENEWAL, Binding.SETTLING):
        return kept_by(proposal, each.account)
    told = {
        Binding.HANDOVER: f"the change itself costs {priced(each.cost, currency)}",
        Binding.TOGETHER: "it stays together with others",
    }
    return told.get(binding) or limit(proposal, each.after, binding)


def sentences(texts: Sequence[str]) -> str:
    """Sentences as one text."""
    return " ".join(texts)
