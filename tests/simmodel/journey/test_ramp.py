"""Recruits ramp up, are replaced and cost money: by hand, and as laws that hold for any team."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts, Team
from simmodel.journey.metrics import measure
from simmodel.journey.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.ramp import ramping, serving

RAMPS = st.integers(0, 24)
ATTRITION = st.floats(0.0, 1.0, exclude_max=True)


def series(play, facts, hires):
    """Of a schedule of monthly hires, with nobody to serve."""
    return play(facts, [], Policy(cadence="monthly", hires=hires)).series


def with_team(facts, **changes):
    team = facts.team.model_dump() | changes
    return Facts.model_validate(facts.model_dump() | {"team": team})


# ---- By hand -------------------------------------------------------------------------------------


def test_six_recruits_with_a_ramp_of_three_months_lack_five_then_three_then_one():
    recruits = np.array([0.0, 0.0, 6.0, 0.0, 0.0, 0.0])
    lacking = [ramping(Team(ramp_months=3).lacking, recruits, month) for month in range(2, 6)]
    assert lacking == pytest.approx([5.0, 3.0, 1.0, 0.0], abs=1e-12)


@pytest.mark.parametrize(
    ("ramp", "team", "hires", "expected"),
    [
        (3, 1, (6, 0, 0, 0), [2, 4, 6, 7]),
        (3, 1, (6, 6, 0, 0), [2, 5, 9, 12]),  # 13 less 3 + 5, then less 1 + 3, then less 1
        (4, 1, (2, 0, 0, 0), [1, 2, 2, 3]),  # 1.25, 1.75, 2.25, 2.75
        (1, 1, (1, 0, 0, 0), [2, 2, 2, 2]),  # a half is rounded up
        (0, 1, (6, 0, -7, 1), [7, 7, 0, 1]),
        (24, 0, (1, 0, 0, 0), [0, 0, 0, 0]),  # after four months it lacks 0.85
    ],
)
def test_who_serves_is_the_team_less_what_recruits_lack(vendor, play, ramp, team, hires, expected):
    facts = vendor(months=4, team=team, customers=0, ramp_months=ramp)
    found = series(play, facts, hires)
    assert found["serving"].tolist() == expected
    assert found["team"].tolist() == (team + np.cumsum(hires)).tolist()


def test_who_leaves_takes_nothing_off_what_is_lacking_and_nobody_serves_less_than_nothing(
    vendor, play
):
    facts = vendor(months=4, team=1, customers=0, ramp_months=3)
    # A team of 1 while the six who have come and gone would still lack 3 and 1
    assert series(play, facts, (6, -6, 0, 0))["serving"].tolist() == [2, 0, 0, 1]


def test_backfills_lack_as_much_as_hires(vendor, play):
    # 8 % in a month: 1.2 of 15 and 1.6 of 20. A recruit lacks 0.75 and 0.25.
    staff = {"ramp_months": 2, "annual_attrition": 0.96, "recruiting_cost": 100.0}
    facts = vendor(months=3, team=15, customers=0, **staff)
    found = series(play, facts, (0, 5, -5))
    np.testing.assert_allclose(found["recruits"], [1.2, 5 + 1.6, 1.2], rtol=1e-12)
    np.testing.assert_allclose(found["recruiting_cost"], [120.0, 660.0, 120.0], rtol=1e-12)
    # 15 less 0.9 + 0.3; 20 less 4.95 + 0.3; 15 less 0.9 + 1.65
    assert found["serving"].tolist() == [14, 15, 12]


def test_reviews_count_the_payroll_and_not_those_who_serve(vendor, customer, play):
    # 8 customers ask for a team of 4, however few of it serve.
    facts = vendor(months=3, team=2, customers=8, ramp_months=3)
    found = play(facts, [customer(-5.0)] * 8, Policy(cadence="monthly")).series
    assert found["team"].tolist() == [4, 4, 4]
    assert found["hires"].tolist() == [2, 0, 0]
    assert found["serving"].tolist() == [2, 3, 4]  # 4 less 1.67, 1 and 0.33


def test_a_recruit_takes_work_once_more_than_half_of_it_serves(vendor, customer, play):
    # Work for two in months of ten hours: four activities of five hours in each. The recruit lacks
    # 0.75, then 0.25 of a CSMP: 1.25 CSMPs serve as one, then 1.75 as two.
    facts = vendor(months=2, team=1, customers=1, ramp_months=2)
    tasks = [(hour, 5.0) for hour in (0.0, 0.0, 0.0, 0.0, 10.0, 10.0, 10.0, 10.0)]
    plan = Policy(cadence="monthly", hires=(1, 0))
    outcome = play(facts, [customer(0.0, tasks, arrives=False)], plan)
    assert outcome.series["serving"].tolist() == [1, 2]
    assert outcome.series["finished"].tolist() == [2, 4]
    # Hours that recruits spend learning are not productive: both teams are busy all the time.
    assert outcome.series["utilisation"].tolist() == [1.0, 1.0]


# ---- Laws ----------------------------------------------------------------------------------------


@given(months=RAMPS)
def test_a_recruit_lacks_half_of_its_ramp_in_all_and_less_every_month(months):
    lacking = Team(ramp_months=months).lacking
    assert lacking.shape == (months,)
    assert lacking.sum() == pytest.approx(months / 2)
    assert np.all((lacking > 0) & (lacking < 1))
    assert np.all(np.diff(lacking) < 0)


@given(months=RAMPS, attrition=ATTRITION, size=st.integers(0, 10_000))
def test_in_the_steady_state_the_backfills_of_half_a_ramp_are_lacking(months, attrition, size):
    team = Team(ramp_months=months, annual_attrition=attrition, at_start=size)
    lacking = ramping(team.lacking, team.recruits_before, months - 1)
    assert lacking == pytest.approx(attrition / 12 * months / 2 * size, abs=1e-9)
    assert 0 <= serving(size, team.lacking, team.recruits_before, months - 1) <= size


@given(
    recruits=st.lists(st.floats(0.0, 1e4), min_size=25, max_size=40),
    months=st.integers(0, 23),
)
def test_a_longer_ramp_never_lacks_less(recruits, months):
    shorter, longer = (Team(ramp_months=each).lacking for each in (months, months + 1))
    latest = len(recruits) - 1
    less, more = (ramping(each, np.array(recruits), latest) for each in (shorter, longer))
    assert less <= more * (1 + 1e-12)
    assert more <= sum(recruits)


@settings(deadline=None, max_examples=30)
@given(months=RAMPS, attrition=ATTRITION, size=st.integers(0, 30))
def test_a_team_that_stays_serves_as_in_the_warm_up(
    vendor, paths_of, play, months, attrition, size
):
    staff = {"ramp_months": months, "annual_attrition": attrition}
    facts = vendor(months=30, team=size, customers=0, **staff)
    team = facts.team
    before = serving(size, team.lacking, team.recruits_before, months - 1)
    assert warm_up(facts, paths_of(facts, [])).initial.ends.size == before
    assert set(series(play, facts, (0,) * 30)["serving"]) == {before}


def operations(outcome):
    """What was done, but not by how many on whose payroll."""
    counted = (each.name for each in fields(outcome.tally))
    return {
        name: getattr(outcome.tally, name) for name in counted if name not in ("team", "recruits")
    }


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_without_ramp_up_attrition_costs_money_and_nothing_else(studies, data):
    drawn, policy, paths = data.draw(studies)
    plain = with_team(drawn, ramp_months=0, annual_attrition=0.0, recruiting_cost=0.0)
    costly = with_team(drawn, ramp_months=0, annual_attrition=0.3, recruiting_cost=1000.0)
    before, after = (run(facts, policy, warm_up(facts, paths)) for facts in (plain, costly))
    np.testing.assert_array_equal(before.series["serving"], before.series["team"])
    for name, counted in operations(before).items():
        np.testing.assert_array_equal(counted, operations(after)[name], err_msg=name)
    hired = np.maximum(after.series["hires"], 0).sum()
    cost = 1000.0 * (hired + 0.3 / 12 * after.series["team"].sum())
    none = Objective(terminal="none")
    free, paid = measure(plain, policy, none, before), measure(costly, policy, none, after)
    assert free["recruiting_cost"] == 0.0
    assert paid["recruiting_cost"] == pytest.approx(cost, rel=1e-12)
    assert paid["objective"] == pytest.approx(free["objective"] - cost, rel=1e-9, abs=1e-6)
    assert paid["total_cost"] == pytest.approx(free["total_cost"] + cost, rel=1e-9, abs=1e-6)
    assert paid["net_contribution"] == free["net_contribution"]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_team_part_of_which_ramps_up_works_as_a_smaller_one(studies, data):
    drawn, policy, paths = data.draw(studies)
    # A quarter resigns in a year, and a ramp takes two: a quarter is always lacking.
    staff = {"ramp_months": 24, "annual_attrition": 0.25}
    larger = with_team(drawn, at_start=4, **staff)
    smaller = with_team(drawn, at_start=3, ramp_months=0, annual_attrition=0.0)
    stay = policy.model_copy(update={"hires": (0,) * policy.periods(drawn)})
    first, second = (run(facts, stay, warm_up(facts, paths)) for facts in (larger, smaller))
    assert set(first.series["team"]) == {4}
    for name, counted in operations(first).items():
        np.testing.assert_array_equal(counted, operations(second)[name], err_msg=name)
    np.testing.assert_array_equal(first.series["utilisation"], second.series["utilisation"])
