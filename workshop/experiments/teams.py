"""Made teams and the accounts they look after: instances of the assignment problem, by seed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.assignment.problem import Problem

WINDOWS = 3
MONTHLY_HOURS = 120.0
"""For customers, of a person who works full time."""


@dataclass(frozen=True)
class Made:
    """How an instance is made.

    Attributes:
        spread: standard deviation of the logarithm of hours.
        skills: how many there are; a unit needs one, if any.
        held: the share of skills that a person has.
        demanding: the share of units that need one.
    """

    people: int
    units: int
    seed: int
    spread: float = 0.6
    skills: int = 5
    held: float = 0.6
    demanding: float = 0.4
    load: float = 0.9
    under: float = 10.0


MADE: Mapping[str, Made] = {
    "a team of eight": Made(people=8, units=240, seed=1),
    "22 people": Made(people=22, units=640, seed=2),
    "skewed sizes": Made(people=22, units=640, seed=3, spread=1.4),
    "tight skills": Made(people=30, units=600, seed=4, skills=12, held=0.25, demanding=0.9),
    "300 people": Made(people=300, units=10_000, seed=5),
}


@dataclass(frozen=True)
class Instance:
    """A problem, who has what today, and how well people match, which the problem only prices.

    Attributes:
        present: (units,).
        match: (units, people), 1 for a person with the skill and in the time zone, 0 for neither.
    """

    problem: Problem
    present: np.ndarray
    match: np.ndarray


def instance(made: Made) -> Instance:
    """The instance: work for 95 % of the team's hours, dealt unevenly and without regard to skill.

    Each unit has 1 to 3 accounts and a yearly value in proportion to its hours, but for luck. A
    change costs 1 % of the value; an hour above target 90, one below 30; work takes up to 10 % more
    hours in a distant time zone, and 15 % more at one who keeps a unit without having its skill.
    """
    random = np.random.default_rng(made.seed)
    pairs = (made.units, made.people)
    has = random.random((made.people, made.skills)) < made.held
    has[np.arange(made.people), random.integers(made.skills, size=made.people)] = True
    has[random.integers(made.people, size=made.skills), np.arange(made.skills)] = True
    needs = np.where(
        random.random(made.units) < made.demanding,
        random.integers(made.skills, size=made.units),
        -1,
    )
    able = np.where((needs >= 0)[:, None], has[:, needs].T, True)
    time = random.random(made.people)
    full = random.choice([0.5, 0.8, 1.0, 1.0, 1.0], size=made.people)
    target = np.repeat((MONTHLY_HOURS * full)[:, None], WINDOWS, axis=1)
    target *= 1.0 - 0.1 * random.random(target.shape)
    favoured = full * random.uniform(0.5, 1.5, size=made.people)
    present = random.choice(made.people, size=made.units, p=favoured / favoured.sum())
    distance = np.abs(random.random(made.units)[:, None] - time)
    slower = 1.0 + 0.1 * distance + 0.15 * ~able
    size = random.lognormal(0.0, made.spread, size=made.units)
    hours = size[:, None] * random.uniform(0.5, 1.5, size=(made.units, WINDOWS))
    hours *= made.load * target.sum() / (hours.sum() * slower[able].mean())
    accounts = random.integers(1, 4, size=made.units)
    value = 12_000.0 * size * random.lognormal(0.0, 0.5, size=made.units)
    stays = np.zeros(pairs, dtype=bool)
    stays[np.arange(made.units), present] = True
    match = (able + (1.0 - distance)) / 2.0
    cost = np.where(stays, 0.0, 0.01 * value[:, None]) + 60.0 * (1.0 - match)
    problem = Problem(
        cost=cost,
        hours=hours,
        slower=slower,
        allowed=able | stays,
        accounts=accounts,
        moved=np.where(stays, 0, accounts[:, None]),
        moved_value=np.where(stays, 0.0, value[:, None]),
        target=target,
        over=np.full(WINDOWS, 90.0),
        under=np.full(WINDOWS, made.under),
        most_hours=1.25 * target.sum(axis=1),
        most_accounts=np.full(made.people, round(4.0 * made.units / made.people)),
    )
    return Instance(problem, present, match)
