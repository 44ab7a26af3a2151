"""An adaptive policy as a fixed plan, period by period, for finance; and the plans next to it."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.money.fixed_plan import (
    changes,
    changes_of_pods,
    fixed_plan,
    neighbours,
    rows,
)
from simmodel.journey.people.facts import Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import MONTHS_PER_PERIOD, Policy, policy_type
from simmodel.journey.refusals import refuse
from simmodel.streams import Streams

SMALL = Facts(
    horizon_months=14,
    warm_up_months=12,
    customers=Customers(at_start=40, arrivals_per_month=3.0),
    team=Team(at_start=8, annual_cost=120_000.0, annual_attrition=0.24, recruiting_cost=10_000.0),
)


@pytest.fixture(scope="module")
def starts():
    return [warm_up(SMALL, draw(SMALL, Streams(1, 0, each))) for each in range(3)]


def series_of(outcomes):
    """The series of ``outcomes``, replication by replication."""
    return {
        name: np.array([outcome.series[name] for outcome in outcomes])
        for name in outcomes[0].series
    }


@pytest.mark.parametrize("cadence", MONTHS_PER_PERIOD)
def test_hires_sum_to_the_average_team(starts, cadence):
    policy = Policy(cadence=cadence, caf=0.9, automation=0.1)
    outcomes = [run(SMALL, policy, start) for start in starts]
    plan = fixed_plan(SMALL, policy, series_of(outcomes))
    assert refuse(SMALL, plan) is None
    assert plan.cadence == cadence
    assert plan.automation == 0.1
    team = SMALL.team.at_start + np.cumsum(plan.hires)
    begins = range(0, 14, MONTHS_PER_PERIOD[cadence])
    for planned, month in zip(team, begins, strict=True):
        average = sum(outcome.series["team"][month] for outcome in outcomes) / 3
        assert abs(planned - average) <= 0.5


def test_a_plan_does_without_positions_when_the_policy_does_of_as_many_as_lapse():
    """Five are too many at once, four have resigned by the seventh month, then more are wanted."""
    facts = Facts.model_validate(SMALL.model_dump() | {"people": {}, "team": {"at_start": 10}})
    series = {
        "positions": np.array([[10, 10, 9, 8, 7, 7, 6, 6, 6, 7, 8, 8, 8, 8]]),
        "surplus": np.array([[5, 5, 4, 3, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0]]),
    }
    plan = fixed_plan(facts, Policy(cadence="monthly"), series)
    assert plan.hires == (-4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0)


def test_a_plan_asks_for_no_team_that_cannot_be_had():
    facts = Facts.model_validate(SMALL.model_dump() | {"people": {}, "team": {"at_start": 10}})
    nobody_goes = {"positions": np.full((2, 14), 10), "surplus": np.full((2, 14), 4)}
    plan = fixed_plan(facts, Policy(cadence="monthly"), nobody_goes)
    assert not any(plan.hires)


def test_half_a_csmp_on_average_is_planned_for():
    team = np.array([[50] * 14, [51] * 14])  # (replications, months)
    plan = fixed_plan(SMALL, Policy(cadence="annual"), {"team": team})
    assert plan.hires == (43, 0)


def test_only_the_team_at_the_begin_of_each_period_counts():
    team = np.array([[8, 99, 99, 10, 99, 99], [10, 99, 99, 6, 99, 99]])
    half_a_year = Facts(horizon_months=6, team=SMALL.team)
    plan = fixed_plan(half_a_year, Policy(cadence="quarterly"), {"team": team})
    assert plan.hires == (1, -1)


def test_a_plan_is_followed_to_the_letter_and_planned_again_as_it_is(starts):
    policy = Policy(cadence="quarterly", caf=1.1)
    plan = fixed_plan(SMALL, policy, series_of([run(SMALL, policy, start) for start in starts]))
    outcomes = [run(SMALL, plan, start) for start in starts]
    expected = np.repeat(SMALL.team.at_start + np.cumsum(plan.hires), 3)[:14]
    for outcome in outcomes:
        np.testing.assert_array_equal(outcome.series["team"], expected)
    assert fixed_plan(SMALL, plan, series_of(outcomes)) == plan


def test_the_plan_of_a_policy_without_chance_does_the_same(same):
    # Nobody arrives and everybody renews: the team is always that of 40 customers.
    facts = Facts(
        horizon_months=14,
        warm_up_months=12,
        customers=Customers(at_start=40, arrivals_per_month=0.0),
        renewal=Renewal(floor=1.0, ceiling=1.0),
        team=Team(at_start=3),
    )
    start = warm_up(facts, draw(facts, Streams(1, 0, 0)))
    policy = Policy(cadence="quarterly", caf=0.8)
    adaptive = run(facts, policy, start)
    plan = fixed_plan(facts, policy, series_of([adaptive]))
    assert plan.hires == (10 - 3, 0, 0, 0, 0)  # 40 / (4.95 x 0.8) = 10.1
    same(adaptive, run(facts, plan, start))


def test_rows_say_when_who_and_how_much():
    plan = Policy(cadence="quarterly", hires=(2, 0, -1, 3, 0))
    assert rows(SMALL, plan, date(2025, 11, 1)) == [
        # 10 CSMPs for 3 months at 10,000 a month, and so on; the last period has two months.
        # Recruits are the hires and one in fifty of the team each month.
        row(1, "2025-11-01", 3, 2, 10, 2.6, 300_000.0),
        row(2, "2026-02-01", 3, 0, 10, 0.6, 300_000.0),
        row(3, "2026-05-01", 3, -1, 9, 0.54, 270_000.0),
        row(4, "2026-08-01", 3, 3, 12, 3.72, 360_000.0),
        row(5, "2026-11-01", 2, 0, 12, 0.48, 240_000.0),
    ]


def row(period, begins, months, hires, team, recruits, cost):
    return {
        "period": period,
        "begins": begins,
        "months": months,
        "hires": hires,
        "team": team,
        "recruits": recruits,
        "csmp_cost": cost,
        "recruiting_cost": 10_000.0 * recruits,
    }


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (date(2026, 1, 1), ["2026-01-01", "2027-01-01"]),
        (date(2026, 12, 1), ["2026-12-01", "2027-12-01"]),
    ],
)
def test_a_year_later_is_the_same_month(begins, expected):
    table = rows(SMALL, Policy(cadence="annual", hires=(0, 0)), begins)
    assert [each["begins"] for each in table] == expected


def test_months_of_a_monthly_plan_run_over_the_turn_of_the_year():
    table = rows(SMALL, Policy(cadence="monthly", hires=(0,) * 14), date(2026, 11, 1))
    assert [each["begins"] for each in table[:3]] == ["2026-11-01", "2026-12-01", "2027-01-01"]
    assert table[-1]["begins"] == "2027-12-01"


def test_rows_cost_what_the_simulation_reports(starts):
    plan = Policy(cadence="semiannual", hires=(2, -1, 4))
    outcome = run(SMALL, plan, starts[0])
    table = rows(SMALL, plan, date(2026, 1, 1))
    for name in ("csmp_cost", "recruiting_cost"):
        total = sum(each[name] for each in table)
        assert total == pytest.approx(outcome.series[name].sum(), abs=0.03)  # cents, three times
    assert sum(each["months"] for each in table) == SMALL.horizon_months


# ---- Neighbours ----------------------------------------------------------------------------------


@st.composite
def plans(draw_number):
    """A possible plan of any cadence, such as may dismiss everybody."""
    cadence = draw_number(st.sampled_from(sorted(MONTHS_PER_PERIOD)))
    periods = Policy(cadence=cadence).periods(SMALL)
    hires, team = [], SMALL.team.at_start
    for _ in range(periods):
        hires.append(draw_number(st.integers(-team, 6)))
        team += hires[-1]
    automation = draw_number(st.sampled_from([0.0, 0.3]))
    return Policy(cadence=cadence, automation=automation, hires=tuple(hires))


@settings(max_examples=20, deadline=None)
@given(plan=plans())
def test_the_monthly_form_of_a_plan_does_what_the_plan_does(starts, plan):
    around = neighbours(SMALL, plan)
    assert around.plan.cadence == "monthly"
    for start in starts[:1]:
        assert run(SMALL, around.plan, start).tally == run(SMALL, plan, start).tally


@settings(max_examples=20, deadline=None)
@given(plan=plans())
def test_a_neighbour_has_one_more_or_one_fewer_from_its_month_to_the_end(starts, plan):
    team = run(SMALL, plan, starts[0]).series["team"]
    around = neighbours(SMALL, plan)
    for each in around.neighbours:
        expected = team + each.more * (np.arange(14) >= each.month)
        np.testing.assert_array_equal(run(SMALL, each.policy, starts[0]).series["team"], expected)
    # From each quarter on, unless nobody is left to go.
    asked = [(month, more) for month in (0, 3, 6, 9, 12) for more in (1, -1)]
    possible = [(month, more) for month, more in asked if more == 1 or team[month:].min() > 0]
    assert [(each.month, each.more) for each in around.neighbours] == possible


PEOPLED = SMALL.model_copy(
    update={"people": People(hiring=Hiring(median_days=60.0, p90_days=110.0))}
)


def test_of_people_one_by_one_only_what_is_decided_has_rows():
    plan = Policy(cadence="semiannual", hires=(2, 0, -1))
    assert rows(PEOPLED, plan, date(2026, 11, 1)) == [
        {
            "period": 1,
            "begins": "2026-11-01",
            "months": 6,
            "opens": 2,
            "half_start_by": "2027-01-01",
            "most_start_by": "2027-03-01",
        },
        {
            "period": 2,
            "begins": "2027-05-01",
            "months": 6,
            "opens": 0,
            "half_start_by": "",
            "most_start_by": "",
        },
        {
            "period": 3,
            "begins": "2027-11-01",
            "months": 2,
            "opens": -1,
            "half_start_by": "",
            "most_start_by": "",
        },
    ]


def test_a_plan_decides_at_the_begin_of_its_periods():
    plan = Policy(cadence="semiannual", hires=(2, 0, -1))
    assert changes(SMALL, plan) == [2, *[0] * 11, -1, 0]


def test_the_plan_of_pods_that_work_together_is_one_schedule():
    segments = {name: {"customers": {"at_start": 10}} for name in ("large", "small")}
    pods = {name: {"segments": [name], "at_start": 2} for name in segments}
    facts = Facts.model_validate({"segments": segments, "pods": pods, "horizon_months": 6})
    policy = policy_type(("large", "small"), ()).model_validate(
        {"cadence": "quarterly", "teams": "together"}
    )
    plan = fixed_plan(facts, policy, {"team": np.array([[5] * 3 + [7] * 3])})
    assert plan.hires == (1, 2)
    assert changes(facts, plan) == [1, 0, 0, 2, 0, 0]
    assert changes_of_pods(facts, plan) == {"": [1, 0, 0, 2, 0, 0]}
    assert [row["team"] for row in rows(facts, plan, date(2026, 1, 1))] == [5, 7]
    near = neighbours(facts, plan)
    assert {each.part for each in near.neighbours} == {""}
    assert all(refuse(facts, each.policy) is None for each in near.neighbours)
