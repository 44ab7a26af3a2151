"""Conflicts: rows of the lists that cannot all hold, and what is given up for them."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from planner.assignment import conflicts as core
from planner.assignment.conflicts import conflicts
from planner.assignment.problem import Solution
from planner.assignment.rows import Kind, Row
from planner.proposal.formulation import TWICE, Clash, Clashing, Formulation


class Wants(StrEnum):
    """What a row of the lists, or an option, asks for."""

    STAY = "stay"  # an account is to stay with its owner
    PLACED = "placed"  # a person has decided whom an account goes to
    NEEDS = "needs"  # an account needs what few have, or nobody
    TOGETHER = "together"  # an account is to be where its parent is
    NEVER = "never"  # an account must not be with its owner
    HAS_NO_OWNER = "no owner"  # an account is to stay with nobody
    ACCOUNTS = "accounts"  # a person may have so many accounts at most
    HOURS = "hours"  # or so many hours of work
    MOVES = "moves"  # so many accounts may change their person at most
    VALUE = "value"  # or so much yearly value
    ALL = "all"  # accounts that several may have are to have somebody; amount: how many cannot


@dataclass(frozen=True)
class Demand:
    """One demand.

    Attributes:
        account, person: by place, where it is about one; else None.
        amount: accounts, hours or money at most, where it is a limit.
    """

    wants: Wants
    account: int | None = None
    person: int | None = None
    amount: float | None = None


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot all be met; with any one of them less they can.

    Attributes:
        demands: as few as there may be.
        lacking: what nobody has, of needs.
        given_up: those that the proposal does not meet, with how far it goes beyond a limit.
    """

    demands: tuple[Demand, ...]
    lacking: tuple[str, ...] = ()
    given_up: tuple[Demand, ...] = ()


def conflicts_of(made: Formulation, solution: Solution) -> tuple[Conflict, ...]:
    """What cannot be as listed, and what a solution gives up for it."""
    demands = _Demands(made)
    unmet = {each.row: each.amount for each in solution.unmet}
    # Who must not be with anybody of the team is told once.
    alone = {row.index for row in unmet if row.kind == Kind.NOBODY}
    found = [
        demands.of_clash(each)
        for each in made.clashing
        if each.kind != Clash.EXCLUDED or int(made.units.of[each.accounts[0]]) not in alone
    ]
    if not unmet:
        return tuple(found)
    for each in conflicts(made.problem):
        own = tuple(chain.from_iterable(demands.of_row(row, each) for row in each.rows))
        given = [
            demand
            for row in each.rows
            if row in unmet
            for demand in demands.of_row(row, each, unmet.pop(row))
        ]
        found.append(Conflict(own, given_up=tuple(given)))
    left = [demand for row, amount in unmet.items() for demand in demands.of_row(row, None, amount)]
    return (*found, Conflict((), given_up=tuple(left))) if left else tuple(found)


class _Demands:
    """Demands in the words of the lists."""

    def __init__(self, made: Formulation) -> None:
        self.made = made

    def of_clash(self, clash: Clashing) -> Conflict:
        first = clash.accounts[0]
        needs, never = Demand(Wants.NEEDS, first), Demand(Wants.NEVER, first)
        if clash.kind == Clash.UNKNOWN:
            return Conflict((needs,), clash.lacking, (needs,))
        if clash.kind == Clash.EXCLUDED:
            return Conflict((needs, never), given_up=(needs,))
        if clash.kind == Clash.UNOWNED:
            stays = Demand(Wants.HAS_NO_OWNER, first)
            return Conflict((stays,), given_up=(stays,))
        if clash.kind == Clash.SCATTERED:
            most = Demand(Wants.MOVES, amount=self.made.problem.most_moved)
            whole = Demand(Wants.TOGETHER, amount=float(clash.moves))
            return Conflict((most, whole), given_up=(whole,))
        if clash.kind == Clash.BARRED:
            stays = self._fixed(first)
            return Conflict((stays, never), given_up=(stays,))
        fixed = [self._fixed(each) for each in clash.accounts]
        together = [Demand(Wants.TOGETHER, each) for each in clash.accounts]
        parted = tuple(Demand(Wants.TOGETHER, each) for each in clash.parted)
        return Conflict((*fixed, *together), given_up=parted)

    def of_row(
        self, row: Row, conflict: core.Conflict | None, beyond: float | None = None
    ) -> tuple[Demand, ...]:
        """The demands of a row.

        Args:
            beyond: by how much it is not met; None for the demand itself.
        """
        problem, person = self.made.problem, row.index
        accounts = self.made.units.accounts(row.index).tolist()
        match row.kind:
            case Kind.NOBODY:
                return tuple(Demand(Wants.NEVER, each) for each in accounts)
            case Kind.FIXED:
                return tuple(map(self._fixed, accounts))
            case Kind.CHOICE:
                among = conflict.among if conflict else ()
                number = sum(self.made.units.accounts(unit).size for unit in among)
                return (Demand(Wants.ALL, amount=float(number) or None),)
            case Kind.HOURS:
                amount = float(problem.most_hours[person]) if beyond is None else beyond
                return (Demand(Wants.HOURS, person=person, amount=amount / TWICE),)
            case Kind.ACCOUNTS:
                amount = float(problem.most_accounts[person]) if beyond is None else beyond
                return (Demand(Wants.ACCOUNTS, person=person, amount=amount),)
            case Kind.MOVED:
                return (
                    Demand(Wants.MOVES, amount=problem.most_moved if beyond is None else beyond),
                )
            case Kind.MOVED_VALUE:
                most = problem.most_moved_value if beyond is None else beyond
                return (Demand(Wants.VALUE, amount=most),)

    def _fixed(self, account: int) -> Demand:
        """Why an account may be with one person alone."""
        if account in self.made.placed:
            return Demand(Wants.PLACED, account, self.made.placed[account])
        terms = self.made.terms
        if terms.staying[account]:
            return Demand(Wants.STAY, account, int(terms.lists.owner[account]))
        return Demand(Wants.NEEDS, account)
