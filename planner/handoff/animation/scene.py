"""The scene that the page replays: two policies in one future, in working days and dates."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.simulation.watched import Future, Watched
from planner.study.months import last_day
from planner.study.study import Study, describe_policy
from simmodel.contract.replay import Replay

PER_DAY = 100
"""Parts of a working day in which events are told apart."""


@dataclass(frozen=True)
class Side:
    """One policy's half of the page.

    Times are whole hundredths of a working day, and the horizon begins at 0.

    Attributes:
        name, policy: heading, and the policy in words.
        joined, renewed, left: of each customer, as in :class:`simmodel.contract.Replay`; None for
            who never joins under this policy, and who is there at the end.
        waiting, busy, team: at the end of each working day, and before the first.
        vacant: likewise, positions that are open; None where they are filled at once.
    """

    name: str
    policy: str
    joined: tuple[int | None, ...]
    renewed: tuple[tuple[int, ...], ...]
    left: tuple[int | None, ...]
    waiting: tuple[int, ...]
    busy: tuple[int, ...]
    team: tuple[int, ...]
    vacant: tuple[int, ...] | None


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
    sides: tuple[Side, ...]


def scene(future: Future) -> Scene:
    """The scene of today's policy beside another one."""
    study, replay = future.study, future.today.replay
    days_per_month = (replay.looks.size - 1) // replay.months
    numbers = np.union1d(replay.numbers, future.other.replay.numbers)
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
        sides=(
            _side(study, "today's policy", future.today, numbers),
            _side(study, future.name, future.other, numbers),
        ),
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


def _side(study: Study, name: str, watched: Watched, numbers: np.ndarray) -> Side:
    """One policy's half, with a place for each of these customers, theirs or not."""
    replay = watched.replay
    joined, left = np.full((2, numbers.size), np.nan)
    own = np.searchsorted(numbers, replay.numbers)
    joined[own], left[own] = _parts(replay, replay.joined), _parts(replay, replay.left)
    renewed: list[tuple[int, ...]] = [()] * numbers.size
    for place, hours in zip(own.tolist(), replay.renewed, strict=True):
        renewed[place] = _whole(_parts(replay, hours))
    return Side(
        name=name,
        policy=describe_policy(study, watched.policy),
        joined=_if_any(joined),
        renewed=tuple(renewed),
        left=_if_any(left),
        waiting=_whole(replay.waiting),
        busy=_whole(replay.busy),
        team=_whole(replay.team),
        vacant=None if replay.vacant is None else _whole(replay.vacant),
    )


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
