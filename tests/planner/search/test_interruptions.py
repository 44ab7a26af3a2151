"""A search that is interrupted, and taken up again, tries what it would have tried."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.search.search import Searched
from planner.simulation.ledger import Ledger
from planner.study.study import Study

SAMPLERS = ["skopt", "tpe", "cmaes", "nsga2", "sobol", "random"]


class KilledError(Exception):
    """The search is interrupted."""


@pytest.fixture
def interrupted(searched, screened, simulator_for) -> Callable[..., Searched]:
    """Search in a folder, killed after each of these numbers of replications in turn."""

    def run(study: Study, folder: Path, *kills: int) -> Searched:
        for kill in (*kills, None):
            ledger = Ledger(folder / "runs.sqlite")
            left = [kill]

            def count(_, left=left):
                if left[0] is not None:
                    left[0] -= 1
                    if left[0] < 0:
                        raise KilledError

            simulator = simulator_for(study, ledger=ledger, on_runs=count)
            try:
                return searched(study, found=screened, simulator=simulator, folder=folder)
            except KilledError:
                continue
            finally:
                ledger.close()
        raise AssertionError("the last search is not killed")

    return run


RESUMED = {"trials": 12, "replications": 8}
RUNS = range(1, 30)  # places of an interruption: replications of today, then of each look


@pytest.fixture(scope="module")
def wholes() -> dict[str, tuple[Searched, Path]]:
    """By sampler, the search that nobody interrupted and its folder, once there is one."""
    return {}


@pytest.fixture
def whole(budgeted, tiny_study, interrupted, tmp_path_factory, wholes) -> Callable[..., tuple]:
    """The search of a sampler that nobody interrupted, made once, and its folder."""

    def search(sampler: str) -> tuple[Searched, Path]:
        if sampler not in wholes:
            folder = tmp_path_factory.mktemp("whole")
            study = budgeted(tiny_study, sampler=sampler, **RESUMED)
            wholes[sampler] = interrupted(study, folder), folder
        return wholes[sampler]

    return search


@pytest.mark.long
@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("kills", [(2,), (9,), (18, 5)], ids=str)
def test_an_interrupted_search_tries_the_same(
    tiny_study, budgeted, interrupted, whole, opened, tmp_path, sampler, kills
):
    expected, folder = whole(sampler)
    study = budgeted(tiny_study, sampler=sampler, **RESUMED)
    again = interrupted(study, tmp_path, *kills)
    assert repr(again.trials) == repr(expected.trials)
    assert again.ended_by == expected.ended_by
    one, two = (opened(each).trials for each in (folder, tmp_path))
    for each, other in zip(one, two, strict=True):
        for name in ("params", "state", "values", "intermediate_values", "user_attrs"):
            assert getattr(each, name) == getattr(other, name)


def test_wherever_it_is_interrupted_a_search_tries_the_same(
    tiny_study, budgeted, interrupted, whole, tmp_path_factory
):
    study = budgeted(tiny_study, sampler="tpe", **RESUMED)
    expected = repr(whole("tpe")[0].trials)

    @given(st.lists(st.sampled_from(RUNS), min_size=1, max_size=3))
    @settings(max_examples=5, deadline=None, database=None)
    def same(kills):
        found = interrupted(study, tmp_path_factory.mktemp("killed"), *kills)
        assert repr(found.trials) == expected

    same()


def test_runs_made_before_an_interruption_are_not_made_again(
    tiny_study, budgeted, searched, screened, simulator_for, tmp_path
):
    study = budgeted(tiny_study, **RESUMED)
    made: list[int] = []

    def kill(runs: int) -> None:
        made.append(runs)
        if len(made) == 14:
            raise KilledError

    for on_runs in (kill, made.append):
        ledger = Ledger(tmp_path / "runs.sqlite")
        simulator = simulator_for(study, ledger=ledger, on_runs=on_runs)
        try:
            searched(study, found=screened, simulator=simulator)
        except KilledError:
            assert on_runs is kill
        finally:
            ledger.close()
    assert sum(made) == simulator.spent


def test_a_search_with_a_larger_budget_goes_on_from_the_smaller(
    tiny_study, budgeted, searched, screened, opened, tmp_path
):
    """Two replications are too few for a race."""
    small = searched(budgeted(tiny_study, trials=8, replications=2), found=screened)
    large = searched(budgeted(tiny_study, trials=16, replications=2), found=screened)
    assert repr(large.trials[:8]) == repr(small.trials)
    assert len(opened(tmp_path).trials) == 16
