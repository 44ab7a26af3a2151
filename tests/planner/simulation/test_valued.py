"""A policy's value beside a reference's."""

import numpy as np

from planner.simulation.estimate import Estimate, estimate
from planner.simulation.simulator import Sample
from planner.simulation.valued import valued
from planner.study.study import BASELINE


def sample(policy: str, profit: list[float]) -> Sample:
    """Its profit was observed with luck on top."""
    freed = np.array(profit)
    luck = np.array([90.0, -50.0, -30.0])
    return Sample(policy, {"profit": freed + luck}, {"profit": freed}, {})


def test_a_value_has_its_metrics_and_their_paired_differences_to_the_reference():
    value = valued(sample("lean", [5.0, 7.0, 12.0]), sample(BASELINE, [4.0, 5.0, 9.0]))
    assert value.policy == "lean"
    assert value.metrics == {"profit": estimate(np.array([5.0, 7.0, 12.0]))}
    assert value.gain == {"profit": estimate(np.array([1.0, 2.0, 3.0]))}


def test_the_reference_gains_nothing_over_itself():
    reference = sample(BASELINE, [4.0, 5.0, 9.0])
    assert valued(reference, reference).gain == {"profit": Estimate(0.0, 0.0)}
