"""A trial takes more replications where differences are noisier than what is worth telling."""

from dataclasses import replace

import numpy as np
import pytest

from planner.search.experiment import Allowance, Experiment
from planner.search.pilot import MOST, piloted
from planner.simulation.budget import Budget
from planner.simulation.phase import Phase
from planner.study.goals import Goal

REPLICATIONS = 4


@pytest.fixture
def study(budgeted, tiny_study):
    return budgeted(tiny_study, replications=REPLICATIONS, batch=4)


@pytest.fixture
def replications(simulator_for, screened):
    """Replications of a trial after the pilot."""

    def of(study, zone, max_runs=None, found=screened):
        simulator = simulator_for(study)
        allowance = Allowance(Budget(max_runs, None, simulator))
        return piloted(Experiment(study, simulator, zone), found, allowance).replications

    return of


def test_where_differences_are_within_the_zone_the_study_says_how_many(study, replications):
    assert replications(study, 1e12) == REPLICATIONS


def test_noisier_ones_take_more_up_to_the_most(study, replications):
    assert replications(study, 1e-6) == MOST * REPLICATIONS


def test_they_double_until_the_error_of_policies_near_each_other_is_within_the_zone(
    study, replications, simulator_for, screened
):
    policies = [screened.policies[place] for place in screened.opening(study.search.batch)]
    samples = simulator_for(study).sample(policies, Phase.SEARCH, REPLICATIONS)
    best, *others = (each.metrics["objective"] for each in samples)
    errors = [(other - best).std(ddof=1) / np.sqrt(REPLICATIONS) for other in others]
    error = float(np.quantile(errors, 0.25))
    assert error > 0
    for zone, times in ((1.01 * error, 1), (0.99 * error, 2), (0.51 * error, 4), (0.49 * error, 8)):
        assert replications(study, zone) == times * REPLICATIONS


def test_a_limit_of_runs_is_kept_to(study, replications):
    pilot = 5 * REPLICATIONS  # today's policy and a batch
    assert replications(study, 1e-6, max_runs=pilot - 1) == REPLICATIONS
    assert replications(study, 1e-6, max_runs=6 * pilot) == 4 * REPLICATIONS


def test_there_is_no_zone_where_there_are_goals_and_no_difference_in_a_space_of_one(
    study, replications, screened
):
    goals = (Goal("objective", "maximise"), Goal("retention_rate", "maximise"))
    assert replications(replace(study, goals=goals), 1e-6) == REPLICATIONS
    alone = replace(screened, policies=screened.policies[:1], points=screened.points[:1])
    alone = replace(alone, objective=alone.objective[:1], violation=alone.violation[:1])
    assert replications(study, 1e-6, found=alone) == REPLICATIONS
