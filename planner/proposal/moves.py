"""Moves: which accounts change their person, why these do, and why others do not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from planner.proposal.formulation import changes
from planner.proposal.reckoning import Binding, Reckoning
from simmodel.contract.assignment import NOBODY

SHOWN = 50
"""Moves that are left out and told, those first that would bring most."""

_WORTH = 0.5  # money, from which on a difference is one


@dataclass(frozen=True)
class Alternative:
    """A person who might have an account as well, all others being as proposed.

    Attributes:
        person: by place.
        more: money that it would bring beyond what is proposed, predicted, the change paid.
        binding: what speaks against it beside that.
    """

    person: int
    more: float
    binding: tuple[Binding, ...] = ()


@dataclass(frozen=True)
class Move:
    """An account that comes to another person.

    Attributes:
        account, before, after: by place; before may be nobody.
        together: the places of accounts that move with it, itself among them.
        cost: money that the change itself takes, goodwill and handover.
        stay: what it would bring to stay, with all of its group; None where it has nobody.
        runner_up: the best of the others; None if nobody else may have it.
        lacked, lacks: what of its needs the person before lacked, and the person after does.
        decided: whether a person has decided it.
    """

    account: int
    before: int
    after: int
    together: tuple[int, ...]
    cost: float
    stay: Alternative | None
    runner_up: Alternative | None
    lacked: tuple[str, ...]
    lacks: tuple[str, ...]
    decided: bool


@dataclass(frozen=True)
class LeftOut:
    """A move that is not made.

    Attributes:
        account, before, after: by place.
        brings: money more, predicted, before the change itself is paid for.
        cost: of the change itself.
        why: what keeps it from being made.
    """

    account: int
    before: int
    after: int
    brings: float
    cost: float
    why: tuple[Binding, ...]


def moves_of(reckoning: Reckoning, decided: Collection[int]) -> tuple[Move, ...]:
    """The moves of a proposal, those that bring most first.

    Args:
        decided: places of accounts that a person has decided on.
    """
    made = reckoning.made
    lists, terms = made.terms.lists, made.terms
    after = reckoning.person[made.units.of]
    moved = np.flatnonzero(after != lists.owner)
    change = changes(terms, made.prices)
    found = []
    for account in moved.tolist():
        unit = int(made.units.of[account])
        here, own, more = int(after[account]), int(lists.owner[account]), reckoning.more[unit]
        stay = None if own == NOBODY else _alternative(reckoning, unit, own)
        others = made.problem.allowed[unit] & np.isfinite(more)
        others[[here, *([own] if own != NOBODY else [])]] = False
        runner_up = None
        if others.any():
            best = int(np.argmax(np.where(others, more, -np.inf)))
            runner_up = _alternative(reckoning, unit, best)
        lacking = terms.lacking[terms.kind[account]]
        found.append(
            Move(
                account=account,
                before=own,
                after=here,
                together=tuple(made.units.accounts(unit).tolist()),
                cost=0.0 if own == NOBODY else float(change[account]),
                stay=stay,
                runner_up=runner_up,
                lacked=() if own == NOBODY else lacking[own],
                lacks=lacking[here],
                decided=account in decided,
            )
        )
    return tuple(sorted(found, key=lambda e: (e.stay.more if e.stay else np.inf, e.account)))


def _alternative(reckoning: Reckoning, unit: int, person: int) -> Alternative:
    more = float(reckoning.more[unit, person])
    return Alternative(person, more, reckoning.binding(unit, person))


def left_out(reckoning: Reckoning, refused: Mapping[int, frozenset[int]]) -> tuple[LeftOut, ...]:
    """Moves that would bring something, were it not for the change itself or for what binds."""
    made = reckoning.made
    lists, terms = made.terms.lists, made.terms
    after = reckoning.person[made.units.of]
    stays = np.flatnonzero((after == lists.owner) & (lists.owner != NOBODY))
    change, found = changes(terms, made.prices), []
    for account in stays.tolist():
        unit, own = int(made.units.of[account]), int(lists.owner[account])
        accounts = made.units.accounts(unit)
        cost = float(change[accounts].sum())
        fits = terms.fits[accounts].all(axis=0)
        fits[own] = False
        if not fits.any() or account != accounts[0]:
            continue
        brings = np.where(fits, reckoning.more[unit] + cost, -np.inf)
        best = int(np.argmax(brings))
        if brings[best] <= _WORTH:
            continue
        why = _why(reckoning, unit, best, best in refused.get(account, ()))
        if brings[best] <= cost:
            why = (*why, Binding.HANDOVER)
        found.append(LeftOut(account, own, best, float(brings[best]), cost, why))
    found.sort(key=lambda each: (-each.brings, each.account))
    return tuple(each for each in found if each.why)[:SHOWN]


def _why(reckoning: Reckoning, unit: int, person: int, decided: bool) -> tuple[Binding, ...]:
    """What keeps a unit from a person, apart from money."""
    made = reckoning.made
    terms, accounts = made.terms, made.units.accounts(unit).tolist()
    listed = [terms.lists.accounts[each] for each in accounts]
    found = [Binding.DECIDED] if decided else []
    if any(each.locked for each in listed):
        found.append(Binding.LOCKED)
    elif terms.staying[accounts].any():
        soon = any(terms.soon[each] for each in accounts)
        found.append(Binding.RENEWAL if soon else Binding.SETTLING)
    return (*found, *reckoning.binding(unit, person))
