"""One future under two policies: a replication of the validation."""

import numpy as np

from planner.simulation.phase import Phase
from planner.simulation.watched import PHASE, watch
from planner.study.supposed import named


def test_both_policies_are_watched_on_the_same_replication_of_the_validation(tiny, simulator_for):
    study = tiny()
    lean, counted = named(study, "caf=1.3").baseline, []
    future = watch(study, "lean", lean, seed=3, replication=2, jobs=2, on_runs=counted.append)
    assert (future.study, future.seed, future.replication) == (study, 3, 2)
    assert (future.name, counted, PHASE) == ("lean", [1, 1], Phase.VALIDATE)
    simulator = simulator_for(study, seed=3)
    samples = simulator.sample([study.baseline, lean], Phase.VALIDATE, 3)
    for watched, sample in zip((future.today, future.other), samples, strict=True):
        assert watched.policy == sample.policy
        assert watched.replay.present == sample.series["customers"][2, -1]
        assert watched.replay.renewals == sample.series["renewals"][2].sum()
        assert watched.replay.churn == sample.series["churn"][2].sum()
    (today,), (other,) = future.today.replay.groups, future.other.replay.groups
    np.testing.assert_array_equal(today.joined, other.joined)
