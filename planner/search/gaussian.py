"""Bayesian search: a Gaussian process learns what the simulation adds to the fluid approximation.

The gain of a policy is modelled as the gain that the fluid approximation sees plus a Gaussian
process (Kennedy and O'Hagan 2000, "Predicting the output from a complex computer code when fast
approximations are available"). Where the fluid is right nothing is left to learn, so a few
simulations go a long way; where it is wrong the process finds out. It sees the decisions and what
the fluid promises, as a promise that is too good is so wherever it is made, jumps and all
(Perdikaris, Raissi, Damianou, Lawrence and Karniadakis 2017, "Nonlinear information fusion
algorithms for data-efficient multi-fidelity modelling", eq. 2.8). Its noise is not fitted: it is
the standard error of each policy's paired difference to the incumbent's, with which a policy near
it shares most of its luck. Proposals maximise the expected improvement (Jones, Schonlau and Welch
1998, eq. 15), less where a noisy simulation would tell little that is not known (Huang, Allen, Notz
and Zeng 2006, "Global optimization of stochastic black-box systems via sequential kriging
meta-models", eq. 12), times the probability that the constraints are kept (Schonlau 1997, section
5.4). Policies of the same batch are told apart by believing the process's own forecast for those
still open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr
from threadpoolctl import threadpool_limits

from planner.search.screen import Fluid
from planner.simulation.feasible import violation
from planner.simulation.simulator import key_of
from planner.study.constraints import Constraint
from simmodel.contract.sections import Policy

if TYPE_CHECKING:
    from planner.search.process import Process

_NEIGHBOURS = 96
_SPREADS = (0.2, 0.05)
_ANYWHERE = 256
_ROUNDS = 3
_LEADERS = 4

APART = 0.01
"""Smallest difference in some variable, as a part of its range, between two trials."""


@dataclass(frozen=True)
class Tried:
    """One policy that was simulated, or is about to be.

    Attributes:
        point: of the unit cube, shape (variables,).
        gain: over the policy that all are held against, money; NaN while it is open.
        error: standard error of ``gain``.
        levels: what is held against each constraint's bound.
    """

    point: np.ndarray
    policy: Policy
    gain: float
    error: float
    levels: tuple[float, ...]


@dataclass(frozen=True)
class Proposal:
    """The next policy to try.

    Attributes:
        point: of the unit cube, shape (variables,).
        improvement: what simulating it is expected to add to the best policy's gain, money.
    """

    point: np.ndarray
    improvement: float


@dataclass(frozen=True)
class _Fitted:
    """What was learned from trials.

    Attributes:
        key: gain and standard error of each trial.
        processes: of the gain and of each constraint's level.
        features: of the trials, shape (trials, features).
        promised: their gains by the fluid approximation, shape (trials,).
    """

    key: list[tuple[float, float]]
    processes: list["Process"]
    features: np.ndarray
    promised: np.ndarray


class Bayes:
    """Proposes policies from those that were tried.

    Args:
        fluid: the approximation to improve upon.
        pool: points that the screen found good, shape (points, variables).
        policies: at those points.
    """

    def __init__(self, fluid: Fluid, pool: np.ndarray, policies: Sequence[Policy]) -> None:
        self._fluid, self._pool, self._policies = fluid, pool, list(policies)
        self._fitted: _Fitted | None = None

    @cached_property
    def _pool_values(self) -> dict[str, np.ndarray]:
        """Metrics of the pool by the fluid approximation, once a proposal asks for them."""
        return self._fluid.values(self._policies)

    @cached_property
    def _greatest(self) -> float:
        """The greatest promise of the pool, or loss if that is more; 1 if there is neither."""
        return float(np.abs(self._gain(self._pool_values)).max()) or 1.0

    def propose(
        self,
        done: Sequence[Tried],
        pending: Sequence[Tried],
        constraints: Sequence[Constraint],
        seed: int,
    ) -> Proposal:
        """The policy with the largest expected improvement.

        Args:
            done: simulated policies, at least two of them.
            pending: policies of the same batch that are not simulated yet.
            seed: of the points that are looked at around the best.
        """
        with threadpool_limits(1):  # the same digits on any number of processors
            fitted = self._fit(done, constraints)
            processes = fitted.processes
            if pending:
                open_points, _ = self._seen(pending)
                processes = [process.believing(open_points) for process in processes]
            mean = fitted.promised + processes[0].forecast(fitted.features)[0]
            kept = np.array([_keeps(constraints, each.levels) for each in done])
            judged = partial(
                self._best_of,
                processes,
                constraints,
                float(mean[kept].max()) if kept.any() else -np.inf,
                # Of a policy near the best one, as those to be proposed are.
                float(np.quantile([each.error for each in done], 0.25)),
                {key_of(each.policy) for each in (*done, *pending)},
                np.array([each.point for each in (*done, *pending)]),
            )
            generator = np.random.default_rng(seed)
            leaders = np.array([done[place].point for place in np.argsort(-mean)[:_LEADERS]])
            around = [_near(leaders, spread, generator) for spread in _SPREADS]
            anywhere = generator.random((_ANYWHERE, leaders.shape[1]))
            proposal = judged(self._pool, self._policies, self._pool_values)
            points = np.vstack((*around, anywhere))
            for _ in range(_ROUNDS):
                policies = self._fluid.policies(points)
                found = judged(points, policies, self._fluid.values(policies))
                proposal = max(proposal, found, key=lambda each: each.improvement)
                points = _near(proposal.point[None], _SPREADS[-1] / 2, generator)
            return proposal

    def _best_of(
        self,
        processes: Sequence["Process"],
        constraints: Sequence[Constraint],
        best: float,
        noise: float,
        keys: set[str],
        places: np.ndarray,
        points: np.ndarray,
        policies: Sequence[Policy],
        values: dict[str, np.ndarray],
    ) -> Proposal:
        """The best of ``points`` that is not all but the same as one of ``places``.

        Args:
            best: forecast gain of the best policy that keeps the constraints; -inf without one.
            noise: standard error of a policy that would be simulated.
            keys, places: of the policies that were tried or are open.
            points, policies, values: to judge, with their metrics by the fluid approximation.
        """
        features = self._features(points, values)
        added, deviation = processes[0].forecast(features)
        gain = self._gain(values) + added
        likely = np.ones(len(points))
        for constraint, process in zip(constraints, processes[1:], strict=True):
            added, spread = process.forecast(features)
            level = values.get(constraint.metric, np.zeros(len(points))) + added
            sign = 1.0 if constraint.sense == "at_least" else -1.0
            likely *= ndtr(sign * (level - constraint.bound) / np.maximum(spread, 1e-12))
        # Until a policy keeps the constraints, one is sought that is likely to.
        if best == -np.inf:
            improvement = likely
        else:
            telling = 1.0 - noise / np.sqrt(noise**2 + deviation**2)
            improvement = likely * telling * _expected(gain, deviation, best)
        snapped = self._fluid.encoding.snapped(points)
        for place in np.argsort(-improvement, kind="stable"):
            apart = np.abs(places - snapped[place]).max(axis=1).min() >= APART
            if apart and key_of(policies[place]) not in keys:
                return Proposal(points[place], float(improvement[place]))
        return Proposal(points[0], 0.0)

    def _fit(self, done: Sequence[Tried], constraints: Sequence[Constraint]) -> _Fitted:
        """Learn the gain and each constraint's level; fitted once for the same trials."""
        # It takes longer to import than all else, and most commands fit no process.
        from planner.search.process import Process

        key = [(each.gain, each.error) for each in done]
        if self._fitted is None or self._fitted.key != key:
            features, values = self._seen(done)
            gain = np.array([each.gain for each in done])
            errors = np.array([each.error for each in done])
            promised = self._gain(values)
            processes = [Process.fitted(features, gain - promised, errors, len(done))]
            for place, constraint in enumerate(constraints):
                level = np.array([each.levels[place] for each in done])
                approximate = values.get(constraint.metric, np.zeros(len(done)))
                left = np.nan_to_num(level - approximate)
                processes.append(Process.fitted(features, left, 0.05 * np.abs(left), len(done)))
            self._fitted = _Fitted(key, processes, features, promised)
        return self._fitted

    def _seen(self, tried: Sequence[Tried]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Features of policies, and their metrics by the fluid approximation."""
        values = self._fluid.values([each.policy for each in tried])
        return self._features(np.array([each.point for each in tried]), values), values

    def _features(self, points: np.ndarray, values: dict[str, np.ndarray]) -> np.ndarray:
        """What processes see of policies: their decisions, and what the fluid promises.

        The promise is a part of the greatest one of the pool; what it makes of a policy that is
        worse than today's by more than that is one and the same.

        Returns:
            shape (points, features + 1).
        """
        promise = np.clip(self._gain(values) / self._greatest, -1.0, 1.0)
        return np.column_stack((self._fluid.encoding.features(points), promise))

    def _gain(self, values: dict[str, np.ndarray]) -> np.ndarray:
        return values["objective"] - self._fluid.today


def _expected(mean: np.ndarray, deviation: np.ndarray, best: float) -> np.ndarray:
    """Expected improvement on ``best``; Jones, Schonlau and Welch (1998), eq. 15."""
    deviation = np.maximum(deviation, 1e-12)
    ahead = (mean - best) / deviation
    density = np.exp(-(ahead**2) / 2) / np.sqrt(2 * np.pi)
    improvement: np.ndarray = deviation * (ahead * ndtr(ahead) + density)
    return improvement


def _keeps(constraints: Sequence[Constraint], levels: Sequence[float]) -> bool:
    return all(violation(each, level) <= 0 for each, level in zip(constraints, levels, strict=True))


def _near(leaders: np.ndarray, spread: float, generator: np.random.Generator) -> np.ndarray:
    """Points around each leader that differ in some coordinates, and stay in the cube."""
    shape = (_NEIGHBOURS, *leaders.shape)
    moved = generator.random(shape) < max(0.5, 2.0 / leaders.shape[1])
    points = leaders + np.where(moved, generator.normal(0.0, spread, shape), 0.0)
    near: np.ndarray = np.clip(points.reshape(-1, leaders.shape[1]), 0.0, 1.0)
    return near
