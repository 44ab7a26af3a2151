"""The search goes batch after batch to one of its limits, whatever interrupts it."""

import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from optuna.trial import TrialState

from planner.search import search as module
from planner.search.incumbent import closest, leads
from planner.search.proposers.gaussian import APART, Gaussian, Proposal
from planner.search.record import Record, Told
from planner.search.screen import Screen
from planner.search.search import Searched
from planner.simulation.phase import Phase
from planner.simulation.simulator import key_of
from planner.study.constraints import Constraint
from planner.study.goals import Goal

CADENCE = 'cadence = ["monthly", "quarterly"]\n'
CAF = "caf = { low = 0.8, high = 1.4 }\n"
AUTOMATION = "automation = { low = 0.0, high = 0.5 }\n"
HIRES = (CADENCE + CAF + AUTOMATION, "hires = { low = -3, high = 6 }\n")
SAMPLERS = ["skopt", "tpe", "cmaes", "nsga2", "sobol", "random"]
GOALS = (Goal("renewal_bookings", "maximise"), Goal("csmp_cost", "minimise"))


@pytest.fixture
def incumbents(monkeypatch) -> list:
    """The incumbent that each batch met."""
    met, try_all = [], module.try_all

    def note(experiment, policies, incumbent, first):
        met.append(incumbent)
        return try_all(experiment, policies, incumbent, first)

    monkeypatch.setattr(module, "try_all", note)
    return met


# ---- Batches -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trials", "batch", "expected"),
    [
        (1, 4, [(0, 4)]),
        (4, 4, [(0, 4)]),
        (5, 2, [(0, 2), (2, 2), (4, 2)]),
        (2, 1, [(0, 1), (1, 1)]),
    ],
)
def test_batches_are_whole(
    tiny_study, budgeted, searched, screened, monkeypatch, trials, batch, expected
):
    asked, tell = [], Record.tell

    def note(record: Record, first: int, told: Sequence[Told]):
        asked.append((first, len(told)))
        return tell(record, first, told)

    monkeypatch.setattr(Record, "tell", note)
    found = searched(budgeted(tiny_study, trials=trials, batch=batch), found=screened)
    assert asked == expected
    assert [trial.number for trial in found.trials] == list(range(sum(map(sum, expected[-1:]))))
    assert found.ended_by == "trials"


def test_who_watches_is_told_the_ranking_after_each_batch(tiny_study, budgeted, searched, screened):
    told: list[list] = []
    found = searched(
        budgeted(tiny_study), found=screened, on_batch=lambda ranked: told.append(list(ranked))
    )
    assert len(told) == 3
    assert told[-1] == list(found.ranked)
    finished = {trial.number for trial in found.trials if not trial.stopped}
    assert {trial.number for trial in found.ranked} == finished


def test_the_incumbent_is_ranked_first_and_no_trial_is_ahead_of_it_unless_looked_at_less(
    tiny_study, budgeted, searched, screened, simulator_for, incumbents
):
    study = budgeted(tiny_study, trials=16)
    simulator = simulator_for(study)
    found = searched(study, found=screened, simulator=simulator)
    first, *others = found.ranked
    reference = simulator.so_far(first.policy, Phase.SEARCH)
    behind = leads([simulator.so_far(each.policy, Phase.SEARCH) for each in others], reference)
    assert [each.ahead for each in behind] == sorted((e.ahead for e in behind), reverse=True)
    for trial, standing in zip(others, behind, strict=True):
        met = simulator.so_far(trial.policy, Phase.SEARCH).replications
        assert standing.ahead <= 0 or met < reference.replications
    assert incumbents[0] is None
    assert None not in incumbents[1:]


def test_policies_that_keep_the_constraints_are_ranked_before_all_others(
    tiny_study, budgeted, searched, screened
):
    study = replace(
        budgeted(tiny_study, trials=16),
        constraints=(Constraint("csmp_cost", 75_000.0, "at_most", None),),
    )
    found = searched(study, found=screened)
    violations = [trial.violation for trial in found.ranked]
    assert violations == sorted(violations)
    assert violations[0] == 0.0 < violations[-1]


@pytest.mark.parametrize("batch", [1, 4])
def test_the_search_opens_with_todays_policy_and_the_screens(
    tiny_study, budgeted, searched, screened, batch
):
    found = searched(budgeted(tiny_study, batch=batch, trials=4), found=screened)
    count = max(batch, 2)
    policies = [trial.policy for trial in found.trials[:count]]
    assert policies[0] == tiny_study.baseline
    assert policies[1:] == [screened.policies[place] for place in screened.opening(count - 1)]


def test_todays_hires_open_the_search_of_a_schedule(tiny, budgeted, searched):
    study = tiny(('cadence = "quarterly"', 'cadence = "quarterly"\nhires = [1, 0]'), HIRES)
    assert searched(budgeted(study, trials=4)).trials[0].policy == study.baseline


def test_where_today_has_no_schedule_the_search_opens_with_the_screens_best(
    tiny, budgeted, searched, glance
):
    study = tiny(HIRES)
    found = glance(study, 1)
    first, *others = searched(budgeted(study, trials=8, sampler="skopt"), found=found).trials
    assert first.policy == found.policies[0]
    assert all(trial.policy.hires is not None for trial in others)


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    """By name, the screens of studies that several tests search, once there are any."""
    return {}


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_decisions_that_are_not_searched_stay_as_they_are_today(
    tiny, budgeted, searched, screens, glance, sampler
):
    study = tiny(
        (CADENCE, ""),
        ('cadence = "quarterly"', 'cadence = "quarterly"\nautomation = 0.25'),
        (AUTOMATION, ""),
    )
    if "caf" not in screens:
        screens["caf"] = glance(study, 1)
    found = searched(budgeted(study, sampler=sampler), found=screens["caf"])
    assert {(t.policy.cadence, t.policy.automation) for t in found.trials} == {("quarterly", 0.25)}
    assert all(0.8 <= trial.policy.caf <= 1.4 for trial in found.trials)
    assert len({trial.policy.caf for trial in found.trials}) > 4


# ---- The race ------------------------------------------------------------------------------------


def test_the_incumbent_is_the_best_that_met_all_replications(
    tiny_study, budgeted, searched, screened, incumbents
):
    study = budgeted(tiny_study, replications=64, trials=20)
    found = searched(study, found=screened)
    assert incumbents[0] is None
    for batch, incumbent in enumerate(incumbents[1:], 1):
        before = [trial for trial in found.trials[: 4 * batch] if not trial.stopped]
        assert incumbent == max(before, key=lambda trial: trial.objective.mean).policy
    assert (
        found.best.policy
        == min(
            (trial for trial in found.trials if not trial.stopped), key=lambda trial: trial.rank
        ).policy
    )


def test_only_a_policy_that_keeps_the_constraints_is_an_incumbent(
    tiny_study, budgeted, searched, screened, incumbents
):
    cost = Constraint("csmp_cost", 100_000.0, "at_most", None)
    study = replace(budgeted(tiny_study, trials=16), constraints=(cost,))
    found = searched(study, found=screened)
    keep = [trial for trial in found.trials if trial.violation == 0.0]
    assert 0 < len(keep) < len(found.trials)
    assert set(map(key_of, filter(None, incumbents))) <= {key_of(each.policy) for each in keep}
    assert incumbents[-1] is not None
    assert found.best.violation == 0.0


def test_where_no_policy_keeps_the_constraints_nothing_is_raced(
    tiny_study, budgeted, searched, screened, incumbents
):
    never = Constraint("csmp_cost", 1.0, "at_most", None)
    found = searched(replace(budgeted(tiny_study), constraints=(never,)), found=screened)
    assert incumbents == [None] * 3
    assert not any(trial.stopped for trial in found.trials)
    assert found.best.violation == min(trial.violation for trial in found.trials)


def test_policies_without_hope_cost_less(
    tiny_study, budgeted, searched, screened, simulator_for, opened, tmp_path
):
    study = budgeted(tiny_study, replications=64, trials=20)
    simulator = simulator_for(study)
    found = searched(study, found=screened, simulator=simulator)
    stopped = [trial for trial in found.trials if trial.stopped]
    assert 0 < len(stopped) < len(found.trials)
    assert {trial.replications for trial in stopped} <= {4, 8, 16, 32}
    assert simulator.spent == sum(trial.replications for trial in found.trials)
    record = opened(tmp_path)
    pruned = [trial.state == TrialState.PRUNED for trial in record.trials]
    assert pruned == [trial.stopped for trial in found.trials]
    assert [trial.user_attrs["stopped early"] for trial in record.trials] == pruned
    assert record.metric_names == ["objective"]
    for trial, told in zip(record.trials, found.trials, strict=True):
        assert "objective" not in trial.user_attrs
        if told.stopped:  # by its paired difference to the incumbent that it met
            assert trial.last_step == told.replications
            assert trial.value == trial.intermediate_values[told.replications]
            assert trial.value < record.best_value


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("bound", [None, 100_000.0])
def test_the_best_trial_of_the_record_is_the_incumbent(
    tiny_study, budgeted, searched, screened, opened, tmp_path, seed, bound
):
    """On one scale whatever the number of replications, which a mean over one's own is not."""
    study = budgeted(tiny_study, replications=16, trials=24, sampler="tpe")
    if bound is not None:
        study = replace(study, constraints=(Constraint("csmp_cost", bound, "at_most", None),))
    found = searched(study, found=screened, seed=seed)
    assert opened(tmp_path).best_trial.number == found.ranked[0].number


def test_values_by_replication_are_means_of_differences_to_the_incumbent_that_was_met(
    tiny_study, budgeted, searched, screened, simulator_for, opened, tmp_path
):
    study = budgeted(tiny_study, trials=4)
    simulator = simulator_for(study)
    searched(study, found=screened, simulator=simulator)
    (today,) = simulator.sample([study.baseline], Phase.SEARCH, 8)
    values = today.metrics["objective"]
    for trial in opened(tmp_path).trials:
        assert set(trial.intermediate_values) >= {4, 8}
        policy = study.model.decide(study.baseline, trial.params)
        (sample,) = simulator.sample([policy], Phase.SEARCH, 8)
        gain = sample.metrics["objective"] - values
        for step in (4, 8):
            expected = values.mean() + gain[:step].mean()
            assert trial.intermediate_values[step] == pytest.approx(expected, rel=1e-12)


def test_a_policy_proposed_again_is_not_simulated_again(
    tiny, budgeted, searched, simulator_for, monkeypatch
):
    """As a sampler proposes where there are more policies than are tried one by one."""
    monkeypatch.setattr("planner.search.screen.FEW", 1)
    study = budgeted(tiny((CAF, ""), (AUTOMATION, "")), trials=20)
    made: list[int] = []
    simulator = simulator_for(study, on_runs=made.append)
    found = searched(study, simulator=simulator)
    assert (found.tried, found.ended_by) == (2, "all")
    assert len(found.trials) == study.search.batch
    assert sum(made) == simulator.spent <= 2 * closest(study.search.replications)


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("batch", [1, 8])
def test_a_small_space_is_tried_policy_by_policy_and_then_the_search_ends(
    tiny, budgeted, searched, sampler, batch
):
    study = budgeted(tiny((CAF, ""), (AUTOMATION, "")), sampler=sampler, trials=20, batch=batch)
    found = searched(study)
    assert [trial.policy.cadence for trial in found.trials] == ["quarterly", "monthly"]
    assert (found.tried, found.ended_by) == (2, "all")


def test_several_goals_are_told_and_not_raced(
    tiny_study, budgeted, searched, screened, incumbents, opened, tmp_path
):
    study = replace(budgeted(tiny_study, sampler="auto", replications=16, trials=28), goals=GOALS)
    found = searched(study, found=screened)
    assert found.sampler == "nsga2"
    assert incumbents == [None] * 7
    assert not any(trial.stopped for trial in found.trials)
    record = opened(tmp_path)
    assert [each.name for each in record.directions] == ["MAXIMIZE", "MINIMIZE"]
    assert [trial.values for trial in record.trials] == [
        [trial.metrics[goal.metric].mean for goal in GOALS] for trial in found.trials
    ]
    assert {trial.state for trial in record.trials} == {TrialState.COMPLETE}


# ---- The end -------------------------------------------------------------------------------------


@pytest.fixture
def hasty(monkeypatch) -> None:
    """A search may settle after 8 trials."""
    monkeypatch.setattr(module, "_LEAST", 8)


@pytest.fixture
def settling(tiny_study, budgeted, searched, screened, hasty) -> Callable[[Path], Searched]:
    """Search by Gaussian process, in a folder, until too little is expected."""
    study = budgeted(tiny_study, sampler="skopt", trials=96)
    return lambda folder: searched(study, found=screened, zone=1e9, folder=folder)


@pytest.fixture(scope="module")
def settlements() -> list[tuple[Searched, Path]]:
    """The search that has settled and its folder, once there is one."""
    return []


@pytest.fixture
def settled(settling, settlements, tmp_path_factory) -> tuple[Searched, Path]:
    """A search that has settled, made once, and its folder."""
    if not settlements:
        folder = tmp_path_factory.mktemp("settled")
        settlements.append((settling(folder), folder))
    return settlements[0]


def test_the_gaussian_process_settles_when_too_little_is_expected(settled):
    found, _ = settled
    assert (found.sampler, found.ended_by, len(found.trials)) == ("skopt", "settled", 8)
    assert 0.0 <= found.improvement < 0.1 * 1e9


@pytest.mark.parametrize(("improvement", "ended"), [(9.9, "settled"), (10.1, "trials")])
def test_too_little_is_a_tenth_of_the_indifference_zone(
    tiny_study, budgeted, searched, screened, monkeypatch, improvement, ended
):
    def proposal(gaussian, tried, pending, seed):
        return Proposal(screened.points[len(tried) + len(pending)], improvement)

    monkeypatch.setattr(Gaussian, "proposal", proposal)
    study = budgeted(tiny_study, sampler="skopt", trials=28)
    found = searched(study, found=screened, zone=100.0)
    assert (found.ended_by, found.improvement) == (ended, improvement)
    assert len(found.trials) == (24 if ended == "settled" else 28)


@pytest.mark.parametrize("sampler", [each for each in SAMPLERS if each != "skopt"])
def test_samplers_that_expect_nothing_do_not_settle(
    tiny_study, budgeted, searched, screened, sampler
):
    study = budgeted(tiny_study, sampler=sampler, trials=28, replications=2)
    found = searched(study, found=screened, zone=1e9)
    assert (found.ended_by, len(found.trials)) == ("trials", 28)


@pytest.mark.parametrize("max_runs", [99, 103, 104, 120, 140, 10_000])
def test_neither_a_batch_nor_a_closer_look_takes_runs_that_are_reserved(
    tiny_study, budgeted, searched, screened, simulator_for, max_runs
):
    """Of 2 replications, 8 a batch, and with 80 runs for what comes after the search."""
    study = budgeted(tiny_study, replications=2, max_runs=max_runs)
    simulator = simulator_for(study)
    found = searched(study, found=screened, simulator=simulator, reserve=80)
    assert simulator.spent + 80 <= max_runs
    if found.ended_by == "runs":  # another batch would not have fitted
        assert simulator.spent + 8 + 80 > max_runs
    else:
        assert len(found.trials) == 12
    assert max_runs >= 104 or found.ended_by == "runs"
    assert max_runs < 10_000 or found.ended_by == "trials"


def test_no_batch_begins_after_its_time(tiny_study, budgeted, searched, screened):
    now = [0.0]

    def tick(_):
        now[0] += 10.0

    study = budgeted(tiny_study, trials=40, max_seconds=25.0)
    found = searched(study, found=screened, clock=lambda: now[0], on_batch=tick)
    assert (found.ended_by, len(found.trials)) == ("seconds", 12)


# ---- The same digits -----------------------------------------------------------------------------


@pytest.mark.parametrize("sampler", ["skopt", "tpe"])
def test_the_trials_do_not_depend_on_the_number_of_jobs(
    tiny_study, budgeted, searched, screened, tmp_path_factory, sampler
):
    study = budgeted(tiny_study, sampler=sampler)
    one, three = (
        searched(study, found=screened, jobs=jobs, folder=tmp_path_factory.mktemp("jobs"))
        for jobs in (1, 3)
    )
    assert repr(one.trials) == repr(three.trials)


def test_another_seed_tries_other_policies(
    tiny_study, budgeted, searched, screened, tmp_path_factory
):
    study = budgeted(tiny_study)
    one, two = (
        searched(study, found=screened, seed=seed, folder=tmp_path_factory.mktemp("seed"))
        for seed in (1, 2)
    )
    later = [[trial.policy for trial in found.trials[4:]] for found in (one, two)]
    assert all(a != b for a, b in zip(*later, strict=True))


def test_replications_are_drawn_once_for_the_whole_search(tiny_study, budgeted, searched, screened):
    drawn, draw = [], tiny_study.model.draw

    def note(facts, streams):
        drawn.append((streams.phase, streams.replication))
        return draw(facts, streams)

    noting = replace(tiny_study, model=replace(tiny_study.model, draw=note))
    searched(budgeted(noting), found=screened)
    assert drawn == [(Phase.SEARCH, each) for each in range(len(drawn))]


# ---- Taken up again ------------------------------------------------------------------------------


def test_a_search_that_settled_settles_again(settled, settling, opened, tmp_path):
    once, folder = settled
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    again = settling(tmp_path)
    assert repr(once.trials) == repr(again.trials)
    assert (once.ended_by, once.improvement) == (again.ended_by, again.improvement)
    assert [trial.state for trial in opened(tmp_path).trials] == [TrialState.COMPLETE] * 8


def test_a_search_taken_up_when_it_had_ended_says_the_same(
    tiny_study, budgeted, searched, screened, hasty
):
    study = budgeted(tiny_study, sampler="skopt", trials=12)
    once, again = (searched(study, found=screened, zone=1e-6) for _ in range(2))
    assert (once.ended_by, again.ended_by) == ("trials", "trials")
    assert not math.isnan(once.improvement)
    assert repr(once.improvement) == repr(again.improvement)


@pytest.mark.parametrize("sampler", ["tpe", "random"])
def test_samplers_that_expect_nothing_say_nothing(
    tiny_study, budgeted, searched, screened, sampler
):
    found = searched(budgeted(tiny_study, sampler=sampler), found=screened)
    assert math.isnan(found.improvement)


def test_the_search_does_not_settle_before_a_policy_keeps_the_constraints(
    tiny_study, budgeted, searched, screened, hasty
):
    never = Constraint("csmp_cost", 1.0, "at_most", None)
    study = replace(budgeted(tiny_study, sampler="skopt", trials=12), constraints=(never,))
    assert searched(study, found=screened, zone=100.0).ended_by == "trials"


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_any_sampler_searches_under_constraints(tiny_study, budgeted, searched, screened, sampler):
    cost = Constraint("csmp_cost", 100_000.0, "at_most", None)
    study = replace(budgeted(tiny_study, sampler=sampler), constraints=(cost,))
    assert len(searched(study, found=screened).trials) == 12


def test_where_the_end_of_a_range_is_best_it_is_tried_to_a_hundredth(tiny, budgeted, searched):
    """0.3 + (0.86 - 0.3) is more than 0.86, by rounding."""
    study = tiny(
        (CADENCE, ""),
        (AUTOMATION, ""),
        ("low = 0.8, high = 1.4", "low = 0.3, high = 0.86"),
        ("annual_cost = 60_000.0", "annual_cost = 600_000.0"),
        ('cadence = "quarterly"', 'cadence = "quarterly"\ncaf = 0.5'),
    )
    found = searched(budgeted(study, sampler="skopt", trials=16))
    largest = max(trial.policy.caf for trial in found.trials)
    assert 0.86 - APART * (0.86 - 0.3) <= largest <= 0.86
