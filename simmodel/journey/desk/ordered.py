"""Compiled: the event loop of the journey where work has an order, or is done in books with help.

Unlike :mod:`simmodel.journey.desk.kernel` it goes from one instant to the next, as what is most
urgent may change when an activity falls due and when one is finished. Within an instant things
happen in the order of :mod:`simmodel.journey.desk.event_order`.
"""

import numpy as np

from simmodel.jit import borrowed, inlined, natural, nested
from simmodel.journey.desk.agenda import begin, cross_off
from simmodel.journey.desk.books import (
    arrived_by,
    customers_at,
    next_arrival,
    pass_by,
    sizes,
    work_in,
)
from simmodel.journey.desk.floor import Floor, Ordered, close_floor, open_floor
from simmodel.journey.desk.idle import longest_idle, put_in, take_out
from simmodel.journey.desk.kernel import next_end
from simmodel.journey.desk.line import (
    falls_due,
    finish,
    first_in,
    has_work,
    join,
    join_all,
    leave,
    strike_off,
)
from simmodel.journey.desk.points import points
from simmodel.journey.desk.records import Journey, Shift, State, Weights
from simmodel.journey.desk.seats import (
    of_ended,
    seat_ended,
    seat_in_books,
    seat_in_pool,
    seat_newcomers,
    seats_in_books,
    seats_in_pool,
)
from simmodel.journey.desk.starts import note_start
from simmodel.journey.desk.tournament import NONE
from simmodel.journey.paths import Work


@inlined
def _call(desk: Ordered, floor: Floor, csmp: int) -> None:
    """The CSMP, if all have books, may have something to start now."""
    csmp = natural(csmp)
    if desk.in_books and not floor.is_called[csmp]:
        floor.called[natural(floor.tally[0].called)] = csmp
        floor.is_called[csmp] = True
        floor.tally[0].called += 1


@inlined
def _start(
    desk: Ordered,
    floor: Floor,
    state: State,
    work: Work,
    weights: Weights | None,
    shift: Shift,
    csmp: int,
    activity: int,
    now: float,
) -> None:
    """A service starts."""
    activity, csmp = natural(activity), natural(csmp)
    contract, duration = work.contract[activity], 0.0
    if work.uniform[activity] >= shift.effortless:
        duration = work.hours[activity] * shift.slowness[csmp]
    end, book = now + duration, natural(csmp if desk.in_books else 0)
    floor.hours[book] += duration
    floor.waited[book] += now - work.release[activity]
    floor.tally[0].started += 1
    note_start(state.starts, activity, now)
    if desk.helps:
        desk.gone[activity] = True
    take_out(floor.idle, csmp)
    floor.idle.free[csmp] = end
    begin(floor.agenda, csmp, end, contract, points(weights, work.kind[activity]))


@inlined
def _oldest(desk: Ordered, floor: Floor, work: Work, now: float) -> int:
    """The oldest activity of all that wait, where one helps; -1 if none does."""
    tally = floor.tally[0]
    oldest, unreleased = tally.oldest, tally.unreleased
    while oldest < unreleased and (desk.gone[oldest] or work.expiry[oldest] <= now):
        oldest += 1
    tally.oldest = oldest
    found = NONE
    if oldest < unreleased:
        found = oldest
        strike_off(floor.line, work, desk.ranking, work.contract[oldest], now)
    return found


@inlined
def _candidate(desk: Ordered, floor: Floor) -> int:
    """Who may have something of their own to start now; -1 if nobody has."""
    csmp = NONE
    if not desk.in_books and has_work(floor.line, 0):
        csmp = longest_idle(floor.idle)
    while desk.in_books and csmp == NONE and floor.tally[0].called > 0:
        called = floor.called[floor.tally[0].called - 1]
        if floor.idle.is_in[called] and has_work(floor.line, called):
            csmp = called
        else:
            floor.is_called[called] = False
            floor.tally[0].called -= 1
    return csmp


@inlined
def _next_start(desk: Ordered, floor: Floor, work: Work, now: float) -> tuple[int, int]:
    """Who starts what: first those with work of their own, then those who help; -1 if nobody."""
    csmp, activity, looks = NONE, NONE, True
    while looks:
        csmp = _candidate(desk, floor)
        if csmp != NONE:
            queue = csmp if desk.in_books else 0
            activity = first_in(floor.line, work, desk.ranking, queue, now)
        looks = csmp != NONE and activity == NONE
    if desk.helps and csmp == NONE:
        csmp = longest_idle(floor.idle)
        if csmp != NONE:
            activity = _oldest(desk, floor, work, now)
    if activity != NONE:
        leave(floor.line, work, desk.ranking, activity)
    return csmp, activity


@inlined
def _end_services(desk: Ordered, floor: Floor, state: State, now: float) -> None:
    """The services that end now are over."""
    agenda = floor.agenda
    while agenda.diary[0].soonest <= now:
        service = cross_off(agenda)
        contract, worth = natural(agenda.served[service]), agenda.points[service]
        if now <= floor.line.accounts[contract].end:
            state.finished[contract] += worth
            finish(floor.line, desk.ranking, contract, worth)
        if service < floor.called.size:
            put_in(floor.idle, service)
            _call(desk, floor, service)


@inlined
def _taker(desk: Ordered, floor: Floor, owner: int) -> int:
    """Who starts an activity the moment it falls due, as nothing of their own waits; -1 if nobody
    is known to.

    Args:
        owner: whose the activity is, in books.
    """
    csmp = NONE
    if not desk.in_books:
        if not has_work(floor.line, 0):
            csmp = longest_idle(floor.idle)
    elif owner != NONE and floor.idle.is_in[owner]:
        if not has_work(floor.line, owner):
            csmp = owner
    elif desk.helps and floor.tally[0].called == 0:
        # Whoever is idle found nothing that waits.
        csmp = longest_idle(floor.idle)
    return csmp


@inlined
def _release(
    desk: Ordered,
    floor: Floor,
    state: State,
    work: Work,
    weights: Weights | None,
    unattended: float,
    now: float,
) -> tuple[int, int]:
    """The activities that fall due now are automated, or wait, but for one that starts at once.

    Returns:
        who starts it, and which; -1 if none does.
    """
    tally, size = floor.tally[0], work.release.size
    activity, csmp, found = natural(tally.unreleased), NONE, NONE
    while activity < size and work.release[activity] <= now:
        contract, attended = natural(work.contract[activity]), False
        if state.in_force[contract]:
            attended = work.uniform[activity] >= unattended
            tally.released += 1
            worth = points(weights, work.kind[activity])
            tally.automated += not attended
            state.finished[contract] += worth * (not attended)
            falls_due(floor.line, desk.ranking, contract, worth, not attended)
        if attended:
            owner = NONE
            if desk.in_books:
                owner = desk.books.owner[contract]
            if activity + 1 == size or work.release[activity + 1] > now:
                csmp = _taker(desk, floor, owner)
            if csmp != NONE:
                found = activity
            else:
                join(floor.line, work, desk.ranking, activity)
                # Where one helps, a call says too that something waits which is older.
                if owner != NONE and (desk.helps or floor.idle.is_in[natural(owner)]):
                    _call(desk, floor, owner)
        elif desk.helps:
            desk.gone[activity] = True
        activity += 1
    tally.unreleased = activity
    return csmp, found


@nested
def _until(
    owned: tuple[Ordered, Floor, State, Work, Weights | None, Shift],
    since: float,
    pause: float,
) -> None:
    """Everything from an instant on, but for what comes before it in the order, until just before
    another one; and the services that end then.

    A step is at most one start; who needs no time for it is free again before anything else.
    """
    desk, floor, state, work, weights, shift = borrowed(owned)
    now = since
    while now < pause:
        csmp, activity = _release(desk, floor, state, work, weights, shift.unattended, now)
        if activity == NONE:
            csmp, activity = _next_start(desk, floor, work, now)
        if activity != NONE:
            _start(desk, floor, state, work, weights, shift, csmp, activity, now)
        else:
            unreleased = natural(floor.tally[0].unreleased)
            now = min(pause, floor.agenda.diary[0].soonest)
            if unreleased < work.release.size:
                now = min(now, work.release[unreleased])
        _end_services(desk, floor, state, now)


@nested
def _queue_up(desk: Ordered, floor: Floor, work: Work) -> None:
    """Put in line what waits from before, and call who is idle."""
    for csmp in range(floor.called.size):
        if floor.idle.is_in[csmp]:
            _call(desk, floor, csmp)
    backlog = desk.backlog
    join_all(floor.line, work, desk.ranking, backlog.waiting[: backlog.size[0]])


@nested
def serve_in_order(
    desk: Ordered, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    """As :func:`simmodel.journey.desk.kernel.serve`, but for when a finish is counted: at its end.

    Args:
        ends: hours, shape (team,): when each CSMP is free; changed in place.
    """
    books, contracts, since = desk.books, journey.contracts, shift.since
    running, arrived = np.empty(0, np.int32), arrived_by(books, journey, since)
    if desk.in_books:
        running = customers_at(journey, state, since)
    work = work_in(books, running, ends.size)
    coming = arrived_by(books, journey, shift.until) - arrived
    ended = of_ended(desk.backlog, journey, since)
    if desk.in_books:
        seats = seats_in_books(sizes(books, running, ends.size), coming)
    else:
        seats = seats_in_pool(contracts)
    seats += ended.size
    floor = open_floor(desk, journey, state, ends, shift, seats)
    if desk.in_books:
        seat_in_books(floor.line, contracts, books, running)
    else:
        seat_in_pool(floor.line, contracts)
    seat_ended(floor.line, books, ended, seats - coming - ended.size)
    _queue_up(desk, floor, journey.work)
    while since < shift.until:
        pause = min(next_end(journey, state), next_arrival(books, journey, arrived))
        pause = min(pause, shift.until)
        _until((desk, floor, state, journey.work, journey.weights, shift), since, pause)
        before = arrived
        arrived = pass_by(books, journey, state, work, shift.slowness, arrived, pause)
        # The last seats of each book are for those who come.
        seat_newcomers(floor.line, contracts, books, before, arrived, seats - coming)
        coming -= arrived - before
        since = pause
    close_floor(desk, floor, journey, state, shift.until)
