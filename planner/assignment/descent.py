"""Local search: units that go to other people, and others that make room for them.

A step is a unit that goes to a person; and with it, perhaps, one of that person's units that goes
to the first one's former person (they change places) or on to a third. For each unit in turn the
best of its steps is taken, if it is one forward: first that less is beyond the limits, then that it
costs less. Ties go to who comes first. What is beyond the limits never grows.

Most steps are ruled out unseen. At prices p of hours from -under to over, the cost of a person's
hours is p (hours - target) plus something that is not negative, their slack. So a step saves no
more than the slack of the people concerned, less what its columns cost more at those prices.
Likewise changes, of which those that are left have a price.
"""

import numpy as np

from planner.assignment.state import Known, State, beyond, further, put, take
from simmodel.jit import compiled, nested

NOWHERE = -1
LITTLE = 1e-9  # parts of limits, and of what units cost on average: what sums of doubles are off by


def settled(known: Known, state: State) -> None:
    """Take all steps that pay, from where ``state`` is."""
    _descend(known, state)


def filled(known: Known, state: State, person: np.ndarray) -> None:
    """Put units at ``person`` (units,); those at -1 go to whom they cost least, by hours."""
    _fill(known, state, person, np.argsort(-known.whole, kind="stable"))


@compiled
def _fill(known: Known, state: State, person: np.ndarray, order: np.ndarray) -> None:
    for unit in range(person.size):
        if person[unit] >= 0:
            put(known, state, unit, person[unit])
    for unit in order:
        if person[unit] < 0:
            there, _, _ = cheapest(known, state, unit)
            put(known, state, unit, there)


@nested
def cheapest(known: Known, state: State, unit: int) -> tuple[int, float, float]:
    """To whom a unit of nobody goes, what is more beyond limits then, and what it costs."""
    best, least, chosen = np.inf, np.inf, NOWHERE
    for place in range(known.start[unit], known.start[unit + 1]):
        there = known.candidate[place]
        more, money = step_of(known, state, unit, there, NOWHERE, NOWHERE)
        if less(known, more, money, best, least):
            best, least, chosen = more, money, there
    return chosen, best, least


@compiled
def _descend(known: Known, state: State) -> None:
    """Sweeps over all units until none has a step that pays."""
    look_at_all(known, state)
    changed = True
    while changed:
        changed = False
        for unit in range(state.person.size):
            there, other, third = best_step(known, state, unit)
            if there < 0:
                continue
            changed = True
            stepped(known, state, unit, there, other, third)


@nested
def stepped(known: Known, state: State, unit: int, there: int, other: int, third: int) -> None:
    """Take a step."""
    here = state.person[unit]
    take(known, state, unit)
    if other >= 0:
        take(known, state, other)
        put(known, state, other, third)
        look(known, state, third)
    put(known, state, unit, there)
    look(known, state, here)
    look(known, state, there)


@nested
def best_step(known: Known, state: State, unit: int) -> tuple[int, int, int]:
    """The best step of a unit: where to, who leaves there, and where that one goes; -1 for none."""
    here = state.person[unit]
    best, least = 0.0, 0.0
    chosen = (NOWHERE, NOWHERE, NOWHERE)
    everywhere = (
        beyond(state.all[0], known.most_all[0]) > 0.0
        or beyond(state.all[1], known.most_all[1]) > 0.0
    )
    looked = 0
    spare = state.slack[here] + known.bare[unit, here] + _left(known, state)
    for place in range(known.start[unit], known.start[unit + 1]):
        there = known.candidate[place]
        if there == here:
            continue
        hopeful = everywhere or state.strained[here] or state.strained[there]
        room = spare + state.slack[there] - known.bare[unit, there]
        if hopeful or room > -least:
            looked += 1
            more, money = step_of(known, state, unit, there, NOWHERE, NOWHERE)
            if less(known, more, money, best, least):
                best, least, chosen = more, money, (there, NOWHERE, NOWHERE)
        for each in range(state.many[there]):
            other = state.units[there, each]
            left = room + state.own[other]
            if known.allowed[other, here] and (hopeful or left - known.bare[other, here] > -least):
                looked += 1
                more, money = step_of(known, state, unit, there, other, here)
                if less(known, more, money, best, least):
                    best, least, chosen = more, money, (there, other, here)
            for onward in range(known.start[other], known.start[other + 1]):
                third = known.candidate[onward]
                if third in (here, there):
                    continue
                if hopeful or left + state.slack[third] - known.bare[other, third] > -least:
                    looked += 1
                    more, money = step_of(known, state, unit, there, other, third)
                    if less(known, more, money, best, least):
                        best, least, chosen = more, money, (there, other, third)
    state.steps[0] += looked
    return chosen


@nested
def _left(known: Known, state: State) -> float:
    """What the changes that are left are worth, money."""
    worth = 0.0
    for total in range(2):
        if known.price_all[total] > 0.0:
            worth += known.price_all[total] * max(known.most_all[total] - state.all[total], 0.0)
    return worth


@nested
def less(known: Known, more: float, money: float, best: float, least: float) -> bool:
    """Whether a step is ahead of the best so far, by more than sums of doubles are off."""
    if more < best - LITTLE:
        return True
    return more < best + LITTLE and money < least - known.little


@nested
def look_at_all(known: Known, state: State) -> None:
    """The slack of everybody."""
    for person in range(state.many.size):
        look(known, state, person)


@nested
def look(known: Known, state: State, person: int) -> None:
    """The slack of a person, money, and whether a limit is missed."""
    worth = 0.0
    for window in range(known.over.size):
        hours = state.load[person, window] - known.target[person, window]
        worth += known.over[window] * max(hours, 0.0) + known.under[window] * max(-hours, 0.0)
        worth -= known.price[person, window] * hours
    state.slack[person] = worth
    state.strained[person] = (
        beyond(state.whole[person], known.most_hours[person]) > 0.0
        or beyond(state.accounts[person], known.most_accounts[person]) > 0.0
    )


@nested
def step_of(
    known: Known, state: State, unit: int, there: int, other: int, third: int
) -> tuple[float, float]:
    """What is more beyond limits, in parts of them, and what more it costs, if ``unit`` goes
    ``there`` and ``other``, if any, from there to the ``third``."""
    here = state.person[unit]
    apart = other >= 0 and third != here
    money = known.cost[unit, there]
    moved, value = 1.0 * known.moved[unit, there], known.moved_value[unit, there]
    come, gone, left, gained = known.slower[unit, there], 0.0, 0.0, 0.0
    if here >= 0:
        money -= known.cost[unit, here]
        moved -= known.moved[unit, here]
        value -= known.moved_value[unit, here]
        gone = known.slower[unit, here]
    if other >= 0:
        money += known.cost[other, third] - known.cost[other, there]
        moved += known.moved[other, third] - known.moved[other, there]
        value += known.moved_value[other, third] - known.moved_value[other, there]
        left, gained = known.slower[other, there], known.slower[other, third]
    back = 0.0 if apart else gained
    for window in range(known.over.size):
        mine = known.hours[unit, window]
        its = known.hours[other, window] if other >= 0 else 0.0
        money += _hours(known, state, there, window, mine * come - its * left)
        if here >= 0:
            money += _hours(known, state, here, window, its * back - mine * gone)
        if apart:
            money += _hours(known, state, third, window, its * gained)
    mine, many = known.whole[unit], 1.0 * known.accounts[unit]
    its, few = 0.0, 0.0
    if other >= 0:
        its, few = known.whole[other], 1.0 * known.accounts[other]
    more = _limits(known, state, there, mine * come - its * left, many - few)
    if here >= 0:
        more += _limits(known, state, here, its * back - mine * gone, (few - few * apart) - many)
    if apart:
        more += _limits(known, state, third, its * gained, few)
    more += further(state.all[0], moved, known.most_all[0])
    more += further(state.all[1], value, known.most_all[1])
    return more, money


@nested
def _limits(known: Known, state: State, person: int, hours: float, accounts: float) -> float:
    more: float = further(state.whole[person], hours, known.most_hours[person])
    more += further(state.accounts[person], accounts, known.most_accounts[person])
    return more


@nested
def _hours(known: Known, state: State, person: int, window: int, hours: float) -> float:
    """What ``hours`` more in a window cost with a person."""
    before = state.load[person, window] - known.target[person, window]
    after = before + hours
    cost: float = known.over[window] * (max(after, 0.0) - max(before, 0.0))
    cost += known.under[window] * (max(-after, 0.0) - max(-before, 0.0))
    return cost
