"""The two engines are equal to the last bit, and neither loses anything."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers
from simmodel.journey.desk.records import Counts
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import MONTHS_PER_PERIOD, Policy
from simmodel.journey.reference.vendor import reference
from simmodel.journey.work.facts import Automation
from simmodel.streams import Streams

EXAMPLES = int(os.environ.get("EXAMPLES", "75"))  # make engines sets many more

MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


COMPILES = pytest.mark.long  # each desk once more


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("studies", id="on_any_small_study"),
        pytest.param("grids", id="where_everything_happens_at_once"),
        pytest.param("desks", id="at_any_desk"),
        pytest.param("grids_at_a_desk", id="at_any_desk_where_everything_happens_at_once"),
        pytest.param("weighted", id="where_activities_weigh", marks=COMPILES),
        pytest.param("heard", id="where_poor_service_keeps_customers_away", marks=COMPILES),
        pytest.param("desks_with_members", id="of_members_at_any_desk", marks=COMPILES),
        pytest.param(
            "grids_at_a_desk_with_members",
            id="of_members_at_any_desk_where_everything_happens_at_once",
            marks=COMPILES,
        ),
        pytest.param("desks_with_targets", id="on_response_targets_at_any_desk", marks=COMPILES),
        pytest.param(
            "grids_at_a_desk_with_targets",
            id="on_response_targets_at_any_desk_where_everything_happens_at_once",
            marks=COMPILES,
        ),
    ],
)
def generated(request):
    """Studies of a kind, with a policy and paths."""
    return request.getfixturevalue(request.param)


@MANY
@given(data=st.data())
def test_engines_agree(generated, both, conserves, data):
    facts, policy, paths = data.draw(generated)
    conserves(facts, policy, paths, both(facts, policy, paths))


# ---- The case study ------------------------------------------------------------------------------

CUT = Facts(
    horizon_months=6,
    warm_up_months=12,
    customers=Customers(at_start=40, arrivals_per_month=2.0),
    team=Team(at_start=8),
)


@pytest.fixture(scope="module")
def paths():
    """One replication of the case study, cut to 40 customers and six months: 60,000 activities."""
    return draw(CUT, Streams(2025, 0, 0))


@pytest.mark.long
@pytest.mark.parametrize(
    ("policy", "change"),
    [
        (Policy(cadence="monthly", caf=1.1, automation=0.1), {}),
        (Policy(cadence="quarterly", hires=(-3, 2)), {}),
        (
            Policy(cadence="monthly", caf=1.25, automation=0.1),
            {
                "automation": Automation(queued=True),
                "team": Team(at_start=8, reviewed_at_start=False, rounding="whole_changes"),
            },
        ),
    ],
    ids=["adaptive", "schedule", "published_conventions"],
)
def test_engines_agree_on_the_case_study(both, conserves, paths, policy, change):
    # These facts do not bear on the paths.
    facts = Facts.model_validate(CUT.model_dump() | change)
    outcome = both(facts, policy, paths)
    conserves(facts, policy, paths, outcome)
    assert outcome.tally.counts.started.sum() > 10_000
    assert outcome.series["churn"].sum() > 0
    assert outcome.series["removed"].sum() > 0


@settings(MANY, max_examples=100)
@given(data=st.data())
def test_work_never_waits_while_a_csmp_is_idle(studies, data):
    # Numbers are drawn, so no service ends at the very instant the books are closed.
    facts, policy, paths = data.draw(studies)
    outcome = run(facts, policy, warm_up(facts, paths))
    waits = outcome.tally.counts.waiting[1:] > 0
    assert np.all((outcome.tally.counts.in_service[1:] >= outcome.series["team"])[waits])


# ---- One start, many runs ------------------------------------------------------------------------

POLICIES = [
    Policy(cadence=cadence, caf=caf, automation=automation)
    for cadence in MONTHS_PER_PERIOD
    for caf in (0.8, 1.2)
    for automation in (0.0, 0.3)
]


def test_runs_leave_the_start_and_the_paths_as_they_were(paths):
    start = warm_up(CUT, paths)
    before = [array.copy() for array in (*start.state[:-1], start.ends, *start.journey.work)]
    first = run(CUT, POLICIES[0], start)
    for policy in POLICIES:
        run(CUT, policy, start)
    assert run(CUT, POLICIES[0], start).tally == first.tally
    for old, now in zip(before, (*start.state[:-1], start.ends, *start.journey.work), strict=True):
        np.testing.assert_array_equal(old, now)
    assert warm_up(CUT, paths).nbytes == start.nbytes


def test_runs_side_by_side_in_threads_are_as_runs_one_by_one(paths, same):
    start = warm_up(CUT, paths)
    alone = [run(CUT, policy, start) for policy in POLICIES]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda policy: run(CUT, policy, start), POLICIES))
    for first, second in zip(alone, together, strict=True):
        same(first, second)


def test_the_policy_has_no_effect_before_time_0(paths):
    start = warm_up(CUT, paths)
    stocks = {
        (
            outcome.tally.counts.waiting[0],
            outcome.tally.counts.in_service[0],
            outcome.tally.counts.remaining_hours[0],
        )
        for outcome in (run(CUT, policy, start) for policy in POLICIES)
    }
    assert len(stocks) == 1


def test_tallies_are_equal_only_if_every_count_is(paths, by_name):
    start = warm_up(CUT, paths)
    lean, leaner = (run(CUT, Policy(cadence="monthly", caf=caf), start) for caf in (1.2, 1.25))
    assert lean.tally != leaner.tally
    assert lean.tally == run(CUT, Policy(cadence="monthly", caf=1.2), start).tally
    assert lean.tally != "tally"
    for name, count in by_name(lean.tally).items():
        counted = count.copy()
        counted[-1] = not counted[-1] if counted.dtype == bool else np.nextafter(counted[-1], 1e9)
        if counted.dtype.kind == "i":
            counted[-1] += 1
        if name in Counts._fields:
            changed = replace(lean.tally, counts=lean.tally.counts._replace(**{name: counted}))
        else:
            changed = replace(lean.tally, **{name: counted})
        assert changed != lean.tally


def test_reference_runs_do_not_share_anything(paths):
    policy = POLICIES[1]
    assert reference(CUT, policy, paths).tally == reference(CUT, policy, paths).tally
