"""Recruits ramp up, are replaced and cost money: by hand, and as laws that hold for any team."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.people.ramp import lacked, speed_of
from simmodel.journey.policy import Policy
from simmodel.journey.reference.vendor import reference
from simmodel.journey.vendor import together
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

RAMPS = st.integers(0, 24)
ATTRITION = st.floats(0.0, 1.0, exclude_max=True)


def series(play, facts, hires):
    """Of a schedule of monthly hires, with nobody to serve."""
    return play(facts, [], Policy(cadence="monthly", hires=hires)).series


def with_team(facts, **changes):
    """The facts with another team, which is a number."""
    team = facts.team.model_dump() | changes
    calendar = facts.calendar.model_dump() | {"working_days": None}
    plain = {"team": team, "people": None, "calendar": calendar}
    return Facts.model_validate(facts.model_dump() | plain)


# ---- By hand -------------------------------------------------------------------------------------


def test_six_recruits_with_a_ramp_of_three_months_lack_five_then_three_then_one():
    recruits = np.array([0.0, 0.0, 6.0, 0.0, 0.0, 0.0])
    ramp = Team(ramp_months=3).lacking
    lacking = [lacked(7, ramp, recruits, month) for month in range(2, 6)]
    assert lacking == pytest.approx([5.0, 3.0, 1.0, 0.0], abs=1e-12)
    speeds = [speed_of(7, lack) for lack in lacking]
    assert speeds == pytest.approx([2 / 7, 4 / 7, 6 / 7, 1.0], abs=1e-12)


def test_nobody_lacks_who_has_left_and_the_latest_stay():
    # Of six, three and one who came in the last three months, four are left: the one and the three.
    recruits = np.array([6.0, 3.0, 1.0])
    assert lacked(4, Team(ramp_months=3).lacking, recruits, 2) == pytest.approx((5 + 9) / 6)


@pytest.mark.parametrize(
    ("ramp", "team", "hires", "expected"),
    [
        (3, 1, (6, 0, 0, 0), [2, 4, 6, 7]),
        (3, 1, (6, 6, 0, 0), [2, 5, 9, 12]),  # 13 less 3 + 5, then less 1 + 3, then less 1
        (4, 1, (2, 0, 0, 0), [1.25, 1.75, 2.25, 2.75]),
        (1, 1, (1, 0, 0, 0), [1.5, 2, 2, 2]),
        (0, 1, (6, 0, -7, 1), [7, 7, 0, 1]),
        (24, 0, (1, 0, 0, 0), [1 / 48, 3 / 48, 5 / 48, 7 / 48]),
        (3, 1, (6, -6, 0, 0), [2, 1 / 2, 5 / 6, 1]),  # the one who is left is a recruit
    ],
)
def test_a_team_is_worth_what_its_recruits_do_not_lack(vendor, play, ramp, team, hires, expected):
    facts = vendor(months=4, team=team, customers=0, ramp_months=ramp)
    found = series(play, facts, hires)
    np.testing.assert_allclose(found["serving"], expected, rtol=1e-12)
    assert found["team"].tolist() == (team + np.cumsum(hires)).tolist()


def test_backfills_lack_as_much_as_hires(vendor, play):
    # 8 % in a month: 1.2 of 15 and 1.6 of 20. A recruit lacks 0.75 and 0.25.
    staff = {"ramp_months": 2, "annual_attrition": 0.96, "recruiting_cost": 100.0}
    facts = vendor(months=3, team=15, customers=0, **staff)
    found = series(play, facts, (0, 5, -5))
    np.testing.assert_allclose(found["recruits"], [1.2, 5 + 1.6, 1.2], rtol=1e-12)
    np.testing.assert_allclose(found["recruiting_cost"], [120.0, 660.0, 120.0], rtol=1e-12)
    # 15 less 0.9 + 0.3; 20 less 4.95 + 0.3; 15 less 0.9 + 1.65
    np.testing.assert_allclose(found["serving"], [13.8, 14.75, 12.45], rtol=1e-12)


def test_reviews_count_the_payroll_and_not_those_who_serve(vendor, customer, play):
    # 8 customers ask for a team of 4, however few of it serve.
    facts = vendor(months=3, team=2, customers=8, ramp_months=3)
    found = play(facts, [customer(-5.0)] * 8, Policy(cadence="monthly")).series
    assert found["team"].tolist() == [4, 4, 4]
    assert found["hires"].tolist() == [2, 0, 0]
    np.testing.assert_allclose(found["serving"], [4 - 5 / 3, 3, 4 - 1 / 3], rtol=1e-12)


def test_a_team_with_a_recruit_takes_longer_for_an_activity(vendor, customer, play):
    # Activities of five hours, at 1.25 of 2 CSMPs in the first month of ten hours and at 1.75 in
    # the second: each takes 8 hours, then 40 / 7.
    facts = vendor(months=2, team=1, customers=1, ramp_months=2)
    tasks = [(hour, 5.0) for hour in (0.0, 0.0, 0.0, 0.0, 10.0, 10.0, 10.0, 10.0)]
    plan = Policy(cadence="monthly", hires=(1, 0))
    outcome = play(facts, [customer(0.0, tasks, arrives=False)], plan)
    assert outcome.series["serving"].tolist() == [1.25, 1.75]
    # From 0 and from 8 on two each, the second two until 16; from 16 on two until 21.7.
    assert outcome.series["finished"].tolist() == [2, 2]
    np.testing.assert_allclose(
        outcome.tally.counts.started_hours, [4 * 8.0, 2 * 5.0 / 0.875], rtol=1e-12
    )
    # Whoever learns is busy too.
    np.testing.assert_allclose(outcome.series["utilisation"], 1.0, rtol=1e-12)


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
    lacking = lacked(size, team.lacking, team.staff.recruits, months - 1)
    half = attrition / 12 * months / 2 * size
    if attrition / 12 * months <= 1:  # else some of them have resigned again
        assert lacking == pytest.approx(half, abs=1e-9)
    assert lacking <= half * (1 + 1e-12)
    assert 0 < speed_of(size, lacking) <= 1


@given(
    recruits=st.lists(st.floats(0.0, 1e4), min_size=25, max_size=40),
    months=st.integers(0, 23),
    size=st.integers(0, 100_000),
)
def test_a_longer_ramp_never_lacks_less(recruits, months, size):
    shorter, longer = (Team(ramp_months=each).lacking for each in (months, months + 1))
    latest = len(recruits) - 1
    less, more = (lacked(size, each, np.array(recruits), latest) for each in (shorter, longer))
    assert less <= more * (1 + 1e-12)
    assert more <= min(sum(recruits), size)


@settings(deadline=None, max_examples=30)
@given(months=RAMPS, attrition=ATTRITION, size=st.integers(0, 30))
def test_a_team_that_stays_is_worth_the_same_every_month(vendor, play, months, attrition, size):
    staff = {"ramp_months": months, "annual_attrition": attrition}
    facts = vendor(months=30, team=size, customers=0, **staff)
    team = facts.team
    before = speed_of(size, lacked(size, team.lacking, team.staff.recruits, months - 1))
    assert set(series(play, facts, (0,) * 30)["serving"]) == {size * before}


@pytest.fixture(scope="session")
def operations(by_name):
    """What was done, but not by how many on whose payroll."""

    def done(outcome):
        counted = by_name(outcome.tally).items()
        return {name: count for name, count in counted if name not in ("team", "recruits")}

    return done


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_without_ramp_up_attrition_costs_money_and_nothing_else(studies, operations, data):
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
    free, paid = (
        measure(facts, policy, none, together(facts, {"": outcome}))
        for facts, outcome in ((plain, before), (costly, after))
    )
    assert free["recruiting_cost"] == 0.0
    assert paid["recruiting_cost"] == pytest.approx(cost, rel=1e-12)
    assert paid["objective"] == pytest.approx(free["objective"] - cost, rel=1e-9, abs=1e-6)
    assert paid["total_cost"] == pytest.approx(free["total_cost"] + cost, rel=1e-9, abs=1e-6)
    assert paid["net_contribution"] == free["net_contribution"]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_team_part_of_which_ramps_up_works_as_one_whose_work_takes_longer(
    studies, operations, data
):
    drawn, policy, paths = data.draw(studies)
    # A quarter resigns in a year, and a ramp takes two: a quarter is always lacking.
    slower = with_team(drawn, at_start=4, ramp_months=24, annual_attrition=0.25)
    plain = with_team(drawn, at_start=4, ramp_months=0, annual_attrition=0.0)
    team = slower.team
    speed = speed_of(4, lacked(4, team.lacking, team.staff.recruits, 23))
    hours = paths.work.hours.astype(float) * (1.0 / speed)
    longer = replace(paths, work=paths.work._replace(hours=hours))
    stay = policy.model_copy(update={"hires": (0,) * policy.periods(drawn)})
    first = run(slower, stay, warm_up(slower, paths))
    second = reference(plain, stay, longer)
    np.testing.assert_allclose(first.series["serving"], 3.0, rtol=1e-12)
    for name, counted in operations(first).items():
        if name != "serving":
            np.testing.assert_array_equal(counted, operations(second)[name], err_msg=name)
    np.testing.assert_array_equal(first.series["utilisation"], second.series["utilisation"])


@pytest.mark.parametrize("size", [1, 5, 22])
def test_what_ramping_takes_off_the_work_done_is_the_same_share_at_any_team_size(size):
    # An overloaded team whom nobody leaves: what it gets done is what it has hours for.
    def done(attrition):
        facts = Facts(
            horizon_months=12,
            warm_up_months=12,
            customers=Customers(at_start=10 * size, arrivals_per_month=0.0),
            activities={"call": Activity(per_month=16, mean_hours=1.0)},
            renewal=Renewal(floor=1.0, ceiling=1.0),
            team=Team(at_start=size, ramp_months=3, annual_attrition=attrition),
        )
        stay = Policy(cadence="annual", hires=(0,))
        start = warm_up(facts, draw(facts, Streams(1, 0, 0)))
        return int(run(facts, stay, start).series["finished"].sum())

    none, some, more = (done(attrition) for attrition in (0.0, 0.13, 0.26))
    assert none > some > more
    # 1.5 months of each recruit
    assert some / none == pytest.approx(1 - 0.13 / 12 * 1.5, abs=0.01)
    assert more / none == pytest.approx(1 - 0.26 / 12 * 1.5, abs=0.01)
