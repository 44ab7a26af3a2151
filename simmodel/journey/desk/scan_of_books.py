"""Compiled: the event loop of the journey in books, first come first served in each.

The work of a book waits for one person, so one scan of the stream with a clock a person suffices,
without any queue. What cannot start before a month's end is put aside for the next one, as then
it may be in another book.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import borrowed, inlined, nested
from simmodel.journey.desk.backlog import Backlog
from simmodel.journey.desk.books import (
    Books,
    arrived_by,
    customers_at,
    next_arrival,
    pass_by,
    work_in,
)
from simmodel.journey.desk.kernel import next_end
from simmodel.journey.desk.points import points
from simmodel.journey.desk.records import Journey, Shift, State
from simmodel.journey.desk.starts import note_start

NONE = -1


class Booked(NamedTuple):
    """A desk in books, first come first served.

    Attributes:
        books: whose customers are whose.
        backlog: between shifts; of it only what waits.
    """

    books: Books
    backlog: Backlog


class Clocks(NamedTuple):
    """What is counted of each CSMP in a shift; float64, shape (team,).

    Attributes:
        ends: hours, when each is free.
        hours, waited: of the services started.
    """

    ends: np.ndarray
    hours: np.ndarray
    waited: np.ndarray


@inlined
def _serve(
    desk: Booked,
    clocks: Clocks,
    journey: Journey,
    state: State,
    shift: Shift,
    activity: int,
) -> tuple[bool, bool]:
    """Whether an activity starts within the shift, and whether it waits beyond it."""
    work, started = journey.work, False
    contract, expiry = work.contract[activity], work.expiry[activity]
    csmp = desk.books.owner[contract]
    if csmp != NONE:
        release = work.release[activity]
        start = max(release, clocks.ends[csmp], shift.since)
        started = start < min(expiry, shift.until)
        if started:
            duration = 0.0
            if work.uniform[activity] >= shift.effortless:
                duration = work.hours[activity] * shift.slowness[csmp]
            end = start + duration
            clocks.ends[csmp] = end
            clocks.hours[csmp] += duration
            clocks.waited[csmp] += start - release
            if end <= journey.deadline[contract]:
                state.finished[contract] += points(journey.weights, work.kind[activity])
            note_start(state.starts, activity, start)
    return started, not started and expiry > shift.until


@nested
def _take_up(owned: tuple[Booked, Clocks, Journey, State, Shift]) -> int:
    """The number of services of what waits from before; the rest stays put aside."""
    desk, clocks, journey, state, shift = borrowed(owned)
    backlog, count, left = desk.backlog, 0, 0
    for place in range(backlog.size[0]):
        activity = backlog.waiting[place]
        started, waits = _serve(desk, clocks, journey, state, shift, activity)
        count += started
        if waits:
            backlog.waiting[left] = activity
            left += 1
    backlog.size[0] = left
    return count


@nested
def _scan(
    owned: tuple[Booked, Clocks, Journey, State, Shift], unreleased: int, pause: float
) -> tuple[int, int, int, int]:
    """Release activities before ``pause``, each to the CSMP whose it is.

    Returns:
        the first activity that is not released, and of those that are how many in all, automated
        and started within the shift.
    """
    desk, clocks, journey, state, shift = borrowed(owned)
    work, backlog = journey.work, desk.backlog
    released, automated, count, left = 0, 0, 0, backlog.size[0]
    while unreleased < work.release.size and work.release[unreleased] < pause:
        contract = work.contract[unreleased]
        if state.in_force[contract]:
            released += 1
            if work.uniform[unreleased] < shift.unattended:
                automated += 1
                state.finished[contract] += points(journey.weights, work.kind[unreleased])
            else:
                started, waits = _serve(desk, clocks, journey, state, shift, unreleased)
                count += started
                if waits:
                    backlog.waiting[left] = unreleased
                    left += 1
        unreleased += 1
    backlog.size[0] = left
    return unreleased, released, automated, count


@nested
def serve_books(
    desk: Booked, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    """As :func:`simmodel.journey.desk.kernel.serve`.

    Args:
        ends: hours, shape (team,): when each CSMP is free; changed in place.
    """
    books, team, cursor, flow = desk.books, ends.size, state.cursor[0], state.flow[0]
    clocks = Clocks(ends, np.zeros(team), np.zeros(team))
    everything = (desk, clocks, journey, state, shift)
    work = work_in(books, customers_at(journey, state, shift.since), team)
    arrived = arrived_by(books, journey, shift.since)
    flow.released, flow.automated = 0, 0
    flow.started = _take_up(everything)
    pause = shift.since
    while pause < shift.until:
        pause = min(next_end(journey, state), next_arrival(books, journey, arrived))
        pause = min(pause, shift.until)
        unreleased, released, automated, started = _scan(everything, cursor.unreleased, pause)
        cursor.unreleased = unreleased
        flow.released += released
        flow.automated += automated
        flow.started += started
        arrived = pass_by(books, journey, state, work, shift.slowness, arrived, pause)
    flow.started_hours, flow.waited_hours = 0.0, 0.0
    for csmp in range(team):
        flow.started_hours += clocks.hours[csmp]
        flow.waited_hours += clocks.waited[csmp]
