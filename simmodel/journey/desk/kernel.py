"""Compiled: the event loop of the journey within a shift.

Services are given in order of release, each by the CSMP who is free first, so one scan of the
stream suffices and starts never go back in time. Time is cut at the months' ends, where counts
are taken and the team may change: work that cannot start before the cut waits for the next scan.
The order of simultaneous events is that of :mod:`simmodel.journey.desk.event_order`.
"""

import numpy as np

from simmodel.jit import nested
from simmodel.journey.desk.event_list import (
    Services,
    earliest_service,
    file_again,
    file_services,
    refile,
)
from simmodel.journey.desk.points import points
from simmodel.journey.desk.records import Journey, Shift, State
from simmodel.journey.desk.starts import note_start


@nested
def end_contracts(journey: Journey, state: State, until: float) -> None:
    """Decide the contracts that end up to and including ``until``."""
    cursor = state.cursor[0]
    following = cursor.undecided
    contracts = journey.contracts
    while following < journey.ending.size:
        contract = journey.ending[following]
        if contracts.end[contract] > until:
            break
        following += 1
        if state.in_force[contract]:
            unsettled = np.int64(state.unsettled[contract])
            place = contracts.chances[contract] + state.finished[contract]
            if contracts.uniform[contract] < journey.renewal[unsettled, place]:
                state.renewed[contract] = True
                if contracts.successor[contract] >= 0:
                    state.in_force[contracts.successor[contract]] = True
            else:
                state.absent[contracts.segment[contract]] += 1
    cursor.undecided = following


@nested
def next_end(journey: Journey, state: State) -> float:
    """When the next undecided contract ends, hours; infinity if none does."""
    following = state.cursor[0].undecided
    if following < journey.ending.size:
        return float(journey.contracts.end[journey.ending[following]])
    return np.inf


@nested
def _scan(
    journey: Journey,
    state: State,
    services: Services,
    shift: Shift,
    pause: float,
    bucket: int,
    blocked: bool,
) -> tuple[int, bool, bool]:
    """Release activities before ``pause`` and give them to CSMPs who are free before the cut.

    Args:
        shift: whose end is the cut.
        pause: hours; at most the cut.
        bucket: a lower bound of where in ``services`` the next one ends.
        blocked: whether the head of the queue is known to wait until the cut.

    Returns:
        bucket and blocked, as in the arguments, and whether the scan came as far as ``pause``; if
        not, the head has just blocked, or idle CSMPs lag too far behind and must be filed again.
    """
    # Plain names: the compiled loop then holds each array's address in a register.
    release_of, expiry_of, hours_of, uniform_of, contract_of, kind_of = journey.work
    deadline, finished, in_force = journey.deadline, state.finished, state.in_force
    ends, first, following, origin, per_hour = services
    _, cut, slowness, unattended, effortless = shift
    cursor, flow, starts = state.cursor[0], state.flow[0], state.starts
    released, automated, started = flow.released, flow.automated, flow.started
    started_hours, waited_hours = flow.started_hours, flow.waited_hours
    unreleased = cursor.unreleased
    here, done = unreleased if blocked else cursor.head, True
    for scan in range(here, release_of.size):
        release, contract = release_of[scan], contract_of[scan]
        worth = points(journey.weights, kind_of[scan])
        if release >= pause:
            break
        here = scan + 1
        attended = uniform_of[scan] >= unattended
        if scan >= unreleased and in_force[contract]:
            released += 1
            if not attended:
                automated += 1
                finished[contract] += worth
        if attended and in_force[contract] and not blocked:
            start = np.inf
            if ends.size > 0:
                bucket, csmp, before = earliest_service(ends, first, following, bucket)
                start = max(release, ends[csmp])
            if start < min(expiry_of[scan], cut):
                worked = uniform_of[scan] >= effortless
                duration = hours_of[scan] * slowness[csmp] if worked else 0.0
                end = start + duration
                to = max(int((end - origin) * per_hour), bucket)
                file_again(first, following, csmp, before, bucket, to)
                ends[csmp] = end
                finished[contract] += (end <= deadline[contract]) * worth
                note_start(starts, scan, start)
                started += 1
                started_hours += duration
                waited_hours += start - release
                if to - bucket >= first.size:
                    done = False
                    break
            elif expiry_of[scan] > cut:
                # Head of the queue at the cut. All later work waits too, but is released.
                blocked, done = True, False
                cursor.head = scan
                break
    if not blocked:
        cursor.head = here
    cursor.unreleased = max(here, unreleased)
    flow.released, flow.automated, flow.started = released, automated, started
    flow.started_hours, flow.waited_hours = started_hours, waited_hours
    return bucket, blocked, done


@nested
def hours_of_services(journey: Journey, ends: np.ndarray, shift: Shift) -> tuple[float, float]:
    """The mean and the longest service of a shift, hours.

    Args:
        ends: of those under way when it begins.
    """
    mean, longest = journey.mean_hours, journey.longest_hours
    if shift.slowness.size > 0:
        mean, longest = mean * shift.slowness.mean(), longest * shift.slowness.max()
    for end in ends:  # a slower team may have begun some that take longer still
        longest = max(longest, end - shift.since)
    return mean, longest


@nested
def begin_shift(journey: Journey, state: State, ends: np.ndarray, shift: Shift) -> Services:
    """The services under way when a shift begins, of which nothing has been counted yet.

    Args:
        ends: as those of :func:`serve`.
    """
    flow = state.flow[0]
    flow.released, flow.automated, flow.started = 0, 0, 0
    flow.started_hours, flow.waited_hours = 0.0, 0.0
    return file_services(ends, shift.since, *hours_of_services(journey, ends, shift))


@nested
def serve(journey: Journey, state: State, ends: np.ndarray, shift: Shift) -> None:
    """Everything from a shift's begin until just before its end, and the contract ends at its end.

    Args:
        ends: hours, shape (team,): when each CSMP is free; changed in place.
    """
    services = begin_shift(journey, state, ends, shift)
    bucket, blocked, pause = 0, False, -np.inf
    while pause < shift.until:
        pause = min(next_end(journey, state), shift.until)
        done = False
        while not done:
            bucket, blocked, done = _scan(journey, state, services, shift, pause, bucket, blocked)
            if not done and not blocked:
                bucket = refile(services)
        end_contracts(journey, state, pause)
