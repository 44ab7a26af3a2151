"""This planner, on the terms of its peers."""

import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from account import Step, Trajectory
from problems import Problem
from watching import Nobody

from planner.recommendation.recommend import recommend
from planner.search.screen import screen
from planner.simulation.estimate import Estimate
from simmodel.contract.sections import Policy

FINE = 0.001
"""Indifference zone, as a part of the gain that the screen expects."""


class _Diary(Nobody):
    """Writes down what would be recommended after how many runs, while the search goes on."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.steps: list[Step] = []
        self._runs = 0

    def advance(self, runs: int) -> None:
        self._runs += runs

    def incumbent(self, policy: Policy, gain: Estimate) -> None:
        del gain
        point = self._problem.point(policy)
        if not self.steps or self.steps[-1].point != point:
            self.steps.append(Step(self._runs, point))


def planner(problem: Problem, seed: int, runs: int, common: bool = True) -> Trajectory:
    """Screen, search and select; what values the winner is not charged, as it decides nothing
    (peers are not charged for that either).

    Every setting is the planner's default but two, which tell it to spend the whole budget: it
    may try as many policies as it likes, and the zone is as fine as gaps are measured.

    It has its own luck for each phase, whatever ``common`` is.
    """
    del common
    begin = perf_counter()
    best = screen(problem.study, seed)
    settings = problem.study.search.model_copy(
        update={
            "max_runs": runs,
            "trials": runs,
            "zone": FINE * float(best.objective[0] - best.fluid.today),
            "validate_replications": 2,
            "frontier_replications": 2,
        }
    )
    diary = _Diary(problem)
    # Before the first run, it would recommend what the screen found best.
    diary.steps.append(Step(0, problem.point(best.policies[0])))
    with tempfile.TemporaryDirectory() as folder:
        result = recommend(replace(problem.study, search=settings), seed, 1, Path(folder), diary)
    spent = result.runs["search"] + result.runs["select"]
    final = problem.point(result.selected.recommended.policy)
    steps = (*diary.steps, Step(spent, final))
    return Trajectory("planner", problem.name, seed, steps, perf_counter() - begin)
