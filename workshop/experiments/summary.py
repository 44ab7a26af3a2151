"""Gaps to the optimum, over runs spent, and over macro-replications.

The normalised gap of a point is (optimum - point) / (optimum - today's policy): 1 is today's
policy, 0 the optimum. Numerator and denominator are paired differences on the same replications,
so that both ends of the scale hold exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from account import TRIAL, Trajectory
from problems import Problem
from records import recommended

from simmodel.fields import Section

ON_CURVE = {"growth": 40, "growth-schedule": 40}
"""Replications, the first of those, that value the other points of a curve; else 100. A run of
these two problems takes eight times as long as one of the others, and tells more."""

_POINTS = 10

TARGET = 0.02
"""The gap that counts as having found the optimum."""


@dataclass(frozen=True)
class Valued:
    """Values by policy, each of shape (replications,), and the two policies gaps refer to.

    Attributes:
        final: replications that value a final recommendation, today's policy and the optimum.
    """

    values: Mapping[Section, np.ndarray]
    optimum: Section
    baseline: Section
    final: int

    @property
    def gains(self) -> bool:
        """Whether the optimum beats today's policy; gaps have no meaning otherwise."""
        best, today = (self.values[each] for each in (self.optimum, self.baseline))
        return bool(best[: self.final].mean() > today[: self.final].mean())

    def gap(self, policy: Section, replications: int) -> float:
        """The normalised gap of ``policy`` on the first ``replications``."""
        best, today, own = (
            self.values[each][:replications].mean()
            for each in (self.optimum, self.baseline, policy)
        )
        return float((best - own) / (best - today))


def checkpoints(trajectories: Sequence[Trajectory]) -> list[int]:
    """Numbers of runs, from a trial to the budget of the longest, evenly spaced on a log scale.

    A solver that ended before stands by what it recommended.
    """
    most = max(trajectory.steps[-1].runs for trajectory in trajectories)
    spaced = np.geomspace(TRIAL, most, _POINTS) / TRIAL
    return sorted({TRIAL * round(each) for each in spaced[:-1]} | {most})


def wanted(
    problem: Problem, trajectories: Sequence[Trajectory], always: Sequence[Section], final: int
) -> dict[Section, int]:
    """Replications needed of each policy that a summary looks at."""
    needs: dict[Section, int] = dict.fromkeys((problem.study.baseline, *always), final)
    for trajectory in trajectories:
        needs[problem.policy(trajectory.steps[-1].point)] = final
    for trajectory in trajectories:
        for runs in checkpoints(trajectories)[:-1]:
            needs.setdefault(_policy(problem, trajectory, runs), on_curve(problem))
    return needs


def on_curve(problem: Problem) -> int:
    """Replications that value the points of a curve but the last."""
    return ON_CURVE.get(problem.name, 100)


def curves(problem: Problem, trajectories: Sequence[Trajectory], valued: Valued) -> pd.DataFrame:
    """One row a solver and checkpoint: median and quartiles of the gap, as shares."""
    rows = []
    spent = checkpoints(trajectories)
    for trajectory in trajectories:
        for runs in spent:
            last = runs == spent[-1]
            policy = _policy(problem, trajectory, runs)
            gap = valued.gap(policy, valued.final if last else on_curve(problem))
            rows.append((problem.name, trajectory.solver, trajectory.seed, runs, last, gap))
    names = ["problem", "solver", "macro", "runs", "final", "gap"]
    gaps = pd.DataFrame(rows, columns=names)
    grouped = gaps.groupby(["problem", "solver", "runs", "final"])["gap"]
    return grouped.agg(
        macros="count",
        lower_quartile=lambda gap: gap.quantile(0.25),
        median="median",
        upper_quartile=lambda gap: gap.quantile(0.75),
    ).reset_index()


def outcomes(curve: pd.DataFrame, trajectories: Sequence[Trajectory], final: int) -> pd.DataFrame:
    """One row a solver: when it got there, how good it ended, and the wall time of a macro."""
    seconds: dict[str, list[float]] = {}
    runs: dict[str, list[int]] = {}
    for trajectory in trajectories:
        seconds.setdefault(trajectory.solver, []).append(trajectory.seconds)
        runs.setdefault(trajectory.solver, []).append(trajectory.steps[-1].runs)
    rows = []
    for (problem, solver), own in curve.sort_values("runs").groupby(["problem", "solver"]):
        above = own.loc[own["median"] > TARGET, "runs"].max()
        stays = own["runs"] if np.isnan(above) else own.loc[own["runs"] > above, "runs"]
        end = own.iloc[-1]
        rows.append(
            {
                "problem": problem,
                "solver": solver,
                "macros": end["macros"],
                "median_runs": float(np.median(runs[solver])),
                "runs_to_2_percent": stays.min(),  # NaN: not within the runs
                "final_replications": final,
                "final_lower_quartile": end["lower_quartile"],
                "final_median": end["median"],
                "final_upper_quartile": end["upper_quartile"],
                "median_seconds": float(np.median(seconds[solver])),
            }
        )
    return pd.DataFrame(rows)


def _policy(problem: Problem, trajectory: Trajectory, runs: int) -> Section:
    """What the solver recommends; before its first word, today's policy."""
    point = recommended(trajectory, runs)
    return problem.study.baseline if point is None else problem.policy(point)
