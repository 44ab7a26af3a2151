"""What can be done at most where not everybody may do everything."""

import numpy as np
import pytest

from simmodel.journey.customers.facts import Customers
from simmodel.journey.desk.facts import Desk, Skill
from simmodel.journey.draw import draw
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.able import able
from simmodel.journey.fluid.flows import flow
from simmodel.journey.fluid.skilled import possible
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.phases import Phases
from simmodel.streams import Streams

STAY = Policy(cadence="annual", hires=(0,))
INCIDENTS = Incidents(per_year=12.0, customers_hit=0.5, activities=1, mean_hours=1.0)


def facts_of(skills=None, reserve=None, team=10):
    """Each customer has an hour of calls, of mails and of reports a month, and half an hour of
    incidents.
    """
    activities = {
        "call": Activity(per_month=1, mean_hours=1.0),
        "mail": Activity(per_month=4, mean_hours=0.25),
        "report": Activity(per_month=1, mean_hours=1.0),
    }
    return Facts(
        horizon_months=12,
        warm_up_months=12,
        customers=Customers(at_start=336, arrivals_per_month=0.0),  # who take ten CSMPs
        activities=activities,
        incidents=INCIDENTS,
        team=Team(at_start=team),
        desk=Desk(skills=skills, reserve=reserve),
    )


def most(facts, load, team, policy=STAY):
    """Of the activities, by flows that do not fluctuate."""
    found = able(facts, [policy])
    return possible(found, 0, 0, load, team, float(team), 0.0, 1.0)


def skill(activities, share):
    return Skill(activities=tuple(activities), share=share)


def test_one_skill_binds_what_it_is_needed_for_and_nothing_else():
    # Seven CSMPs' work in all, two of it calls, for which there is one of ten; 1 in 6.5 is a call.
    facts = facts_of({"calls": skill(["call"], 0.1)})
    assert most(facts, 7.0, 10) == pytest.approx(1 - 0.5 / 6.5)
    # Where all is short, so is what anybody may do.
    assert most(facts, 35.0, 10) < 1 - 0.5 / 6.5


def test_shortages_of_two_skills_add_up():
    both = {"calls": skill(["call"], 0.1), "reports": skill(["report"], 0.1)}
    assert most(facts_of(both), 7.0, 10) == pytest.approx(1 - 2 * 0.5 / 6.5)


def test_a_reserve_takes_hands_off_all_the_other_work():
    facts = facts_of({"calls": skill(["call"], 0.5)}, reserve=0.0)
    policy = Policy(reserve=0.5)
    # Six CSMPs' other work of seven in all, for five of ten; 1 in 13 activities is of an incident.
    assert most(facts, 7.0, 10, policy) == pytest.approx((0.5 + 6 * 5 / 6) / 6.5)
    assert most(facts, 7.0, 10) == 1.0


def test_skills_that_all_have_and_no_reserve_change_nothing():
    pool = facts_of(team=11)
    all_may = facts_of({"calls": skill(["call"], 1.0)}, reserve=0.0, team=11)
    ours, theirs = (flow(facts, [STAY]).segments[0].done for facts in (pool, all_may))
    np.testing.assert_array_equal(ours, theirs)


def test_flows_fall_with_a_skill_that_too_few_have_from_the_first_month_on():
    pool, scarce = facts_of(), facts_of({"calls": skill(["call"], 0.1)})
    ours, theirs = (flow(facts, [STAY]).segments[0] for facts in (scarce, pool))
    assert np.all(ours.done < theirs.done - 0.05)
    assert ours.renewals[0] < theirs.renewals[0]


@pytest.mark.filterwarnings("error")
def test_a_desk_may_have_nothing_but_onboarding():
    onboarding = {"per_month": 1, "mean_hours": 1.0, "phase": "onboarding"}
    never = Activity(per_month=0, mean_hours=1.0)
    facts = Facts(
        horizon_months=2,
        warm_up_months=12,
        customers=Customers(at_start=5, arrivals_per_month=2.0),
        phases=Phases(onboarding_months=2),
        activities={"onboarding": Activity(**onboarding), "never": never},
        incidents=INCIDENTS,
        team=Team(at_start=2),
        desk=Desk(),
    )
    assert np.isfinite(flow(facts, [STAY]).segments[0].customers).all()
    assert set(draw(facts, Streams(1, 0, 0)).work.kind) <= {0, 2}
