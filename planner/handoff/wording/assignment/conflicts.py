"""Rows that cannot all hold, in words."""

from collections.abc import Sequence

from planner.handoff.wording.assignment.places import (
    ACCOUNTS,
    TEAM,
    account_name,
    counted,
    line,
    listing,
    priced,
    somebody,
)
from planner.handoff.wording.assignment.stays import kept
from planner.handoff.wording.numbers import plain
from planner.proposal.conflicts import Conflict, Demand, Wants
from planner.proposal.proposal import Proposal

_LINES = 20  # of a list that are named one by one
_OF_ACCOUNTS = (Wants.STAY, Wants.NEEDS, Wants.TOGETHER, Wants.NEVER, Wants.HAS_NO_OWNER)


def conflicts(proposal: Proposal) -> tuple[str, ...]:
    """What cannot all hold: a sentence each, and one for all accounts of which the same is so."""
    alike: dict[str, list[Conflict]] = {}
    for each in proposal.conflicts:
        # What is like no other stands by itself.
        alike.setdefault(_alike(proposal, each) or str(id(each)), []).append(each)
    return tuple(
        conflict(proposal, each[0]) if len(each) == 1 else _of_all(proposal, kind, each)
        for kind, each in alike.items()
    )


def _alike(proposal: Proposal, each: Conflict) -> str:
    """What is so of an account, in the plural; empty where it is not about one account alone."""
    if len(each.demands) != 1 or each.demands[0].account is None:
        return ""
    (one,) = each.demands
    if one.wants is Wants.HAS_NO_OWNER:
        return "are locked, and nobody in the team has them"
    if one.wants is Wants.NEVER:
        return f"must not be with {_refused(proposal, one)}"
    return f"need {_unmet(proposal, one, each.lacking)}" if one.wants is Wants.NEEDS else ""


def _of_all(proposal: Proposal, kind: str, found: Sequence[Conflict]) -> str:
    """The same of several accounts, with their lines."""
    lists = proposal.lists
    lines = sorted(lists.lines[ACCOUNTS][_account(each)] for each in found)
    named = [f"{each:,}" for each in lines[:_LINES]]
    if len(lines) > _LINES:
        named.append(f"{len(lines) - _LINES:,} more")
    where = f"{lists.files[ACCOUNTS].file} lines {listing(named)}"
    unowned = found[0].demands[0].wants is Wants.HAS_NO_OWNER
    does = "places them all the same" if unowned else "does without that"
    return f"{counted(len(found))} {kind}: {where}. The proposal {does}."


def _account(each: Conflict) -> int:
    account = each.demands[0].account
    assert account is not None
    return account


def conflict(proposal: Proposal, each: Conflict) -> str:
    """What cannot all hold, and what the proposal gives up for it."""
    if not each.demands:
        beyond = "; ".join(given_up(proposal, one) for one in each.given_up)
        return f"Not all limits can be kept. The proposal gives up: {beyond}."
    alone = len(each.demands) == 1
    told = [demand(proposal, one, each.lacking, alone=alone) for one in each.demands]
    if alone:
        words = f"This cannot be: {told[0]}."
    else:
        words = f"These cannot all hold: {'; '.join(told)}. With any one of them less it could."
    return f"{words} {_given_up(proposal, each)}" if each.given_up else words


def _given_up(proposal: Proposal, each: Conflict) -> str:
    if len(each.demands) == 1 and each.given_up[0].account is not None:
        return "The proposal does without that."
    return f"The proposal gives up: {'; '.join(given_up(proposal, one) for one in each.given_up)}."


def demand(
    proposal: Proposal, each: Demand, lacking: tuple[str, ...] = (), *, alone: bool = False
) -> str:
    """A demand, with the place in the lists that makes it.

    Args:
        lacking: what nobody has, of a need.
        alone: whether it cannot be met whatever else is asked for.
    """
    return f"{_where(proposal, each)}{_said(proposal, each, lacking, alone=alone)}"


def given_up(proposal: Proposal, each: Demand) -> str:
    """A demand that is not met; of a limit, how far the proposal goes beyond it."""
    if each.account is not None:
        return f"{_where(proposal, each)}{_said(proposal, each, ())}"
    return f"{_where(proposal, each)}{_beyond(proposal, each)}"


def _where(proposal: Proposal, each: Demand) -> str:
    """The row that asks for it, or the setting."""
    lists = proposal.lists
    if each.wants is Wants.PLACED:
        return f"{proposal.decisions.file or 'decisions'}, "
    if each.account is not None and each.wants in _OF_ACCOUNTS:
        return f"{line(lists, ACCOUNTS, each.account)}, "
    if each.person is not None:
        return f"{line(lists, TEAM, each.person)}, "
    if each.wants in (Wants.ALL, Wants.TOGETHER):
        return ""
    return (
        "the setting assign.moves, "
        if each.wants is Wants.MOVES
        else "the setting assign.moved_value, "
    )


def _said(
    proposal: Proposal, each: Demand, lacking: tuple[str, ...], *, alone: bool = False
) -> str:
    """What is asked for; alone, where nothing else is in its way."""
    lists = proposal.lists
    if each.account is None:
        return _limit(proposal, each)
    name, listed = account_name(lists, each.account), lists.accounts[each.account]
    person = _whom(proposal, each)
    if each.wants is Wants.STAY:
        why = kept(proposal, each.account).removeprefix("is ")
        return f"{name} stays with {person}{f' ({why})' if why else ''}"
    if each.wants is Wants.PLACED:
        return f"{name} is decided to be with {person}"
    if each.wants is Wants.TOGETHER:
        of = f"of {listed.parent}" if listed.parent else "the parent of others"
        return f"{name} is {of}: they stay together"
    if each.wants is Wants.NEVER:
        return f"{name} must not be with {_refused(proposal, each)}"
    if each.wants is Wants.HAS_NO_OWNER:
        return f"{name} is locked, and nobody in the team has it"
    if alone:
        return f"{name} needs {_unmet(proposal, each, lacking)}"
    if proposal.made.units.accounts(int(proposal.made.units.of[each.account])).size > 1:
        together = " and stays together with its group"
    else:
        together = ""
    return f"{name} is to be with {_asked(proposal, each.account)}{together}"


def _refused(proposal: Proposal, each: Demand) -> str:
    """Whom an account must not be with, by its list and as decided."""
    assert each.account is not None
    lists, listed = proposal.lists, proposal.lists.accounts[each.account]
    refused = sorted(proposal.decisions.refused.get(each.account, ()))
    others = [*listed.never, *(lists.name(place) for place in refused)]
    return listing(others) if others else _whom(proposal, each)


def _whom(proposal: Proposal, each: Demand) -> str:
    """The person whom a demand on an account is about; its owner if it names none."""
    assert each.account is not None
    owner = int(proposal.lists.owner[each.account])
    return somebody(proposal.lists, owner if each.person is None else each.person)


def _asked(proposal: Proposal, account: int) -> str:
    """Who an account may come to, by what it needs and by its segment."""
    terms, listed = proposal.made.terms, proposal.lists.accounts[account]
    needs = (*listed.needs, *listed.languages)
    has = f"who has {listing(needs)}" if needs else ""
    able = terms.gap[terms.kind[account]] == 0.0
    serves = "" if terms.serves[account][able].all() else f"who serves {listed.segment}"
    found = [each for each in (has, serves) if each]
    return f"somebody {listing(found)}" if found else "somebody"


def _unmet(proposal: Proposal, each: Demand, lacking: tuple[str, ...]) -> str:
    """What an account needs that nobody has, or nobody all of it who may have the account."""
    if lacking:
        return f"{listing(lacking)}, which nobody has"
    assert each.account is not None
    terms, listed = proposal.made.terms, proposal.lists.accounts[each.account]
    needs, segment = (*listed.needs, *listed.languages), listed.segment or "its segment"
    if not needs:
        return f"somebody who serves {segment}, whom there is not"
    if (terms.gap[terms.kind[each.account]] == 0).any():
        return f"{listing(needs)}, which nobody has who serves {segment}"
    return f"{listing(needs)}, which nobody has together"


def _limit(proposal: Proposal, each: Demand) -> str:
    """A limit, and how much it allows."""
    amount = each.amount or 0.0
    if each.wants is Wants.MOVES:
        return f"{counted(round(amount))} may change the person at most"
    if each.wants is Wants.VALUE:
        paid = priced(amount, proposal.study.finance.currency)
        return f"{paid} a year may change the person at most"
    if each.wants is Wants.TOGETHER:
        return (
            "groups that are with several people today come together, for which "
            f"{counted(round(amount))} must change the person"
        )
    if each.wants is Wants.ALL:
        which = f"{counted(round(amount))} more" if amount else "all accounts"
        return f"{which} are each to be with somebody who may have them"
    name = somebody(proposal.lists, -1 if each.person is None else each.person)
    if each.wants is Wants.ACCOUNTS:
        return f"{name} has {counted(round(amount))} at most"
    return f"{name} has {plain(round(amount))} hours of work in 90 days at most"


def _beyond(proposal: Proposal, each: Demand) -> str:
    """How far beyond a limit."""
    amount = each.amount or 0.0
    if each.wants is Wants.MOVES:
        return f"by {counted(round(amount))}"
    if each.wants is Wants.VALUE:
        return f"by {priced(amount, proposal.study.finance.currency)} a year"
    if each.wants is Wants.TOGETHER:
        return "groups that are with several people today, which stay as they are"
    name = somebody(proposal.lists, -1 if each.person is None else each.person)
    if each.wants is Wants.ACCOUNTS:
        return f"{name} has {counted(round(amount))} more"
    hours = "less than an hour" if amount < 1.0 else f"{plain(round(amount, 1))} hours"
    return f"{name} has {hours} more"
