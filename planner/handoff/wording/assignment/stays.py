"""Why accounts stay where they are, in words."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from planner.handoff.wording.assignment.places import (
    account_name,
    counted,
    listing,
    owner_name,
    priced,
)
from planner.handoff.wording.numbers import begun
from planner.proposal.decisions import Decision
from planner.proposal.formulation import Formulation, changes
from planner.proposal.proposal import Proposal
from planner.proposal.reckoning import Binding, Reckoning
from simmodel.contract.assignment import NOBODY

_LEAST = 0.5  # money, from which on a difference is one


def kept(proposal: Proposal, account: int) -> str:
    """What keeps an account where it is, of its own list: "is locked"; empty if nothing does."""
    terms, assign = proposal.made.terms, proposal.study.assign
    if terms.lists.accounts[account].locked:
        return "is locked"
    if not terms.staying[account]:
        return ""
    if terms.soon[account]:
        return f"renews within {assign.lock_within_days} days"
    return f"came to {owner_name(terms.lists, account)} less than {assign.settle_days} days ago"


def keeper(proposal: Proposal, account: int) -> int | None:
    """The account of a group that keeps it all where it is, itself before others; None if none."""
    made = proposal.made
    group = made.units.accounts(int(made.units.of[account])).tolist()
    for each in (account, *group):
        if made.terms.staying[each]:
            return int(each)
    return None


def kept_by(proposal: Proposal, account: int) -> str:
    """What keeps it, itself or another of its group: "it is locked"; empty if nothing does."""
    by = keeper(proposal, account)
    if by is None:
        return ""
    if by == account:
        return f"it {kept(proposal, account)}"
    name = account_name(proposal.lists, by)
    return f"it stays together with {name}, which {kept(proposal, by)}"


def by_whom(made: Decision, done: str) -> str:
    """Who has decided so, and why, as far as it is said."""
    who = f"{done} by {made.by}" if made.by else done
    return f"{who}: {made.note.rstrip('.')}" if made.note else who


def limit(proposal: Proposal, person: int, binding: Binding) -> str:
    """The limit that keeps an account from a person."""
    name = proposal.lists.name(person)
    return {
        Binding.ACCOUNTS: f"{name} then has as many accounts as may be",
        Binding.HOURS: f"{name} then has as many hours of work as may be",
        Binding.MOVES: "no more accounts may change their person (assign.moves)",
        Binding.VALUE: "no more yearly value may change its person (assign.moved_value)",
    }.get(binding, binding.value)


def nothing_may_move(proposal: Proposal) -> str:
    """That no account may change its person, and why, in a sentence; empty if some may."""
    made, problem = proposal.made, proposal.made.problem
    owned = np.flatnonzero(made.terms.lists.owner != NOBODY).tolist()
    if not owned:
        return "No account has a person in the team who could be changed."
    if problem.most_moved == 0 or problem.most_moved_value == 0:
        setting = "moves" if problem.most_moved == 0 else "moved_value"
        return f"No account may change its person: the setting assign.{setting} is 0."
    if (problem.allowed & (problem.moved > 0)).any():
        return ""
    decided = proposal.decisions.placed(proposal.lists.owner.tolist())
    kinds = Counter(_kind(proposal, each, decided) for each in owned)
    told = listing(
        [
            f"{number:,} {'is' if number == 1 else 'are'} {words}"
            for words, number in kinds.most_common()
        ]
    )
    of = "all" if len(kinds) == 1 else f"of {counted(len(owned))},"
    return f"No account may change its person: {of} {told}."


def _kind(proposal: Proposal, account: int, decided: dict[int, int]) -> str:
    if account in decided:
        return "decided"
    by = keeper(proposal, account)
    if by is None:
        return "such as nobody else may have"
    assign, terms = proposal.study.assign, proposal.made.terms
    if terms.lists.accounts[by].locked:
        return "locked" if by == account else "together with locked ones"
    if terms.soon[by]:
        return f"renewing within {assign.lock_within_days} days"
    return f"with their person for less than {assign.settle_days} days"


def reasons_to_stay(proposal: Proposal) -> Iterator[tuple[int, str]]:
    """Accounts that stay with their person, and why each does, in a sentence."""
    made, owner = proposal.made, proposal.lists.owner
    change = made.units.sum(changes(made.terms, made.prices))
    best = _Best(made, proposal.reckoning)
    for account in np.flatnonzero((proposal.people == owner) & (owner != NOBODY)).tolist():
        unit = int(made.units.of[account])
        told = kept_by(proposal, account) or best.why(proposal, unit, float(change[unit]))
        yield account, f"{begun(told)}."


class _Best:
    """Who would do best with each unit, looked at once."""

    def __init__(self, made: Formulation, reckoning: Reckoning) -> None:
        self.made, self.reckoning = made, reckoning
        self.known: dict[int, str] = {}

    def why(self, proposal: Proposal, unit: int, change: float) -> str:
        if unit not in self.known:
            self.known[unit] = self._why(proposal, unit, change)
        return self.known[unit]

    def _why(self, proposal: Proposal, unit: int, change: float) -> str:
        here = int(self.reckoning.person[unit])
        others = self.made.problem.allowed[unit].copy()
        others[here] = False
        if not others.any():
            return "nobody else may have it"
        currency = proposal.study.finance.currency
        more = np.where(others, self.reckoning.more[unit], -np.inf)
        person = int(np.argmax(more))
        if more[person] <= _LEAST:
            paid = priced(change, currency)
            group = " of its group" if self.made.units.accounts(unit).size > 1 else ""
            return f"with nobody else would it bring more than the change{group} costs ({paid})"
        name, brings = proposal.lists.name(person), priced(float(more[person]), currency)
        but = [limit(proposal, person, each) for each in self.reckoning.binding(unit, person)]
        against = listing(but) if but else "not with all that follows from it"
        return f"with {name} it would bring {brings} more, the change paid, but {against}"
