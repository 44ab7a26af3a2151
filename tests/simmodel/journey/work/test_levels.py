"""Response targets: which activities meet theirs, and what the others cost."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import idle, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.money.roles import FINANCE
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.vendor import together
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.streams import Streams

FEW = settings(max_examples=20, deadline=None)
STAY = Policy(cadence="annual", hires=(0,))
NEVER = 2.0


def targeted(facts, within, price=None):
    """The same vendor with one target for all its activities."""
    target = {"respond_within": within, "breach_cost": price}
    activities = {
        name: Activity.model_validate(each.model_dump() | target)
        for name, each in facts.activities.items()
    }
    return facts.model_copy(update={"activities": activities})


# ---- One by one, by hand -------------------------------------------------------------------------


@pytest.fixture
def levels(vendor, customer, play):
    """Judged, and breaches, by month of two ten-hour months, of one CSMP; the target is 2 hours."""

    def run_both(*tasks, within=2.0, policy=None):
        facts = targeted(vendor(team=1, customers=1), within, 10.0)
        series = play(facts, [customer(-5.0, tasks)], policy).series
        assert series["breach_cost"].tolist() == (10.0 * series["breaches"]).tolist()
        return series["judged"].tolist(), series["breaches"].tolist()

    return run_both


def test_who_starts_at_the_last_instant_of_the_target_meets_it(levels):
    assert levels((1.0, 2.0), (1.0, 1.0)) == ([2, 0], [0, 0])


def test_who_starts_later_is_a_breach_of_the_month_in_which_it_fell_due(levels):
    # The second waits from 9.5 to 14.5, in a month of its contract from 5 to 15.
    assert levels((9.0, 5.5), (9.5, 0.1)) == ([2, 0], [1, 0])


def test_what_is_dropped_is_a_breach_however_long_its_target_is(levels):
    assert levels((1.0, 9.0), (2.0, 1.0), within=1000.0) == ([2, 0], [1, 0])


def test_what_may_still_be_in_time_when_the_horizon_ends_is_not_judged(levels):
    assert levels((16.0, 9.0), (17.0, 1.0), (19.0, 1.0)) == ([0, 2], [0, 1])


def test_what_is_automated_starts_at_once(levels):
    half = Policy(cadence="monthly", hires=(0, 0), automation=0.5)
    tasks = (1.0, 9.0, NEVER), (2.0, 1.0, 0.1), (2.0, 1.0, 0.9)
    assert levels(*tasks, policy=half) == ([3, 0], [1, 0])


def test_the_warm_up_is_not_judged(levels):
    assert levels((-4.0, 9.0), (-3.0, 1.0), (6.0, 1.0)) == ([1, 0], [0, 0])


# ---- What always holds ---------------------------------------------------------------------------


WITHIN = st.lists(st.floats(0.01, 50.0), min_size=2, max_size=4)


@FEW
@given(data=st.data(), within=WITHIN)
def test_longer_targets_are_met_by_no_fewer(studies, data, within):
    assert_longer_are_met_by_no_fewer(*data.draw(studies), within)


@pytest.mark.long  # each desk is compiled once more for it
@FEW
@given(data=st.data(), within=WITHIN)
def test_longer_targets_are_met_by_no_fewer_at_any_desk(desks, data, within):
    assert_longer_are_met_by_no_fewer(*data.draw(desks), within)


def assert_longer_are_met_by_no_fewer(facts, policy, paths, within):
    start = warm_up(facts, paths)
    found = [run(targeted(facts, each), policy, start).series for each in sorted(within)]
    for shorter, longer in pairwise(found):
        assert np.all(longer["breaches"] <= shorter["breaches"])
        assert np.all(longer["judged"] <= shorter["judged"])
        judged, shares = longer["judged"] > 0, (longer["service_level"], shorter["service_level"])
        assert np.all(shares[0][judged] >= shares[1][judged] - 1e-12)


@FEW
@given(data=st.data())
def test_without_end_nothing_misses_its_target_but_what_is_dropped(studies, data):
    facts, policy, paths = data.draw(studies)
    outcome = run(targeted(facts, 100_000.0), policy, warm_up(facts, paths))
    started, due = outcome.tally.started_at, paths.work.release >= 0
    work = paths.work
    waits = work.uniform[due] >= (0.0 if facts.automation.queued else policy.automation)
    dropped = (started == np.inf) & waits & (work.expiry[due] <= facts.horizon_hours)
    dropped &= outcome.tally.in_force[work.contract[due]]
    assert outcome.series["breaches"].sum() == dropped.sum()


@FEW
@given(data=st.data())
def test_targets_without_a_price_change_no_money(studies, data):
    assert_free_ones_change_no_money(*data.draw(studies))


@pytest.mark.long  # each desk is compiled once more for it
@FEW
@given(data=st.data())
def test_targets_without_a_price_change_no_money_at_any_desk(desks, data):
    assert_free_ones_change_no_money(*data.draw(desks))


def assert_free_ones_change_no_money(facts, policy, paths):
    start = warm_up(facts, paths)
    free, none = (
        measure(each, policy, Objective(), together(each, {"": run(each, policy, start)}))
        for each in (targeted(facts, 1.0, 0.0), targeted(facts, None))
    )
    of_targets = ("service_level", "breaches", "breach_cost")
    for name in free.keys() - set(of_targets):
        np.testing.assert_array_equal(free[name], none[name], err_msg=name, strict=True)
    assert np.isnan(none["service_level"])


# ---- Money ---------------------------------------------------------------------------------------

CALL = {"per_month": 4, "mean_hours": 1.5}
BY_SEGMENT = Facts(
    horizon_months=6,
    warm_up_months=6,
    calendar=Calendar(working_days_per_month=20, availability=0.6),
    contract=Contract(months=6),
    segments={
        "large": Segment(
            customers=Customers(at_start=10, arrivals_per_month=1.0),
            activities={"call": Activity(**CALL, respond_within=4.0, breach_cost=100.0)},
        ),
        "small": Segment(
            customers=Customers(at_start=20, arrivals_per_month=1.0),
            activities={
                "call": Activity(**CALL, respond_within=16.0, breach_cost=7.0),
                "mail": Activity(per_month=2, mean_hours=0.25),
            },
        ),
        "tail": Segment(
            customers=Customers(at_start=5, arrivals_per_month=0.0),
            activities={"mail": Activity(per_month=2, mean_hours=0.25)},
        ),
    },
    team=Team(at_start=2),
)


@pytest.fixture(scope="module")
def measured():
    """Metrics and series of three segments in one pool, and of the same without prices."""

    def of(facts):
        outcome = run(facts, STAY, warm_up(facts, draw(facts, Streams(3, 0, 0))))
        vendor = together(facts, {"": outcome})
        return measure(facts, STAY, Objective(terminal="none"), vendor), vendor.series

    free = {
        name: each.model_copy(
            update={
                "activities": {
                    kind: activity.model_copy(update={"breach_cost": None})
                    for kind, activity in (each.activities or {}).items()
                }
            }
        )
        for name, each in (BY_SEGMENT.segments or {}).items()
    }
    return of(BY_SEGMENT), of(BY_SEGMENT.model_copy(update={"segments": free}))


def test_segments_sum_to_the_whole(measured):
    (metrics, series), _ = measured
    for name in ("breaches", "breach_cost"):
        of = [metrics[f"{name}.{part}"] for part in ("large", "small")]
        assert min(of) > 0
        assert metrics[name] == pytest.approx(sum(of), rel=1e-12)
    for name in ("judged", "breaches", "breach_cost"):
        parts = [series[f"{name}.{part}"] for part in ("large", "small", "tail")]
        np.testing.assert_allclose(series[name], np.sum(parts, axis=0), rtol=1e-12)
    assert metrics["breach_cost.large"] == 100.0 * metrics["breaches.large"]
    assert metrics["service_level.large"] < metrics["service_level.small"]


def test_breaches_are_paid_for_out_of_the_objective(measured):
    (metrics, _), (free, _) = measured
    assert metrics["breaches"] == free["breaches"]
    cost = metrics["breach_cost"]
    assert metrics["objective"] == pytest.approx(free["objective"] - cost, rel=1e-12)
    assert metrics["total_cost"] == pytest.approx(free["total_cost"] + cost, rel=1e-12)
    assert metrics["net_contribution"] == free["net_contribution"]


def test_nothing_is_told_of_targets_that_nobody_has():
    assert {"service_level", "breaches", "breach_cost", "judged"} <= idle(Facts(), Objective())
    assert not {"service_level", "judged"} & idle(BY_SEGMENT, Objective())
    missed = "breach_cost"
    assert missed not in FINANCE.told(idle(Facts(), Objective())).roles.costs
    assert missed in FINANCE.told(idle(BY_SEGMENT, Objective())).roles.costs


# ---- Faults --------------------------------------------------------------------------------------


def test_a_price_without_a_target_is_refused():
    for make in (
        lambda: Activity(per_month=1, mean_hours=1.0, breach_cost=5.0),
        lambda: Incidents(per_year=1, customers_hit=0.1, mean_hours=1.0, breach_cost=5.0),
    ):
        with pytest.raises(ValidationError, match="breach_cost is 5, but there is no respond_with"):
            make()


@pytest.mark.parametrize("within", [0.0, -1.0])
def test_a_target_is_a_time(within):
    with pytest.raises(ValidationError, match="greater than 0"):
        Activity(per_month=1, mean_hours=1.0, respond_within=within)
