"""Problems of the tiny study, to be simulated by hand."""

from collections.abc import Callable

import pytest

from planner.sensitivity.problems import Problems
from planner.simulation.ledger import Ledger
from planner.study.study import Study


@pytest.fixture(scope="session")
def problems_of() -> Callable[..., Problems]:
    """The problems of a study."""

    def make(study: Study, ledger: Ledger | None = None, on_steps=lambda _: None) -> Problems:
        return Problems(study, study.seed, 1, 100.0, ledger or Ledger(), on_steps)

    return make


@pytest.fixture(scope="session")
def problems(asking, problems_of) -> Problems:
    """Those of the study that asks, shared by tests: what one has simulated another finds."""
    return problems_of(asking.study)
