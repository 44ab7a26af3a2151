"""The scene that the page replays: two policies in one future, in working days and dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.simulation.watched import Future, Watched
from planner.study.months import last_day
from planner.study.study import Study, describe_policy
from simmodel.contract.replay import Group, Replay, Team

PER_DAY = 100
"""Parts of a working day in which events are told apart."""


@dataclass(frozen=True)
class Crowd:
    """Customers of one kind.

    Times are whole hundredths of a working day, and the horizon begins at 0.

    Attributes:
        name: of the kind, if any.
        joined, renewed, left: of each customer, as in :class:`simmodel.contract.replay.Group`; None
            for who never joins under this policy, and who is there at the end.
    """

    name: str
    joined: tuple[int | None, ...]
    renewed: tuple[tuple[int, ...], ...]
    left: tuple[int | None, ...]


@dataclass(frozen=True)
class Crew:
    """Servers who share their work.

    Attributes:
        name: if any.
        groups: of the customers whom they serve.
        waiting, busy, team: at the end of each working day, and before the first.
        vacant: likewise, positions that are open; None where they are filled at once.
        books: likewise, of each server what waits for that one alone and whether it is at work, 0
            or 1; None where work waits for all.
    """

    name: str
    groups: tuple[Crowd, ...]
    waiting: tuple[int, ...]
    busy: tuple[int, ...]
    team: tuple[int, ...]
    vacant: tuple[int, ...] | None
    books: tuple[tuple[tuple[int, int], ...], ...] | None


@dataclass(frozen=True)
class Side:
    """One policy's part of the page.

    Attributes:
        name, policy: heading, and the policy in words.
        teams: one, or those that share no work.
    """

    name: str
    policy: str
    teams: tuple[Crew, ...]


@dataclass(frozen=True)
class Scene:
    """All there is to see.

    Attributes:
        title: of the study, or its name.
        seed, replication: of the future that is replayed.
        served, work, servers: what they are called, in the plural.
        renewal, loss, rate: as in :class:`simmodel.contract.Replay`.
        per_day: parts of a working day in which times are given.
        days_per_month: working days.
        dated: whether months have dates; those of the long run have none.
        dates: of each working day of the horizon, as 2026-01-31.
        vacant: whether positions are open for a time.
        books: whether work waits for one server alone.
        several: whether there are several teams.
        sides: today's policy and the other one; a customer has the same place in both.
    """

    title: str
    seed: int
    replication: int
    served: str
    work: str
    servers: str
    renewal: str
    loss: str
    rate: str
    per_day: int
    days_per_month: int
    dated: bool
    dates: tuple[str, ...]
    vacant: bool
    books: bool
    several: bool
    sides: tuple[Side, ...]


def scene(future: Future) -> Scene:
    """The scene of today's policy beside another one."""
    study, replay = future.study, future.today.replay
    days_per_month = (replay.looks.size - 1) // replay.months
    numbers = _numbers(replay, future.other.replay)
    sides = (
        _side(study, "today's policy", future.today, numbers),
        _side(study, future.name, future.other, numbers),
    )
    teams = [team for side in sides for team in side.teams]
    return Scene(
        title=study.title or study.name,
        seed=future.seed,
        replication=future.replication,
        served=replay.served,
        work=replay.work,
        servers=replay.servers,
        renewal=replay.renewal,
        loss=replay.loss,
        rate=replay.rate,
        per_day=PER_DAY,
        days_per_month=days_per_month,
        dated=study.model.in_time,
        dates=working_days(study.start, replay.months, days_per_month),
        vacant=any(team.vacant is not None for team in teams),
        books=any(team.books is not None for team in teams),
        several=any(len(side.teams) > 1 for side in sides),
        sides=sides,
    )


def working_days(start: date, months: int, days_per_month: int) -> tuple[str, ...]:
    """The dates of the working days, spread evenly from the first to the last day of each month.

    Args:
        start: first day of the first month.
    """
    dates = []
    for month in range(months):
        last = last_day(start, month)
        for day in np.linspace(1, last.day, days_per_month):
            dates.append(last.replace(day=round(day)).isoformat())
    return tuple(dates)


def _numbers(*replays: Replay) -> Mapping[str, np.ndarray]:
    """The customers of each kind, theirs under any of these policies or not."""
    found: dict[str, np.ndarray] = {}
    for replay in replays:
        for group in replay.groups:
            found[group.name] = np.union1d(found.get(group.name, group.numbers), group.numbers)
    return found


def _side(study: Study, name: str, watched: Watched, numbers: Mapping[str, np.ndarray]) -> Side:
    """One policy's part, with a place for each of these customers."""
    replay = watched.replay
    return Side(
        name=name,
        policy=describe_policy(study, watched.policy),
        teams=tuple(_crew(replay, team, numbers) for team in replay.teams),
    )


def _crew(replay: Replay, team: Team, numbers: Mapping[str, np.ndarray]) -> Crew:
    books = None
    if team.books is not None:
        books = tuple(tuple((at[0], at[1]) for at in look.tolist()) for look in team.books)
    return Crew(
        name=team.name,
        groups=tuple(_crowd(replay, group, numbers[group.name]) for group in team.groups),
        waiting=_whole(team.waiting),
        busy=_whole(team.busy),
        team=_whole(team.size),
        vacant=None if team.vacant is None else _whole(team.vacant),
        books=books,
    )


def _crowd(replay: Replay, group: Group, numbers: np.ndarray) -> Crowd:
    joined, left = np.full((2, numbers.size), np.nan)
    own = np.searchsorted(numbers, group.numbers)
    joined[own], left[own] = _parts(replay, group.joined), _parts(replay, group.left)
    renewed: list[tuple[int, ...]] = [()] * numbers.size
    for place, hours in zip(own.tolist(), group.renewed, strict=True):
        renewed[place] = _whole(_parts(replay, hours))
    return Crowd(group.name, _if_any(joined), tuple(renewed), _if_any(left))


def _parts(replay: Replay, hours: np.ndarray) -> np.ndarray:
    """Hours in parts of a working day; same shape, NaN where they are.

    Rounded up, but not beyond the end: what happens within the horizon, after 0, does so on the
    page, so that what is counted there is what the engine has counted.
    """
    end = PER_DAY * (replay.looks.size - 1)
    parts = np.ceil(hours * (end / (replay.months * replay.hours_per_month)))
    within: np.ndarray = np.minimum(parts, end)
    return within


def _if_any(values: np.ndarray) -> tuple[int | None, ...]:
    return tuple(None if np.isnan(each) else int(each) for each in values)


def _whole(values: np.ndarray) -> tuple[int, ...]:
    return tuple(values.astype(int).tolist())
