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


MIDDLE = """
[facts.segments.mid]
customers.at_start = 8
customers.arrivals_per_month = 1.0
contract.months = 3
contract.value = 90_000.0
activities.email = { per_month = 10, mean_hours = 1.0 }
"""


@pytest.fixture(scope="session")
def podded(divided_study) -> Future:
    """One future of a vendor with two pods: one in books, and one that serves two segments."""
    books = "annual_cost = 90_000.0", 'annual_cost = 90_000.0\ndesk = { organisation = "books" }'
    served = 'segments = ["-1"]', 'segments = ["-1", "mid"]'
    study = divided_study("podded", books, served, more=MIDDLE)
    lean = named(study, "caf.named=1.6 caf.pool=0.6").baseline
    return watch(study, "lean pods", lean, seed=7, replication=1, jobs=1, on_runs=lambda _: None)
