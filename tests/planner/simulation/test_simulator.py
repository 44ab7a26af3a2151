"""Policies meet the same luck, whatever runs them and however many run at once."""

import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from planner.simulation.simulator import Problem, Simulator
from simmodel.contract import Quantity
from simmodel.streams import Phase, Streams


@dataclass(frozen=True)
class Bet:
    """A policy."""

    stake: float


@dataclass(frozen=True)
class Start:
    luck: float
    nbytes: int = 100


@dataclass(frozen=True)
class Outcome:
    series: Mapping[str, np.ndarray]


class Casino:
    """A model: every month wins stake x luck. It notes the replications it has drawn."""

    metrics: Mapping[str, Quantity] = {
        "objective": Quantity("money", "what is won"),
        "best_month": Quantity("money", "what is won in the best month"),
    }

    def __init__(self, run_releases_gil: bool = True, start: type = Start) -> None:
        self.start = start
        self.run_releases_gil = run_releases_gil
        self.drawn: list[tuple[Phase, int]] = []

    def draw(self, facts: int, streams: Streams) -> np.ndarray:
        self.drawn.append((streams.phase, streams.replication))
        return streams.purpose(0).of(0).normal(size=facts)

    def warm_up(self, facts: int, paths: np.ndarray) -> Start:
        return self.start(paths)

    def run(self, facts: int, policy: Bet, start: Start) -> Outcome:
        return Outcome({"won": policy.stake * start.luck})

    def reference(self, facts: int, policy: Bet, paths: np.ndarray) -> Outcome:
        return Outcome({"won": np.array([policy.stake * each for each in paths])})

    def measure(self, facts: int, policy: Bet, objective: None, outcome: Outcome):
        won = outcome.series["won"]
        return {"objective": float(won.sum()), "best_month": float(won.max())}


POLICIES = [Bet(1.0), Bet(-2.0), Bet(0.5)]
MONTHS = 4


@pytest.fixture
def casino():
    return Casino()


def simulating(model: Casino, jobs: int = 1, seed: int = 1, **options) -> Simulator:
    return Simulator(Problem(model, MONTHS, None, seed), jobs, **options)


def metrics(samples) -> list[dict[str, list[float]]]:
    return [
        {name: values.tolist() for name, values in sample.metrics.items()} for sample in samples
    ]


# ---- Samples -------------------------------------------------------------------------------------


def test_there_is_a_sample_a_policy_with_a_value_a_replication(casino):
    samples = simulating(casino).sample(POLICIES, Phase.SEARCH, 5)
    assert [sample.policy for sample in samples] == POLICIES
    for sample in samples:
        assert sample.metrics.keys() == casino.metrics.keys()
        assert all(values.shape == (5,) for values in sample.metrics.values())
        assert len(sample.outcomes) == 5


def test_metrics_are_those_the_model_measures_replication_by_replication(casino):
    (sample,) = simulating(casino, seed=9).sample([Bet(2.0)], Phase.SELECT, 3)
    for replication in range(3):
        luck = Casino().draw(MONTHS, Streams(9, Phase.SELECT, replication))
        assert sample.metrics["objective"][replication] == (2.0 * luck).sum()
        assert sample.metrics["best_month"][replication] == (2.0 * luck).max()


def test_policies_meet_the_same_luck(casino):
    one, minus_two, _ = simulating(casino).sample(POLICIES, Phase.SEARCH, 5)
    assert np.array_equal(minus_two.metrics["objective"], -2.0 * one.metrics["objective"])


def test_a_policy_meets_the_same_luck_alone_and_among_others(casino):
    among = simulating(casino).sample(POLICIES, Phase.SEARCH, 4)
    alone = [simulating(casino).sample([policy], Phase.SEARCH, 4)[0] for policy in POLICIES]
    assert metrics(among) == metrics(alone)


def test_more_replications_begin_with_the_same_ones(casino):
    (few,) = simulating(casino).sample([Bet(1.0)], Phase.SEARCH, 3)
    (many,) = simulating(casino).sample([Bet(1.0)], Phase.SEARCH, 7)
    assert np.array_equal(many.metrics["objective"][:3], few.metrics["objective"])


def test_each_phase_has_its_own_replications(casino):
    values = [
        value
        for phase in Phase
        for value in simulating(casino).sample([Bet(1.0)], phase, 5)[0].metrics["objective"]
    ]
    assert len(set(values)) == 5 * len(Phase)
    assert casino.drawn == [(phase, replication) for phase in Phase for replication in range(5)]


def test_another_seed_means_other_luck(casino):
    one, two = (simulating(casino, seed=seed).sample(POLICIES, Phase.SEARCH, 3) for seed in (1, 2))
    assert metrics(one) != metrics(two)


def test_a_sample_estimates_its_metrics_and_its_series_month_by_month(casino):
    (sample,) = simulating(casino).sample([Bet(1.0)], Phase.SEARCH, 6)
    won = np.array([outcome.series["won"] for outcome in sample.outcomes])
    assert sample.estimates()["objective"].mean == pytest.approx(won.sum(axis=1).mean())
    months = sample.series()["won"]
    assert [month.mean for month in months] == pytest.approx(won.mean(axis=0).tolist())
    assert len(months) == MONTHS and all(month.half_width > 0 for month in months)


# ---- Jobs ----------------------------------------------------------------------------------------


def test_results_do_not_depend_on_the_number_of_jobs():
    one, two, many = (
        simulating(Casino(), jobs).sample(POLICIES, Phase.SEARCH, 9) for jobs in (1, 2, 5)
    )
    assert metrics(one) == metrics(two) == metrics(many)


def test_results_do_not_depend_on_jobs_when_replications_are_kept():
    def twice(jobs: int) -> list:
        simulator = simulating(Casino(), jobs)
        simulator.sample(POLICIES[:1], Phase.SEARCH, 3, keep=True)
        return metrics(simulator.sample(POLICIES, Phase.SEARCH, 6, keep=True))

    assert twice(1) == twice(2) == metrics(simulating(Casino()).sample(POLICIES, Phase.SEARCH, 6))


def test_a_model_that_holds_the_interpreter_runs_in_processes_with_the_same_results():
    in_processes = simulating(Casino(run_releases_gil=False), jobs=2)
    expected = metrics(simulating(Casino()).sample(POLICIES, Phase.SEARCH, 4))
    assert metrics(in_processes.sample(POLICIES, Phase.SEARCH, 4)) == expected
    assert in_processes.problem.model.drawn == []  # the drawing was done elsewhere


@pytest.mark.parametrize("engine", ["kernel", "simpy"])
def test_runs_in_processes_are_counted_by_a_callback_that_cannot_leave_this_process(engine):
    counted, here = [], threading.Lock()  # as a progress bar holds one

    def count(lock: threading.Lock, runs: int) -> None:
        with lock:
            counted.append(runs)

    simulator = simulating(
        Casino(run_releases_gil=False), jobs=2, engine=engine, on_runs=partial(count, here)
    )
    simulator.sample(POLICIES, Phase.SEARCH, 4)
    assert counted == [3, 3, 3, 3]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_replication_reports_how_many_policies_ran_on_it(jobs):
    counted = []
    simulator = simulating(Casino(), jobs, on_runs=counted.append)
    simulator.sample(POLICIES, Phase.SEARCH, 4)
    simulator.sample(POLICIES[:1], Phase.SELECT, 2)
    assert counted == [3, 3, 3, 3, 1, 1]


# ---- Replications kept ---------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_replications_that_are_kept_are_drawn_once(jobs):
    casino = Casino()
    simulator = simulating(casino, jobs)
    for _ in range(3):
        simulator.sample(POLICIES, Phase.SEARCH, 4, keep=True)
    assert Counter(casino.drawn) == dict.fromkeys([(Phase.SEARCH, each) for each in range(4)], 1)


def test_only_the_new_ones_of_more_replications_are_drawn(casino):
    simulator = simulating(casino)
    simulator.sample(POLICIES, Phase.SEARCH, 2, keep=True)
    casino.drawn.clear()
    simulator.sample(POLICIES, Phase.SEARCH, 5, keep=True)
    assert casino.drawn == [(Phase.SEARCH, replication) for replication in (2, 3, 4)]


def test_replications_are_not_kept_unasked(casino):
    simulator = simulating(casino)
    simulator.sample(POLICIES, Phase.SEARCH, 3)
    simulator.sample(POLICIES, Phase.SEARCH, 3)
    assert len(casino.drawn) == 6


def test_what_is_kept_for_one_phase_is_not_used_in_another(casino):
    simulator = simulating(casino)
    simulator.sample(POLICIES, Phase.SEARCH, 3, keep=True)
    casino.drawn.clear()
    simulator.sample(POLICIES, Phase.VALIDATE, 3)
    assert casino.drawn == [(Phase.VALIDATE, replication) for replication in range(3)]


def test_replications_beyond_the_memory_allowed_are_drawn_anew_at_each_call(casino, monkeypatch):
    monkeypatch.setattr("planner.simulation.simulator.KEPT_BYTES", 250)  # two of 100 bytes each
    simulator = simulating(casino)
    first = metrics(simulator.sample(POLICIES, Phase.SEARCH, 4, keep=True))
    casino.drawn.clear()
    second = metrics(simulator.sample(POLICIES, Phase.SEARCH, 4, keep=True))
    assert casino.drawn == [(Phase.SEARCH, 2), (Phase.SEARCH, 3)]
    assert second == first


def test_memory_that_is_filled_to_the_last_byte_is_used(casino, monkeypatch):
    monkeypatch.setattr("planner.simulation.simulator.KEPT_BYTES", 300)
    simulator = simulating(casino)
    for _ in range(2):
        simulator.sample(POLICIES, Phase.SEARCH, 3, keep=True)
    assert len(casino.drawn) == 3


def test_a_replication_larger_than_the_memory_allowed_is_not_kept(casino, monkeypatch):
    monkeypatch.setattr("planner.simulation.simulator.KEPT_BYTES", 99)
    simulator = simulating(casino)
    for _ in range(2):
        simulator.sample(POLICIES, Phase.SEARCH, 1, keep=True)
    assert len(casino.drawn) == 2


def test_replications_that_become_ready_together_do_not_exceed_the_memory_allowed(monkeypatch):
    meeting = threading.Barrier(2)

    class SlowlyWeighed:
        """Its size is asked for by two threads at once, if nothing prevents that."""

        def __init__(self, luck: np.ndarray) -> None:
            self.luck = luck

        @property
        def nbytes(self) -> int:
            with suppress(threading.BrokenBarrierError):  # one thread at a time, as should be
                meeting.wait(timeout=1.0)
            return 100

    monkeypatch.setattr("planner.simulation.simulator.KEPT_BYTES", 150)  # room for one
    casino = Casino(start=SlowlyWeighed)
    simulator = simulating(casino, jobs=2)
    for _ in range(2):
        simulator.sample(POLICIES, Phase.SEARCH, 2, keep=True)
    assert len(casino.drawn) == 3  # two, and again the one for which there was no room


def test_what_was_kept_is_drawn_anew_after_it_was_given_back(casino):
    simulator = simulating(casino)
    first = metrics(simulator.sample(POLICIES, Phase.SEARCH, 3, keep=True))
    simulator.forget()
    second = metrics(simulator.sample(POLICIES, Phase.SEARCH, 3, keep=True))
    assert len(casino.drawn) == 6
    assert second == first


# ---- Engines -------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_both_engines_of_a_model_give_the_same_samples(jobs):
    kernel, simpy = (simulating(Casino(), jobs, engine=engine) for engine in ("kernel", "simpy"))
    samples = [each.sample(POLICIES, Phase.SIMULATE, 4) for each in (kernel, simpy)]
    assert metrics(samples[0]) == metrics(samples[1])


QUEUED = ("[facts.automation]", "[facts.automation]\nqueued = true")
REVIEWED_LATER = ("[facts.team]", "[facts.team]\nreviewed_at_start = false")


@pytest.mark.parametrize("changes", [(), (QUEUED, REVIEWED_LATER)], ids=["defaults", "as paper"])
def test_both_engines_of_the_journey_are_equal_to_the_last_bit(tiny, simulator_for, changes):
    study = tiny(*changes)
    today = dict(study.baseline)
    policies = [
        study.model.Policy.model_validate(today | choices)
        for choices in (
            {},
            {"cadence": "monthly", "caf": 1.3},
            {"caf": 0.7, "automation": 0.4},
            {"hires": (2, -3)},
        )
    ]
    kernel, simpy = (
        simulator_for(study, engine=engine).sample(policies, Phase.SIMULATE, 3)
        for engine in ("kernel", "simpy")
    )
    for compiled, readable in zip(kernel, simpy, strict=True):
        for name, values in compiled.metrics.items():
            assert np.array_equal(values, readable.metrics[name], equal_nan=True), name
        for one, other in zip(compiled.outcomes, readable.outcomes, strict=True):
            assert one.tally == other.tally
            for name, months in one.series.items():
                assert np.array_equal(months, other.series[name]), name


def test_the_journey_keeps_its_replications_without_a_change_of_results(tiny_study, simulator_for):
    policies = [tiny_study.baseline]
    keeping = simulator_for(tiny_study, jobs=2)
    (first,) = keeping.sample(policies, Phase.SEARCH, 3, keep=True)
    (again,) = keeping.sample(policies, Phase.SEARCH, 3, keep=True)
    (anew,) = simulator_for(tiny_study).sample(policies, Phase.SEARCH, 3)
    for name, values in first.metrics.items():
        assert np.array_equal(values, again.metrics[name], equal_nan=True), name
        assert np.array_equal(values, anew.metrics[name], equal_nan=True), name
