"""The assignment problem of lists: from what accounts need to arrays of costs and limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from planner.assignment.problem import Problem
from planner.proposal.terms import Terms
from planner.proposal.units import Units
from simmodel.contract.assignment import NOBODY, Prices

UNLIMITED = 1_000_000_000
_AS_GOOD = 0.1  # of a handover: what others must save for a proposal to be another than before
_EXPERIENCED = 10.0  # years, from which on more make no difference
TWICE = 2.0
"""Hours of a unit stand about twice in a problem: in all months together, and in each."""

_SLACK = 1e-9  # of hours, so that what fits exactly fits


class Clash(StrEnum):
    """Why accounts cannot be as their list says, before any hours are counted."""

    APART = "apart"  # accounts that stay together are kept with different people
    UNOWNED = "unowned"  # one that is to stay has no owner in the team
    BARRED = "barred"  # one is to stay with whom it must never have
    UNKNOWN = "unknown"  # nobody has what one needs
    EXCLUDED = "excluded"  # all who have what one needs must not have it, or were refused
    SCATTERED = "scattered"  # to bring groups together takes more moves than there may be


@dataclass(frozen=True)
class Clashing:
    """Accounts that cannot be as their list says; what is given up for it is in ``kind``.

    Attributes:
        accounts: their places.
        lacking: what nobody has, of unknown ones.
        parted: of those that cannot all be together, which are not with most of the others.
        moves: how many of scattered ones would have to change their person.
    """

    kind: Clash
    accounts: tuple[int, ...]
    lacking: tuple[str, ...] = ()
    parted: tuple[int, ...] = ()
    moves: int = 0


@dataclass(frozen=True)
class Hours:
    """Hours of work and of people in the months that are looked at.

    Attributes:
        accounts: shape (accounts, months).
        people: shape (people, months).
        newcomers: of customers who are yet to come, shape (months,).
        later_accounts, later_people: the mean of the months from the last of those on, for a year
            in all; shapes (accounts,) and (people,).
    """

    accounts: np.ndarray
    people: np.ndarray
    newcomers: np.ndarray
    later_accounts: np.ndarray
    later_people: np.ndarray

    @property
    def fair(self) -> np.ndarray:
        """The part of the work that each person should have, by hours; shape (people, months)."""
        whole = self.people.sum(axis=0)
        part = np.divide(self.people, whole, out=np.zeros_like(self.people), where=whole > 0)
        found: np.ndarray = part * self.accounts.sum(axis=0)
        return found


@dataclass(frozen=True)
class Formulation:
    """A problem, and what it is of.

    Attributes:
        units: of accounts.
        placed: accounts that a person has decided on, by place, and whom they go to.
        given: float64, shape (accounts, people), money: what each is reckoned to cost there, apart
            from hours.
        clashing: what could not be as listed.
    """

    terms: Terms
    units: Units
    hours: Hours
    prices: Prices
    problem: Problem
    placed: Mapping[int, int]
    given: np.ndarray
    clashing: tuple[Clashing, ...]


def formulate(
    terms: Terms,
    units: Units,
    hours: Hours,
    prices: Prices,
    placed: Mapping[int, int],
    refused: Mapping[int, frozenset[int]],
    proposed: Mapping[int, int],
) -> Formulation:
    """The problem of who looks after whom.

    Args:
        placed: as of :class:`Formulation`.
        refused: accounts, and whom they do not go to.
        proposed: whom accounts were to go to before.
    """
    lists, assign = terms.lists, terms.assign
    allowed, clashing = _allowed(terms, placed, refused)
    units, apart = _together(units, allowed)
    units, scattered = _as_today(terms, units, allowed)
    clashing += [*apart, *scattered]
    given = _given(terms, prices, proposed)
    value = np.array([each.value for each in lists.accounts], float)
    most = [
        UNLIMITED if each.most_accounts is None else each.most_accounts for each in lists.people
    ]
    taken = _windows(hours.accounts.sum(axis=1), hours.accounts, hours.later_accounts)
    weight = units.sum(hours.accounts.sum(axis=1))
    slower = units.sum(terms.slower * hours.accounts.sum(axis=1)[:, None])
    problem = Problem(
        cost=units.sum(given),
        hours=units.sum(taken),
        slower=np.divide(
            slower, weight[:, None], out=np.ones_like(slower), where=weight[:, None] > 0
        ),
        allowed=units.all(allowed),
        accounts=units.sum(np.ones(len(lists.accounts), np.int64)),
        moved=units.sum(terms.moves.astype(np.int64)),
        moved_value=units.sum(terms.moves * value[:, None]),
        target=_windows(hours.fair.sum(axis=1), hours.people, hours.later_people),
        # What a pair loses of which one has an hour too many is all reckoned with that one.
        over=np.array([2.0 * prices.hour, *prices.undone]),
        under=np.zeros(1 + prices.undone.size),
        most_hours=_most_hours(terms, hours) * (1.0 + _SLACK),
        most_accounts=np.array(most, np.int64),
        most_moved=assign.moves,
        most_moved_value=assign.moved_value,
    )
    return Formulation(terms, units, hours, prices, problem, placed, given, tuple(clashing))


def _windows(together: np.ndarray, by_month: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Windows: all months together, for what is fair; then each, for the hours that there are, the
    last of which stands for those that follow."""
    return np.column_stack((together, by_month[:, :-1], later))


def _most_hours(terms: Terms, hours: Hours) -> np.ndarray:
    """The most work that people may have over all windows, hours; shape (people,).

    Nobody need give up what they have today for that, unless it is all locked to them.
    """
    people = len(terms.lists.people)
    there = _windows(hours.people.sum(axis=1), hours.people, hours.later_people).sum(axis=1)
    most = terms.assign.most_load * np.maximum(there, TWICE * hours.fair.sum(axis=1))
    owner, whole = terms.lists.owner, hours.accounts.sum(axis=1)
    taken = _windows(whole, hours.accounts, hours.later_accounts).sum(axis=1)
    taken = taken * terms.slower_with(owner)
    owned, locked = owner != NOBODY, terms.staying
    today = np.bincount(owner[owned], taken[owned], minlength=people)
    kept = np.bincount(owner[locked], taken[locked], minlength=people)
    found: np.ndarray = np.where(kept > most, most, np.maximum(most, today))
    return found


def changes(terms: Terms, prices: Prices) -> np.ndarray:
    """What the change of each account's person costs by itself, money; shape (accounts,)."""
    assign, accounts = terms.assign, terms.lists.accounts
    weight = [assign.strategic_weight if each.strategic else 1.0 for each in accounts]
    found: np.ndarray = prices.change * np.array(weight) + assign.handover_hours * prices.paid
    return found


def _given(terms: Terms, prices: Prices, proposed: Mapping[int, int]) -> np.ndarray:
    """Money that each account costs with each person, apart from their hours."""
    lists, assign = terms.lists, terms.assign
    found = np.where(terms.moves, changes(terms, prices)[:, None], 0.0)
    risk = np.array([each.risk or 0.0 for each in lists.accounts])
    years = np.array([each.experience or 0.0 for each in lists.people])
    saved = assign.experience_saves * risk * prices.credit
    found -= saved[:, None] * np.minimum(years / _EXPERIENCED, 1.0)
    for account, person in proposed.items():
        found[account, person] -= _AS_GOOD * assign.handover_hours * prices.paid
    return found


def _allowed(
    terms: Terms, placed: Mapping[int, int], refused: Mapping[int, frozenset[int]]
) -> tuple[np.ndarray, list[Clashing]]:
    """Who may have each account, bool, shape (accounts, people), and what cannot be.

    An account may stay where it is, whatever it needs: it is served there today.
    """
    lists, found = terms.lists, terms.fits.copy()
    clashing: list[Clashing] = []
    owned = np.flatnonzero(lists.owner != NOBODY)
    found[owned, lists.owner[owned]] = ~terms.barred[owned, lists.owner[owned]]
    for account, others in refused.items():
        found[account, list(others)] = False
    clashing += _nobody(terms, found, refused)
    keep = np.flatnonzero(terms.staying)
    for account in [*keep.tolist(), *placed]:
        person = placed.get(account, int(lists.owner[account]))
        if account not in placed and terms.barred[account, person]:
            clashing.append(Clashing(Clash.BARRED, (account,)))
            continue
        found[account] = False
        found[account, person] = True
    unowned = [
        place
        for place, each in enumerate(lists.accounts)
        if each.locked and lists.owner[place] == NOBODY and place not in placed
    ]
    clashing += [Clashing(Clash.UNOWNED, (place,)) for place in unowned]
    return found, clashing


def _nobody(
    terms: Terms, allowed: np.ndarray, refused: Mapping[int, frozenset[int]]
) -> list[Clashing]:
    """Accounts that nobody could take over, who are then anybody's whom they may have."""
    clashing = []
    for account in np.flatnonzero(~allowed.any(axis=1)).tolist():
        missing = terms.lacking[terms.kind[account]]
        if not terms.known[account]:
            common = [each for each in missing[0] if all(each in other for other in missing)]
            clashing.append(Clashing(Clash.UNKNOWN, (account,), tuple(common)))
        else:
            clashing.append(Clashing(Clash.EXCLUDED, (account,)))
        free = ~terms.barred[account]
        willing = free.copy()
        willing[list(refused.get(account, ()))] = False
        allowed[account] = willing if willing.any() else free
    return clashing


def _together(units: Units, allowed: np.ndarray) -> tuple[Units, list[Clashing]]:
    """Units whose accounts can be at one person; the others are taken apart."""
    broken = np.flatnonzero(~units.all(allowed).any(axis=1))
    found, clashing = units.apart(broken.tolist(), allowed), []
    for unit in broken.tolist():
        accounts = units.accounts(unit)
        if accounts.size > 1:
            fewest = tuple(_fewest(accounts, allowed))
            parted = tuple(accounts[found.of[accounts] != unit].tolist())
            clashing.append(Clashing(Clash.APART, fewest, parted=parted))
    return found, clashing


def _as_today(terms: Terms, units: Units, allowed: np.ndarray) -> tuple[Units, list[Clashing]]:
    """Units that need no more moves than there may be: else groups that are with several people
    today are as they are, so that the moves go where they bring most."""
    most, owner = terms.assign.moves, terms.lists.owner
    possible = units.all(allowed)
    needed = np.where(possible, units.sum(terms.moves.astype(np.int64)), UNLIMITED)
    needed = np.where(possible.any(axis=1), needed.min(axis=1, initial=UNLIMITED), 0)
    if most is None or needed.sum() <= most:
        return units, []
    found, moves, accounts = units, 0, []
    for unit in np.flatnonzero(needed > 0).tolist():
        parts = found.by(unit, owner)
        if parts.size > found.size and parts.all(allowed).any(axis=1).all():
            found, moves = parts, moves + int(needed[unit])
            accounts += units.accounts(unit).tolist()
    clash = Clashing(Clash.SCATTERED, tuple(accounts), moves=moves)
    return found, [clash] if accounts else []


def _fewest(accounts: np.ndarray, allowed: np.ndarray) -> list[int]:
    """Accounts of a unit that no one person may have together: two, if there are such; or else so
    few that with each one less somebody might."""
    several: list[int] = accounts.tolist()
    for one, other in combinations(several, 2):
        if not (allowed[one] & allowed[other]).any():
            return [one, other]
    kept = several
    for account in several:
        rest = [each for each in kept if each != account]
        if rest and not allowed[rest].all(axis=0).any():
            kept = rest
    return kept
