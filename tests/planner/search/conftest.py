"""A screen of the tiny study, and searches of studies like it."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import optuna
import pytest

from planner.search.experiment import Allowance, Experiment
from planner.search.journal import JOURNAL
from planner.search.screen import Fluid, Screen
from planner.search.search import Search, Searched
from planner.simulation.budget import Budget
from planner.simulation.simulator import Simulator
from planner.study.study import Study


@pytest.fixture(scope="session")
def fluid(tiny_study) -> Fluid:
    """The fluid approximation of the tiny study."""
    return Fluid(tiny_study)


@pytest.fixture(scope="session")
def screened(tiny_study, glance) -> Screen:
    """The screen of the tiny study."""
    return glance(tiny_study, 1)


@pytest.fixture(scope="session")
def opened() -> Callable[[Path], optuna.Study]:
    """Open the study recorded in a folder, as the dashboard does."""

    def read(folder: Path) -> optuna.Study:
        backend = optuna.storages.journal.JournalFileBackend(str(folder / JOURNAL))
        return optuna.load_study(study_name=None, storage=optuna.storages.JournalStorage(backend))

    return read


@pytest.fixture
def budgeted() -> Callable[..., Study]:
    """A study with another budget of search; its replications are enough for a race."""

    def change(study: Study, **budget: object) -> Study:
        settings = {"sampler": "random", "trials": 12, "batch": 4, "replications": 8} | budget
        return dataclasses.replace(study, search=study.search.model_copy(update=settings))

    return change


@pytest.fixture
def searched(tmp_path, simulator_for, glance) -> Callable[..., Searched]:
    """Search a study."""

    def run(
        study: Study,
        *,
        found: Screen | None = None,
        simulator: Simulator | None = None,
        folder: Path = tmp_path,
        zone: float = 100.0,
        reserve: int = 0,
        clock: Callable[[], float] = lambda: 0.0,
        on_batch: Callable = lambda _: None,
        **options,
    ) -> Searched:
        simulator = simulator or simulator_for(study, **options)
        found = dataclasses.replace(found or glance(study, 1), fluid=Fluid(study))
        budget = Budget(study.search.max_runs, study.search.max_seconds, simulator, clock)
        experiment = Experiment(study, simulator, zone)
        return Search(experiment, found, Allowance(budget, reserve), folder, on_batch).run()

    return run
