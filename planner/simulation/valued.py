"""A policy's metrics beside those of a reference on the same replications."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.simulation.estimate import Estimate, paired_difference
from planner.simulation.simulator import Sample
from simmodel.contract.sections import Policy


@dataclass(frozen=True)
class Valued:
    """A policy's value.

    Attributes:
        sample: the replications it was valued on.
        metrics: mean and half-width of each.
        gain: paired difference to the reference in each metric.
    """

    sample: Sample
    metrics: Mapping[str, Estimate]
    gain: Mapping[str, Estimate]

    @property
    def policy(self) -> Policy:
        return self.sample.policy


def valued(sample: Sample, reference: Sample) -> Valued:
    """The value of ``sample``'s policy; both samples are of the same replications."""
    gain = {
        name: paired_difference(values, reference.metrics[name], sample.freedom(name))
        for name, values in sample.metrics.items()
    }
    return Valued(sample, sample.estimates(), gain)
