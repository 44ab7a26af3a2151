"""Compiled: the event loop of the journey in a pool, where fixed classes of work go one by one.

In its class an activity goes in order of release, so a cursor a class suffices. The next service
starts when a CSMP is free and something has fallen due: the first of the lowest class that has.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import borrowed, inlined, nested
from simmodel.journey.desk.event_list import (
    Services,
    earliest_service,
    file_again,
    refile,
)
from simmodel.journey.desk.kernel import begin_shift, end_contracts, next_end
from simmodel.journey.desk.points import points
from simmodel.journey.desk.records import Journey, Shift, State
from simmodel.journey.desk.starts import note_start


class Classed(NamedTuple):
    """A desk at which classes of work go one by one.

    Attributes:
        places: int32, places in the stream of work, class by class, each ascending.
        begins: int64, shape (classes + 1,): where in ``places`` each class begins.
        heads: int64, shape (classes,): in ``places``, the first of each class that has neither
            started nor been passed over; changed in place.
    """

    places: np.ndarray
    begins: np.ndarray
    heads: np.ndarray


@inlined
def falls_due(
    desk: Classed, journey: Journey, state: State, own: int, unattended: float, pause: float
) -> float:
    """When the first of a class falls due that needs a CSMP, hours; infinity if none before
    ``pause``. All before it are passed over.
    """
    work, place, last = journey.work, desk.heads[own], desk.begins[own + 1]
    found = np.inf
    while place < last:
        activity = desk.places[place]
        if work.release[activity] >= pause:
            break
        if work.uniform[activity] >= unattended and state.in_force[work.contract[activity]]:
            found = work.release[activity]
            break
        place += 1
    desk.heads[own] = place
    return found


@nested
def release_before(
    owned: tuple[Journey, State], unattended: float, unreleased: int, pause: float
) -> tuple[int, int, int]:
    """The first activity not released before ``pause``; how many are, and are automated."""
    journey, state = borrowed(owned)
    work, released, automated = journey.work, 0, 0
    while unreleased < work.release.size and work.release[unreleased] < pause:
        contract = work.contract[unreleased]
        if state.in_force[contract]:
            released += 1
            if work.uniform[unreleased] < unattended:
                automated += 1
                state.finished[contract] += points(journey.weights, work.kind[unreleased])
        unreleased += 1
    return unreleased, released, automated


@nested
def _start(
    owned: tuple[Classed, Journey, State, Services, Shift],
    due: np.ndarray,
    bucket: int,
    pause: float,
) -> int:
    """Give activities to CSMPs who are free before ``pause``; the bucket, as in the kernel's scan.

    Args:
        due: room for when the first of each class falls due, shape (classes,).
    """
    desk, journey, state, services, shift = borrowed(owned)
    work, flow, (ends, first, following, origin, per_hour) = journey.work, state.flow[0], services
    started, started_hours, waited_hours = flow.started, flow.started_hours, flow.waited_hours
    for own in range(due.size):
        due[own] = falls_due(desk, journey, state, own, shift.unattended, pause)
    while True:
        soonest = np.inf
        for own in range(due.size):
            soonest = min(soonest, due[own])
        if soonest >= pause:
            break
        bucket, csmp, before = earliest_service(ends, first, following, bucket)
        now = max(soonest, ends[csmp])
        if now >= pause:
            break
        own = 0
        while due[own] > now:
            own += 1
        activity = desk.places[desk.heads[own]]
        desk.heads[own] += 1
        release, contract = due[own], work.contract[activity]
        due[own] = falls_due(desk, journey, state, own, shift.unattended, pause)
        if work.expiry[activity] > now:
            duration = 0.0
            if work.uniform[activity] >= shift.effortless:
                duration = work.hours[activity] * shift.slowness[csmp]
            end = now + duration
            to = max(int((end - origin) * per_hour), bucket)
            file_again(first, following, csmp, before, bucket, to)
            ends[csmp] = end
            if end <= journey.deadline[contract]:
                state.finished[contract] += points(journey.weights, work.kind[activity])
            note_start(state.starts, activity, now)
            started += 1
            started_hours += duration
            waited_hours += now - release
            if to - bucket >= first.size:
                bucket = refile(services)
    flow.started, flow.started_hours, flow.waited_hours = started, started_hours, waited_hours
    return bucket


@nested
def waiting_in_classes(
    desk: Classed, journey: Journey, state: State, at: float, unattended: float
) -> int:
    """Activities released before ``at``, a shift's end, that have not started and may still."""
    work, found = journey.work, 0
    for own in range(desk.heads.size):
        for place in range(desk.heads[own], desk.begins[own + 1]):
            activity = desk.places[place]
            if activity >= state.cursor[0].unreleased:
                break
            attended = state.in_force[work.contract[activity]]
            attended = attended and work.uniform[activity] >= unattended
            found += attended and work.expiry[activity] > at
    return found


@nested
def serve_classes(
    desk: Classed, journey: Journey, state: State, ends: np.ndarray, shift: Shift
) -> None:
    """As :func:`simmodel.journey.desk.kernel.serve`."""
    flow, cursor = state.flow[0], state.cursor[0]
    services = begin_shift(journey, state, ends, shift)
    due, bucket, pause = np.empty(desk.heads.size), 0, -np.inf
    while pause < shift.until:
        pause = min(next_end(journey, state), shift.until)
        unreleased, released, automated = release_before(
            (journey, state), shift.unattended, cursor.unreleased, pause
        )
        cursor.unreleased = unreleased
        flow.released += released
        flow.automated += automated
        if ends.size > 0:
            bucket = _start((desk, journey, state, services, shift), due, bucket, pause)
        end_contracts(journey, state, pause)
