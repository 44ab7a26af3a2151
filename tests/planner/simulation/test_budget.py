"""A stage ends where its limit says, and there again however fast it is repeated."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.simulation.budget import Budget
from planner.simulation.ledger import Ledger
from planner.simulation.phase import Phase


@dataclass
class Clock:
    """Stands still unless it is set."""

    now: float = 1e6

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger():
    opened = Ledger()
    yield opened
    opened.close()


@pytest.fixture
def budget(simulating, casino, ledger, clock):
    """Make a budget on the ledger, as a new process would."""

    def make(max_runs=None, max_seconds=None):
        return Budget(max_runs, max_seconds, simulating(casino, ledger=ledger), clock)

    return make


# ---- Runs ----------------------------------------------------------------------------------------


def test_without_limits_nothing_is_reached(budget, clock):
    free = budget()
    clock.now += 1e9
    assert free.runs_left is None
    assert free.affords(10**9)
    assert free.reached("search", 0, 10**9) is None


@given(spent=st.integers(0, 6), asked=st.integers(0, 8), limit=st.integers(1, 10))
def test_runs_may_fill_the_limit_but_not_exceed_it(simulating, casino_of, bet, spent, asked, limit):
    simulator = simulating(casino_of())
    budget = Budget(limit, None, simulator)
    simulator.sample([bet(1.0)], Phase.SEARCH, spent) if spent else None
    assert budget.runs_left == limit - spent
    expected = "runs" if spent + asked > limit else None
    assert budget.reached("search", 0, asked) == expected


def test_runs_of_all_phases_count_and_those_found_in_the_ledger_too(
    simulating, casino, bets, ledger
):
    left = []
    for _ in range(2):  # the second finds them
        simulator = simulating(casino, ledger=ledger)
        budget = Budget(20, None, simulator)
        for phase in (Phase.SEARCH, Phase.SELECT):
            simulator.sample(bets, phase, 3)
            left.append(budget.runs_left)
    assert left == [11, 2, 11, 2]
    assert len(casino.drawn) == 6


def test_runs_are_looked_at_before_seconds(budget, clock):
    both = budget(max_runs=5, max_seconds=10.0)
    clock.now += 20.0
    assert both.reached("search", 0, 6) == "runs"
    assert both.reached("search", 0, 5) == "seconds"


# ---- Seconds -------------------------------------------------------------------------------------


def test_seconds_end_a_stage_when_they_are_up(budget, clock):
    limited = budget(max_seconds=10.0)
    clock.now += 9.75
    assert (limited.seconds, limited.reached("search", 40, 5)) == (9.75, None)
    clock.now += 0.25
    assert (limited.seconds, limited.reached("search", 48, 5)) == (10.0, "seconds")


def test_once_ended_a_stage_does_not_go_on(budget, clock):
    limited = budget(max_seconds=10.0)
    clock.now += 10.0
    assert limited.reached("search", 48, 5) == "seconds"
    assert limited.reached("search", 48, 5) == "seconds"
    assert limited.reached("search", 56, 5) == "seconds"


def test_later_stages_end_at_once(budget, clock):
    limited = budget(max_seconds=10.0)
    clock.now += 10.0
    assert limited.reached("search", 48, 5) == "seconds"
    assert limited.reached("selection", 0, 5) == "seconds"


@pytest.mark.parametrize("pace", [0.0, 0.01, 100.0])
def test_a_stage_that_is_repeated_ends_where_it_was_ended(budget, clock, pace):
    first = budget(max_seconds=10.0)
    clock.now += 10.0
    assert first.reached("search", 24, 5) == "seconds"
    again = budget(max_seconds=10.0)
    answers = []
    for progress in (0, 8, 16, 24, 32):
        answers.append(again.reached("search", progress, 5))
        clock.now += pace
    assert answers == [None, None, None, "seconds", "seconds"]


def test_the_seconds_of_an_interrupted_process_are_not_given_again(budget, clock):
    first = budget(max_seconds=10.0)
    clock.now += 6.0
    assert first.reached("search", 16, 5) is None
    clock.now += 1000.0  # nobody works
    second = budget(max_seconds=10.0)
    assert second.seconds == 6.0
    clock.now += 3.5
    assert second.reached("search", 24, 5) is None
    clock.now += 0.5
    assert second.seconds == 10.0
    assert second.reached("search", 32, 5) == "seconds"


def test_another_limit_is_judged_anew(budget, clock):
    first = budget(max_seconds=10.0)
    clock.now += 10.0
    assert first.reached("search", 24, 5) == "seconds"
    longer = budget(max_seconds=15.0)
    assert longer.reached("search", 24, 5) is None
    clock.now += 5.0
    assert longer.reached("search", 40, 5) == "seconds"
    assert budget().reached("search", 48, 5) is None
    back = budget(max_seconds=10.0)
    assert [back.reached("search", progress, 5) for progress in (16, 24)] == [None, "seconds"]


def test_a_ledger_of_seconds_outlives_its_process(simulating, casino, clock, tmp_path):
    answers = []
    for _ in range(3):
        ledger = Ledger(tmp_path / "runs.sqlite")
        limited = Budget(None, 10.0, simulating(casino, ledger=ledger), clock)
        clock.now += 6.0
        answers.append((limited.seconds, limited.reached("search", len(answers), 5)))
        ledger.close()
    assert answers == [(6.0, None), (12.0, "seconds"), (18.0, "seconds")]


def test_a_search_that_kept_within_its_seconds_does_so_however_often_it_is_taken_up(budget, clock):
    first = budget(max_seconds=10.0)
    for progress in (0, 8, 16, 24):
        assert first.reached("search", progress, 5) is None
        clock.now += 2.0
    for _ in range(5):
        again = budget(max_seconds=10.0)
        for progress in (0, 8, 16, 24):
            assert again.reached("search", progress, 5) is None
            clock.now += 0.3


def test_a_search_killed_shortly_before_its_end_gets_back_to_where_it_stood(budget, clock):
    first = budget(max_seconds=10.0)
    assert first.reached("search", 0, 5) is None
    clock.now += 9.6
    assert first.reached("search", 24, 5) is None
    again = budget(max_seconds=10.0)
    for progress in (0, 8, 16, 24):
        clock.now += 0.3
        assert again.reached("search", progress, 5) is None
    assert again.reached("search", 32, 5) == "seconds"
