"""The finalists meet on fresh replications; constraints, limits and simplicity have their say."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from planner.selection.select import Selected, select
from planner.selection.ties import within_zone
from planner.simulation.budget import Budget
from planner.simulation.estimate import estimate, paired_difference
from planner.simulation.phase import Phase
from planner.study.constraints import Constraint
from planner.study.study import Study, policy_with
from simmodel.fields import Section

ZONE = 4_000.0
FIRST = 5

# With their objective, from 200 replications.
TODAY = ""  # 128,000
MONTHLY = "cadence=monthly"  # 145,000
BEST = "cadence=monthly caf=1.16 automation=0.5"  # 177,000
ODD = "cadence=monthly caf=1.1600001 automation=0.5"  # as many CSMPs, and all but the same
NEAR = "cadence=monthly caf=1.2 automation=0.5"  # 176,000, now better and now worse than the best
HALF = "cadence=monthly caf=1.16 automation=0.45"  # 175,000
TOO_LEAN = "caf=1.4"  # 58,000

GOING_ON = {"left", "behind"}
"""Verdicts on who had not been eliminated when a limit ended the selection."""


@pytest.fixture
def study(tiny_study) -> Study:
    return tiny_study


@pytest.fixture
def policies(study):
    return lambda *texts: [policy_with(study, text.split()) for text in texts]


@pytest.fixture
def choose(simulator_for):
    """Select among policies; ``runs`` and ``seconds`` limit the budget."""

    def run(
        study: Study,
        among: Sequence[Section],
        zone: float = ZONE,
        runs: int | None = None,
        seconds: float | None = None,
        clock=lambda: 0.0,
        jobs: int = 1,
        **options,
    ) -> Selected:
        simulator = simulator_for(study, jobs=jobs)
        budget = Budget(runs, seconds, simulator, clock)
        chosen = select(study, simulator, among, zone, budget, **options)
        assert runs is None or simulator.spent <= runs
        return chosen

    return run


def with_search(study: Study, **settings) -> Study:
    return replace(study, search=study.search.model_copy(update=settings))


def at_most(study: Study, metric: str, bound: float) -> Study:
    return replace(study, constraints=(Constraint(metric, bound, "at_most", None),))


def verdicts(selected: Selected) -> list[str]:
    return [each.verdict for each in selected.finalists]


# ---- The best ------------------------------------------------------------------------------------


def test_the_best_is_selected_and_the_others_eliminated(study, policies, choose):
    found = choose(study, policies(TODAY, MONTHLY, BEST, TOO_LEAN))
    assert verdicts(found) == ["eliminated", "eliminated", "selected", "eliminated"]
    assert found.selected is found.recommended is found.finalists[2]
    assert (found.certified, found.ended_by, found.feasible) == (True, "certified", True)
    assert found.ties == ()
    assert found.zone == ZONE


def test_finalists_keep_their_order_and_today_is_one_of_them(study, policies, choose):
    among = policies(TODAY, TOO_LEAN, BEST)
    found = choose(study, among)
    assert [each.policy for each in found.finalists] == among
    assert found.finalists[0].policy == study.baseline


def test_who_is_far_behind_meets_fewer_replications(study, policies, choose):
    found = choose(study, policies(NEAR, BEST, TOO_LEAN))
    near, best, lean = (each.replications for each in found.finalists)
    assert FIRST == lean < near <= best


def test_samples_are_of_the_replications_of_select(study, policies, choose, simulator_for):
    found = choose(study, policies(TODAY, BEST))
    for each in found.finalists:
        again = simulator_for(study).sample([each.policy], Phase.SELECT, each.replications)[0]
        assert np.array_equal(each.sample.metrics["objective"], again.metrics["objective"])


def test_objectives_are_means_and_differences_are_paired(study, policies, choose):
    found = choose(study, policies(TODAY, BEST))
    today, best = (each.sample.metrics["objective"] for each in found.finalists)
    assert found.finalists[0].objective == estimate(today)
    common = min(today.size, best.size)
    assert found.finalists[0].difference == paired_difference(today[:common], best[:common])
    assert (found.selected.difference.mean, found.selected.difference.half_width) == (0.0, 0.0)


def test_one_policy_is_selected_on_its_first_stage(study, policies, choose):
    found = choose(study, policies(TODAY))
    assert (verdicts(found), found.certified) == (["selected"], True)
    assert found.selected.replications == FIRST


def test_before_every_block_one_hears_how_many_are_left(study, policies, choose):
    heard: list[int] = []
    found = choose(study, policies(NEAR, BEST, TOO_LEAN), on_block=heard.append)
    assert heard == sorted(heard, reverse=True)
    assert set(heard) == {2}
    assert 0 <= 8 * len(heard) - (found.selected.replications - FIRST) < 8  # by eight


def test_nothing_depends_on_the_number_of_jobs(study, policies, choose):
    one, two = (choose(study, policies(TODAY, MONTHLY, BEST, ODD), jobs=jobs) for jobs in (1, 2))
    assert verdicts(two) == verdicts(one)
    assert two.recommended.policy == one.recommended.policy
    for left, right in zip(one.finalists, two.finalists, strict=True):
        assert left.objective == right.objective
        assert left.replications == right.replications


# ---- Ties ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("among", [(ODD, BEST), (BEST, ODD)])
def test_of_two_that_do_the_same_the_rounder_one_is_recommended(study, policies, choose, among):
    found = choose(study, policies(TODAY, *among))
    assert sorted(verdicts(found)) == ["eliminated", "selected", "tie"]
    assert found.certified
    assert [found.recommended.policy] == policies(BEST)


def test_ties_are_what_their_samples_show_to_be_within_the_zone(study, policies, choose):
    found = choose(study, policies(TODAY, MONTHLY, BEST, ODD))
    values = {place: each.sample.metrics["objective"] for place, each in enumerate(found.finalists)}
    best = found.finalists.index(found.selected)
    ties = set(within_zone(values, best, ZONE, study.search.confidence))
    assert {best, *(found.finalists.index(each) for each in found.ties)} == ties


def test_a_simpler_policy_that_may_tie_is_looked_at_more_closely(study, policies, choose):
    """It is eliminated after the first stage, too soon to show whether it ties."""
    among = policies(ODD, HALF)
    found = choose(study, among)
    assert found.selected is found.finalists[0]
    assert [each.replications for each in found.finalists] == [6 * FIRST, 6 * FIRST]
    first = {
        place: each.sample.metrics["objective"][:FIRST]
        for place, each in enumerate(found.finalists)
    }
    assert within_zone(first, 0, ZONE, study.search.confidence) == (0,)


def test_a_tie_that_shows_at_once_takes_no_closer_look(study, policies, choose):
    found = choose(study, policies(ODD, BEST))
    assert [found.recommended.policy] == policies(BEST)
    assert [each.replications for each in found.finalists] == [FIRST, FIRST]


def test_what_is_less_simple_than_a_tie_that_is_shown_takes_no_closer_look(study, policies, choose):
    half = "cadence=monthly caf=1.16 automation=0.4501"
    found = choose(study, policies(ODD, BEST, half))
    assert all(each.replications < 6 * FIRST for each in found.finalists)


def test_from_a_policy_that_is_less_simple_there_is_nothing_to_gain(study, policies, choose):
    odd = "cadence=monthly caf=1.1600001 automation=0.401"
    found = choose(study, policies(BEST, odd), zone=20_000.0)
    assert found.selected is found.finalists[0]
    assert found.finalists[1].replications == FIRST


def test_a_simpler_policy_far_behind_is_not_looked_at_again(study, policies, choose):
    found = choose(study, policies(TODAY, BEST, TOO_LEAN))
    assert found.finalists[2].replications == FIRST


# ---- Constraints ---------------------------------------------------------------------------------


def test_an_infeasible_best_is_passed_over(study, policies, choose, simulator_for):
    among = policies(TODAY, MONTHLY, BEST)
    samples = simulator_for(study).sample(among, Phase.SELECT, FIRST)
    automation = [sample.metrics["automation_cost"].mean() for sample in samples]
    assert automation[:2] == [0, 0]
    found = choose(at_most(study, "automation_cost", automation[2] / 2), among)
    assert verdicts(found) == ["eliminated", "selected", "infeasible"]
    assert (found.certified, found.feasible) == (True, True)
    assert found.finalists[2].violations == (pytest.approx(1.0),)
    assert found.finalists[2].replications == FIRST
    assert found.selected.violations[0] <= 0


def test_a_best_that_turns_out_to_be_infeasible_is_passed_over(study, policies, choose):
    """It keeps the bound on the first stage and not on all that it meets."""
    among = policies(TODAY, MONTHLY, BEST)
    free = choose(study, among)
    costs = free.selected.sample.metrics["total_cost"]
    early, late = costs[:FIRST].mean(), costs.mean()
    sense = "at_most" if early < late else "at_least"
    bound = Constraint("total_cost", (early + late) / 2, sense, None)
    others = [each.sample.metrics["total_cost"] for each in free.finalists[:2]]
    kept = [sense == ("at_most" if each.mean() < bound.bound else "at_least") for each in others]
    assert any(kept)
    found = choose(replace(study, constraints=(bound,)), among)
    assert found.feasible
    assert found.finalists[2].verdict == "infeasible"
    assert found.finalists[2].replications > FIRST
    assert found.selected is not found.finalists[2]
    assert found.selected.violations[0] <= 0


@pytest.mark.long
@pytest.mark.parametrize("metric", ["total_cost", "retention_rate"])
@pytest.mark.parametrize("probability", [None, 0.5])
def test_what_is_selected_or_ties_keeps_the_constraints_on_all_that_it_met(
    study, policies, choose, metric, probability
):
    """Wherever the bound lies, even where the first stage and later replications disagree."""
    among = policies(TODAY, MONTHLY, "cadence=monthly caf=1.16 automation=0.4", BEST)
    first = [each.sample.metrics[metric] for each in choose(study, among).finalists]
    chosen = set()
    for bound in np.quantile(np.concatenate(first), np.linspace(0.05, 0.95, 10)):
        constraint = Constraint(metric, float(bound), "at_most", probability)
        found = choose(replace(study, constraints=(constraint,)), among)
        chosen.add(found.selected.policy)
        for each in found.finalists:
            if found.feasible and each.verdict in ("selected", "tie"):
                assert each.violations[0] <= 0
    assert len(chosen) > 1


def test_whether_a_bound_is_kept_is_not_decided_on_the_first_stage_alone(study, policies, choose):
    among = policies(TODAY, BEST)
    first = choose(with_search(study, select_replications=FIRST), among).finalists[0]
    costs = first.sample.metrics["total_cost"][:FIRST]
    for sense in ("at_most", "at_least"):
        near = Constraint("total_cost", float(costs.mean()), sense, None)
        found = choose(replace(study, constraints=(near,)), among)
        assert found.finalists[0].replications == 6 * FIRST
    far = choose(at_most(study, "total_cost", 1e12), among)
    assert far.finalists[0].replications == FIRST


def test_if_none_is_feasible_the_least_violating_is_selected_and_said_to_be(
    study, policies, choose
):
    among = policies(TODAY, BEST, TOO_LEAN)
    found = choose(at_most(study, "csmp_cost", 1.0), among)
    assert (found.feasible, found.certified) == (False, False)
    assert verdicts(found) == ["infeasible", "infeasible", "selected"]
    assert found.recommended is found.selected
    violations = [each.violations[0] for each in found.finalists]
    assert 0 < violations[2] == min(violations)


def test_a_simpler_policy_that_violates_a_constraint_is_no_tie(study, policies, choose):
    among = policies(TODAY, "cadence=monthly caf=1.16 automation=0.49999", BEST)
    costs = [
        each.sample.metrics["automation_cost"].mean() for each in choose(study, among).finalists
    ]
    found = choose(at_most(study, "automation_cost", (costs[1] + costs[2]) / 2), among)
    assert verdicts(found) == ["eliminated", "selected", "infeasible"]
    assert found.recommended is found.selected


# ---- Limits --------------------------------------------------------------------------------------


def test_replications_may_run_out(study, policies, choose):
    short = with_search(study, select_replications=FIRST + 2)
    found = choose(short, policies(TODAY, NEAR, BEST, TOO_LEAN), zone=2_000.0)
    assert (found.certified, found.ended_by) == (False, "replications")
    assert GOING_ON & set(verdicts(found))
    met = {each.replications for each in found.finalists if each.verdict in GOING_ON | {"selected"}}
    assert met == {FIRST + 2}
    left = [each.policy for each in found.finalists if each.verdict in ("left", "tie")]
    assert [each.policy for each in found.rivals] == left
    enough = with_search(study, select_replications=found.closes_at)
    assert choose(enough, policies(TODAY, NEAR, BEST, TOO_LEAN), zone=2_000.0).certified


def test_what_its_interval_tells_apart_is_not_called_a_rival(study, policies, choose):
    """With so small a zone the procedure keeps them all; intervals tell one apart."""
    short = with_search(study, select_replications=FIRST + 2, confidence=0.99)
    lean = "cadence=monthly caf=1.1 automation=0.5"
    found = choose(short, policies(lean, HALF, BEST), zone=10.0)
    leaner, *two = found.finalists
    assert leaner.difference.high < -10.0 and leaner.verdict == "behind"
    assert {each.verdict for each in two} == {"selected", "left"}
    assert all(each.difference.high >= -10.0 for each in found.rivals) and len(found.rivals) == 1


def test_runs_may_run_out(study, policies, choose):
    runs = 4 * FIRST + 3 * 8 + 1
    found = choose(study, policies(TODAY, NEAR, BEST, TOO_LEAN), zone=10.0, runs=runs)
    assert (found.certified, found.ended_by) == (False, "runs")
    assert GOING_ON & set(verdicts(found))
    alive = [each for each in found.finalists if each.verdict in GOING_ON | {"selected"}]
    assert found.selected.objective.mean == max(each.objective.mean for each in alive)


def test_time_may_run_out(study, policies, choose):
    ticks = iter(range(1000))
    found = choose(
        study,
        policies(TODAY, NEAR, BEST, TOO_LEAN),
        zone=10.0,
        seconds=3.0,
        clock=lambda: float(next(ticks)),
    )
    assert (found.certified, found.ended_by) == (False, "seconds")
    assert GOING_ON & set(verdicts(found))


def test_a_first_stage_longer_than_the_most_replications_is_met_all_the_same(
    study, policies, choose
):
    short = with_search(study, first_stage=8, select_replications=5)
    found = choose(short, policies(TODAY, BEST), zone=10.0)
    assert all(each.replications == 8 for each in found.finalists)


def test_a_closer_look_keeps_within_the_most_replications(study, policies, choose):
    short = with_search(study, select_replications=FIRST + 3)
    found = choose(short, policies(TODAY, ODD, HALF))
    assert max(each.replications for each in found.finalists) == FIRST + 3


def test_a_closer_look_at_ties_keeps_within_the_budget(tiny_study, simulator_for):
    policies = [policy_with(tiny_study, text.split()) for text in (ODD, HALF)]
    simulator = simulator_for(tiny_study)
    most = 2 * tiny_study.search.first_stage + 1
    budget = Budget(most, None, simulator)
    select(tiny_study, simulator, policies, 4000.0, budget)
    assert simulator.spent <= most
