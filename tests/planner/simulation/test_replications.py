"""Policies meet the same luck, whatever runs them and however many run at once."""

import threading
from collections import Counter
from contextlib import suppress

import numpy as np
import pytest

from planner.simulation.phase import Phase
from planner.simulation.replications import Replications
from simmodel.streams import Streams


def objective(policy, outcome):
    """What an outcome has won, month by month, and with which stake."""
    return policy.stake, outcome.series["won"].tolist()


@pytest.fixture
def running(problem_of):
    """Make the replications of a casino."""
    return lambda model, jobs=1, **options: Replications(problem_of(model), jobs, **options)


@pytest.fixture
def work(bets):
    """All policies on so many replications."""
    return lambda count: [(replication, bets) for replication in range(count)]


# ---- Runs ----------------------------------------------------------------------------------------


def test_there_is_a_result_a_policy_replication_by_replication(running, casino, work, months):
    results = list(running(casino).run(Phase.SELECT, work(3), objective))
    for replication, result in enumerate(results):
        luck = Streams(1, Phase.SELECT, replication).purpose(0).of(0).normal(size=months)
        assert result == [(stake, (stake * luck).tolist()) for stake in (1.0, -2.0, 0.5)]
    assert len(results) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_replication_runs_the_policies_asked_of_it(running, casino, bets, jobs):
    work = [(4, bets[:1]), (0, bets[1:]), (2, [])]
    results = list(running(casino, jobs).run(Phase.SEARCH, work, objective))
    assert [[stake for stake, _ in result] for result in results] == [[1.0], [-2.0, 0.5], []]
    assert sorted(casino.drawn) == [(Phase.SEARCH, each) for each in (0, 2, 4)]


def test_no_work_gives_no_results(running, casino):
    assert list(running(casino).run(Phase.SEARCH, [], objective)) == []
    assert casino.drawn == []


@pytest.mark.parametrize("engine", ["kernel", "simpy"])
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("releases", [True, False], ids=["threads", "processes"])
def test_results_depend_neither_on_jobs_nor_on_the_engine(
    running, casino_of, work, jobs, engine, releases
):
    casino = casino_of(run_releases_gil=releases)
    results = list(running(casino, jobs, engine=engine).run(Phase.SEARCH, work(5), objective))
    assert results == list(running(casino_of()).run(Phase.SEARCH, work(5), objective))
    if jobs > 1 and (engine == "simpy" or not releases):
        assert casino.drawn == []  # the drawing was done elsewhere


# ---- Replications kept ---------------------------------------------------------------------------


@pytest.fixture
def allow(monkeypatch):
    """Set the memory for replications kept, bytes; one of a casino takes 100."""
    return lambda number: monkeypatch.setattr("planner.simulation.replications.KEPT_BYTES", number)


def kept(replications, work):
    return list(replications.run(Phase.SEARCH, work, objective, keep=True))


@pytest.mark.parametrize("jobs", [1, 2])
def test_replications_that_are_kept_are_drawn_once(running, casino, work, jobs):
    replications = running(casino, jobs)
    results = [kept(replications, work(4)) for _ in range(3)]
    assert Counter(casino.drawn) == dict.fromkeys([(Phase.SEARCH, each) for each in range(4)], 1)
    assert results[0] == results[1] == results[2]


def test_only_the_new_ones_of_more_replications_are_drawn(running, casino, work):
    replications = running(casino)
    kept(replications, work(2))
    casino.drawn.clear()
    kept(replications, work(5))
    assert casino.drawn == [(Phase.SEARCH, replication) for replication in (2, 3, 4)]


def test_replications_are_not_kept_unasked(running, casino, work):
    replications = running(casino)
    for _ in range(2):
        list(replications.run(Phase.SEARCH, work(3), objective))
    assert len(casino.drawn) == 6


def test_what_is_kept_for_one_phase_is_not_used_in_another(running, casino, work):
    replications = running(casino)
    kept(replications, work(3))
    casino.drawn.clear()
    list(replications.run(Phase.VALIDATE, work(3), objective, keep=True))
    assert casino.drawn == [(Phase.VALIDATE, replication) for replication in range(3)]


def test_replications_beyond_the_memory_allowed_are_drawn_anew_at_each_call(
    running, casino, work, allow
):
    allow(250)  # two
    replications = running(casino)
    first = kept(replications, work(4))
    casino.drawn.clear()
    second = kept(replications, work(4))
    assert casino.drawn == [(Phase.SEARCH, 2), (Phase.SEARCH, 3)]
    assert second == first


def test_memory_that_is_filled_to_the_last_byte_is_used(running, casino, work, allow):
    allow(300)
    replications = running(casino)
    for _ in range(2):
        kept(replications, work(3))
    assert len(casino.drawn) == 3


def test_a_replication_larger_than_the_memory_allowed_is_not_kept(running, casino, work, allow):
    allow(99)
    replications = running(casino)
    for _ in range(2):
        kept(replications, work(1))
    assert len(casino.drawn) == 2


def test_replications_that_become_ready_together_do_not_exceed_the_memory_allowed(
    running, casino_of, work, allow
):
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

    allow(150)  # one
    casino = casino_of(start=SlowlyWeighed)
    replications = running(casino, jobs=2)
    for _ in range(2):
        kept(replications, work(2))
    assert len(casino.drawn) == 3  # two, and again the one for which there was no room


def test_what_was_kept_is_drawn_anew_after_it_was_given_back(running, casino, work):
    replications = running(casino)
    first = kept(replications, work(3))
    replications.forget()
    assert kept(replications, work(3)) == first
    assert len(casino.drawn) == 6
