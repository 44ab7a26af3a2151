"""Tiny problems, and all their assignments."""

from itertools import product

import numpy as np
import pytest

from planner.assignment.measure import exceeded, measure
from planner.assignment.problem import Problem


@pytest.fixture(scope="session")
def made():
    """Problems by seed: ``tight`` limits and locks at times, so that not all can be met."""

    def problem(seed, units=None, people=None, tight=False):
        random = np.random.default_rng(seed)
        units = int(random.integers(0, 7)) if units is None else units
        people = int(random.integers(1, 4)) if people is None else people
        windows = int(random.integers(1, 4))
        allowed = random.random((units, people)) < (0.5 if tight else 0.8)
        if not tight:
            allowed[np.arange(units), random.integers(people, size=units)] = True
        present = random.integers(people, size=units)
        accounts = random.integers(1, 4, size=units)
        value = random.integers(1, 9, size=units) * 100.0
        elsewhere = np.arange(people) != present[:, None]
        few = random.random() < 0.5
        total = int(accounts.sum())
        return Problem(
            cost=random.integers(-50, 300, size=(units, people)) * elsewhere * 1.0,
            hours=random.integers(0, 20, size=(units, windows)) * 1.0,
            slower=random.choice([1.0, 1.25, 1.5], size=(units, people)),
            allowed=allowed,
            accounts=accounts,
            moved=elsewhere * accounts[:, None],
            moved_value=elsewhere * value[:, None],
            target=random.integers(0, 40, size=(people, windows)) * 1.0,
            over=random.integers(0, 90, size=windows) * 1.0,
            under=random.integers(0, 30, size=windows) * 1.0,
            most_hours=random.choice([20.0, 40.0] if tight else [np.inf, 400.0], size=people),
            most_accounts=np.full(people, 3 if tight else total),
            most_moved=int(random.integers(0, 4)) if tight and few else None,
            most_moved_value=float(value.sum()) / 3 if tight and not few else None,
        )

    return problem


@pytest.fixture(scope="session")
def every():
    """All assignments that meet all demands, with their cost."""

    def assignments(problem):
        places = product(range(problem.people), repeat=problem.units)
        all_ = [np.array(each, dtype=np.int64) for each in places]
        kept = [each for each in all_ if not exceeded(problem, each)]
        return [(measure(problem, each).objective, each) for each in kept]

    return assignments
