"""A batch is tried on common replications, and what has no hope stops early."""

from dataclasses import replace

import numpy as np
import pytest

from planner.search.experiment import Experiment
from planner.search.race import error_of, looks
from planner.search.trials import Trial, notes, try_all
from planner.simulation.estimate import Estimate, estimate, worse
from planner.simulation.feasible import level, violation
from planner.simulation.phase import Phase
from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint
from planner.study.study import describe_policy
from simmodel.fields import Section

REPLICATIONS = 32
COST = Constraint("csmp_cost", 100_000.0, "at_most", None)
ZONE = 100.0
RETENTION = Constraint("retention_rate", 0.3, "at_least", 0.9)


@pytest.fixture(scope="module")
def study(tiny_study):
    settings = tiny_study.search.model_copy(update={"replications": REPLICATIONS, "trials": 12})
    return replace(tiny_study, search=settings)


@pytest.fixture(scope="module")
def policies(study) -> list[Section]:
    """Today's policy, a good one, a lean one without hope, and one that is nearly as good."""
    changes: list[dict] = [
        {},
        {"cadence": "monthly", "caf": 1.2, "automation": 0.5},
        {"caf": 1.4, "automation": 0.0},
        {"cadence": "monthly", "caf": 1.15, "automation": 0.48},
    ]
    return [study.baseline.model_copy(update=change) for change in changes]


@pytest.fixture(scope="module")
def samples(study, policies, simulator_for) -> list[Sample]:
    """The policies on all replications, by hand."""
    return simulator_for(study).sample(policies, Phase.SEARCH, REPLICATIONS)


def knowing(study, simulator, today: Sample) -> Experiment:
    """An experiment that has met today's policy already."""
    experiment = Experiment(study, simulator, ZONE)
    vars(experiment)["today"] = today
    return experiment


def test_without_an_incumbent_every_policy_meets_all_replications(
    study, policies, samples, simulator_for
):
    tried = try_all(Experiment(study, simulator_for(study), ZONE), policies, None, first=4)
    today = samples[0].metrics["objective"]
    assert [trial.number for trial in tried] == [4, 5, 6, 7]
    for trial, policy, sample in zip(tried, policies, samples, strict=True):
        assert trial.policy == policy
        assert trial.metrics == sample.estimates()
        assert trial.gain == estimate(sample.metrics["objective"] - today)
        assert (trial.replications, trial.stopped) == (REPLICATIONS, False)
        assert trial.objective.mean == pytest.approx(
            float(sample.metrics["objective"].mean()), rel=1e-12
        )
        assert trial.objective.half_width == trial.gain.half_width
        (fluid,) = study.model.fluid(study.facts, [policy], study.objective)["objective"]
        assert trial.fluid == fluid


def test_todays_policy_gains_nothing(study, policies, samples, simulator_for):
    today, *_ = try_all(Experiment(study, simulator_for(study), ZONE), policies, None, first=0)
    assert today.gain == Estimate(0.0, 0.0)


def test_policies_stop_at_the_first_look_at_which_they_have_no_hope(
    study, policies, samples, simulator_for
):
    stages = list(looks(REPLICATIONS))
    best = samples[1].metrics["objective"]
    expected = [
        next(
            (
                look
                for look in stages[:-1]
                if worse(
                    sample.metrics["objective"][:look],
                    best[:look],
                    error_of(number) / (len(stages) - 1),
                )
            ),
            REPLICATIONS,
        )
        for number, sample in enumerate(samples)
    ]
    tried = try_all(Experiment(study, simulator_for(study), ZONE), policies, policies[1], first=0)
    assert [trial.replications for trial in tried] == expected
    assert [trial.stopped for trial in tried] == [each < REPLICATIONS for each in expected]
    assert tried[2].stopped
    assert not tried[1].stopped  # the incumbent itself
    assert not tried[3].stopped


def test_a_trial_that_was_stopped_is_on_the_scale_of_the_others(
    study, policies, samples, simulator_for
):
    """Today's mean over all replications, and the gain over today's policy on its own."""
    tried = try_all(Experiment(study, simulator_for(study), ZONE), policies, policies[1], first=0)
    today, lean = samples[0].metrics["objective"], samples[2].metrics["objective"]
    count = tried[2].replications
    assert tried[2].gain == estimate(lean[:count] - today[:count])
    assert tried[2].objective.mean == today.mean() + tried[2].gain.mean


def test_runs_are_saved_on_policies_without_hope(study, policies, samples, simulator_for):
    counted: list[int] = []
    simulator = simulator_for(study, on_runs=counted.append)
    experiment = knowing(study, simulator, samples[0])
    tried = try_all(experiment, policies, policies[1], first=0)
    assert sum(counted) == simulator.spent == sum(trial.replications for trial in tried)
    assert simulator.spent < 4 * REPLICATIONS


def test_a_batch_without_hope_ends_as_a_whole(study, policies, samples, simulator_for):
    simulator = simulator_for(study)
    experiment = knowing(study, simulator, samples[0])
    (lean,) = try_all(experiment, policies[2:3], policies[1], first=0)
    assert lean.stopped
    # The incumbent was met no oftener than the one policy that raced against it.
    assert simulator.spent == 2 * lean.replications


def test_what_is_held_against_each_constraint_is_kept(study, policies, samples, simulator_for):
    bound = replace(study, constraints=(COST, RETENTION))
    tried = try_all(Experiment(bound, simulator_for(study), ZONE), policies, None, first=0)
    for trial, sample in zip(tried, samples, strict=True):
        levels = tuple(level(each, sample) for each in (COST, RETENTION))
        assert trial.levels == levels
        assert trial.violations == (violation(COST, levels[0]), violation(RETENTION, levels[1]))
        assert trial.violation == sum(max(each, 0.0) for each in trial.violations)
    assert {trial.violation > 0 for trial in tried} == {True, False}


def test_a_note_says_what_the_dashboard_shows(study, policies, samples, simulator_for):
    bound = replace(study, constraints=(COST, RETENTION))
    *_, trial = try_all(Experiment(bound, simulator_for(study), ZONE), policies, None, first=0)
    metrics = {name: trial.metrics[name] for name in study.model.wording.highlights}
    assert notes(bound, trial) == {
        "policy": describe_policy(bound, policies[3]),
        **{name: each.mean for name, each in metrics.items()},
        **{f"{name} ±": each.half_width for name, each in metrics.items()},
        "gain over today": trial.gain.mean,
        "gain over today ±": trial.gain.half_width,
        "fluid objective": trial.fluid,
        "replications": REPLICATIONS,
        "stopped early": False,
        f"held against: {COST}": trial.levels[0],
        f"held against: {RETENTION}": trial.levels[1],
        f"violated by: {COST}": max(trial.violations[0], 0.0),
        f"violated by: {RETENTION}": max(trial.violations[1], 0.0),
    }


def test_a_note_has_a_line_a_number_so_that_the_dashboard_can_sort(study, trial):
    for name, value in notes(study, trial).items():
        assert isinstance(value, float | int) or name == "policy", name


def test_without_constraints_a_note_holds_nothing_against_a_policy(study, trial):
    assert not any(each.startswith(("held", "violated")) for each in notes(study, trial))


@pytest.fixture
def trial(study, policies, samples, simulator_for) -> Trial:
    return try_all(Experiment(study, simulator_for(study), ZONE), policies[:1], None, first=3)[0]


def test_trials_rank_by_constraints_then_by_objective_then_by_age(trial):
    def like(number: int, mean: float, *violations: float) -> Trial:
        objective = Estimate(mean, 1.0)
        return replace(trial, number=number, objective=objective, violations=violations)

    ranked = [
        like(8, 5.0, -0.5, 0.0),
        like(2, 4.0, -9.0, -9.0),
        like(5, 4.0, 0.0, 0.0),
        like(1, 9.0, 0.1, 0.0),
        like(0, 9.0, -0.5, 0.2),
    ]
    assert sorted(reversed(ranked), key=lambda each: each.rank) == ranked


def test_a_metric_that_is_not_defined_violates_its_constraint(study, policies, samples):
    metrics = dict(samples[0].metrics) | {"csmp_cost": np.full(REPLICATIONS, np.nan)}
    undefined = replace(samples[0], metrics=metrics)
    assert violation(COST, level(COST, undefined)) == np.inf
