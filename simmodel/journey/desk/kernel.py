"""Compiled: the event loop of the journey between two closings of the books.

Services are given in order of release, each by the CSMP who is free first, so one scan of the
stream suffices and starts never go back in time. Time is cut at the months' ends, where the books
are closed and the team may change: work that cannot start before the cut waits for the next scan.
The order of simultaneous events is that of :mod:`simmodel.journey.desk.event_order`.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.desk.event_list import (
    Services,
    earliest_service,
    file_again,
    file_services,
    refile,
)
from simmodel.journey.paths import Contracts, Work


class Journey(NamedTuple):
    """What stays the same for all policies of a replication.

    Attributes:
        work, contracts: the paths.
        arrivals, ending: as in the paths.
        deadline: hours, float64, by which a finish counts: the contract's end or the horizon's.
        renewal: float64, renewal probability by number of finished activities.
        boundaries: hours, float64, shape (months + 1,).
        mean_hours, longest_hours: of the services of the replication, warm-up included.
    """

    work: Work
    contracts: Contracts
    arrivals: np.ndarray
    ending: np.ndarray
    deadline: np.ndarray
    renewal: np.ndarray
    boundaries: np.ndarray
    mean_hours: float
    longest_hours: float


class State(NamedTuple):
    """What changes; arrays are changed in place.

    Attributes:
        cursor: int64, shape (4,): the first activity that has neither started nor been passed
            over; the first that has not been released; the first contract of ``ending`` that has
            not been decided; customers lost so far.
        finished: int32, by contract: activities that count.
        in_force: bool, by contract: has begun or will surely begin.
        renewed: bool, by contract.
    """

    cursor: np.ndarray
    finished: np.ndarray
    in_force: np.ndarray
    renewed: np.ndarray


@compiled
def _end_contracts(journey: Journey, state: State, until: float) -> None:
    """Decide the contracts that end up to and including ``until``."""
    following, lost = state.cursor[2], state.cursor[3]
    contracts = journey.contracts
    while following < journey.ending.size:
        contract = journey.ending[following]
        if contracts.end[contract] > until:
            break
        following += 1
        if state.in_force[contract]:
            if contracts.luck[contract] < journey.renewal[state.finished[contract]]:
                state.renewed[contract] = True
                if contracts.successor[contract] >= 0:
                    state.in_force[contracts.successor[contract]] = True
            else:
                lost += 1
    state.cursor[2], state.cursor[3] = following, lost


@compiled
def _next_end(journey: Journey, state: State) -> float:
    """When the next undecided contract ends, hours; infinity if none does."""
    following = state.cursor[2]
    if following < journey.ending.size:
        return float(journey.contracts.end[journey.ending[following]])
    return np.inf


@compiled
def _scan(
    work: Work,
    deadline: np.ndarray,
    state: State,
    services: Services,
    bucket: int,
    blocked: bool,
    pause: float,
    cut: float,
    speed: float,
    unattended: float,
    effortless: float,
    counts: np.ndarray,
    hours: np.ndarray,
) -> tuple[int, bool, bool]:
    """Release activities before ``pause`` and give them to CSMPs who are free before ``cut``.

    Args:
        work, deadline: of the :class:`Journey`.
        services, bucket: the team, and a lower bound of the bucket where the next service ends.
        blocked: whether the head of the queue is known to wait until the cut.
        pause, cut: hours; ``pause`` is at most ``cut``.
        speed: as in :func:`simmodel.journey.people.ramp.speed_of`.
        unattended, effortless: as in :class:`simmodel.journey.controls.Controls`.
        counts: released, automated, started; int64, added to.
        hours: of the services started, and waited; float64, added to.

    Returns:
        bucket and blocked, as in the arguments, and whether the scan came as far as ``pause``; if
        not, the head has just blocked, or idle CSMPs lag too far behind and must be filed again.
    """
    # Plain names: the compiled loop then holds each array's address in a register.
    release_of, expiry_of, hours_of, luck_of, contract_of = work
    cursor, finished, in_force, _ = state
    ends, first, following, origin, per_hour = services
    frontier = cursor[1]
    released, automated, started = counts
    started_hours, waited_hours = hours
    slowness = 1.0 / speed
    here, done = frontier if blocked else cursor[0], True
    for scan in range(here, release_of.size):
        release, contract = release_of[scan], contract_of[scan]
        if release >= pause:
            break
        here = scan + 1
        attended = luck_of[scan] >= unattended
        if scan >= frontier and in_force[contract]:
            released += 1
            if not attended:
                automated += 1
                finished[contract] += 1
        if attended and in_force[contract] and not blocked:
            start = np.inf
            if ends.size > 0:
                bucket, csmp, before = earliest_service(ends, first, following, bucket)
                start = max(release, ends[csmp])
            if start < min(expiry_of[scan], cut):
                duration = 0.0 if luck_of[scan] < effortless else hours_of[scan] * slowness
                end = start + duration
                to = max(int((end - origin) * per_hour), bucket)
                file_again(first, following, csmp, before, bucket, to)
                ends[csmp] = end
                finished[contract] += end <= deadline[contract]
                started += 1
                started_hours += duration
                waited_hours += start - release
                if to - bucket >= first.size:
                    done = False
                    break
            elif expiry_of[scan] > cut:
                # Head of the queue at the cut. All later work waits too, but is released.
                blocked, done = True, False
                cursor[0] = scan
                break
    if not blocked:
        cursor[0] = here
    cursor[1] = max(here, frontier)
    counts[0], counts[1], counts[2] = released, automated, started
    hours[0], hours[1] = started_hours, waited_hours
    return bucket, blocked, done


@compiled
def serve(
    journey: Journey,
    state: State,
    ends: np.ndarray,
    since: float,
    until: float,
    speed: float,
    unattended: float,
    effortless: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Everything from ``since`` until just before ``until``, and the contract ends at ``until``.

    Args:
        ends: hours, shape (team,): when each CSMP is free; changed in place.
        since, until: hours.
        speed: as in :func:`simmodel.journey.people.ramp.speed_of`; of the services that start.
        unattended, effortless: as in :class:`simmodel.journey.controls.Controls`.

    Returns:
        counts and hours, as in :func:`_scan`.
    """
    work, deadline = journey.work, journey.deadline
    counts, hours = np.zeros(3, np.int64), np.zeros(2)
    mean, longest = journey.mean_hours / speed, journey.longest_hours / speed
    for end in ends:  # a slower team may have begun some that take longer still
        longest = max(longest, end - since)
    services = file_services(ends, since, mean, longest)
    bucket, blocked, pause = 0, False, -np.inf
    while pause < until:
        pause = min(_next_end(journey, state), until)
        done = False
        while not done:
            bucket, blocked, done = _scan(
                work,
                deadline,
                state,
                services,
                bucket,
                blocked,
                pause,
                until,
                speed,
                unattended,
                effortless,
                counts,
                hours,
            )
            if not done and not blocked:
                bucket = refile(services)
        _end_contracts(journey, state, pause)
    return counts, hours
