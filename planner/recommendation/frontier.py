"""Every share at once: the objective is share x credited - cost, so one search holds all shares."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.search.screen import Screen
from planner.search.trials import Trial
from planner.simulation.estimate import Estimate
from planner.simulation.feasible import keeps
from planner.simulation.phase import Phase
from planner.simulation.simulator import Simulator
from planner.study.study import Study
from simmodel.contract.sections import Policy
from simmodel.contract.share import ShareObjective


@dataclass(frozen=True)
class Stretch:
    """The shares at which one policy is the best of those simulated.

    Attributes:
        low, high: of the share, in [0, 1].
        credited, cost: money, on the replications of the frontier.
    """

    low: float
    high: float
    policy: Policy
    credited: Estimate
    cost: Estimate


@dataclass(frozen=True)
class Frontier:
    """The best policy for every share, from small shares to 1.

    Attributes:
        objective: that is linear in the share.
        candidates: policies simulated for it.
        replications: fresh, for each of them.
    """

    objective: ShareObjective
    stretches: tuple[Stretch, ...]
    candidates: int
    replications: int

    @property
    def share(self) -> str:
        """The share by its name, such as alpha."""
        return self.objective.field

    @property
    def ends(self) -> tuple[float, ...]:
        """Ends of the stretches: 0, the shares at which the best changes, and 1."""
        return (self.stretches[0].low, *(each.high for each in self.stretches))

    def at(self, share: float) -> Stretch:
        """The stretch that ``share`` lies in; at a switching point the one below."""
        return next(each for each in self.stretches if share <= each.high)


def envelope(credited: np.ndarray, cost: np.ndarray) -> list[tuple[int, float, float]]:
    """The lines that are highest somewhere in [0, 1] among share x credited - cost.

    Args:
        credited, cost: of each policy, shape (policies,).

    Returns:
        (place, low, high) of each, by share; on equal lines the one that is named first.
    """
    found: list[tuple[int, float, float]] = []
    here, at = int(np.lexsort((-credited, cost))[0]), 0.0
    while True:
        steeper = np.flatnonzero(credited > credited[here])
        crossing = (cost[steeper] - cost[here]) / (credited[steeper] - credited[here])
        ahead = crossing < 1.0
        steeper, crossing = steeper[ahead], crossing[ahead]
        if not steeper.size:
            return [*found, (here, at, 1.0)]
        # Of lines that cross at the same share the steepest is the highest from there on.
        best = np.lexsort((-credited[steeper], crossing))[0]
        found.append((here, at, float(crossing[best])))
        here, at = int(steeper[best]), float(crossing[best])


def frontier(
    study: Study,
    simulator: Simulator,
    screen: Screen,
    trials: Sequence[Trial],
    recommended: Policy,
) -> Frontier | None:
    """Re-simulate what may be best for some share, and see which is.

    Candidates are the policies that are best for some share by the search's replications or by the
    fluid approximation. They meet fresh replications, but the frontier is their largest mean at
    each share, so near a switching point it is a little too high. Those that break a constraint
    on these replications are left out.

    Args:
        recommended: takes part in any case, as today's policy does where it keeps the constraints.

    Returns:
        None if what policies are judged by is not linear in a share, as the mean of the worst
        futures is not.
    """
    share = study.model.share
    if share is None or study.judges_worst:
        return None
    credited, cost = share.credited, share.cost
    able = [each for each in trials if each.violation == 0.0] or list(trials)
    tried = envelope(
        np.array([each.metrics[credited].mean for each in able]),
        np.array([each.metrics[cost].mean for each in able]),
    )
    policies = list(dict.fromkeys((study.baseline, recommended)))
    for policy in (*(able[place].policy for place, _, _ in tried), *screen.frontier):
        if policy not in policies:
            policies.append(policy)
    replications = study.search.frontier_replications
    met = simulator.sample(policies, Phase.FRONTIER, replications)
    samples = [each for each in met if each.policy == recommended or keeps(study.constraints, each)]
    estimates = [sample.estimates() for sample in samples]
    best = envelope(
        np.array([each[credited].mean for each in estimates]),
        np.array([each[cost].mean for each in estimates]),
    )
    return Frontier(
        objective=share,
        stretches=tuple(
            Stretch(low, high, samples[p].policy, estimates[p][credited], estimates[p][cost])
            for p, low, high in best
        ),
        candidates=len(policies),
        replications=replications,
    )
