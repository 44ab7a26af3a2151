"""Compiled: the horizon month by month: the team is set, the month is run, its counts are taken."""

import numpy as np

from simmodel.jit import compiled, nested
from simmodel.journey.desk.newcomers import Newcomers, expected, turn_away
from simmodel.journey.desk.records import Controls, Counts, Journey, Shift, State
from simmodel.journey.desk.shift import AnyDesk, hand_on, regroup, serve, waiting
from simmodel.journey.people.compiled import csmps_for, lacked, reviewed, speed_of
from simmodel.journey.people.staffing import Staff


@nested
def still_under_way(ends: np.ndarray, leaving: np.ndarray, at: float) -> np.ndarray:
    """Ends of the services under way after ``at``, ascending."""
    return np.sort(np.concatenate((ends[ends > at], leaving[leaving > at])))


@nested
def take_stock(
    counts: Counts,
    row: int,
    desk: AnyDesk,
    journey: Journey,
    state: State,
    under_way: np.ndarray,
    unattended: float,
) -> None:
    """Count what is in the house at boundary ``row``: 0 is time 0, 1 the first month's end."""
    at = journey.boundaries[row]
    counts.waiting[row] = waiting(desk, journey, state, at, unattended)
    counts.in_service[row] = under_way.size
    for end in under_way:
        counts.remaining_hours[row] += end - at


@nested
def work_month(
    month: int,
    desk: AnyDesk,
    journey: Journey,
    state: State,
    shift: Shift,
    ends: np.ndarray,
    leaving: np.ndarray,
    counts: Counts,
) -> np.ndarray:
    """A month's work, and its counts; ends of the services under way at its end, ascending.

    Args:
        ends: hours, shape (team,): when each is free; changed in place.
        leaving: hours, of services that those who have left still finish.
    """
    serve(desk, journey, state, ends, shift)
    flow = state.flow[0]
    counts.team[month] = ends.size
    counts.released[month], counts.automated[month] = flow.released, flow.automated
    counts.started[month], counts.started_hours[month] = flow.started, flow.started_hours
    counts.waited_hours[month] = flow.waited_hours
    under_way = still_under_way(ends, leaving, shift.until)
    take_stock(counts, month + 1, desk, journey, state, under_way, shift.unattended)
    return under_way


@nested
def target(
    newcomers: Newcomers | None, journey: Journey, state: State, controls: Controls, month: int
) -> float:
    """CSMPs that a review at the begin of ``month`` aims at."""
    present = journey.come[:, month] - state.absent
    coming = expected(newcomers, journey, state, controls.coming[:, month], month)
    return csmps_for(present, controls.stay, coming, controls.customers_per_csmp)


@compiled
def run_months(
    desk: AnyDesk,
    newcomers: Newcomers | None,
    journey: Journey,
    state: State,
    ends: np.ndarray,
    staff: Staff,
    controls: Controls,
    counts: Counts,
) -> None:
    """The horizon from the state at time 0, put into ``counts`` and ``state``.

    Args:
        ends: hours, shape (team,): when each is free.
    """
    team, leaving = staff.at_start, np.empty(0)
    unattended, effortless = controls.unattended, controls.effortless
    recruits = np.concatenate((staff.recruits, counts.recruits))
    under_way = still_under_way(ends, leaving, journey.boundaries[0])
    take_stock(counts, 0, desk, journey, state, under_way, unattended)
    for month in range(controls.reviews.size):
        now, until = journey.boundaries[month], journey.boundaries[month + 1]
        before, latest = team, staff.lacking.size + month
        if controls.reviews[month]:
            aim = target(newcomers, journey, state, controls, month)
            team = reviewed(team, aim, controls.whole_changes)
        else:
            team += controls.hires[month]
        recruits[latest] = max(team - before, 0) + staff.attrition * team
        speed = speed_of(team, lacked(team, staff.lacking, recruits, latest)) * controls.pace[month]
        places = np.arange(ends.size)
        if team != ends.size:
            ends, leaving, places = regroup(desk, under_way, ends, leaving, team, now)
        turn_away(newcomers, journey, state, month)
        shift = Shift(now, until, np.full(team, 1.0 / speed), unattended, effortless)
        hand_on(desk, journey, state, places, shift.slowness, month, now)
        under_way = work_month(month, desk, journey, state, shift, ends, leaving, counts)
        counts.serving[month], counts.recruits[month] = team * speed, recruits[latest]
