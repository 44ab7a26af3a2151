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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from scipy.special import ndtr
from threadpoolctl import threadpool_limits

from planner.search.incumbent import Lead
from planner.search.proposers.process import Process
from planner.search.proposers.proposer import Proposer, Tried, Values
from planner.search.screen import Screen
from planner.simulation.feasible import violation
from planner.simulation.simulator import key_of
from planner.study.constraints import Constraint
from simmodel.contract.sections import Policy

_SPREADS = (0.2, 0.05)
_ROUNDS = 3
_LEADERS = 4

APART = 0.01
"""Smallest difference in some variable, as a part of its range, between two trials."""


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
class _Policies:
    """Policies as the process sees them.

    Attributes:
        points: of the unit cube, shape (policies, variables).
        fluid: the objective and what is bound, at least, by the fluid approximation.
        gain: by it over today's policy, shape (policies,).
        features: shape (policies, features).
    """

    policies: list[Policy]
    points: np.ndarray
    fluid: Mapping[str, np.ndarray]
    gain: np.ndarray
    features: np.ndarray


@dataclass(frozen=True)
class _Learned:
    """What trials have taught.

    Attributes:
        processes: of the gain and of each constraint's level.
        best: forecast gain of the best policy that keeps the constraints; -inf without one.
        noise: standard error of a policy that would be simulated.
        keys, places: of the policies that were tried or are open.
    """

    processes: list[Process]
    best: float
    noise: float
    keys: set[str]
    places: np.ndarray


class Gaussian(Proposer):
    """Proposes what a Gaussian process expects to be the largest improvement."""

    def __init__(self, screen: Screen, seed: int) -> None:
        self._screen, self._fluid, self._seed = screen, screen.fluid, seed
        self._constraints = screen.fluid.study.constraints
        self._fitted: tuple[list[Lead], _Policies, list[Process]] | None = None
        self._first: tuple[int, Proposal] | None = None  # of a batch: asked for twice

    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        encoding, number = self._fluid.encoding, len(tried) + len(pending)
        if len(tried) < 2:
            point = np.random.default_rng((self._seed, number)).random(len(encoding.variables))
        else:
            point = self._proposed(tried, pending).point
        return encoding.values(encoding.at(point))

    def improvement(self, tried: Sequence[Tried]) -> float:
        return self._proposed(tried, ()).improvement

    def _proposed(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Proposal:
        """The next proposal; whether the first of a batch is worth one is asked before."""
        number = len(tried) + len(pending)
        if pending:
            return self.proposal(tried, pending, number)
        if self._first is None or self._first[0] != number:
            self._first = number, self.proposal(tried, (), number)
        return self._first[1]

    def proposal(self, tried: Sequence[Tried], pending: Sequence[Values], seed: int) -> Proposal:
        """The policy with the largest expected improvement.

        Args:
            tried: at least two trials.
            seed: of the points that are looked at around the best.
        """
        with threadpool_limits(1):  # the same digits on any number of processors
            met, processes = self._fit(tried)
            opened = self._opened(pending)
            if opened:
                processes = [process.believing(opened.features) for process in processes]
            mean = met.gain + processes[0].forecast(met.features)[0]
            kept = np.array([_keeps(self._constraints, each.levels) for each in tried])
            known = [met, opened] if opened else [met]
            learned = _Learned(
                processes,
                best=float(mean[kept].max()) if kept.any() else -np.inf,
                # Of a policy near the best one, as those to be proposed are.
                noise=float(np.quantile([each.lead.error for each in tried], 0.25)),
                keys={key_of(policy) for each in known for policy in each.policies},
                places=np.vstack([each.points for each in known]),
            )
            generator = np.random.default_rng(seed)
            leaders = met.points[np.argsort(-mean)[:_LEADERS]]
            effort = self._screen.effort
            near = partial(_near, number=effort.neighbours)
            around = [near(leaders, spread, generator) for spread in _SPREADS]
            anywhere = generator.random((effort.anywhere, leaders.shape[1]))
            proposal = self._best_of(self._pool, learned)
            points = np.vstack((*around, anywhere))
            for _ in range(_ROUNDS):
                found = self._best_of(self._seen(self._fluid.policies(points), points), learned)
                proposal = max(proposal, found, key=lambda each: each.improvement)
                points = near(proposal.point[None], _SPREADS[-1] / 2, generator)
            return proposal

    def _best_of(self, candidates: _Policies, learned: _Learned) -> Proposal:
        """The best of them that is not all but the same as one that was tried or is open."""
        points, features = candidates.points, candidates.features
        added, deviation = learned.processes[0].forecast(features)
        gain = candidates.gain + added
        likely = np.ones(len(points))
        for constraint, process in zip(self._constraints, learned.processes[1:], strict=True):
            added, spread = process.forecast(features)
            level = candidates.fluid.get(constraint.metric, np.zeros(len(points))) + added
            sign = 1.0 if constraint.sense == "at_least" else -1.0
            likely *= ndtr(sign * (level - constraint.bound) / np.maximum(spread, 1e-12))
        # Until a policy keeps the constraints, one is sought that is likely to.
        if learned.best == -np.inf:
            improvement = likely
        else:
            telling = 1.0 - learned.noise / np.sqrt(learned.noise**2 + deviation**2)
            improvement = likely * telling * _expected(gain, deviation, learned.best)
        snapped = self._fluid.encoding.snapped(points)
        for place in np.argsort(-improvement, kind="stable"):
            apart = np.abs(learned.places - snapped[place]).max(axis=1).min() >= APART
            if apart and key_of(candidates.policies[place]) not in learned.keys:
                return Proposal(points[place], float(improvement[place]))
        return Proposal(points[0], 0.0)

    def _fit(self, tried: Sequence[Tried]) -> tuple[_Policies, list[Process]]:
        """Learn the gain and each constraint's level; fitted once for the same trials."""
        leads = [each.lead for each in tried]
        if self._fitted is None or self._fitted[0] != leads:
            points = np.array([self._point(each.values) for each in tried])
            met = self._seen([each.policy for each in tried], points)
            gain = np.array([each.lead.ahead for each in tried])
            errors = np.array([each.lead.error for each in tried])
            processes = [Process.fitted(met.features, gain - met.gain, errors, len(tried))]
            for place, constraint in enumerate(self._constraints):
                level = np.array([each.levels[place] for each in tried])
                approximate = met.fluid.get(constraint.metric, np.zeros(len(tried)))
                left = np.nan_to_num(level - approximate)
                processes.append(
                    Process.fitted(met.features, left, 0.05 * np.abs(left), len(tried))
                )
            self._fitted = leads, met, processes
        return self._fitted[1:]

    def _opened(self, pending: Sequence[Values]) -> _Policies | None:
        """The policies that are open, if there are any."""
        if not pending:
            return None
        decisions = map(self._fluid.encoding.decisions, pending)
        points = np.array([self._point(values) for values in pending])
        return self._seen([self._fluid.study.deciding(each) for each in decisions], points)

    def _point(self, values: Values) -> np.ndarray:
        """Where a policy is, shape (variables,); a schedule is made feasible before."""
        encoding = self._fluid.encoding
        return encoding.point(encoding.decisions(values))

    @cached_property
    def _pool(self) -> _Policies:
        """What the screen found good, once a proposal asks for it."""
        screen = self._screen
        return self._of_values(screen.points, list(screen.policies), screen.values)

    @cached_property
    def _greatest(self) -> float:
        """The greatest promise of the pool, or loss if that is more; 1 if there is neither."""
        return float(np.abs(self._gain(self._screen.values)).max()) or 1.0

    def _seen(self, policies: list[Policy], points: np.ndarray) -> _Policies:
        return self._of_values(points, policies, self._fluid.values(policies))

    def _of_values(
        self, points: np.ndarray, policies: list[Policy], values: Mapping[str, np.ndarray]
    ) -> _Policies:
        """Policies with their features: their decisions, and what the fluid promises.

        The promise is a part of the greatest one of the pool; what it makes of a policy that is
        worse than today's by more than that is one and the same.
        """
        gain = self._gain(values)
        promise = np.clip(gain / self._greatest, -1.0, 1.0)
        features = np.column_stack((self._fluid.encoding.features(points), promise))
        return _Policies(policies, points, values, gain, features)

    def _gain(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
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


def _near(
    leaders: np.ndarray, spread: float, generator: np.random.Generator, number: int
) -> np.ndarray:
    """So many points around each leader that differ in some coordinates, and stay in the cube."""
    shape = (number, *leaders.shape)
    moved = generator.random(shape) < max(0.5, 2.0 / leaders.shape[1])
    points = leaders + np.where(moved, generator.normal(0.0, spread, shape), 0.0)
    near: np.ndarray = np.clip(points.reshape(-1, leaders.shape[1]), 0.0, 1.0)
    return near
