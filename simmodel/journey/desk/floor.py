"""Compiled: the floor, what goes on at a desk with an order of work, within a shift."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import nested
from simmodel.journey.desk.agenda import Agenda, begin, cross_off, empty_agenda
from simmodel.journey.desk.backlog import Backlog
from simmodel.journey.desk.books import Books
from simmodel.journey.desk.idle import Idle, idle_at
from simmodel.journey.desk.kernel import hours_of_services
from simmodel.journey.desk.line import Line, empty_line, still_waiting
from simmodel.journey.desk.ranking import Ranking
from simmodel.journey.desk.records import Journey, Shift, State


class Ordered(NamedTuple):
    """A desk with an order of work.

    Attributes:
        ranking: the order.
        books: whose customers are whose.
        in_books: whether that matters.
        helps: whether a CSMP with nothing to do takes the oldest work of another book.
        backlog: between shifts.
        following: int32, by activity: as in :class:`simmodel.journey.desk.line.Line`.
        gone: bool, by activity: fell due, and has been started or automated; only where one helps.
    """

    ranking: Ranking
    books: Books
    in_books: bool
    helps: bool
    backlog: Backlog
    following: np.ndarray
    gone: np.ndarray


TALLY = np.dtype(
    [
        ("unreleased", np.int64),  # first activity that has not been released
        ("oldest", np.int64),  # before which nothing waits; only where one helps
        ("called", np.int64),  # CSMPs who may have something to start now
        ("released", np.int64),  # activities of the shift
        ("automated", np.int64),
        ("started", np.int64),
    ]
)
"""How far a shift has come; an array of one."""


class Floor(NamedTuple):
    """What goes on in a shift.

    Attributes:
        line: what waits.
        idle: who is idle.
        agenda: services under way; those of the team have the numbers of their CSMPs.
        hours, waited: of the services started, by book, or in all; float64.
        called: int32, shape (team,): who may have something to start now, in books.
        is_called: bool, shape (team,).
        tally: :data:`TALLY`, shape (1,).
    """

    line: Line
    idle: Idle
    agenda: Agenda
    hours: np.ndarray
    waited: np.ndarray
    called: np.ndarray
    is_called: np.ndarray
    tally: np.ndarray


@nested
def _resume(backlog: Backlog, journey: Journey, ends: np.ndarray, shift: Shift) -> Agenda:
    """The services under way at the begin of a shift: who is busy is told by when they are free.

    Who is free at another time than any service ends is absent until then: as if busy with nothing
    for the first contract. Of two who are free at one time it does not matter who is which.
    """
    count = backlog.size[1]
    until = np.concatenate((backlog.ends[:count], ends))
    mean, longest = hours_of_services(journey, until, shift)
    agenda = empty_agenda(ends.size + count, shift.since, mean, longest)
    busy = np.argsort(ends, kind="mergesort")
    following = ends.size - (ends > shift.since).sum()
    for place in range(count):
        number, end = ends.size + place, backlog.ends[place]
        following = _file_absent(agenda, ends, busy, following, end)
        if following < ends.size and ends[busy[following]] == end:
            number = busy[following]
            following += 1
        begin(agenda, number, end, backlog.served[place], backlog.points[place])
    if journey.contracts.end.size > 0:  # else there is nothing to do for anybody
        _file_absent(agenda, ends, busy, following, np.inf)
    return agenda


@nested
def _file_absent(
    agenda: Agenda, ends: np.ndarray, busy: np.ndarray, following: int, before: float
) -> int:
    """File those who are free before an instant, from the one at ``following`` on."""
    while following < ends.size and ends[busy[following]] < before:
        begin(agenda, busy[following], ends[busy[following]], 0, 0)
        following += 1
    return following


@nested
def open_floor(
    desk: Ordered,
    journey: Journey,
    state: State,
    ends: np.ndarray,
    shift: Shift,
    seats: int,
) -> Floor:
    """The floor at the begin of a shift; nobody has a seat, and what waits is not in line yet.

    Args:
        seats: of a queue.
    """
    team, backlog, classes = ends.size, desk.backlog, desk.ranking.urgency.shape[1]
    queues = max(team, 1) if desk.in_books else 1
    floor = Floor(
        empty_line(
            journey.contracts,
            state.finished,
            backlog.due,
            desk.following,
            classes,
            queues,
            seats,
        ),
        idle_at(ends, shift.since, desk.helps or not desk.in_books),
        _resume(backlog, journey, ends, shift),
        np.zeros(queues),
        np.zeros(queues),
        np.empty(team, np.int32),
        np.zeros(team, np.bool_),
        np.zeros(1, TALLY),
    )
    unreleased = state.cursor[0].unreleased
    floor.tally[0].unreleased = floor.tally[0].oldest = unreleased
    if backlog.size[0] > 0:
        floor.tally[0].oldest = backlog.waiting[0]
    return floor


@nested
def close_floor(desk: Ordered, floor: Floor, journey: Journey, state: State, until: float) -> None:
    """Leave what waits and what is under way to the next shift, and count."""
    backlog, agenda, tally = desk.backlog, floor.agenda, floor.tally[0]
    backlog.size[0] = still_waiting(
        floor.line, journey.work, until, tally.unreleased, backlog.waiting
    )
    backlog.size[1] = agenda.diary[0].size
    for place in range(backlog.size[1]):
        backlog.ends[place], service = agenda.diary[0].soonest, cross_off(agenda)
        backlog.served[place], backlog.points[place] = (
            agenda.served[service],
            agenda.points[service],
        )
    for contract in range(backlog.due.size):
        backlog.due[contract] = floor.line.accounts[contract].due
    cursor, flow = state.cursor[0], state.flow[0]
    cursor.head, cursor.unreleased = tally.unreleased, tally.unreleased
    flow.released, flow.automated, flow.started = tally.released, tally.automated, tally.started
    flow.started_hours, flow.waited_hours = 0.0, 0.0
    for book in range(floor.hours.size):
        flow.started_hours += floor.hours[book]
        flow.waited_hours += floor.waited[book]
