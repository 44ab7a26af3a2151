"""Compiled: the event loop of the journey in a pool, where not everybody may do everything.

In a line, whose work is of one class and may be done by the same CSMPs, activities go in order of
release, so a cursor a line suffices. The loop goes from one start, or end, of a service to the
next. What waits in a line that nobody idle may do is left alone.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import borrowed, inlined, nested
from simmodel.journey.desk.agenda import Agenda, begin, cross_off, empty_agenda
from simmodel.journey.desk.classes import Classed, falls_due, release_before
from simmodel.journey.desk.compiled import dealt, repertoire
from simmodel.journey.desk.crews import Crews, crews_of, put_in, take_for
from simmodel.journey.desk.kernel import end_contracts, hours_of_services, next_end
from simmodel.journey.desk.points import points
from simmodel.journey.desk.records import Journey, Shift, State
from simmodel.journey.desk.repertoire import Skills
from simmodel.journey.desk.starts import note_start

NONE = -1


class Skilled(NamedTuple):
    """A desk at which not everybody may do everything.

    Attributes:
        lines: the lines of work, as classes.
        rank: int64, shape (lines,): which goes first; of equals, what fell due first.
        kinds: int64, shape (lines,): a type of activity of each.
        skills: who may do what.
    """

    lines: Classed
    rank: np.ndarray
    kinds: np.ndarray
    skills: Skills


@inlined
def _begin(
    crews: Crews,
    agenda: Agenda,
    journey: Journey,
    state: State,
    shift: Shift,
    csmp: int,
    activity: int,
    now: float,
) -> None:
    """A service; who needs no time for it is free again before anything else happens."""
    work, flow, duration = journey.work, state.flow[0], 0.0
    contract = work.contract[activity]
    if work.uniform[activity] >= shift.effortless:
        duration = work.hours[activity] * shift.slowness[csmp]
    end, worth = now + duration, points(journey.weights, work.kind[activity])
    crews.free[csmp] = end
    if end == now:
        put_in(crews, csmp)
    else:
        begin(agenda, csmp, end, contract, worth)
    if end <= journey.deadline[contract]:
        state.finished[contract] += worth
    note_start(state.starts, activity, now)
    flow.started += 1
    flow.started_hours += duration
    flow.waited_hours += now - work.release[activity]


@inlined
def _soonest(crews: Crews, due: np.ndarray) -> float:
    """When the first falls due of what somebody idle may do, hours; infinity if nothing does."""
    soonest = np.inf
    for line in range(due.size):
        if crews.idle[line] > 0:
            soonest = min(soonest, due[line])
    return soonest


@inlined
def _first(desk: Skilled, crews: Crews, due: np.ndarray, now: float) -> int:
    """The line whose first goes first of what waits and somebody idle may do; there must be one."""
    found, places, heads = NONE, desk.lines.places, desk.lines.heads
    for line in range(due.size):
        if crews.idle[line] > 0 and due[line] <= now:
            if found == NONE:
                found = line
            else:
                lower = desk.rank[line] - desk.rank[found]
                if lower < 0 or (lower == 0 and places[heads[line]] < places[heads[found]]):
                    found = line
    return found


@nested
def _start(
    owned: tuple[Skilled, Crews, Agenda, Journey, State, Shift],
    due: np.ndarray,
    now: float,
    pause: float,
) -> None:
    """Give activities to CSMPs who are free before ``pause``, from ``now`` on.

    Args:
        due: room for when the first of each line falls due, shape (lines,).
    """
    desk, crews, agenda, journey, state, shift = borrowed(owned)
    lines, expiry = desk.lines, journey.work.expiry
    for line in range(due.size):
        due[line] = falls_due(lines, journey, state, line, shift.unattended, pause)
    while True:
        start = max(_soonest(crews, due), now)
        if agenda.diary[0].soonest <= start:
            start = agenda.diary[0].soonest
            if start >= pause:
                break
            put_in(crews, cross_off(agenda))
        else:
            if start >= pause:
                break
            line = _first(desk, crews, due, start)
            activity = lines.places[lines.heads[line]]
            lines.heads[line] += 1
            due[line] = falls_due(lines, journey, state, line, shift.unattended, pause)
            if expiry[activity] > start:
                csmp = take_for(crews, line)
                _begin(crews, agenda, journey, state, shift, csmp, activity, start)
        now = start


@nested
def _arrive(
    desk: Skilled, journey: Journey, ends: np.ndarray, shift: Shift
) -> tuple[Crews, Agenda]:
    """Who is idle, and the services under way, when a shift begins."""
    has = dealt(desk.skills.shares, ends.size)
    crews = crews_of(repertoire(desk.skills, has), desk.kinds, ends)
    mean, longest = hours_of_services(journey, ends, shift)
    agenda = empty_agenda(ends.size, shift.since, mean, longest)
    for csmp in np.argsort(ends, kind="mergesort"):
        if ends[csmp] <= shift.since:
            put_in(crews, csmp)
        else:
            begin(agenda, csmp, ends[csmp], NONE, 0)
    return crews, agenda


@nested
def serve_skilled(
    desk: Skilled, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    """As :func:`simmodel.journey.desk.kernel.serve`."""
    flow, cursor = state.flow[0], state.cursor[0]
    flow.released, flow.automated, flow.started = 0, 0, 0
    flow.started_hours, flow.waited_hours = 0.0, 0.0
    crews, agenda = _arrive(desk, journey, ends, shift)
    due, since = np.empty(desk.kinds.size), shift.since
    while since < shift.until:
        pause = min(next_end(journey, state), shift.until)
        unreleased, released, automated = release_before(
            (journey, state), shift.unattended, cursor.unreleased, pause
        )
        cursor.unreleased = unreleased
        flow.released += released
        flow.automated += automated
        _start((desk, crews, agenda, journey, state, shift), due, since, pause)
        end_contracts(journey, state, pause)
        since = pause
