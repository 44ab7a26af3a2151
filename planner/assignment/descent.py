"""Local search: units that change their person, and pairs that change places, while it pays.

For each unit in turn the best of all such steps is taken, if it is one forward: first that less is
beyond the limits, then that it costs less. Ties go to who comes first. What is beyond the limits
never grows.
"""

from typing import NamedTuple

import numpy as np

from planner.assignment.columns import Columns
from planner.assignment.measure import HAIR
from planner.assignment.problem import Problem
from simmodel.jit import compiled

_NOWHERE = -1


class Terms(NamedTuple):
    """What the loops read of a problem; limits are ``inf`` for none, with a hair's room."""

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
    start: np.ndarray
    candidate: np.ndarray


class State(NamedTuple):
    """An assignment in the making, and what it amounts to by person."""

    person: np.ndarray
    load: np.ndarray  # hours, (people, windows)
    whole: np.ndarray  # hours, (people,)
    accounts: np.ndarray
    all: np.ndarray  # moved, moved value
    units: np.ndarray  # (people, units), those of each person, the first of them so many:
    many: np.ndarray  # (people,)
    place: np.ndarray  # (units,), where a unit is among its person's


def terms(problem: Problem, columns: Columns) -> Terms:
    """The problem as the loops read it, with the people of ``columns`` to go to."""
    moved = np.inf if problem.most_moved is None else problem.most_moved
    value = np.inf if problem.most_moved_value is None else problem.most_moved_value
    hours, accounts, both = (
        each + HAIR * np.maximum(each, 1.0) / 2.0
        for each in (problem.most_hours, problem.most_accounts, np.array([moved, value]))
    )
    return Terms(
        problem.cost,
        problem.hours,
        problem.whole,
        problem.slower,
        problem.allowed,
        problem.accounts,
        problem.moved,
        problem.moved_value,
        problem.target,
        problem.over,
        problem.under,
        hours,
        accounts,
        both,
        columns.start,
        columns.person,
    )


def settled(known: Terms, person: np.ndarray) -> np.ndarray:
    """The assignment after all steps that pay, from ``person`` (units,).

    Units at -1 are first given to whom they cost least, those with most hours first.
    """
    units = person.size
    people, windows = known.target.shape
    state = State(
        np.full(units, _NOWHERE),
        np.zeros((people, windows)),
        np.zeros(people),
        np.zeros(people),
        np.zeros(2),
        np.zeros((people, units), dtype=np.int32),
        np.zeros(people, dtype=np.int64),
        np.zeros(units, dtype=np.int64),
    )
    order = np.argsort(-known.whole, kind="stable")
    _fill(known, state, person, order)
    _descend(known, state)
    return state.person


@compiled
def _fill(known: Terms, state: State, person: np.ndarray, order: np.ndarray) -> None:
    for unit in range(person.size):
        if person[unit] >= 0:
            _put(known, state, unit, person[unit])
    for unit in order:
        if person[unit] < 0:
            best, least, chosen = np.inf, np.inf, _NOWHERE
            for place in range(known.start[unit], known.start[unit + 1]):
                there = known.candidate[place]
                beyond, money = _step(known, state, unit, there, _NOWHERE)
                if _less(beyond, money, best, least):
                    best, least, chosen = beyond, money, there
            _put(known, state, unit, chosen)


@compiled
def _descend(known: Terms, state: State) -> None:
    """Sweeps over all units until none has a step that pays."""
    changed = True
    while changed:
        changed = False
        for unit in range(state.person.size):
            here = state.person[unit]
            best, least, chosen, partner = 0.0, 0.0, _NOWHERE, _NOWHERE
            for place in range(known.start[unit], known.start[unit + 1]):
                there = known.candidate[place]
                if there == here:
                    continue
                beyond, money = _step(known, state, unit, there, _NOWHERE)
                if _less(beyond, money, best, least):
                    best, least, chosen, partner = beyond, money, there, _NOWHERE
                for each in range(state.many[there]):
                    other = state.units[there, each]
                    if known.allowed[other, here]:
                        beyond, money = _step(known, state, unit, there, other)
                        if _less(beyond, money, best, least):
                            best, least, chosen, partner = beyond, money, there, other
            if chosen >= 0:
                _take(known, state, unit)
                if partner >= 0:
                    _take(known, state, partner)
                    _put(known, state, partner, here)
                _put(known, state, unit, chosen)
                changed = True


@compiled
def _less(beyond: float, money: float, best: float, least: float) -> bool:
    """Whether a step is ahead of the best so far, by more than sums of doubles are off."""
    if beyond < best - 1e-9:
        return True
    return beyond < best + 1e-9 and money < least - 1e-7


@compiled
def _step(known: Terms, state: State, unit: int, there: int, other: int) -> tuple[float, float]:
    """What is more beyond limits, in parts of them, and what more it costs, if ``unit`` goes
    ``there`` and ``other``, if any, comes in its place."""
    here = state.person[unit]
    money = known.cost[unit, there]
    gone, come = known.slower[unit, there], 0.0
    mine, its = 0.0, 0.0
    if here >= 0:
        money -= known.cost[unit, here]
        mine = known.slower[unit, here]
    if other >= 0:
        money += known.cost[other, here] - known.cost[other, there]
        come = known.slower[other, here]
        its = known.slower[other, there]
    for window in range(known.over.size):
        arriving = known.hours[unit, window] * gone
        leaving = known.hours[unit, window] * mine
        if other >= 0:
            arriving -= known.hours[other, window] * its
            leaving -= known.hours[other, window] * come
        money += _more(known, state, there, window, arriving)
        if here >= 0:
            money += _more(known, state, here, window, -leaving)
    beyond = 0.0
    arriving, leaving = known.whole[unit] * gone, known.whole[unit] * mine
    many = known.accounts[unit]
    moved = known.moved[unit, there]
    value = known.moved_value[unit, there]
    if other >= 0:
        arriving -= known.whole[other] * its
        leaving -= known.whole[other] * come
        many -= known.accounts[other]
        moved += known.moved[other, here] - known.moved[other, there]
        value += known.moved_value[other, here] - known.moved_value[other, there]
    beyond += _above(state.whole[there], arriving, known.most_hours[there])
    beyond += _above(state.accounts[there], many, known.most_accounts[there])
    if here >= 0:
        beyond += _above(state.whole[here], -leaving, known.most_hours[here])
        beyond += _above(state.accounts[here], -many, known.most_accounts[here])
        moved -= known.moved[unit, here]
        value -= known.moved_value[unit, here]
    beyond += _above(state.all[0], moved, known.most_all[0])
    beyond += _above(state.all[1], value, known.most_all[1])
    return beyond, money


@compiled
def _more(known: Terms, state: State, person: int, window: int, hours: float) -> float:
    """What ``hours`` more in a window cost with a person."""
    before = state.load[person, window] - known.target[person, window]
    after = before + hours
    cost: float = known.over[window] * (max(after, 0.0) - max(before, 0.0))
    cost += known.under[window] * (max(-after, 0.0) - max(-before, 0.0))
    return cost


@compiled
def _above(before: float, more: float, most: float) -> float:
    """How much further beyond a limit, in parts of it."""
    if before <= most and before + more <= most:
        return 0.0
    return (max(before + more - most, 0.0) - max(before - most, 0.0)) / max(most, 1.0)


@compiled
def _put(known: Terms, state: State, unit: int, person: int) -> None:
    state.person[unit] = person
    _count(known, state, unit, person, 1.0)
    last = state.many[person]
    state.units[person, last] = unit
    state.place[unit] = last
    state.many[person] = last + 1


@compiled
def _take(known: Terms, state: State, unit: int) -> None:
    person = state.person[unit]
    _count(known, state, unit, person, -1.0)
    place, last = state.place[unit], state.many[person] - 1
    moved = state.units[person, last]
    state.units[person, place] = moved
    state.place[moved] = place
    state.many[person] = last
    state.person[unit] = _NOWHERE


@compiled
def _count(known: Terms, state: State, unit: int, person: int, sign: float) -> None:
    slower = sign * known.slower[unit, person]
    for window in range(known.over.size):
        state.load[person, window] += known.hours[unit, window] * slower
    state.whole[person] += known.whole[unit] * slower
    state.accounts[person] += sign * known.accounts[unit]
    state.all[0] += sign * known.moved[unit, person]
    state.all[1] += sign * known.moved_value[unit, person]
