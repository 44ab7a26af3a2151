"""Compiled: a shift at the desk, whichever desk it is; None is the pool of old, first come."""

import numpy as np

from simmodel.jit import by_kind, compiled, nested
from simmodel.journey.desk import kernel
from simmodel.journey.desk.books import hand_over
from simmodel.journey.desk.classes import Classed, serve_classes, waiting_in_classes
from simmodel.journey.desk.floor import Ordered
from simmodel.journey.desk.ordered import serve_in_order
from simmodel.journey.desk.records import Journey, Shift, State
from simmodel.journey.desk.scan_of_books import Booked, serve_books
from simmodel.journey.desk.skilled import Skilled, serve_skilled
from simmodel.journey.desk.team import anonymous_team, same_team

AnyDesk = Booked | Classed | Ordered | Skilled | None


def serve(desk: AnyDesk, journey: Journey, state: State, ends: np.ndarray, shift: Shift) -> None:
    """Everything from a shift's begin until just before its end, and the contract ends at its end.

    Args:
        ends: hours, shape (team,): when each CSMP is free; changed in place.
    """
    raise NotImplementedError


def waiting(desk: AnyDesk, journey: Journey, state: State, at: float, unattended: float) -> int:
    """Activities released before ``at``, a shift's end, that have not started and may still."""
    raise NotImplementedError


def regroup(
    desk: AnyDesk,
    under_way: np.ndarray,
    ends: np.ndarray,
    leaving: np.ndarray,
    team: int,
    now: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A team of another size, as :func:`simmodel.journey.desk.team.same_team` has it."""
    raise NotImplementedError


def hand_on(
    desk: AnyDesk,
    journey: Journey,
    state: State,
    places: np.ndarray,
    slowness: np.ndarray,
    month: int,
    now: float,
) -> None:
    """The books of a month, as :func:`simmodel.journey.desk.books.hand_over` has it."""
    raise NotImplementedError


@nested
def _serve_pool(
    _desk: None, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    kernel.serve(journey, state, ends, shift)


@nested
def _waiting_in_pool(
    _desk: None, journey: Journey, state: State, at: float, unattended: float
) -> int:
    work, cursor = journey.work, state.cursor[0]
    found = 0
    for i in range(cursor.head, cursor.unreleased):
        attended = state.in_force[work.contract[i]] and work.uniform[i] >= unattended
        if attended and work.expiry[i] > at:
            found += 1
    return found


@nested
def _waiting_in_classes(
    desk: Classed, journey: Journey, state: State, at: float, unattended: float
) -> int:
    return waiting_in_classes(desk, journey, state, at, unattended)


@nested
def _waiting_in_lines(
    desk: Skilled, journey: Journey, state: State, at: float, unattended: float
) -> int:
    return waiting_in_classes(desk.lines, journey, state, at, unattended)


@nested
def _waiting_in_backlog(
    desk: Booked | Ordered, _journey: Journey, _state: State, _at: float, _unattended: float
) -> int:
    return int(desk.backlog.size[0])


@nested
def _regroup_anonymous(
    _desk: Classed | None,
    under_way: np.ndarray,
    _ends: np.ndarray,
    _leaving: np.ndarray,
    team: int,
    now: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    ends, leaving = anonymous_team(under_way, team, now)
    return ends, leaving, np.empty(0, np.int64)


@nested
def _regroup_same(
    _desk: Booked | Ordered | Skilled,
    _under_way: np.ndarray,
    ends: np.ndarray,
    leaving: np.ndarray,
    team: int,
    now: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return same_team(ends, leaving, team, now)


@nested
def _hand_on_nothing(
    _desk: Classed | Skilled | None,
    _journey: Journey,
    _state: State,
    _places: np.ndarray,
    _slowness: np.ndarray,
    _month: int,
    _now: float,
) -> None:
    pass


@nested
def _hand_on_books(
    desk: Booked,
    journey: Journey,
    state: State,
    places: np.ndarray,
    slowness: np.ndarray,
    month: int,
    now: float,
) -> None:
    hand_over(desk.books, journey, state, places, slowness, month, now)


@nested
def _hand_on_if_in_books(
    desk: Ordered,
    journey: Journey,
    state: State,
    places: np.ndarray,
    slowness: np.ndarray,
    month: int,
    now: float,
) -> None:
    if desk.in_books:
        hand_over(desk.books, journey, state, places, slowness, month, now)


by_kind(
    serve,
    {
        None: _serve_pool,
        Booked: serve_books,
        Classed: serve_classes,
        Ordered: serve_in_order,
        Skilled: serve_skilled,
    },
)
by_kind(
    waiting,
    {
        None: _waiting_in_pool,
        Booked: _waiting_in_backlog,
        Classed: _waiting_in_classes,
        Ordered: _waiting_in_backlog,
        Skilled: _waiting_in_lines,
    },
)
by_kind(
    regroup,
    {
        None: _regroup_anonymous,
        Booked: _regroup_same,
        Classed: _regroup_anonymous,
        Ordered: _regroup_same,
        Skilled: _regroup_same,
    },
)
by_kind(
    hand_on,
    {
        None: _hand_on_nothing,
        Booked: _hand_on_books,
        Classed: _hand_on_nothing,
        Ordered: _hand_on_if_in_books,
        Skilled: _hand_on_nothing,
    },
)


@compiled
def first_shift(
    desk: AnyDesk, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    """The warm-up, in which books are dealt first; otherwise as :func:`serve`."""
    everybody = np.arange(shift.slowness.size)
    hand_on(desk, journey, state, everybody, shift.slowness, 0, shift.since)
    serve(desk, journey, state, ends, shift)
