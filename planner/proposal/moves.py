"""Moves: which accounts change their person, why these do, and why others do not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from planner.assignment.measure import measure
from planner.proposal.formulation import Formulation, changes
from simmodel.contract.assignment import NOBODY

SHOWN = 50
"""Moves that are left out and told, the most worth first."""

_WORTH = 0.5  # money, from which on a difference is one


class Binding(StrEnum):
    """What keeps an account from a person who would cost less."""

    ACCOUNTS = "accounts"  # the person has as many as allowed
    HOURS = "hours"  # or as many hours of work
    MOVES = "moves"  # as many accounts move as may
    VALUE = "value"  # or as much yearly value
    LOCKED = "locked"  # the list says so
    RENEWAL = "renewal"  # it renews too soon
    SETTLING = "settling"  # it has come to its owner only now
    DECIDED = "decided"  # a person has decided so
    HANDOVER = "handover"  # what the change itself costs
    TOGETHER = "together"  # others that it stays with


@dataclass(frozen=True)
class Alternative:
    """A person who might have an account as well, all others being as proposed.

    Attributes:
        person: by place.
        more: money that it would cost beyond what is proposed.
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
        stay: what it would cost to stay, beyond that; None where it has nobody.
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
        saves: money, before the change itself is paid for.
        cost: of the change itself.
        why: what keeps it from being made.
    """

    account: int
    before: int
    after: int
    saves: float
    cost: float
    why: tuple[Binding, ...]


class Reckoning:
    """What each person would cost for a unit, all others being as proposed.

    Args:
        person: places, by unit.
    """

    def __init__(self, made: Formulation, person: np.ndarray) -> None:
        self.made, self.person = made, person
        self.used = measure(made.problem, person)

    def costs(self, unit: int) -> np.ndarray:
        """Money of the unit at each person; shape (people,)."""
        problem = self.made.problem
        own = problem.slower[unit][:, None] * problem.hours[unit]
        rest = self._without(unit)
        over = np.maximum(rest + own - problem.target, 0.0) - np.maximum(rest - problem.target, 0.0)
        found: np.ndarray = problem.cost[unit] + over @ problem.over
        return found

    def binding(self, unit: int, person: int) -> tuple[Binding, ...]:
        """The limits that keep a unit from a person."""
        problem, here = self.made.problem, self.person[unit]
        found = []
        if self.used.accounts[person] + problem.accounts[unit] > problem.most_accounts[person]:
            found.append(Binding.ACCOUNTS)
        hours = self._without(unit)[person].sum()
        hours += (problem.slower[unit, person] * problem.hours[unit]).sum()
        if hours > problem.most_hours[person]:
            found.append(Binding.HOURS)
        more = problem.moved[unit, person] - problem.moved[unit, here]
        if problem.most_moved is not None and self.used.moved + more > problem.most_moved:
            found.append(Binding.MOVES)
        value = problem.moved_value[unit, person] - problem.moved_value[unit, here]
        most = problem.most_moved_value
        if most is not None and self.used.moved_value + value > most and value > 0:
            found.append(Binding.VALUE)
        return tuple(found)

    def _without(self, unit: int) -> np.ndarray:
        problem, here = self.made.problem, self.person[unit]
        rest = self.used.hours.copy()
        rest[here] -= problem.slower[unit, here] * problem.hours[unit]
        return rest


def moves_of(made: Formulation, person: np.ndarray, decided: Collection[int]) -> tuple[Move, ...]:
    """The moves of a proposal, those that save most first.

    Args:
        person: places, by unit.
        decided: places of accounts that a person has decided on.
    """
    lists, terms = made.terms.lists, made.terms
    after = person[made.units.of]
    moved = np.flatnonzero(after != lists.owner)
    reckoning, change = Reckoning(made, person), changes(terms, made.prices)
    found = []
    for account in moved.tolist():
        unit = int(made.units.of[account])
        costs, here, own = reckoning.costs(unit), int(after[account]), int(lists.owner[account])
        more = costs - costs[here]
        stay = None if own == NOBODY else _alternative(reckoning, unit, own, more)
        others = made.problem.allowed[unit].copy()
        others[[here, *([own] if own != NOBODY else [])]] = False
        runner_up = None
        if others.any():
            best = int(np.argmin(np.where(others, more, np.inf)))
            runner_up = _alternative(reckoning, unit, best, more)
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
    return tuple(sorted(found, key=lambda e: (-(e.stay.more if e.stay else -np.inf), e.account)))


def _alternative(reckoning: Reckoning, unit: int, person: int, more: np.ndarray) -> Alternative:
    return Alternative(person, float(more[person]), reckoning.binding(unit, person))


def left_out(
    made: Formulation, person: np.ndarray, refused: Mapping[int, frozenset[int]]
) -> tuple[LeftOut, ...]:
    """Moves that would save something, were it not for the change itself or for what binds."""
    lists, terms = made.terms.lists, made.terms
    after = person[made.units.of]
    stays = np.flatnonzero((after == lists.owner) & (lists.owner != NOBODY))
    reckoning, change, found = Reckoning(made, person), changes(terms, made.prices), []
    for account in stays.tolist():
        unit, own = int(made.units.of[account]), int(lists.owner[account])
        accounts = made.units.accounts(unit)
        cost = float(change[accounts].sum())
        fits = terms.fits[accounts].all(axis=0)
        fits[own] = False
        if not fits.any() or account != accounts[0]:
            continue
        costs = reckoning.costs(unit)
        saves = costs[own] - (costs - cost)
        best = int(np.argmax(np.where(fits, saves, -np.inf)))
        if saves[best] <= _WORTH:
            continue
        why = _why(made, reckoning, unit, best, best in refused.get(account, ()))
        if saves[best] <= cost:
            why = (*why, Binding.HANDOVER)
        found.append(LeftOut(account, own, best, float(saves[best]), cost, why))
    found.sort(key=lambda each: (-each.saves, each.account))
    return tuple(each for each in found if each.why)[:SHOWN]


def _why(
    made: Formulation, reckoning: Reckoning, unit: int, person: int, decided: bool
) -> tuple[Binding, ...]:
    """What keeps a unit from a person, apart from money."""
    terms, accounts = made.terms, made.units.accounts(unit).tolist()
    listed = [terms.lists.accounts[each] for each in accounts]
    found = [Binding.DECIDED] if decided else []
    if any(each.locked for each in listed):
        found.append(Binding.LOCKED)
    elif terms.staying[accounts].any():
        soon = any(terms.soon[each] for each in accounts)
        found.append(Binding.RENEWAL if soon else Binding.SETTLING)
    return (*found, *reckoning.binding(unit, person))
