"""Local search that goes on where no step pays: some is ruined, and made anew.

In each turn a few units of people near each other are taken from them and given out again, those
with most hours first, each to whom it then costs least; steps that pay follow. What comes of it
stays if it is better, or worse by less than a chance that fades; else all is undone. The best that
was met is the end.

Source: Schrimpf, Schneider, Stamm-Wilbrandt and Dueck (2000), "Record breaking optimization results
using the ruin and recreate principle", Journal of Computational Physics 159(2).
"""

from typing import NamedTuple

import numpy as np

from planner.assignment.descent import (
    NOWHERE,
    best_step,
    cheapest,
    less,
    look,
    look_at_all,
    step_of,
    stepped,
)
from planner.assignment.state import Known, State, put, take
from simmodel.jit import compiled, nested

_TURNS = 5_000  # or two for each unit
_STEPS = 10_000_000  # looked at, after which there is no further turn: seconds, on any machine
_NEARBY, _RUINED = 3, 3  # people, and units of each; fewer find less, and more are slower
_HEAT = 0.1  # of what units cost, by which a turn may make it worse at first
_MOST = 1_000  # changes in a turn


class _Turn(NamedTuple):
    """What a turn does.

    Attributes:
        ruined: (units,), those that are given out again, the first of them.
        changed, before: units that went elsewhere, one after another, and where they were.
        size: how many of each: ruined, changed.
        worse: by how much it is further beyond limits, in parts of them; and what more it costs.
    """

    ruined: np.ndarray
    changed: np.ndarray
    before: np.ndarray
    size: np.ndarray
    worse: np.ndarray


def recreated(known: Known, state: State, cost: float) -> None:
    """Go on from where ``state`` is, whose units cost ``cost`` on average, money."""
    turns = max(_TURNS, 2 * state.person.size)
    chance = np.random.default_rng(0).random((turns, 2 + _NEARBY * (1 + _RUINED)))
    sizes = (_NEARBY * _RUINED, _MOST, _MOST, 2)
    ruined, changed, before, size = (np.zeros(each, dtype=np.int64) for each in sizes)
    turn = _Turn(ruined, changed, before, size, worse=np.zeros(2))
    _recreate(known, state, turn, chance, _HEAT * cost)


@compiled
def _recreate(known: Known, state: State, turn: _Turn, chance: np.ndarray, heat: float) -> None:
    look_at_all(known, state)
    best, beyond, money = state.person.copy(), 0.0, 0.0
    least_beyond, least = 0.0, 0.0
    for number in range(chance.shape[0]):
        if state.steps[0] > _STEPS:
            break
        turn.size[:], turn.worse[:] = 0, 0.0
        _ruin(known, state, turn, chance[number])
        _again(known, state, turn)
        _settle(known, state, turn)
        left = 1.0 - number / chance.shape[0]
        allowed = -heat * left * np.log(1.0 - chance[number, 1])
        if not less(known, turn.worse[0], turn.worse[1], 0.0, allowed):
            _undo(known, state, turn)
            continue
        beyond, money = beyond + turn.worse[0], money + turn.worse[1]
        if less(known, beyond, money, least_beyond, least):
            least_beyond, least = beyond, money
            best[:] = state.person
    for unit in range(best.size):
        if state.person[unit] != best[unit]:
            take(known, state, unit)
            put(known, state, unit, best[unit])


@nested
def _ruin(known: Known, state: State, turn: _Turn, chance: np.ndarray) -> None:
    """Take units from the person of one, it among them, and from others who might have that one."""
    seed = int(chance[0] * state.person.size)
    person, first = state.person[seed], known.start[seed]
    others = known.start[seed + 1] - first
    for near in range(_NEARBY):
        dice = chance[2 + near * (1 + _RUINED) :]
        if near > 0:
            person = known.candidate[first + int(dice[0] * others)]
        for each in range(min(_RUINED, state.many[person])):
            unit = state.units[person, int(dice[1 + each] * state.many[person])]
            if near == 0 and each == 0:
                unit = seed
            take(known, state, unit)
            look(known, state, person)
            beyond, money = step_of(known, state, unit, person, NOWHERE, NOWHERE)
            _count(turn, unit, person, -beyond, -money)
            turn.ruined[turn.size[0]] = unit
            turn.size[0] += 1


@nested
def _again(known: Known, state: State, turn: _Turn) -> None:
    """Give the units out, those with most hours first."""
    ruined = turn.ruined[: turn.size[0]]
    for done in range(ruined.size):
        next_ = done + np.argmax(known.whole[ruined[done:]])
        ruined[done], ruined[next_] = ruined[next_], ruined[done]
        unit = ruined[done]
        there, beyond, money = cheapest(known, state, unit)
        put(known, state, unit, there)
        look(known, state, there)
        _count(turn, unit, NOWHERE, beyond, money)


@nested
def _settle(known: Known, state: State, turn: _Turn) -> None:
    """Take all steps of those units that pay."""
    going = True
    while going:
        going = False
        for unit in turn.ruined[: turn.size[0]]:
            here = state.person[unit]
            there, other, third = best_step(known, state, unit)
            if there < 0 or turn.size[1] + 2 > _MOST:
                continue
            going = True
            beyond, money = step_of(known, state, unit, there, other, third)
            stepped(known, state, unit, there, other, third)
            _count(turn, unit, here, beyond, money)
            if other >= 0:
                _count(turn, other, there, 0.0, 0.0)


@nested
def _undo(known: Known, state: State, turn: _Turn) -> None:
    """Put all units back, the last change first."""
    for place in range(turn.size[1] - 1, -1, -1):
        unit, person = turn.changed[place], turn.before[place]
        here = state.person[unit]
        if here >= 0:
            take(known, state, unit)
            look(known, state, here)
        if person >= 0:
            put(known, state, unit, person)
            look(known, state, person)


@nested
def _count(turn: _Turn, unit: int, before: int, beyond: float, money: float) -> None:
    turn.changed[turn.size[1]], turn.before[turn.size[1]] = unit, before
    turn.size[1] += 1
    turn.worse[0] += beyond
    turn.worse[1] += money
