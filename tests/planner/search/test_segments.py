"""The example of segments and pods: what the fluid promises, what luck hides, what search finds."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from planner.search.screen import Fluid
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from planner.study.study import load_study

pytestmark = pytest.mark.long

RANDOM, REPLICATIONS = 200, 8
PAIRED = 200


@pytest.fixture(scope="module")
def study():
    return load_study("segments")


@pytest.fixture(scope="module")
def simulator(study):
    return Simulator(Problem(study.model, study.facts, study.objective, 5), 1)


@pytest.fixture(scope="module")
def promised_and_seen(study, simulator):
    """The objective of random policies: promised, and simulated with luck taken out."""
    fluid = Fluid(study)
    points = np.random.default_rng(5).random((RANDOM, len(fluid.encoding.variables)))
    policies = fluid.policies(points)
    samples = simulator.sample(policies, Phase.SEARCH, REPLICATIONS)
    seen = np.array([each.metrics["objective"].mean() for each in samples])
    return fluid.values(policies)["objective"], seen


def test_the_fluid_ranks_random_policies_as_the_simulation_does(promised_and_seen):
    promised, seen = promised_and_seen
    assert spearmanr(promised, seen).statistic > 0.9


def test_the_fluid_is_near_the_simulation(promised_and_seen):
    promised, seen = promised_and_seen
    off = np.abs(promised / seen - 1)
    assert np.median(off) < 0.02
    assert off.max() < 0.06


def test_control_variates_are_zero_on_average_by_segment_and_pod(study, simulator):
    (today,) = simulator.sample([study.baseline], Phase.VALIDATE, PAIRED)
    for name, observed in today.observed.items():
        variate = observed - today.metrics[name]
        error = variate.std(ddof=1) / np.sqrt(PAIRED)
        if np.isfinite(error) and error > 1e-9 * max(abs(observed.mean()), 1.0):
            assert abs(variate.mean()) < 4 * error, name


def test_luck_taken_out_halves_the_half_width_of_a_gain(study, simulator):
    lean = study.deciding({"caf.mid-market": 0.85, "caf.enterprise": 0.85})
    today, other = simulator.sample([study.baseline, lean], Phase.VALIDATE, PAIRED)
    freed, observed = (
        np.std(other.metrics["objective"] - today.metrics["objective"]),
        np.std(other.observed["objective"] - today.observed["objective"]),
    )
    assert freed < 0.7 * observed
