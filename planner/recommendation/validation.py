"""The worth of the recommended policy, on replications that chose nothing."""

from dataclasses import dataclass

import numpy as np

from planner.simulation.estimate import Chance, chance
from planner.simulation.simulator import Sample


@dataclass(frozen=True)
class Reduction:
    """The variance that common random numbers and control variates saved, on the paired gain.

    Attributes:
        correlation: of the two policies' objectives, as they happened, over replications.
        common: variance of the difference of independent replications over that of common ones.
        luck: variance of the paired difference as it happened over that with luck taken out. Above
            1 is a gain: so many times the replications would have been needed without.
    """

    correlation: float
    common: float
    luck: float

    @property
    def pays(self) -> bool:
        """Whether common random numbers helped."""
        return self.correlation > 0


def gain_by_future(policy: Sample, today: Sample) -> np.ndarray:
    """The gain of ``policy`` over today's as it happens, shape (replications,), money."""
    return np.asarray(policy.observed["objective"] - today.observed["objective"])


def chance_of_gain(policy: Sample, reference: Sample) -> Chance:
    """Share of futures, as they happen, in which ``policy`` earns more than another one."""
    return chance(gain_by_future(policy, reference) > 0)


def chance_of_loss(policy: Sample, today: Sample) -> Chance:
    """Share of futures, as they happen, in which ``policy`` earns less than today's."""
    return chance(gain_by_future(policy, today) < 0)


def reduction(policy: Sample, today: Sample) -> Reduction:
    """The variance reduction realised on these replications."""
    one, other = policy.observed["objective"], today.observed["objective"]
    apart = float(one.var(ddof=1) + other.var(ddof=1))
    paired = float(gain_by_future(policy, today).var(ddof=1))
    freed = float((policy.metrics["objective"] - today.metrics["objective"]).var(ddof=1))
    spread = float(one.std() * other.std())
    correlation = float(np.cov(one, other, ddof=0)[0, 1]) / spread if spread > 0 else 1.0
    return Reduction(correlation, _ratio(apart, paired), _ratio(paired, freed))


def _ratio(before: float, after: float) -> float:
    """How many times smaller; infinite if nothing is left, and 1 if there was nothing before."""
    if after > 0:
        return before / after
    return float("inf") if before > 0 else 1.0
