"""Compiled: who of the team is there for how many hours; None where all are, for all of them."""

import numpy as np

from simmodel.jit import by_kind, nested
from simmodel.journey.paths import Presence
from simmodel.journey.people.compiled import back


def hours_of(presence: Presence | None, team: np.ndarray) -> np.ndarray:
    """Hours of people over those of a full CSMP, shape (team,).

    Args:
        team: their numbers.
    """
    raise NotImplementedError


def attending(presence: Presence | None, team: np.ndarray, month: int) -> np.ndarray:
    """Share of a month in which people are there, shape (team,)."""
    raise NotImplementedError


def take_leave(
    presence: Presence | None,
    ends: np.ndarray,
    team: np.ndarray,
    month: int,
    since: float,
    until: float,
) -> None:
    """The absences of a month.

    Args:
        ends: hours, when each of the team is free, shape (team,); changed in place.
        since, until: hours, when the month begins and ends.
    """
    raise NotImplementedError


@nested
def _all_hours(_presence: None, team: np.ndarray) -> np.ndarray:
    return np.ones(team.size)


@nested
def _own_hours(presence: Presence, team: np.ndarray) -> np.ndarray:
    hours = np.ones(team.size)
    for place in range(team.size):
        if team[place] < presence.hours.size:
            hours[place] = presence.hours[team[place]]
    return hours


@nested
def _all_attending(_presence: None, team: np.ndarray, _month: int) -> np.ndarray:
    return np.ones(team.size)


@nested
def _some_attending(presence: Presence, team: np.ndarray, month: int) -> np.ndarray:
    there = np.ones(team.size)
    for place in range(team.size):
        if team[place] < presence.hours.size:
            there[place] = 1.0 - presence.away[team[place], month]
    return there


@nested
def _take_none(
    _presence: None,
    _ends: np.ndarray,
    _team: np.ndarray,
    _month: int,
    _since: float,
    _until: float,
) -> None:
    pass


@nested
def _take_some(
    presence: Presence,
    ends: np.ndarray,
    team: np.ndarray,
    month: int,
    since: float,
    until: float,
) -> None:
    for place in range(team.size):
        if team[place] < presence.hours.size:
            share = presence.away[team[place], month]
            if share > 0.0:
                ends[place] = back(ends[place], share * (until - since), since, until)


by_kind(hours_of, {None: _all_hours, Presence: _own_hours})
by_kind(attending, {None: _all_attending, Presence: _some_attending})
by_kind(take_leave, {None: _take_none, Presence: _take_some})
