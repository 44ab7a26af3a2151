"""CMA-ES follows from the trials: points, merits, the batch and a seed."""

import numpy as np
import pytest
from cmaes import CMA

from planner.search.proposers.evolution import evolve

BEST = np.array([0.2, 0.9, 0.5])


def told(count: int, seed: int = 1) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """Points by chance; the nearer to BEST, the better."""
    points = np.random.default_rng(seed).random((count, BEST.size))
    return points, [(0.0, -float(((point - BEST) ** 2).sum())) for point in points]


def test_it_begins_at_the_best_of_the_first_batch():
    points, merits = told(4)
    asked = np.array([evolve(points, merits, 4, seed) for seed in range(200)])
    best = points[max(range(4), key=merits.__getitem__)]
    apart = CMA(best, 1 / 6, np.tile((0.0, 1.0), (3, 1)), n_max_resampling=30, population_size=8)
    expected = np.array([apart.ask() for _ in range(200)])
    assert asked.mean(axis=0) == pytest.approx(expected.mean(axis=0), abs=0.04)


def test_a_generation_is_whole_batches_and_what_is_told_of_half_a_one_changes_nothing():
    """Of 3 variables 7 trials at least: two batches of 4, after the first."""
    points, merits = told(20)
    before, half, after = (evolve(points[:n], merits[:n], 4, 5) for n in (4, 11, 12))
    assert (before == half).all()
    assert (before != after).any()


def test_what_keeps_the_constraints_is_preferred_to_what_is_worth_more():
    points, merits = told(4)
    spoilt = [
        (-1.0 if merit == max(merits) else 0.0, worth)
        for merit, (_, worth) in zip(merits, merits, strict=True)
    ]
    second = sorted(merits)[-2]
    assert (
        evolve(points, spoilt, 4, 1)
        == evolve(points, [(0.0, 1.0 if merit == second else 0.0) for merit in merits], 4, 1)
    ).all()


def test_it_comes_near_to_the_best():
    points, merits = told(6)
    while len(points) < 240:
        batch = np.array([evolve(points, merits, 6, len(points) + each) for each in range(6)])
        points = np.vstack((points, batch))
        merits += [(0.0, -float(((point - BEST) ** 2).sum())) for point in batch]
    assert points[-6:] == pytest.approx(np.tile(BEST, (6, 1)), abs=0.02)
