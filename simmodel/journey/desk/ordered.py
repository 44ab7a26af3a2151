"""Compiled: the event loop of the journey where work has an order, or is done in books with help.

Unlike :mod:`simmodel.journey.desk.kernel` it goes from one instant to the next, as what is most
urgent may change when an activity falls due and when one is finished. Within an instant things
happen in the order of :mod:`simmodel.journey.desk.event_order`.
"""

import numpy as np

from simmodel.jit import borrowed, compiled, inlined
from simmodel.journey.desk.agenda import cross_off, enter
from simmodel.journey.desk.books import arrived_by, customers_at, next_arrival, pass_by, sizes
from simmodel.journey.desk.floor import Floor, Ordered, close_floor, open_floor
from simmodel.journey.desk.idle import longest_idle, put_in, take_out
from simmodel.journey.desk.kernel import next_end
from simmodel.journey.desk.line import first_in, join, leave, refile, strike_off
from simmodel.journey.desk.pairing_heap import NONE
from simmodel.journey.desk.points import points
from simmodel.journey.desk.records import Journey, Shift, State, Weights
from simmodel.journey.desk.starts import note_start
from simmodel.journey.paths import Work


@inlined
def _queue_of(desk: Ordered, contract: int, team: int) -> int:
    """Where a contract's work waits; the last queue of a team in books is nobody's."""
    queue = 0
    if desk.in_books:
        owner = desk.books.owner[contract]
        queue = team if owner == NONE else owner
    return queue


@inlined
def _call(desk: Ordered, floor: Floor, csmp: int) -> None:
    """The CSMP, if it is one and has a book, may have something to start now."""
    if desk.in_books and csmp < floor.called.size and not floor.is_called[csmp]:
        floor.called[floor.tally[0].called] = csmp
        floor.is_called[csmp] = True
        floor.tally[0].called += 1


@inlined
def _finish(
    desk: Ordered, floor: Floor, state: State, contract: int, worth: int, now: float
) -> None:
    """An activity of the contract is finished, and counts if its contract has not ended before.

    Args:
        worth: points.
    """
    account = floor.line.accounts[contract]
    if now <= account.end:
        account.finished += worth
        state.finished[contract] += worth
        if desk.ranking.changes and account.waits:
            refile(floor.line, desk.ranking, contract, _queue_of(desk, contract, floor.called.size))


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
    """A service; who needs no time for it is free again before anything else happens."""
    contract, duration = work.contract[activity], 0.0
    leave(floor.line, work, desk.ranking, activity, _queue_of(desk, contract, floor.called.size))
    if work.uniform[activity] >= shift.effortless:
        duration = work.hours[activity] * shift.slowness[csmp]
    end, book = now + duration, csmp if desk.in_books else 0
    floor.hours[book] += duration
    floor.waited[book] += now - work.release[activity]
    floor.tally[0].started += 1
    note_start(state.starts, activity, now)
    if desk.helps:
        desk.gone[activity] = True
    take_out(floor.idle, csmp)
    floor.idle.free[csmp] = end
    worth = points(weights, work.kind[activity])
    if end == now:
        put_in(floor.idle, csmp)
        _finish(desk, floor, state, contract, worth, now)
    else:
        enter(floor.agenda, csmp, end, contract, worth)


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
def _next_start(desk: Ordered, floor: Floor, work: Work, now: float) -> tuple[int, int]:
    """Who starts what: first those with work of their own, then those who help; -1 if nobody."""
    csmp, activity = NONE, NONE
    if not desk.in_books:
        csmp = longest_idle(floor.idle)
        if csmp != NONE:
            activity = first_in(floor.line, work, desk.ranking, 0, now)
        return csmp, activity
    while activity == NONE and floor.tally[0].called > 0:
        csmp = floor.called[floor.tally[0].called - 1]
        if floor.idle.is_in[csmp]:
            activity = first_in(floor.line, work, desk.ranking, csmp, now)
        if activity == NONE:
            floor.is_called[csmp] = False
            floor.tally[0].called -= 1
    if activity == NONE and desk.helps:
        csmp = longest_idle(floor.idle)
        if csmp != NONE:
            activity = _oldest(desk, floor, work, now)
    return csmp, activity


@inlined
def _end_services(desk: Ordered, floor: Floor, state: State, now: float) -> None:
    """The services that end now are over."""
    agenda = floor.agenda
    while agenda.size[0] > 0 and agenda.ends[0] <= now:
        service = cross_off(agenda)
        _finish(desk, floor, state, agenda.served[service], agenda.points[service], now)
        if service < floor.called.size:
            put_in(floor.idle, service)
            _call(desk, floor, service)


@inlined
def _release(
    desk: Ordered,
    floor: Floor,
    state: State,
    work: Work,
    weights: Weights | None,
    unattended: float,
    now: float,
) -> None:
    """The activities that fall due now wait, or are automated."""
    tally, team = floor.tally[0], floor.called.size
    activity = tally.unreleased
    while activity < work.release.size and work.release[activity] <= now:
        contract, waits = work.contract[activity], False
        if state.in_force[contract]:
            account = floor.line.accounts[contract]
            tally.released += 1
            worth = points(weights, work.kind[activity])
            account.due += worth
            waits = work.uniform[activity] >= unattended
            queue = _queue_of(desk, contract, team)
            if waits:
                join(floor.line, work, desk.ranking, activity, queue)
                _call(desk, floor, queue)
            else:
                tally.automated += 1
                account.finished += worth
                state.finished[contract] += worth
                if desk.ranking.changes and account.waits:
                    refile(floor.line, desk.ranking, contract, queue)
        if desk.helps and not waits:
            desk.gone[activity] = True
        activity += 1
    tally.unreleased = activity


@compiled
def _until(
    owned: tuple[Ordered, Floor, State, Work, Weights | None, Shift],
    since: float,
    pause: float,
) -> None:
    """Everything from an instant on, but for what comes before it in the order, until just before
    another one; and the services that end then.
    """
    desk, floor, state, work, weights, shift = borrowed(owned)
    now = since
    while now < pause:
        _release(desk, floor, state, work, weights, shift.unattended, now)
        csmp, activity = _next_start(desk, floor, work, now)
        while activity != NONE:
            _start(desk, floor, state, work, weights, shift, csmp, activity, now)
            csmp, activity = _next_start(desk, floor, work, now)
        now, unreleased = pause, floor.tally[0].unreleased
        if unreleased < work.release.size:
            now = min(now, work.release[unreleased])
        if floor.agenda.size[0] > 0:
            now = min(now, floor.agenda.ends[0])
        _end_services(desk, floor, state, now)


@compiled
def _queue_up(desk: Ordered, floor: Floor, work: Work) -> None:
    """Put in line what waits from before, and call everybody."""
    team = floor.called.size
    for csmp in range(team):
        _call(desk, floor, csmp)
    for place in range(desk.backlog.size[0]):
        activity = desk.backlog.waiting[place]
        queue = _queue_of(desk, work.contract[activity], team)
        join(floor.line, work, desk.ranking, activity, queue)


@compiled
def serve_in_order(
    desk: Ordered, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    """As :func:`simmodel.journey.desk.kernel.serve`, but for when a finish is counted: at its end.

    Args:
        ends: hours, shape (team,): when each CSMP is free; changed in place.
    """
    books, team = desk.books, ends.size
    floor = open_floor(desk, journey, state, ends, shift.since)
    _queue_up(desk, floor, journey.work)
    customers, arrived = np.zeros(team, np.int64), 0
    if desk.in_books:
        customers = sizes(books, customers_at(journey, state, shift.since), team)
        arrived = arrived_by(books, journey, shift.since)
    since = shift.since
    while since < shift.until:
        pause = min(next_end(journey, state), next_arrival(books, journey, arrived))
        pause = min(pause, shift.until)
        _until((desk, floor, state, journey.work, journey.weights, shift), since, pause)
        arrived = pass_by(books, journey, state, customers, shift.slowness, arrived, pause)
        since = pause
    close_floor(desk, floor, journey, state, shift.until)
