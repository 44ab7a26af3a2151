"""Compiled: the horizon month by month, where the team is people one by one.

At the begin of a month, in this order: who resigned in the month before is gone, and so is whose
notice has run out; positions are opened for who resigned; a review, or a fixed schedule, opens
positions, or takes some back and dismisses; and whose position was to be filled by now starts.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled, nested
from simmodel.journey.desk.months import (
    still_under_way,
    take_stock,
    target,
    work_month,
)
from simmodel.journey.desk.newcomers import Newcomers, turn_away
from simmodel.journey.desk.records import Controls, Counts, Journey, PeopleCounts, Shift, State
from simmodel.journey.desk.shift import AnyDesk, hand_on
from simmodel.journey.desk.team import places_in
from simmodel.journey.paths import Individuals
from simmodel.journey.people.attendance import attending, hours_of, take_leave
from simmodel.journey.people.compiled import load_of, months_to_fill, reviewed, speeds, strained
from simmodel.journey.people.payroll import (
    Members,
    dismissed,
    opening,
    present,
    resigned,
    taken_back,
)
from simmodel.journey.people.rules import NEVER, Rules
from simmodel.journey.people.staffing import MONTHS_OF_LOAD

PLACES = np.dtype(
    [
        ("sought", np.int64),  # people who were ever sought, the opening team among them
        ("position", np.int64),  # people and open positions, less notices given
        ("surplus", np.int64),  # more than there should be, who are not replaced
    ]
)
"""How many there are; an array of one."""


class Staffing(NamedTuple):
    """The team of a run.

    Attributes:
        members, people, rules: of the run.
        places: :data:`PLACES`, shape (1,).
        counts: filled month by month.
        hours: of a month.
    """

    members: Members
    people: Individuals
    rules: Rules
    places: np.ndarray
    counts: PeopleCounts
    hours: float


@nested
def _open(staffing: Staffing, month: int, more: int) -> bool:
    """Open positions at the begin of ``month``; False where numbers are lacking for so many."""
    members, luck, places = staffing.members, staffing.people.luck, staffing.places[0]
    first = places.sought
    if first + more > luck.size:
        return False
    for person in range(first, first + more):
        wait = months_to_fill(luck[person], staffing.rules.filled_by)
        members.starts[person] = month + wait
        members.free[person] = members.starts[person] * staffing.hours
        staffing.counts.awaited[month] += wait
    places.sought += more
    places.position += more
    staffing.counts.opened[month] += more
    return True


@nested
def _part(staffing: Staffing, month: int, counts: Counts, availability: float) -> bool:
    """Who resigned is gone, and is replaced, unless there are too many; as :func:`_open`."""
    rules, places, members = staffing.rules, staffing.places[0], staffing.members
    team, begun, remaining = counts.team, counts.started_hours, counts.remaining_hours
    load = load_of(month, MONTHS_OF_LOAD, team, begun, remaining, staffing.hours)
    times = strained(load * availability, rules.strain)
    people, sought = staffing.people, places.sought
    gone, borne = resigned(members, people, sought, month, times, rules.hazard)
    replaced = max(gone - places.surplus, 0) if rules.replaces else 0
    places.position -= gone
    places.surplus = max(places.surplus - gone, 0)
    staffing.counts.resigned[month], staffing.counts.strain[month] = gone, borne
    return _open(staffing, month, replaced)


@nested
def _unhurried(staffing: Staffing, month: int, counts: Counts) -> float:
    """The part of the pace that is left under lasting overload."""
    rules = staffing.rules
    if rules.slowdown == 0 or month < rules.overload_months:
        return 1.0
    team, begun, remaining = counts.team, counts.started_hours, counts.remaining_hours
    load = load_of(month, rules.overload_months, team, begun, remaining, staffing.hours)
    return 1.0 - rules.slowdown if load > rules.overload_above else 1.0


@nested
def _shrink(staffing: Staffing, month: int, surplus: int) -> None:
    """Take positions back, then dismiss; who is too many still is not replaced."""
    rules, places, counts = staffing.rules, staffing.places[0], staffing.counts
    if rules.cancels:
        counts.taken_back[month] = taken_back(staffing.members, places.sought, month, surplus)
    surplus -= counts.taken_back[month]
    if rules.notice >= 0:
        counts.dismissed[month] = dismissed(
            staffing.members, places.sought, month, surplus, rules.notice
        )
    places.position -= counts.taken_back[month] + counts.dismissed[month]
    places.surplus = surplus - counts.dismissed[month]


@nested
def _steer(staffing: Staffing, month: int, aim: float, controls: Controls) -> bool:
    """Review, or follow the schedule; as :func:`_open`."""
    places, lacking = staffing.places[0], 0
    if controls.reviews[month]:
        lacking = -places.position
        lacking += reviewed(places.position, aim, controls.whole_changes)
    elif controls.hires[month] != 0:
        lacking = controls.hires[month] - places.surplus
    else:
        return True
    places.surplus = 0
    if lacking < 0:
        _shrink(staffing, month, min(-lacking, places.position))
        return True
    return _open(staffing, month, lacking)


@nested
def _count(staffing: Staffing, month: int, counts: Counts) -> None:
    """The month's counts of people."""
    starts = staffing.members.starts[staffing.people.tenures.size : staffing.places[0].sought]
    counts.recruits[month] = (starts == month).sum()
    staffing.counts.vacant[month] = ((starts > month) & (starts < NEVER)).sum()
    staffing.counts.position[month] = staffing.places[0].position
    staffing.counts.surplus[month] = staffing.places[0].surplus


@compiled
def run_months_of_people(
    desk: AnyDesk,
    newcomers: Newcomers | None,
    journey: Journey,
    state: State,
    ends: np.ndarray,
    rules: Rules,
    people: Individuals,
    controls: Controls,
    counts: Counts,
    of_people: PeopleCounts,
) -> bool:
    """The horizon from the state at time 0, put into both counts and ``state``.

    Args:
        ends: hours, shape (team,): when each of the opening team is free.

    Returns:
        False where more people are sought than numbers were drawn for: the run has no outcome.
    """
    members, places = opening(people, ends), np.zeros(1, PLACES)
    places[0].sought = places[0].position = ends.size
    staffing = Staffing(members, people, rules, places, of_people, journey.boundaries[1])
    leaving, team = np.empty(0), np.arange(ends.size)
    under_way = still_under_way(ends, leaving, journey.boundaries[0])
    take_stock(counts, 0, desk, journey, state, under_way, controls.unattended)
    for month in range(controls.reviews.size):
        now, until = journey.boundaries[month], journey.boundaries[month + 1]
        enough = month == 0 or _part(staffing, month, counts, controls.availability)
        aim = target(newcomers, journey, state, controls, month)
        if not enough or not _steer(staffing, month, aim, controls):
            return False
        turn_away(newcomers, journey, state, month)
        gone = members.leaves[: places[0].sought] == month
        leaving = np.concatenate((leaving, members.free[: places[0].sought][gone]))
        before, team = team, present(members, places[0].sought, month)
        tenures = month - members.starts[team]
        pace = controls.pace[month] * _unhurried(staffing, month, counts)
        hours = hours_of(people.presence, team)
        fast = speeds(tenures, hours, pace, rules.curve, rules.training, rules.training_months)
        shift = Shift(now, until, 1.0 / fast, controls.unattended, controls.effortless)
        ends = members.free[team]
        take_leave(people.presence, ends, team, month, now, until)
        kept = places_in(before, team)
        hand_on(desk, journey, state, kept, shift.slowness, month, now)
        under_way = work_month(month, desk, journey, state, shift, ends, leaving, counts)
        for place in range(team.size):
            members.free[team[place]] = ends[place]
        counts.serving[month] = (fast * attending(people.presence, team, month)).sum()
        _count(staffing, month, counts)
    return True
