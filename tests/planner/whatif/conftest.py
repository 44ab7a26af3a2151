"""Problems of the tiny study, to be simulated by hand."""

from collections.abc import Callable

import pytest

from planner.simulation.ledger import Ledger
from planner.study.checks import Checks
from planner.study.numbers import number_facts, with_numbers
from planner.study.study import Study
from planner.whatif.problems import Problems
from simmodel.fields import Section


@pytest.fixture(scope="session")
def problems_of() -> Callable[..., Problems]:
    """The problems of a study."""

    def make(study: Study, ledger: Ledger | None = None, on_runs=lambda _: None) -> Problems:
        return Problems(study, study.seed, 1, ledger or Ledger(), on_runs)

    return make


@pytest.fixture(scope="session")
def problems(asking, problems_of) -> Problems:
    """Those of the study that asks, shared by tests: what one has simulated another finds."""
    return problems_of(asking.study)


@pytest.fixture(scope="session")
def with_values() -> Callable[[Study, dict[str, float]], Section]:
    """The facts of a study with other values of some, by dotted name."""

    def change(study: Study, values: dict[str, float]) -> Section:
        known = number_facts(study.facts)
        table = with_numbers(study.facts, {known[name].path: v for name, v in values.items()})
        facts = Checks("").section(study.model.Facts, table)
        assert facts is not None
        return facts

    return change
