"""A recommendation is selected and valued on replications that did not choose it."""

import dataclasses

import numpy as np
import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.wording.details import details
from planner.recommendation.finalists import finalists
from planner.recommendation.recommend import recommend
from planner.recommendation.zone import zone_of
from planner.simulation.estimate import Estimate, estimate, paired_difference
from planner.simulation.feasible import violations
from planner.simulation.phase import Phase
from planner.study.errors import InputError
from simmodel.fields import Section

# Only automation is searched, and it is dear.
DEAR = (
    ("annual_cost = 20_000.0", "annual_cost = 500_000_000.0"),
    ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
)


class Listening:
    """Watches, and remembers what was said."""

    def __init__(self) -> None:
        self.announced: dict[str, int | None] = {}
        self.done: dict[str, int] = {}
        self.best: list[Estimate] = []
        self.remaining: list[int] = []
        self.cautions: list[str] = []

    def phase(self, name: str, runs: int | None) -> None:
        self.announced[name], self.done[name] = runs, 0

    def advance(self, runs: int) -> None:
        self.done[list(self.done)[-1]] += runs

    def incumbent(self, policy: Section, gain: Estimate) -> None:
        assert list(self.done)[-1] == "search"
        self.best.append(gain)

    def left(self, policies: int) -> None:
        assert list(self.done)[-1] == "select"
        self.remaining.append(policies)

    def caution(self, text: str) -> None:
        assert list(self.done)[-1] == "screen"
        self.cautions.append(text)


@pytest.fixture(scope="module")
def heard(tiny_study, tmp_path_factory):
    """What was said on the way to a recommendation with two jobs, and the recommendation."""
    watch = Listening()
    folder = tmp_path_factory.mktemp("heard")
    return watch, recommend(tiny_study, tiny_study.seed, 2, folder, watch)


@pytest.fixture(scope="module")
def validation(recommendation, simulator_for):
    """The winner, today's policy and the plan on the replications of phase validate, by hand."""
    study = recommendation.study
    policies = [recommendation.winner.policy, study.baseline, recommendation.plan.policy]
    return simulator_for(study).sample(policies, Phase.VALIDATE, study.search.validate_replications)


def document(result) -> str:
    return as_text(recommendation_document(result))


# ---- Screen, search and select -------------------------------------------------------------------


def test_the_number_of_policies_screened_is_reported(recommendation, glance):
    study = recommendation.study
    assert recommendation.screened == glance(study, study.seed).screened


def test_the_finalists_are_chosen_from_the_trials(recommendation):
    ranked = [trial.policy for trial in recommendation.searched.ranked]
    chosen = finalists(recommendation.study, ranked)
    assert [each.policy for each in recommendation.selected.finalists] == chosen


def test_the_winner_is_the_simplest_of_the_finalists_that_tie(recommendation):
    assert recommendation.winner.policy == recommendation.selected.recommended.policy


def test_the_zone_comes_from_the_screen(recommendation, glance):
    study = recommendation.study
    found = zone_of(study, glance(study, recommendation.seed))
    assert recommendation.selected.zone == found.size


def test_the_best_observed_is_the_largest_mean_of_the_search(recommendation):
    finished = [trial for trial in recommendation.searched.trials if not trial.stopped]
    assert recommendation.best_observed.mean == max(trial.objective.mean for trial in finished)


def test_a_change_that_does_not_pay_for_its_set_up_is_not_recommended(tiny, recommended):
    dear = tiny(
        ("setup_cost = 1_000.0", "setup_cost = 10_000_000.0"),
        ("caf = { low = 0.8, high = 1.4 }\n", ""),
    )
    result = recommended(dear)
    assert result.winner.policy.automation == 0
    assert result.at_edge == ()  # there is nothing below no automation


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


def test_a_budget_of_runs_is_kept_and_said_to_have_ended_the_work(tiny, recommended):
    limited = tiny(
        ("trials = 8", "trials = 400"),
        ("[search]", "[search]\nzone = 10.0\nmax_runs = 150\nsampler = 'sobol'"),
    )
    result = recommended(limited)
    assert result.searched.ended_by == "runs"
    assert len(result.searched.trials) < 400
    assert result.runs["search"] + result.runs["select"] <= 150
    assert result.selected.ended_by == "runs"
    assert not result.selected.certified
    assert result.runs["validate"] > 0  # what is recommended is valued all the same


def test_a_budget_too_small_for_one_batch_and_the_finalists_is_refused(tiny, recommended):
    """5 policies on 4 replications to search, and up to 8 finalists on 5."""
    small = tiny(("[search]", "[search]\nmax_runs = 59"))
    with pytest.raises(InputError) as refused:
        recommended(small)
    assert str(refused.value) == (
        f"{small.path}: search.max_runs: found 59; allowed: at least 60: today's policy and one "
        "batch on 4 replications each, and the finalists on 5"
    )


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


def test_a_loss_is_counted_on_the_same_futures_as_they_happen(recommendation, validation):
    winner, today, _ = validation
    lost = winner.observed["objective"] < today.observed["objective"]
    assert recommendation.loss.share == lost.mean()


def test_what_the_simplest_costs_against_the_selected_is_validated_too(
    recommendation, simulator_for
):
    study, selected = recommendation.study, recommendation.selected
    policies = [selected.recommended.policy, selected.selected.policy]
    winner, best = simulator_for(study).sample(
        policies, Phase.VALIDATE, study.search.validate_replications
    )
    if winner.policy == best.policy:
        assert recommendation.simpler is None
    else:
        difference = paired_difference(winner.metrics["objective"], best.metrics["objective"])
        assert recommendation.simpler == difference


def test_constraints_are_judged_on_the_replications_of_validate(tiny, recommended, simulator_for):
    bound = "\n[constraints]\ncsmp_cost = { at_most = 1.0 }\nretention_rate = { at_least = 0.1 }\n"
    study = tiny(more=bound)
    result = recommended(study)
    (winner,) = simulator_for(study).sample(
        [result.winner.policy], Phase.VALIDATE, study.search.validate_replications
    )
    assert result.violations == violations(study.constraints, winner)
    assert [violation > 0 for violation in result.violations] == [True, False]
    assert not result.selected.feasible


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


def test_the_plan_follows_the_winners_average_team_of_select(recommendation):
    study, winner = recommendation.study, recommendation.winner.policy
    teams = recommendation.selected.recommended.sample.series["team"].mean(axis=0)
    planned = study.facts.team.at_start + np.cumsum(recommendation.plan.policy.hires)
    begins = np.arange(len(planned)) * winner.months_per_period
    assert np.all(np.abs(planned - teams[begins]) <= 0.5)


def test_the_numbers_of_the_plan_come_from_simulating_that_very_plan(recommendation, validation):
    winner, today, plan = validation
    assert dict(recommendation.plan.metrics) == plan.estimates()
    assert recommendation.plan.gain["objective"] == paired_difference(
        plan.metrics["objective"], today.metrics["objective"]
    )
    assert recommendation.plan_difference == paired_difference(
        plan.metrics["objective"], winner.metrics["objective"]
    )


def test_the_fluid_approximation_is_that_of_the_winner(recommendation):
    study = recommendation.study
    fluid = study.model.fluid(study.facts, [recommendation.winner.policy], study.objective)
    assert recommendation.fluid == {name: float(values[0]) for name, values in fluid.items()}


# ---- When today's policy is best -----------------------------------------------------------------


def test_if_nothing_beats_today_then_today_is_recommended_with_no_gain(tiny, recommended):
    result = recommended(tiny(*DEAR))
    others = [t for t in result.searched.trials if t.policy != result.study.baseline]
    assert others
    assert all(trial.gain.mean < 0 for trial in others)
    assert result.winner.policy == result.study.baseline
    assert (result.gain.mean, result.gain.half_width) == (0.0, 0.0)
    assert result.winner.metrics == result.baseline.metrics


def test_on_a_tie_today_is_recommended(tiny, recommended):
    nobody = (
        ("at_start = 12\narrivals_per_month = 2.0", "at_start = 0\narrivals_per_month = 0.0"),
        ("automation = { low = 0.0, high = 0.5 }", ""),
    )
    result = recommended(tiny(*nobody))
    assert {trial.objective.mean for trial in result.searched.trials} == {0.0}
    assert result.winner.policy == result.study.baseline
    assert all(each.verdict in ("selected", "tie") for each in result.selected.finalists)


def test_a_space_of_two_policies_is_two_policies(tiny, recommended):
    few = tiny(("caf = { low = 0.8, high = 1.4 }\nautomation = { low = 0.0, high = 0.5 }\n", ""))
    result = recommended(few)
    assert result.screened == result.searched.tried == len(result.searched.trials) == 2
    words = " ".join(details(result).method)
    assert "screened 2 policies; 2 were simulated" in words
    assert "The search ended as all policies that there are had been tried." in words


def test_before_the_search_one_hears_what_seems_out_of_reach(tiny, tmp_path):
    watch = Listening()
    cheap = tiny(more="[constraints]\ncsmp_cost = { at_most = 50_000 }\n")
    result = recommend(cheap, 7, 1, tmp_path, watch)
    assert not result.selected.feasible
    (said,) = watch.cautions
    assert said.startswith("By the fluid approximation none of the ")
    assert said.endswith(" where csmp_cost at most 50,000 on average is asked.")


# ---- Runs and jobs -------------------------------------------------------------------------------


def test_phases_are_announced_in_order(heard):
    watch, _ = heard
    assert list(watch.announced) == ["screen", "search", "select", "validate", "frontier"]
    assert watch.announced["validate"] >= watch.done["validate"]
    # Nobody knows how many policies will be rivals.
    assert {watch.announced[each] for each in ("screen", "search", "select", "frontier")} == {None}


def test_the_runs_done_are_the_runs_reported(heard):
    watch, result = heard
    assert watch.done["screen"] == 0
    assert {"screen": 0, **result.runs} == watch.done | {"total": sum(watch.done.values())}


def test_after_every_batch_one_hears_of_the_best_so_far(heard):
    watch, result = heard
    budget = result.study.search
    assert len(watch.best) == len(result.searched.trials) / budget.batch
    assert watch.best[-1] is result.searched.ranked[0].gain


def test_while_finalists_meet_one_hears_how_many_are_left(heard):
    watch, result = heard
    assert watch.remaining == sorted(watch.remaining, reverse=True)
    assert 1 < watch.remaining[0] <= len(result.selected.finalists)


def test_the_whole_document_is_the_same_for_one_job_and_for_two(recommendation, heard):
    _, two_jobs = heard
    assert document(two_jobs) == document(recommendation)


def test_another_seed_gives_other_numbers(recommendation, recommended):
    study = recommendation.study
    other = recommended(study, seed=study.seed + 1)
    assert other.seed == study.seed + 1
    assert other.baseline.metrics != recommendation.baseline.metrics


# ---- The same folder again -----------------------------------------------------------------------


def test_in_the_same_folder_nothing_is_simulated_twice(tiny_study, tmp_path):
    documents = []
    for expected in (True, False):
        watch = Listening()
        documents.append(document(recommend(tiny_study, 7, 1, tmp_path, watch)))
        assert any(watch.done.values()) is expected
    assert documents[0] == documents[1]


def test_the_folder_is_free_again_even_if_the_work_failed(tiny_study, tmp_path):
    class Failing(Listening):
        def phase(self, name: str, runs: int | None) -> None:
            raise RuntimeError(name)

    for _ in range(2):
        with pytest.raises(RuntimeError, match="screen"):  # not that the folder is in use
            recommend(tiny_study, 7, 1, tmp_path, Failing())


def test_a_folder_in_use_is_refused(tiny_study, tmp_path):
    class Intruding(Listening):
        def phase(self, name: str, runs: int | None) -> None:
            with pytest.raises(InputError, match="another search at work"):
                recommend(tiny_study, 7, 1, tmp_path, Listening())
            raise RuntimeError("refused")

    with pytest.raises(RuntimeError, match="refused"):
        recommend(tiny_study, 7, 1, tmp_path, Intruding())


@pytest.mark.long
def test_interrupted_every_few_replications_it_ends_with_the_same_document(
    tiny_study, recommendation, tmp_path
):
    class Impatient(Listening):
        calls = 0

        def advance(self, runs: int) -> None:
            super().advance(runs)
            self.calls += 1
            if self.calls == 9:
                raise KeyboardInterrupt

    interruptions = 0
    while True:
        try:
            result = recommend(tiny_study, tiny_study.seed, 1, tmp_path, Impatient())
            break
        except KeyboardInterrupt:
            interruptions += 1
    assert interruptions >= 3
    assert document(result) == document(recommendation)
