"""Examples of people, and of segments: what the fluid promises, and what luck hides."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from planner.search.screen import Fluid
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from planner.study.study import Study, load_study

pytestmark = pytest.mark.long

RANDOM, REPLICATIONS = 200, 8
PAIRED = 200


@dataclass(frozen=True)
class Example:
    """An example, with what is promised of it.

    Attributes:
        ranks: least rank correlation of the fluid and the simulation.
        median, most: error of the fluid, as a part of the value.
        other: a policy to hold against today's.
        kept: most of the spread of its gain that is left where luck is taken out.
    """

    name: str
    ranks: float
    median: float
    most: float
    kept: float
    other: dict[str, Any] = field(hash=False)


EXAMPLES = (
    Example("realistic-team", 0.95, 0.005, 0.02, 0.5, {"caf": 0.88}),
    Example("segments", 0.9, 0.02, 0.06, 0.8, {"caf.mid-market": 0.85, "caf.enterprise": 0.85}),
)


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda each: each.name)
def example(request):
    return request.param


@pytest.fixture(scope="module")
def study(example) -> Study:
    return load_study(example.name)


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


def test_the_fluid_ranks_random_policies_as_the_simulation_does(example, promised_and_seen):
    promised, seen = promised_and_seen
    assert spearmanr(promised, seen).statistic > example.ranks


def test_the_fluid_is_near_the_simulation(example, promised_and_seen):
    promised, seen = promised_and_seen
    off = np.abs(promised / seen - 1)
    assert off.max() < example.most
    assert np.median(off) < example.median


def test_control_variates_are_zero_on_average_of_the_whole_and_of_parts(study, simulator):
    (today,) = simulator.sample([study.baseline], Phase.VALIDATE, PAIRED)
    for name, observed in today.observed.items():
        variate = observed - today.metrics[name]
        error = variate.std(ddof=1) / np.sqrt(PAIRED)
        if np.isfinite(error) and error > 1e-9 * max(abs(observed.mean()), 1.0):
            assert abs(variate.mean()) < 4 * error, name


def test_luck_taken_out_narrows_the_half_width_of_a_gain(example, study, simulator):
    other = study.deciding(example.other)
    today, other = simulator.sample([study.baseline, other], Phase.VALIDATE, PAIRED)
    freed, observed = (
        np.std(other.metrics["objective"] - today.metrics["objective"]),
        np.std(other.observed["objective"] - today.observed["objective"]),
    )
    assert freed < example.kept * observed
