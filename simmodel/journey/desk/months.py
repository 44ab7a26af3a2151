"""Compiled: the horizon month by month: the team is set, the month is run, the books are closed."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.desk.kernel import Journey, State, serve
from simmodel.journey.people.ramp import speed_of


class Counts(NamedTuple):
    """Month by month. Hours, recruits and ``serving`` are float64, the others int64.

    Attributes, of shape (months,):
        team: CSMPs on the payroll during the month.
        released, automated, started: activities; automated ones are among the released.
        serving: full CSMPs that the team is worth, as some of it are still ramping up.
        recruits: who came in with the month, expected backfills included.
        started_hours: of the services started in the month.
        waited_hours: by the activities started in the month.

    Attributes, of shape (months + 1,), at time 0 and at each month's end:
        waiting, in_service: activities.
        remaining_hours: of the services in service.
    """

    team: np.ndarray
    released: np.ndarray
    automated: np.ndarray
    started: np.ndarray
    serving: np.ndarray
    recruits: np.ndarray
    started_hours: np.ndarray
    waited_hours: np.ndarray
    waiting: np.ndarray
    in_service: np.ndarray
    remaining_hours: np.ndarray


@compiled
def _waiting(journey: Journey, state: State, at: float, unattended: float) -> int:
    """Activities released before ``at`` that have not started and may still."""
    work = journey.work
    waiting = 0
    for i in range(state.cursor[0], state.cursor[1]):
        attended = state.in_force[work.contract[i]] and work.luck[i] >= unattended
        if attended and work.expiry[i] > at:
            waiting += 1
    return waiting


@compiled
def _under_way(ends: np.ndarray, leaving: np.ndarray, at: float) -> np.ndarray:
    """Ends of the services under way after ``at``, ascending."""
    return np.sort(np.concatenate((ends[ends > at], leaving[leaving > at])))


@compiled
def _reteam(under_way: np.ndarray, team: int, now: float) -> tuple[np.ndarray, np.ndarray]:
    """The ends of service of a team of this size, and of those who leave as theirs ends.

    Idle CSMPs leave at once; if that is not enough, those whose service ends first follow.
    """
    departing = max(under_way.size - team, 0)
    ends = np.full(team, now)
    ends[team - (under_way.size - departing) :] = under_way[departing:]
    return ends, under_way[:departing].copy()


@compiled
def _close_books(
    books: Counts,
    row: int,
    journey: Journey,
    state: State,
    ends: np.ndarray,
    leaving: np.ndarray,
    unattended: float,
) -> None:
    """Book what is in the house at boundary ``row``: 0 is time 0, 1 the first month's end."""
    at = journey.boundaries[row]
    books.waiting[row] = _waiting(journey, state, at, unattended)
    under_way = _under_way(ends, leaving, at)
    books.in_service[row] = under_way.size
    for end in under_way:
        books.remaining_hours[row] += end - at


@compiled
def run_months(
    journey: Journey,
    state: State,
    ends: np.ndarray,
    customers_at_start: int,
    team: int,
    attrition: float,
    lacking: np.ndarray,
    recruits_before: np.ndarray,
    reviews: np.ndarray,
    hires: np.ndarray,
    customers_per_csmp: float,
    whole_changes: bool,
    unattended: float,
    effortless: float,
    books: Counts,
) -> None:
    """Run the horizon from the state at time 0; fills ``books`` and ``state``.

    Args:
        ends: hours, shape (team,): when each is free.
        team: CSMPs on the payroll at time 0.
        attrition, lacking, recruits_before: of :class:`simmodel.journey.facts.Team`, a month.
        reviews ... effortless: as in :class:`simmodel.journey.controls.Controls`.
    """
    leaving = np.empty(0)
    recruits = np.concatenate((recruits_before, books.recruits))
    _close_books(books, 0, journey, state, ends, leaving, unattended)
    for month in range(reviews.size):
        now, until = journey.boundaries[month], journey.boundaries[month + 1]
        target = team + hires[month]
        if reviews[month]:
            arrived = np.searchsorted(journey.arrivals, now, side="right")
            customers = customers_at_start + arrived - state.cursor[3]
            wanted = customers / customers_per_csmp
            target = team + int(wanted - team) if whole_changes else int(np.floor(wanted + 0.5))
        latest = lacking.size + month
        recruits[latest] = max(target - team, 0) + attrition * target
        team = target
        speed = speed_of(team, lacking, recruits, latest)
        if team != ends.size:
            ends, leaving = _reteam(_under_way(ends, leaving, now), team, now)
        counts, hours = serve(journey, state, ends, now, until, speed, unattended, effortless)
        books.team[month], books.serving[month] = team, team * speed
        books.recruits[month] = recruits[latest]
        books.released[month], books.automated[month], books.started[month] = counts
        books.started_hours[month], books.waited_hours[month] = hours
        _close_books(books, month + 1, journey, state, ends, leaving, unattended)
