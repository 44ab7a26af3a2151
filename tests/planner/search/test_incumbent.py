"""Rivals contend on ever more replications, and are told how far they are behind."""

from dataclasses import replace

import numpy as np
import pytest

from planner.search import incumbent as module
from planner.search.experiment import Experiment
from planner.search.incumbent import closest, contend, leads
from planner.simulation.phase import Phase
from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint

REPLICATIONS = 8


@pytest.fixture
def study(budgeted, tiny_study):
    return budgeted(tiny_study, replications=REPLICATIONS)


def taking(study, **decisions):
    return study.baseline.model_copy(update=decisions)


def sample(values) -> Sample:
    array = np.array(values, float)
    return Sample(None, {}, {"objective": array}, {})


@pytest.fixture
def inseparable(monkeypatch):
    """Every policy may well be the best."""
    monkeypatch.setattr(module, "promising", lambda *_: True)


# ---- Contending ----------------------------------------------------------------------------------


def test_a_policy_far_behind_meets_no_more_replications(study, simulator_for):
    simulator = simulator_for(study)
    good, starved = taking(study, caf=1.0), taking(study, caf=1.4)
    policies = [good, starved]
    values = [
        each.metrics["objective"].mean()
        for each in simulator.sample(policies, Phase.SEARCH, REPLICATIONS)
    ]
    best = policies[int(np.argmax(values))]
    worst = policies[int(np.argmin(values))]
    found = contend(Experiment(study, simulator, 0.0), policies, 64)
    assert found == best
    assert simulator.so_far(worst, Phase.SEARCH).replications == REPLICATIONS


@pytest.mark.usefixtures("inseparable")
def test_rivals_that_cannot_be_told_apart_meet_the_most_that_is_allowed(study, simulator_for):
    twins = [taking(study, caf=1.0), taking(study, caf=1.2)]
    for most in (8, 16, 24, 64):
        simulator = simulator_for(study)
        contend(Experiment(study, simulator, 0.0), twins, most)
        met = {simulator.so_far(each, Phase.SEARCH).replications for each in twins}
        assert met == {most}


def test_rivals_whose_difference_is_not_worth_it_meet_no_more_replications(study, simulator_for):
    twins = [taking(study, caf=1.0), taking(study, caf=1.2)]
    met = []
    for zone in (0.0, 1e13):
        simulator = simulator_for(study)
        assert contend(Experiment(study, simulator, zone), twins, 64) in twins
        met.append(max(simulator.so_far(each, Phase.SEARCH).replications for each in twins))
    closely, at_a_glance = met
    assert closely > at_a_glance == REPLICATIONS


@pytest.mark.usefixtures("inseparable")
def test_no_closer_look_is_taken_that_is_not_affordable(study, simulator_for):
    twins = [taking(study, caf=1.0), taking(study, caf=1.2)]
    asked: list[int] = []

    def afford(runs: int) -> bool:
        asked.append(runs)
        return len(asked) < 2

    simulator = simulator_for(study)
    contend(Experiment(study, simulator, 0.0), twins, 64, afford)
    assert asked == [2 * 8, 2 * 16]
    assert simulator.spent == 2 * 16


def test_who_does_not_keep_the_constraints_is_no_incumbent(study, simulator_for):
    policies = [taking(study, caf=1.0), taking(study, caf=1.2)]
    simulator = simulator_for(study)
    samples = simulator.sample(policies, Phase.SEARCH, REPLICATIONS)
    low, high = sorted(each.metrics["csmp_cost"].mean() for each in samples)
    assert low < high
    between = replace(
        study, constraints=(Constraint("csmp_cost", (low + high) / 2, "at_most", None),)
    )
    assert contend(Experiment(between, simulator, 0.0), policies, 8) == policies[1]
    nobody = replace(study, constraints=(Constraint("csmp_cost", low / 2, "at_most", None),))
    assert contend(Experiment(nobody, simulator, 0.0), policies, 8) is None
    assert contend(Experiment(study, simulator, 0.0), [], 8) is None


def test_rivals_meet_eight_trials_worth_within_reason_or_what_a_trial_meets():
    assert [closest(each) for each in (2, 8, 16, 32, 128, 200)] == [16, 64, 128, 128, 128, 200]


# ---- Leads ---------------------------------------------------------------------------------------


def test_leads_are_paired_on_the_replications_that_both_have_met():
    reference = sample([1.0, 2.0, 3.0, 4.0])
    shorter, longer = leads([sample([2.0, 4.0]), sample([0.0, 2.0, 2.0, 4.0, 99.0])], reference)
    assert shorter.ahead == 1.5
    assert longer.ahead == -0.5


def test_the_reference_is_level_with_itself_without_error():
    reference = sample([1.0, 5.0, 2.0])
    own, other = leads([reference, sample([2.0, 5.0, 4.0])], reference)
    assert (own.ahead, own.error) == (0.0, 0.0)
    assert other.error > 0.0


def test_errors_lie_between_the_policys_own_and_the_common_one():
    """By hand: variances 2 and 8 with 4 degrees of their own and 4 of the middle one, 5."""
    steady = [-np.sqrt(2), np.sqrt(2), 0.0, -np.sqrt(2), np.sqrt(2)]
    reference = sample(np.zeros(5))
    first, second = leads([sample(steady), sample(2 * np.array(steady))], reference)
    assert first.error == pytest.approx(np.sqrt((4 * 5 + 4 * 2) / 8 / 5))
    assert second.error == pytest.approx(np.sqrt((4 * 5 + 4 * 8) / 8 / 5))
