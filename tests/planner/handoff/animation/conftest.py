"""One future of the tiny vendor, under today's policy and a lean one."""

import pytest

from planner.simulation.watched import Future, watch
from planner.study.supposed import named


@pytest.fixture(scope="session")
def seeking(people) -> Future:
    """One future of a vendor whose positions take months to fill, under two policies."""
    study, policy = people.study, people.winner.policy
    return watch(study, "policy", policy, seed=7, replication=1, jobs=1, on_runs=lambda _: None)


@pytest.fixture(scope="session")
def future(tiny_study) -> Future:
    lean = named(tiny_study, "cadence=monthly caf=1.4 automation=0.2").baseline
    return watch(
        tiny_study, "lean policy", lean, seed=7, replication=1, jobs=1, on_runs=lambda _: None
    )
