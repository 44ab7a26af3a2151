"""A recommendation is selected and valued on replications that did not choose it."""

import dataclasses

import numpy as np
import pytest

from planner.handoff import documents
from planner.search.recommend import recommend
from planner.simulation.estimate import estimate, paired_difference
from simmodel.streams import Phase

# Teams of a fifth of what full service needs, and less: worse than today's.
STARVED = ("caf = { low = 0.8, high = 1.4 }", "caf = { low = 5.0, high = 10.0 }")
DEAR = ("annual_cost = 20_000.0", "annual_cost = 500_000_000.0")  # automation
AUTOMATED = (
    "automation = { low = 0.0, high = 0.5 }",
    "automation = { low = 0.4, high = 0.5 }",
)


@pytest.fixture(scope="module")
def validation(recommendation, simulator_for):
    """The winner, today's policy and the plan on the replications of phase validate, by hand."""
    study = recommendation.study
    policies = [recommendation.winner.policy, study.baseline, recommendation.plan.policy]
    return simulator_for(study).sample(policies, Phase.VALIDATE, study.search.validate_replications)


# ---- Select --------------------------------------------------------------------------------------


def test_the_winner_is_the_finalist_with_the_best_mean_on_fresh_replications(
    recommendation, simulator_for
):
    study = recommendation.study
    ranked = sorted(recommendation.trials, key=lambda trial: -trial.objective.mean)
    others = [trial.policy for trial in ranked if trial.policy != study.baseline]
    finalists = [study.baseline, *others[: study.search.finalists]]
    for decision in study.space:  # the best trial, with one decision left as it is today
        today = {decision.name: getattr(study.baseline, decision.name)}
        unchanged = ranked[0].policy.model_copy(update=today)
        if unchanged not in finalists:
            finalists.append(unchanged)
    samples = simulator_for(study).sample(finalists, Phase.SELECT, study.search.select_replications)
    best = max(samples, key=lambda sample: sample.metrics["objective"].mean())
    assert recommendation.winner.policy == best.policy
    assert recommendation.runs["select"] == len(finalists) * study.search.select_replications


def test_a_change_that_does_not_pay_for_its_set_up_is_not_recommended(tiny, recommended):
    dear = tiny(("setup_cost = 1_000.0", "setup_cost = 10_000_000.0"))
    result = recommended(dear)
    assert all(trial.policy.automation > 0 for trial in result.trials[1:])
    assert result.winner.policy.automation == 0


def test_todays_value_is_no_finalist_where_the_study_does_not_allow_it(tiny, recommended):
    forced = tiny(
        ("automation = { low = 0.0, high = 0.5 }", "automation = { low = 0.4, high = 0.5 }"),
        ("setup_cost = 1_000.0", "setup_cost = 10_000_000.0"),
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
    )
    result = recommended(forced)
    assert result.winner.policy == forced.baseline
    assert result.runs["select"] == 3 * forced.search.select_replications  # today's and two tried


def test_a_decision_at_the_end_of_its_range_is_pointed_out(tiny, recommended):
    """Staff who cost nothing: the leaner the team, the worse, so the search goes to the low end."""
    free = tiny(
        ("annual_cost = 60_000.0", "annual_cost = 0.0"),
        ("caf = { low = 0.8, high = 1.4 }", "caf = { low = 1.3, high = 1.30001 }"),
        ('cadence = ["monthly", "quarterly"]\n', ""),
        ("automation = { low = 0.0, high = 0.5 }", ""),
        ('cadence = "quarterly"', 'cadence = "quarterly"\ncaf = 1.3'),
    )
    result = recommended(free)
    assert [decision.name for decision in result.at_edge] == ["caf"]


def test_no_automation_is_no_edge_for_there_is_nothing_below_it(tiny, recommended):
    dear = tiny(
        ("setup_cost = 1_000.0", "setup_cost = 10_000_000.0"),
        ("caf = { low = 0.8, high = 1.4 }\n", ""),
    )
    result = recommended(dear)
    assert result.winner.policy.automation == 0
    assert result.at_edge == ()


def test_the_plan_is_compared_with_the_policy_that_it_stands_for(recommendation, validation):
    winner, _, plan = validation
    difference = plan.metrics["objective"] - winner.metrics["objective"]
    assert recommendation.plan_difference == estimate(difference)


def test_a_policy_that_was_tried_twice_is_selected_among_once(tiny, recommended):
    study = tiny(
        ("caf = { low = 0.8, high = 1.4 }\n", ""), ("automation = { low = 0.0, high = 0.5 }", "")
    )
    result = recommended(study)
    assert len(result.trials) == 6  # of two policies
    assert result.runs["select"] == 2 * study.search.select_replications


def test_the_best_observed_is_the_largest_mean_of_the_search(recommendation):
    means = [trial.objective.mean for trial in recommendation.trials]
    assert recommendation.best_observed.mean == max(means)
    assert recommendation.best_observed in [trial.objective for trial in recommendation.trials]


# ---- Validate ------------------------------------------------------------------------------------


def test_the_winners_numbers_come_from_the_replications_of_validate_alone(
    recommendation, validation
):
    winner, *_ = validation
    assert dict(recommendation.winner.metrics) == winner.estimates()


def test_todays_numbers_come_from_the_same_replications(recommendation, validation):
    _, today, _ = validation
    assert recommendation.baseline.policy == recommendation.study.baseline
    assert dict(recommendation.baseline.metrics) == today.estimates()
    assert {(gain.mean, gain.half_width) for gain in recommendation.baseline.gain.values()} == {
        (0.0, 0.0)
    }


def test_the_gain_is_the_paired_difference_to_today(recommendation, validation):
    winner, today, _ = validation
    assert winner.policy != today.policy  # or there were nothing to compute
    differences = winner.metrics["objective"] - today.metrics["objective"]
    assert recommendation.gain == estimate(differences)
    assert recommendation.gain.mean == pytest.approx(np.mean(differences))
    for name, gain in recommendation.winner.gain.items():
        assert gain == paired_difference(winner.metrics[name], today.metrics[name])


def test_the_numbers_of_the_plan_come_from_simulating_that_very_plan(recommendation, validation):
    _, today, plan = validation
    assert dict(recommendation.plan.metrics) == plan.estimates()
    assert recommendation.plan.gain["objective"] == paired_difference(
        plan.metrics["objective"], today.metrics["objective"]
    )


def test_validated_numbers_do_not_depend_on_the_search_that_found_the_policy(
    recommendation, recommended
):
    study = recommendation.study
    same_winner = dataclasses.replace(
        study,
        baseline=recommendation.winner.policy,
        space=study.space[:1],
        search=study.search.model_copy(update={"trials": 1}),
    )
    again = recommended(same_winner)
    assert again.winner.policy == recommendation.winner.policy
    assert again.winner.metrics == recommendation.winner.metrics


# ---- The plan ------------------------------------------------------------------------------------


def test_the_plan_is_a_fixed_schedule_with_the_winners_cadence_and_automation(recommendation):
    plan, winner = recommendation.plan.policy, recommendation.winner.policy
    assert plan.hires is not None
    assert len(plan.hires) == winner.periods(recommendation.study.facts)
    assert (plan.cadence, plan.automation) == (winner.cadence, winner.automation)
    assert recommendation.study.model.refuse(recommendation.study.facts, plan) is None


def test_the_plan_follows_the_winners_average_team_of_select(recommendation, simulator_for):
    study, winner = recommendation.study, recommendation.winner.policy
    (sample,) = simulator_for(study).sample(
        [winner], Phase.SELECT, study.search.select_replications
    )
    teams = np.mean([outcome.series["team"] for outcome in sample.outcomes], axis=0)
    planned = study.facts.team.at_start + np.cumsum(recommendation.plan.policy.hires)
    begins = np.arange(len(planned)) * winner.months_per_period
    assert np.all(np.abs(planned - teams[begins]) <= 0.5)


def test_the_fluid_approximation_is_that_of_the_winner(recommendation):
    study = recommendation.study
    fluid = study.model.fluid(study.facts, [recommendation.winner.policy], study.objective)
    assert recommendation.fluid == {name: float(values[0]) for name, values in fluid.items()}


# ---- When today's policy is best -----------------------------------------------------------------


@pytest.mark.parametrize("changes", [(STARVED,), (DEAR, AUTOMATED)], ids=["starved", "dear"])
def test_if_nothing_beats_today_then_today_is_recommended_with_no_gain(tiny, recommended, changes):
    result = recommended(tiny(*changes))
    assert all(trial.policy != result.study.baseline for trial in result.trials)
    assert all(trial.gain.mean < 0 for trial in result.trials)
    assert result.winner.policy == result.study.baseline
    assert (result.gain.mean, result.gain.half_width) == (0.0, 0.0)
    assert result.winner.metrics == result.baseline.metrics


def test_on_a_tie_today_is_recommended(tiny, recommended):
    nobody = (
        ("at_start = 12\narrivals_per_month = 2.0", "at_start = 0\narrivals_per_month = 0.0"),
        ("automation = { low = 0.0, high = 0.5 }", ""),
    )
    result = recommended(tiny(*nobody))
    assert {trial.objective.mean for trial in result.trials} == {0.0}
    assert result.winner.policy == result.study.baseline


# ---- Runs and jobs -------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_runs_of_each_phase_are_announced_and_done_as_reported(tiny_study, tmp_path, jobs):
    phases: list[str] = []
    announced: dict[str, int] = {}
    done: dict[str, int] = {}

    def on_phase(name: str, runs: int) -> None:
        phases.append(name)
        announced[name], done[name] = runs, 0

    def on_runs(runs: int) -> None:
        done[phases[-1]] += runs

    result = recommend(tiny_study, tiny_study.seed, jobs, tmp_path, on_phase, on_runs)
    assert phases == ["search", "select", "validate"]
    assert announced == done
    assert result.runs == done | {"total": sum(done.values())}
    budget = tiny_study.search
    assert result.runs["search"] == (budget.trials + 1) * budget.replications
    assert result.runs["validate"] == 3 * budget.validate_replications


def test_the_whole_document_is_the_same_for_one_job_and_for_two(recommendation, recommended):
    again = recommended(recommendation.study, jobs=2)
    one, two = (documents.recommendation(each) for each in (recommendation, again))
    assert documents.as_text(two) == documents.as_text(one)


def test_another_seed_gives_other_numbers(recommendation, tmp_path):
    study = recommendation.study
    other = recommend(study, study.seed + 1, 1, tmp_path, lambda *_: None, lambda _: None)
    assert other.seed == study.seed + 1
    assert other.baseline.metrics != recommendation.baseline.metrics
