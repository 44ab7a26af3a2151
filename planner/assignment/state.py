"""An assignment in the making, as compiled loops change it."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from planner.assignment.columns import Columns, Prices, free, priced
from planner.assignment.measure import HAIR
from planner.assignment.problem import Problem
from simmodel.jit import nested

_LITTLE = 1e-9


class Known(NamedTuple):
    """What the loops read of a problem, by its names there; limits are ``inf`` for none.

    Attributes:
        bare: (units, people), cost of each pair with its hours and changes, at ``price`` and
            ``price_all``; inf if not allowed.
        price: (people, windows), of an hour, from -under to over.
        price_all: of an account that changes its person, and of yearly value that does.
        start, candidate: the people that a unit may go to, as in columns.
        little: money below which a step is none.
    """

    cost: np.ndarray
    hours: np.ndarray
    whole: np.ndarray
    slower: np.ndarray
    allowed: np.ndarray
    accounts: np.ndarray
    moved: np.ndarray
    moved_value: np.ndarray
    target: np.ndarray
    over: np.ndarray
    under: np.ndarray
    most_hours: np.ndarray
    most_accounts: np.ndarray
    most_all: np.ndarray  # moved, moved value
    bare: np.ndarray
    price: np.ndarray
    price_all: np.ndarray
    start: np.ndarray
    candidate: np.ndarray
    little: float


class State(NamedTuple):
    """Who has which units, and what they amount to.

    Attributes:
        person: (units,), -1 for nobody.
        own: (units,), ``bare`` of the unit at its person.
        load: (people, windows), hours.
        whole: (people,), hours over all windows.
        accounts: (people,).
        all: accounts that change their person, and the yearly value of those.
        units: (people, units), those of each person, the first ``many`` of the row.
        place: (units,), where in its person's row a unit is.
        slack: (people,), of their hours, money; as :mod:`planner.assignment.descent` says.
        strained: (people,), whether a limit is missed.
        steps: (1,), how many steps have been looked at.
    """

    person: np.ndarray
    own: np.ndarray
    load: np.ndarray
    whole: np.ndarray
    accounts: np.ndarray
    all: np.ndarray
    units: np.ndarray
    many: np.ndarray
    place: np.ndarray
    slack: np.ndarray
    strained: np.ndarray
    steps: np.ndarray


def known(problem: Problem, columns: Columns, prices: Prices) -> Known:
    """The problem as the loops read it, with the people of ``columns`` to go to."""
    none = free(problem)
    bare = priced(problem, replace(prices, hours=none.hours, accounts=none.accounts))
    moved, value = (
        np.inf if most is None else float(most)
        for most in (problem.most_moved, problem.most_moved_value)
    )
    finite = np.abs(bare[problem.allowed])
    return Known(
        *(problem.cost, problem.hours, problem.whole, problem.slower, problem.allowed),
        *(problem.accounts, problem.moved, problem.moved_value),
        *(problem.target, problem.over, problem.under),
        *(problem.most_hours, problem.most_accounts.astype(float), np.array([moved, value])),
        *(bare, prices.window, np.array([prices.moved, prices.moved_value])),
        *(columns.start, columns.person),
        _LITTLE * max(float(finite.mean()) if finite.size else 0.0, _of_hours(problem), _LITTLE),
    )


def _of_hours(problem: Problem) -> float:
    """What the hours of a unit cost above the target, money, on average."""
    if not problem.units:
        return 0.0
    return float((problem.hours @ np.maximum(problem.over, problem.under)).mean())


def nobody(problem: Problem) -> State:
    """The state in which nobody has a unit."""
    units, people = problem.units, problem.people
    return State(
        person=np.full(units, -1),
        own=np.zeros(units),
        load=np.zeros_like(problem.target),
        whole=np.zeros(people),
        accounts=np.zeros(people),
        all=np.zeros(2),
        units=np.zeros((people, units), dtype=np.int32),
        many=np.zeros(people, dtype=np.int64),
        place=np.zeros(units, dtype=np.int64),
        slack=np.zeros(people),
        strained=np.zeros(people, dtype=np.bool_),
        steps=np.zeros(1, dtype=np.int64),
    )


@nested
def put(known: Known, state: State, unit: int, person: int) -> None:
    """Give a unit that nobody has to a person."""
    state.person[unit] = person
    state.own[unit] = known.bare[unit, person]
    count(known, state, unit, person, 1.0)
    last = state.many[person]
    state.units[person, last] = unit
    state.place[unit] = last
    state.many[person] = last + 1


@nested
def take(known: Known, state: State, unit: int) -> None:
    """Take a unit from its person; the last in that person's row comes into its place."""
    person = state.person[unit]
    count(known, state, unit, person, -1.0)
    place, last = state.place[unit], state.many[person] - 1
    moved = state.units[person, last]
    state.units[person, place] = moved
    state.place[moved] = place
    state.many[person] = last
    state.person[unit] = -1


@nested
def count(known: Known, state: State, unit: int, person: int, sign: float) -> None:
    """Add a unit to what a person has, or with the sign -1 take it away."""
    slower = sign * known.slower[unit, person]
    for window in range(known.over.size):
        state.load[person, window] += known.hours[unit, window] * slower
    state.whole[person] += known.whole[unit] * slower
    state.accounts[person] += sign * known.accounts[unit]
    state.all[0] += sign * known.moved[unit, person]
    state.all[1] += sign * known.moved_value[unit, person]


@nested
def beyond(amount: float, most: float) -> float:
    """How far an amount is beyond a limit, in parts of it; 0 for less than a hair."""
    one = max(most, 1.0)
    if amount <= most + HAIR / 2.0 * one:
        return 0.0
    return (amount - most) / one


@nested
def further(before: float, more: float, most: float) -> float:
    """How much further beyond a limit."""
    if before <= most and before + more <= most:
        return 0.0
    difference: float = beyond(before + more, most) - beyond(before, most)
    return difference
