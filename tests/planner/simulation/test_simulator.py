"""Runs are made once, whatever runs them, and what is known of a policy is always the same."""

import threading
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.simulation.ledger import Ledger
from planner.simulation.phase import Phase
from planner.simulation.simulator import key_of
from simmodel.streams import Streams

WITH_SERIES = (Phase.SIMULATE, Phase.SELECT, Phase.VALIDATE)
WITHOUT_SERIES = (Phase.SEARCH, Phase.FRONTIER)


@pytest.fixture
def path(tmp_path):
    """Of a ledger that is not there yet."""
    return tmp_path / "runs.sqlite"


@pytest.fixture
def ledger_at():
    """Open ledgers, and close them at the end."""
    ledgers = []

    def open_(path):
        ledgers.append(Ledger(path))
        return ledgers[-1]

    yield open_
    for each in ledgers:
        each.close()


# ---- Samples -------------------------------------------------------------------------------------


def test_there_is_a_sample_a_policy_with_a_value_a_replication(simulating, casino, bets, months):
    samples = simulating(casino).sample(bets, Phase.SELECT, 5)
    assert [sample.policy for sample in samples] == bets
    for sample in samples:
        assert sample.replications == 5
        assert sample.observed.keys() == sample.metrics.keys() == casino.metrics.keys()
        assert sample.series.keys() == casino.series.keys()
        for values in (*sample.observed.values(), *sample.metrics.values()):
            assert values.shape == (5,)
        assert all(values.shape == (5, months) for values in sample.series.values())


def test_a_sample_is_shown_in_a_line_without_its_values(simulating, casino, bets):
    (sample, *_) = simulating(casino).sample(bets, Phase.SELECT, 5)
    assert repr(sample) == f"Sample(policy={sample.policy!r})"


def test_observed_is_what_the_model_measures_and_metrics_are_without_luck(
    simulating, casino, bet, months
):
    (sample,) = simulating(casino, seed=9).sample([bet(2.0)], Phase.SELECT, 3)
    for replication in range(3):
        luck = Streams(9, Phase.SELECT, replication).purpose(0).of(0).normal(size=months)
        won = (2.0 * luck).sum()
        assert sample.observed["objective"][replication] == won
        assert sample.metrics["objective"][replication] == won - 2.0 * luck[0]
        assert sample.observed["best_month"][replication] == (2.0 * luck).max()
        assert sample.series["won"][replication].tolist() == (2.0 * luck).tolist()
        assert sample.series["in_hand"][replication].tolist() == np.cumsum(2.0 * luck).tolist()


def test_a_metric_the_model_finds_no_luck_in_is_as_it_was_observed(simulating, casino, bets):
    samples = simulating(casino).sample(bets, Phase.SEARCH, 30)
    for sample in samples:
        observed, freed = sample.observed["best_month"], sample.metrics["best_month"]
        np.testing.assert_array_equal(observed, freed)
    assert any(np.isnan(sample.metrics["best_month"]).any() for sample in samples)


def test_every_policy_has_a_luck_of_its_own_price(simulating, casino, bets):
    one, minus_two, half = simulating(casino).sample(bets, Phase.SEARCH, 5)
    luck = [each.observed["objective"] - each.metrics["objective"] for each in (one, minus_two)]
    np.testing.assert_allclose(luck[1], -2.0 * luck[0], rtol=1e-12)
    assert np.array_equal(half.observed["objective"], 0.5 * one.observed["objective"])
    assert sorted(casino.priced) == [-2.0, 0.5, 1.0]


def test_a_policy_is_priced_once(simulating, casino, bets):
    simulator = simulating(casino)
    for phase in (Phase.SEARCH, Phase.SELECT):
        for policies in (bets[:1], bets, bets[::-1]):
            simulator.sample(policies, phase, 2)
    assert sorted(casino.priced) == [-2.0, 0.5, 1.0]


def test_a_policy_meets_the_same_luck_alone_and_among_others(simulating, casino, bets, values_of):
    among = simulating(casino).sample(bets, Phase.SELECT, 4)
    alone = [simulating(casino).sample([policy], Phase.SELECT, 4)[0] for policy in bets]
    assert values_of(among) == values_of(alone)


@pytest.mark.parametrize("first", [3, 11])
def test_more_replications_begin_with_the_same_ones(simulating, casino, bet, first):
    simulator = simulating(casino)
    few, many = (
        simulator.sample([bet(1.0)], Phase.SELECT, count)[0] for count in (first, 14 - first)
    )
    assert (few.replications, many.replications) == (first, 14 - first)
    common = min(first, 14 - first)
    assert np.array_equal(many.metrics["objective"][:common], few.metrics["objective"][:common])
    assert np.array_equal(many.series["won"][:common], few.series["won"][:common])


def test_each_phase_has_its_own_replications(simulating, casino, bet):
    simulator = simulating(casino)
    values = [
        value
        for phase in Phase
        for value in simulator.sample([bet(1.0)], phase, 5)[0].observed["objective"]
    ]
    assert len(set(values)) == 5 * len(Phase)
    assert casino.drawn == [(phase, replication) for phase in Phase for replication in range(5)]


def test_another_seed_means_other_luck(simulating, casino, bets, values_of):
    one, two = (simulating(casino, seed=seed).sample(bets, Phase.SEARCH, 3) for seed in (1, 2))
    assert values_of(one) != values_of(two)


@pytest.mark.parametrize("phase", WITHOUT_SERIES)
def test_phases_of_the_search_keep_no_series(simulating, casino, bets, phase):
    for sample in simulating(casino).sample(bets, phase, 3):
        assert sample.series == {} == sample.monthly()


@pytest.mark.parametrize("phase", WITH_SERIES)
def test_a_sample_estimates_its_metrics_and_its_series_month_by_month(
    simulating, casino, bet, months, phase
):
    (sample,) = simulating(casino).sample([bet(1.0)], phase, 6)
    objective = sample.estimates()["objective"]
    assert objective.mean == pytest.approx(sample.metrics["objective"].mean(), rel=1e-14)
    assert objective.mean != sample.observed["objective"].mean()
    by_month = sample.monthly()
    assert by_month.keys() == sample.series.keys()
    for name, series in sample.series.items():
        assert len(by_month[name]) == months
        assert [month.mean for month in by_month[name]] == pytest.approx(series.mean(axis=0))
        assert all(month.half_width > 0 for month in by_month[name])


def test_the_mean_of_what_was_observed_has_luck_in_it(simulating, casino, bet):
    (sample,) = simulating(casino).sample([bet(1.0)], Phase.SELECT, 6)
    means = sample.observed_means
    assert means.keys() == casino.metrics.keys()
    for name, mean in means.items():
        assert mean == pytest.approx(sum(sample.observed[name]) / 6, nan_ok=True)
    assert means["objective"] != sample.metrics["objective"].mean()


# ---- Jobs ----------------------------------------------------------------------------------------


def test_results_do_not_depend_on_the_number_of_jobs(simulating, casino_of, bets, values_of):
    one, two, many = (
        values_of(simulating(casino_of(), jobs).sample(bets, Phase.SELECT, 9)) for jobs in (1, 2, 5)
    )
    assert one == two == many


def test_results_do_not_depend_on_jobs_when_replications_are_kept(
    simulating, casino_of, bets, values_of
):
    def twice(jobs: int) -> list:
        simulator = simulating(casino_of(), jobs)
        simulator.sample(bets[:1], Phase.SEARCH, 3, keep=True)
        return values_of(simulator.sample(bets, Phase.SEARCH, 6, keep=True))

    at_once = values_of(simulating(casino_of()).sample(bets, Phase.SEARCH, 6))
    assert twice(1) == twice(2) == at_once


def test_a_model_that_holds_the_interpreter_runs_in_processes_with_the_same_results(
    simulating, casino_of, bets, values_of
):
    in_processes = simulating(casino_of(run_releases_gil=False), jobs=2)
    expected = values_of(simulating(casino_of()).sample(bets, Phase.SELECT, 4))
    assert values_of(in_processes.sample(bets, Phase.SELECT, 4)) == expected
    assert in_processes.problem.model.drawn == []  # the drawing was done elsewhere


@pytest.mark.parametrize("engine", ["kernel", "simpy"])
def test_runs_in_processes_are_counted_by_a_callback_that_cannot_leave_this_process(
    simulating, casino_of, bets, engine
):
    counted, here = [], threading.Lock()  # as a progress bar holds one

    def count(lock: threading.Lock, runs: int) -> None:
        with lock:
            counted.append(runs)

    simulator = simulating(
        casino_of(run_releases_gil=False), jobs=2, engine=engine, on_runs=partial(count, here)
    )
    simulator.sample(bets, Phase.SEARCH, 4)
    assert counted == [3, 3, 3, 3]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_replication_reports_how_many_policies_ran_on_it(simulating, casino, bets, jobs):
    counted = []
    simulator = simulating(casino, jobs, on_runs=counted.append)
    simulator.sample(bets, Phase.SEARCH, 4)
    simulator.sample(bets[:1], Phase.SELECT, 2)
    assert counted == [3, 3, 3, 3, 1, 1]


# ---- Runs are made once --------------------------------------------------------------------------


@pytest.fixture
def counted():
    """What a simulator has reported: policies run, replication by replication."""
    return []


@pytest.fixture
def counting(simulating, casino, counted):
    """Make simulators of the casino that report."""
    return partial(simulating, casino, on_runs=counted.append)


@pytest.mark.parametrize("jobs", [1, 2])
def test_more_replications_run_the_missing_ones_only(counting, casino, bets, counted, jobs):
    simulator = counting(jobs=jobs)
    simulator.sample(bets, Phase.SEARCH, 2)
    casino.drawn.clear()
    simulator.sample(bets, Phase.SEARCH, 5)
    assert sorted(casino.drawn) == [(Phase.SEARCH, replication) for replication in (2, 3, 4)]
    assert counted == [3, 3, 3, 3, 3]


def test_a_policy_runs_on_those_replications_it_has_not_met(counting, bets, counted, values_of):
    simulator = counting()
    simulator.sample(bets[:1], Phase.SELECT, 3)
    simulator.sample(bets[1:2], Phase.SELECT, 1)
    counted.clear()
    samples = simulator.sample(bets, Phase.SELECT, 4)
    assert counted == [1, 2, 2, 3]
    assert values_of(samples) == values_of(counting().sample(bets, Phase.SELECT, 4))


def test_what_is_known_is_given_without_a_run(counting, bets, counted, values_of):
    simulator = counting()
    first = values_of(simulator.sample(bets, Phase.SELECT, 4))
    counted.clear()
    again = simulator.sample(bets[::-1], Phase.SELECT, 4)[::-1]
    assert counted == []
    assert values_of(again) == first


def test_so_far_is_what_was_asked_for_whatever_the_ledger_holds(
    simulating, casino, bet, ledger_at, path, values_of
):
    first = simulating(casino, ledger=ledger_at(path))
    first.sample([bet(2.0)], Phase.SEARCH, 6)
    first.ledger.close()
    second = simulating(casino, ledger=ledger_at(path))
    (asked,) = second.sample([bet(2.0)], Phase.SEARCH, 4)
    second.sample([bet(2.0)], Phase.SEARCH, 2)
    found = second.so_far(bet(2.0), Phase.SEARCH)
    assert found.replications == 4
    assert values_of([found]) == values_of([asked])


def test_a_policy_that_is_named_twice_runs_once(counting, bet, counted, values_of):
    samples = counting().sample([bet(1.0), bet(2.0), bet(1.0)], Phase.SELECT, 3)
    assert counted == [2, 2, 2]
    first, _, second = values_of(samples)
    assert first == second


def test_a_policy_has_runs_of_its_own_in_each_phase(counting, bets, counted):
    simulator = counting()
    for phase in (Phase.SELECT, Phase.VALIDATE):
        simulator.sample(bets, phase, 2)
    assert counted == [3, 3, 3, 3]


def test_runs_are_counted_as_asked_for(counting, bets, bet):
    simulator = counting()
    assert (simulator.spent, simulator.runs(Phase.SEARCH)) == (0, 0)
    simulator.sample(bets, Phase.SEARCH, 4)
    simulator.sample(bets, Phase.SEARCH, 2)
    simulator.sample([bet(1.0), bet(9.0), bet(9.0)], Phase.SEARCH, 5)
    simulator.sample(bets[:1], Phase.SELECT, 3)
    assert simulator.runs(Phase.SEARCH) == 5 + 4 + 4 + 5
    assert simulator.runs(Phase.SELECT) == 3
    assert simulator.runs(Phase.VALIDATE) == 0
    assert simulator.spent == 21


# ---- The ledger ----------------------------------------------------------------------------------


def test_on_a_shelf_of_its_own_a_problem_meets_no_run_of_another(
    simulating, counting, casino, bets, counted, path, ledger_at
):
    ledger = ledger_at(path)
    simulating(casino, ledger=ledger).sample(bets, Phase.SELECT, 4)
    for expected in (12, 0):
        counted.clear()
        counting(ledger=ledger, shelf="other ").sample(bets, Phase.SELECT, 4)
        assert sum(counted) == expected


def test_without_series_a_sample_has_the_same_metrics_and_no_series(simulating, casino, bets):
    kept = simulating(casino).sample(bets, Phase.SELECT, 4)
    bare = simulating(casino, with_series=False).sample(bets, Phase.SELECT, 4)
    for one, other in zip(kept, bare, strict=True):
        assert one.series and not other.series
        np.testing.assert_array_equal(one.metrics["objective"], other.metrics["objective"])


@pytest.mark.parametrize("phase", Phase)
def test_a_second_simulator_on_the_same_ledger_makes_no_run(
    counting, casino, bets, counted, values_of, path, ledger_at, phase
):
    before = ledger_at(path)
    first = values_of(counting(ledger=before).sample(bets, phase, 30))
    before.close()
    casino.drawn.clear()
    counted.clear()
    simulator = counting(ledger=ledger_at(path))
    assert values_of(simulator.sample(bets, phase, 30)) == first
    assert (casino.drawn, counted) == ([], [])
    assert simulator.spent == simulator.runs(phase) == 90  # as asked for


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_search_that_was_killed_goes_on_where_it_stood(
    simulating, counting, casino, bets, counted, values_of, path, ledger_at, jobs
):
    class Killed(BaseException):
        """The end."""

    def kill(_: int) -> None:
        counted.append(0)
        if len(counted) == 3:
            raise Killed

    before = ledger_at(path)
    with pytest.raises(Killed):
        simulating(casino, on_runs=kill, ledger=before).sample(bets, Phase.SELECT, 6)
    before.close()
    casino.drawn.clear()
    counted.clear()
    samples = counting(jobs=jobs, ledger=ledger_at(path)).sample(bets, Phase.SELECT, 6)
    assert sorted(casino.drawn) == [(Phase.SELECT, each) for each in (3, 4, 5)]
    assert counted == [3, 3, 3]
    assert values_of(samples) == values_of(counting().sample(bets, Phase.SELECT, 6))


def test_a_sample_that_was_interrupted_can_be_asked_for_again(simulating, casino, bets, values_of):
    left = [None, None, RuntimeError("interrupted"), None, None, None, None]

    def interrupt(_: int) -> None:
        if error := left.pop(0):
            raise error

    simulator = simulating(casino, on_runs=interrupt)
    with pytest.raises(RuntimeError, match="interrupted"):
        simulator.sample(bets, Phase.SELECT, 5)
    again = values_of(simulator.sample(bets, Phase.SELECT, 5))
    assert len(left) == 2
    assert again == values_of(simulating(casino).sample(bets, Phase.SELECT, 5))


def test_runs_after_a_missing_one_are_made_again(
    counting, casino, bets, counted, values_of, path, ledger_at
):
    before = ledger_at(path)
    whole = values_of(counting(ledger=before).sample(bets, Phase.SELECT, 4))
    before._file.execute("delete from runs where replication = 1")
    before._file.commit()
    before.close()
    casino.drawn.clear()
    assert values_of(counting(ledger=ledger_at(path)).sample(bets, Phase.SELECT, 4)) == whole
    assert casino.drawn == [(Phase.SELECT, each) for each in (1, 2, 3)]


def test_simulators_without_a_file_know_nothing_of_each_other(counting, bets, counted):
    for _ in range(2):
        counting().sample(bets, Phase.SEARCH, 2)
    assert counted == [3, 3, 3, 3]


# ---- Keys ----------------------------------------------------------------------------------------


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1e3, 1e3))
def test_policies_have_the_same_key_only_if_they_are_equal(bet, one, other):
    assert (key_of(bet(one)) == key_of(bet(other))) == (repr(one) == repr(other))
    assert key_of(bet(one)) == key_of(bet(one))
    assert key_of(bet(other)) != key_of(bet(np.nextafter(other, np.inf)))


def test_a_policy_of_the_journey_has_its_key_however_it_was_given(tiny_study):
    Policy = tiny_study.model.Policy
    plain = Policy.model_validate({"cadence": "quarterly", "caf": 1})
    assert key_of(plain) == key_of(Policy(cadence="quarterly", caf=1.0, hires=None))
    keys = [key_of(Policy(cadence="quarterly", hires=hires)) for hires in (None, (0, 0), (0, 1))]
    assert len(set(keys)) == 3


# ---- Engines -------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_both_engines_of_a_model_give_the_same_samples(
    simulating, casino_of, bets, values_of, jobs
):
    kernel, simpy = (
        simulating(casino_of(), jobs, engine=engine).sample(bets, Phase.SIMULATE, 4)
        for engine in ("kernel", "simpy")
    )
    assert values_of(kernel) == values_of(simpy)


QUEUED = ("[facts.automation]", "[facts.automation]\nqueued = true")
REVIEWED_LATER = ("[facts.team]", "[facts.team]\nreviewed_at_start = false")


@pytest.fixture
def journeys():
    """Four policies of a study of the journey; one of them is a fixed schedule."""

    def choose(study):
        today = dict(study.baseline)
        return [
            study.model.Policy.model_validate(today | choices)
            for choices in (
                {},
                {"cadence": "monthly", "caf": 1.3},
                {"caf": 0.7, "automation": 0.4},
                {"hires": (2, -3)},
            )
        ]

    return choose


@pytest.mark.parametrize("changes", [(), (QUEUED, REVIEWED_LATER)], ids=["defaults", "as paper"])
def test_both_engines_of_the_journey_are_equal_to_the_last_bit(
    tiny, simulator_for, journeys, values_of, changes
):
    study = tiny(*changes)
    kernel, simpy = (
        simulator_for(study, engine=engine).sample(journeys(study), Phase.SIMULATE, 3)
        for engine in ("kernel", "simpy")
    )
    assert values_of(kernel) == values_of(simpy)
    assert set(kernel[0].series) == set(study.model.series)


@pytest.mark.parametrize("phase", [Phase.SEARCH, Phase.VALIDATE])
def test_the_journey_is_the_same_from_the_ledger_and_from_replications_kept(
    tiny_study, simulator_for, journeys, values_of, path, ledger_at, phase
):
    policies = journeys(tiny_study)
    counted = []
    before = ledger_at(path)
    keeping = simulator_for(tiny_study, jobs=2, ledger=before)
    keeping.sample(policies[:2], phase, 3, keep=True)
    first = values_of(keeping.sample(policies, phase, 4, keep=True))
    before.close()
    found = simulator_for(tiny_study, ledger=ledger_at(path), on_runs=counted.append)
    assert values_of(found.sample(policies, phase, 4)) == first
    assert counted == []
    assert values_of(simulator_for(tiny_study).sample(policies, phase, 4)) == first


def test_the_journey_varies_less_without_its_luck(tiny_study, simulator_for, journeys):
    for sample in simulator_for(tiny_study).sample(journeys(tiny_study), Phase.VALIDATE, 60):
        observed, freed = sample.observed["objective"], sample.metrics["objective"]
        assert freed.var() < 0.8 * observed.var()
        np.testing.assert_array_equal(sample.observed["mean_wait"], sample.metrics["mean_wait"])
        for name in ("csmp_cost", "renewal_bookings"):
            assert np.all(np.isfinite(sample.metrics[name]))
