"""People one by one, by hand and in the special cases of the simpler team."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from simmodel.journey.customers.facts import Customers
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.people.learning import Learning
from simmodel.journey.people.leaving import Dismissal, Resignation
from simmodel.journey.policy import Policy
from simmodel.journey.reference.desk import Desk
from simmodel.journey.reference.people import Person
from simmodel.journey.reference.vendor import Vendor
from simmodel.streams import Streams

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TWO_MONTHS = Hiring(median_days=60.0)


def team(play, facts, hires=None):
    """Series of a monthly schedule of positions, or of monthly reviews, with nobody to serve."""
    return play(facts, [], Policy(cadence="monthly", hires=hires)).series


# ---- By hand -------------------------------------------------------------------------------------


def test_a_position_is_filled_after_the_time_to_hire_and_is_open_until_then(vendor, play):
    facts = vendor(months=5, team=3, customers=0, people=People(hiring=TWO_MONTHS))
    found = team(play, facts, (2, 0, 1, 0, 0))
    assert found["opened"].tolist() == [2, 0, 1, 0, 0]
    assert found["vacant"].tolist() == [2, 2, 1, 1, 0]
    assert found["recruits"].tolist() == [0, 0, 2, 0, 1]
    assert found["team"].tolist() == [3, 3, 5, 5, 6]
    assert found["positions"].tolist() == [5, 5, 6, 6, 6]


def test_a_review_counts_whom_it_awaits_and_seeks_nobody_twice(vendor, customer, play):
    # 8 customers ask for a team of 4: two positions, once.
    facts = vendor(months=4, team=2, customers=8, length=12, people=People(hiring=TWO_MONTHS))
    journeys = [customer(-5.0)] * 8
    found = play(facts, journeys, Policy(cadence="monthly")).series
    assert found["opened"].tolist() == [2, 0, 0, 0]
    assert found["team"].tolist() == [2, 2, 4, 4]


def test_too_many_are_neither_dismissed_nor_sought(vendor, play):
    facts = vendor(months=3, team=5, customers=0, people=People())
    found = team(play, facts)
    assert found["team"].tolist() == [5, 5, 5]
    assert not found["dismissed"].any()


def test_who_came_last_is_dismissed_first_however_tenures_are_listed(vendor, play):
    learning, leaving = Learning(speeds=(0.25,)), Dismissal()
    for tenures in ((0, 40, 40), (40, 40, 0)):
        people = People(tenures=tenures, learning=learning, dismissal=leaving)
        facts = vendor(months=2, team=3, customers=0, people=people)
        assert team(play, facts, (-1, 0))["serving"].tolist() == [2.0, 2.0]


def test_a_surplus_goes_as_people_resign_and_is_wanted_again_before_others_are(vendor, play):
    facts = vendor(months=4, team=5, customers=0, people=People())
    found = team(play, facts, (-3, 0, 2, 2))
    assert found["surplus"].tolist() == [3, 3, 1, 0]
    assert found["opened"].tolist() == [0, 0, 0, 1]
    assert found["team"].tolist() == [5, 5, 5, 6]


@pytest.mark.parametrize("cancel", [True, False])
def test_open_positions_are_taken_back_first_where_that_is_done(vendor, play, cancel):
    people = People(hiring=Hiring(median_days=60.0, cancel=cancel), dismissal=Dismissal())
    facts = vendor(months=4, team=5, customers=0, people=people)
    found = team(play, facts, (3, -4, 0, 0))
    assert found["taken_back"].tolist() == [0, 3 * cancel, 0, 0]
    assert found["dismissed"].tolist() == [0, 4 - 3 * cancel, 0, 0]
    assert found["team"].tolist() == ([5, 4, 4, 4] if cancel else [5, 1, 4, 4])


def test_those_dismissed_are_paid_to_the_end_of_their_notice_and_given_severance(vendor, play):
    people = People(dismissal=Dismissal(notice_months=2, severance_months=3.0))
    facts = vendor(months=5, team=5, customers=0, people=people, annual_raise=0.0)
    found = team(play, facts, (0, -2, 0, 0, 0))
    assert found["dismissed"].tolist() == [0, 2, 0, 0, 0]
    assert found["team"].tolist() == [5, 5, 5, 3, 3]
    assert found["positions"].tolist() == [5, 3, 3, 3, 3]
    # Pay is 10 a month.
    assert found["severance_cost"].tolist() == [0, 60, 0, 0, 0]


def test_who_resigns_is_replaced_at_once_or_by_the_next_review(vendor, play):
    # Everybody resigns nearly at once: 0.99 of a year's 12 in a month.
    staff = {"team": 40, "annual_attrition": 0.99}
    for replaced, everybody in (("at_once", True), ("at_review", False)):
        people = People(resignation=Resignation(replaced=replaced))
        found = team(play, vendor(months=12, customers=0, people=people, **staff), (0,) * 12)
        assert found["resigned"][0] == 0
        assert found["resigned"].sum() > 30
        assert (found["opened"] == found["resigned"]).all() == everybody
        assert (found["team"][-1] == 40) == everybody


def test_a_team_that_is_too_large_shrinks_as_people_leave(vendor, play):
    facts = vendor(months=24, team=40, customers=0, annual_attrition=0.5, people=People())
    found = team(play, facts, (-10, *[0] * 23))
    gone = np.cumsum(found["resigned"])
    np.testing.assert_array_equal(np.cumsum(found["opened"]), np.maximum(gone - 10, 0))
    np.testing.assert_array_equal(found["team"], 40 - np.minimum(gone, 10))
    assert gone[-1] > 10


def test_nobody_works_before_the_first_day_or_after_the_last(vendor, customer, play):
    # An activity an hour; who is sought at time 0 starts with the third month and is dismissed
    # with the fourth.
    people = People(hiring=TWO_MONTHS, dismissal=Dismissal())
    facts = vendor(months=4, team=0, customers=1, per_month=10, length=4, people=people)
    tasks = [(hour + 0.5, 0.25) for hour in range(40)]
    plan = Policy(cadence="monthly", hires=(1, 0, 0, -1))
    outcome = play(facts, [customer(0.0, tasks, arrives=False)], plan)
    assert outcome.tally.counts.started.tolist() == [0, 0, 10, 0]
    assert outcome.series["team"].tolist() == [0, 0, 1, 0]


def test_an_activity_takes_a_recruit_as_long_as_the_recruit_is_slow(vendor, customer, play):
    # Two are free: the one who has been for longer, of full speed, takes the first.
    people = People(learning=Learning(speeds=(0.25, 0.5)))
    facts = vendor(months=2, team=1, customers=1, length=2, people=people)
    tasks = [(0.5, 1.0), (0.5, 1.0), (10.5, 1.0), (10.5, 1.0)]
    plan = Policy(cadence="monthly", hires=(1, 0))
    outcome = play(facts, [customer(0.0, tasks, arrives=False)], plan)
    assert outcome.tally.counts.started_hours.tolist() == [1 + 4, 1 + 2]
    assert outcome.series["serving"].tolist() == [1.25, 1.5]


# ---- Special cases -------------------------------------------------------------------------------


@MANY
@given(data=st.data())
def test_people_who_come_at_once_and_stay_are_the_team_that_is_a_number(studies, both, data):
    facts, policy, _ = data.draw(studies)
    staff = facts.team.model_copy(update={"annual_attrition": 0.0, "ramp_months": 0})
    # With days that differ by month sums of speeds would be equal but for their last bit.
    usual = facts.calendar.model_copy(update={"working_days": None})
    number = facts.model_copy(update={"team": staff, "people": None, "calendar": usual})
    number, people = (
        Facts.model_validate(number.model_dump() | {"people": each})
        for each in (None, People().model_dump())
    )
    hires = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=30))
    periods = policy.periods(facts)
    plan = policy.model_copy(update={"hires": tuple((hires * periods)[:periods])})
    seed = data.draw(st.integers(0, 99))
    first, second = (both(each, plan, draw(each, Streams(seed, 0, 0))) for each in (number, people))
    for name, values in first.series.items():
        np.testing.assert_array_equal(values, second.series[name], err_msg=name)
    assert replace(first.tally, people=None) == replace(second.tally, people=None)


@pytest.mark.parametrize("annual", [0.13, 0.5])
def test_with_a_constant_rate_those_who_stay_for_a_year_are_binomial(annual):
    size, futures = 50, 400
    facts = Facts(
        horizon_months=13,
        warm_up_months=12,
        customers=Customers(at_start=0, arrivals_per_month=0.0),
        team=Team(at_start=size, annual_attrition=annual),
        people=People(resignation=Resignation(replaced="at_review")),
    )
    still = Policy(cadence="monthly", hires=(0,) * 13)
    left = [
        size
        - run(facts, still, warm_up(facts, draw(facts, Streams(5, 0, each)))).series["team"][12]
        for each in range(futures)
    ]
    expected = stats.binom(size, 1 - (1 - annual / 12) ** 12)  # who is not replaced is missed
    observed = np.bincount(np.array(left, int), minlength=size + 1)
    # Classes of five at least, as the chi-square test needs them.
    edges = np.searchsorted(expected.cdf(np.arange(size)), np.linspace(0, 1, 9)[1:-1]) + 1
    edges = np.unique(edges)
    found = np.array([part.sum() for part in np.split(observed, edges)])
    chances = expected.pmf(np.arange(size + 1))
    wanted = futures * np.array([part.sum() for part in np.split(chances, edges)])
    assert stats.chisquare(found, wanted).pvalue > 0.001


def test_the_same_person_has_the_same_luck_under_every_policy():
    facts = Facts(
        horizon_months=24,
        warm_up_months=12,
        customers=Customers(at_start=0, arrivals_per_month=0.0),
        team=Team(at_start=10, annual_attrition=0.4),
        people=People(resignation=Resignation(replaced="at_review")),
    )
    start = warm_up(facts, draw(facts, Streams(5, 0, 0)))
    gone = [
        run(facts, Policy(cadence="monthly", hires=hires), start).series["resigned"]
        for hires in ((0,) * 24, (0,) * 20 + (50, 0, 0, 0))
    ]
    assert gone[0].sum() > 3
    assert gone[0][:21].tolist() == gone[1][:21].tolist()


def test_more_people_than_were_drawn_for_are_as_many_drawn_later(vendor, both):
    facts = vendor(months=3, team=1, customers=0, people=People(hiring=TWO_MONTHS))
    plan = Policy(cadence="monthly", hires=(500, 0, 0))
    found = both(facts, plan, draw(facts, Streams(1, 0, 0)))
    assert found.series["team"].tolist() == [1, 1, 501]


@MANY
@given(data=st.data())
def test_nobody_begins_work_before_the_first_day_or_after_the_last(studies, data):
    facts, policy, paths = data.draw(studies.filter(lambda study: study[0].people is not None))
    begun, start = [], Desk._start

    def watched(desk: Desk) -> None:
        before = set(desk.in_service)
        start(desk)
        begun.extend((desk.clock.now, each.csmp) for each in desk.in_service - before)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Desk, "_start", watched)
        Vendor(facts, policy, paths).run()
    people = [(now, csmp) for now, csmp in begun if now >= 0 and isinstance(csmp, Person)]
    for now, csmp in people:
        month = np.searchsorted(facts.boundaries, now, side="right") - 1
        assert csmp.starts <= month < csmp.leaves or now == facts.horizon_hours
