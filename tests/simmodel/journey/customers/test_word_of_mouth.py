"""Poor service, told by those who left, keeps new customers away."""

import numpy as np
import pytest
from pydantic import ValidationError

from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.forecast import Forecast
from simmodel.journey.customers.reputation import Reputation, comes
from simmodel.journey.customers.segments import Segment
from simmodel.journey.customers.word_of_mouth import WordOfMouth
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.metrics import fluid
from simmodel.journey.money.control_variates import coefficients, control_variates
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.replay import replay
from simmodel.journey.runs import draw, reference, run, warm_up
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams


def vendor(deterred=0.8, retention=None, **more):
    """Customers whose work a team of four does; all renew with ``retention``, if it is given."""
    curve = {"intercept": -3.0, "slope": 0.06, "floor": 0.05, "ceiling": 0.95}
    if retention is not None:
        curve |= {"floor": retention, "ceiling": retention}
    changes = {
        "horizon_months": 24,
        "warm_up_months": 6,
        "calendar": Calendar(working_days_per_month=10, hours_per_day=10.0, availability=1.0),
        "customers": Customers(at_start=60, arrivals_per_month=10.0),
        "contract": Contract(months=6),
        "activities": {"call": Activity(per_month=5, mean_hours=1.0)},
        "renewal": Renewal(**curve),
        "team": Team(at_start=4),
        "word_of_mouth": None if deterred is None else WordOfMouth(deterred=deterred),
    }
    return Facts(**(changes | more))


MONTHLY = Policy(cadence="monthly")


def outcomes(facts, policies, replications, seed=6):
    """Of each policy, on the same replications."""
    found = [[] for _ in policies]
    for replication in range(replications):
        start = warm_up(facts, draw(facts, Streams(seed, 0, replication)))
        for own, policy in zip(found, policies, strict=True):
            own.append(run(facts, policy, start))
    return found


# ---- The chance ----------------------------------------------------------------------------------


def test_the_chance_goes_from_what_was_known_before_to_what_is_seen():
    said = Reputation(np.array([0.5]), np.array([0.2]), np.array([10.0]))
    assert comes(said, 0, 0, 0.0, 0.0) == pytest.approx(1 - 0.5 * 0.2)
    # Of three months 30 of 40 churned, and of the nine before 18 of 90.
    assert comes(said, 0, 3, 30.0, 40.0) == pytest.approx(1 - 0.5 * 48 / 130)
    assert comes(said, 0, 12, 30.0, 40.0) == pytest.approx(1 - 0.5 * 30 / 40)
    nobody = Reputation(np.array([0.5]), np.array([0.2]), np.array([0.0]))
    assert comes(nobody, 0, 5, 0.0, 0.0) == pytest.approx(1 - 0.5 * 0.2)


def test_without_a_number_the_year_before_was_as_if_all_work_had_been_done():
    facts = vendor(deterred=0.5)
    assert facts.comes_at_start == pytest.approx(1 - 0.5 * 0.05)
    stated = vendor(word_of_mouth=WordOfMouth(deterred=0.5, churn_before=0.4))
    assert stated.comes_at_start == pytest.approx(0.8)


# ---- Who comes -----------------------------------------------------------------------------------


def test_nobody_deterred_is_as_no_table_to_the_last_bit(same):
    (first,), (second,) = (outcomes(vendor(d), [MONTHLY], 1)[0] for d in (0.0, None))
    same(first.pods[""], second.pods[""])


def test_worse_service_never_brings_a_customer_whom_better_does_not():
    """The customers of whom all renew are those who would come; fewer renew, and fewer come."""
    paths = [draw(vendor(retention=r), Streams(6, 0, 0)) for r in (1.0, 0.6, 0.2)]
    came = [
        run(facts, MONTHLY, warm_up(facts, own)).pods[""].tally.in_force[own[""].first]
        for facts, own in zip((vendor(retention=r) for r in (1.0, 0.6, 0.2)), paths, strict=True)
    ]
    assert came[0].all()
    assert np.all(came[1] >= came[2])
    assert came[0].sum() > came[1].sum() > came[2].sum()


def test_who_does_not_come_is_counted_nowhere():
    facts = vendor(deterred=1.0, retention=0.3)
    paths = draw(facts, Streams(6, 0, 1))
    outcome = run(facts, MONTHLY, warm_up(facts, paths))
    own, tally = paths[""], outcome.pods[""].tally
    stays_away = own.first[~tally.in_force[own.first]]
    assert stays_away.size > 50
    assert not tally.finished[stays_away].any()
    came = own.first.size - stays_away.size
    assert outcome.series["new_customers"].sum() == came
    bookings = outcome.series["new_bookings"].sum()
    assert bookings == pytest.approx(came * facts.contract.whole_value)
    shown = replay(facts, MONTHLY, paths)
    (team,) = shown.teams
    assert sum(int((group.joined > 0).sum()) for group in team.groups) == came
    assert shown.present == outcome.series["customers"][-1]


@pytest.mark.parametrize("retention", [0.5, 0.8])
def test_arrivals_settle_where_theory_has_them(retention):
    """In the long run a share 1 - r of contracts churns: rate x (1 - deterred x (1 - r)) come."""
    facts = vendor(deterred=0.8, retention=retention, horizon_months=36)
    (every,) = outcomes(facts, [MONTHLY], 40)
    monthly = np.array([each.series["new_customers"][12:].mean() for each in every])
    error = monthly.std(ddof=1) / np.sqrt(monthly.size)
    assert abs(monthly.mean() - 10.0 * (1 - 0.8 * (1 - retention))) < 4 * error


def test_a_segment_may_be_talked_about_apart():
    segments = {
        "loud": Segment(customers=Customers(at_start=30, arrivals_per_month=6.0)),
        "quiet": Segment(
            customers=Customers(at_start=30, arrivals_per_month=6.0),
            word_of_mouth=WordOfMouth(deterred=0.0),
        ),
    }
    facts = vendor(deterred=1.0, retention=0.4, customers=Customers(), segments=segments)
    paths = draw(facts, Streams(6, 0, 2))
    compiled = run(facts, MONTHLY, warm_up(facts, paths))
    readable = reference(facts, MONTHLY, paths)
    assert compiled.pods[""].tally == readable.pods[""].tally
    contracts, first = paths[""].contracts, paths[""].first
    quiet = contracts.segment[first] == 1
    came = compiled.pods[""].tally.in_force[first]
    assert came[quiet].all()
    assert 0 < came[~quiet].sum() < 0.7 * (~quiet).sum()


# ---- The staffing rule, the fluid and the control variates ---------------------------------------


def test_a_review_staffs_for_those_who_are_expected_to_come():
    onboarding = {
        "call": Activity(per_month=1, mean_hours=1.0),
        "welcome": Activity(per_month=20, mean_hours=2.0, phase="onboarding"),
    }
    more = {"activities": onboarding, "phases": {"onboarding_months": 1}}
    teams = [
        outcomes(vendor(d, retention=0.2, **more), [MONTHLY], 1)[0][0].series["team"]
        for d in (None, 1.0)
    ]
    assert teams[1][13:].mean() < 0.6 * teams[0][13:].mean()


@pytest.mark.parametrize("retention", [0.4, None])
def test_the_fluid_is_near_the_simulation(retention):
    facts, lean = vendor(retention=retention), Policy(cadence="monthly", caf=1.2)
    (every,) = outcomes(facts, [lean], 30)
    closing = np.array([each.series["customers"][-1] for each in every])
    (expected,) = fluid(facts, [lean], Objective())["retained_customers"]
    unheard = fluid(vendor(None, retention=retention), [lean], Objective())["retained_customers"][0]
    assert expected == pytest.approx(closing.mean(), rel=0.08)
    assert unheard > 1.1 * expected or retention is None


@pytest.mark.parametrize("forecast", [None, Forecast(level_error=0.6)])
def test_control_variates_are_zero_on_average_and_take_spread_out(forecast):
    customers = Customers(at_start=60, arrivals_per_month=10.0, forecast=forecast)
    facts, lean = vendor(customers=customers), Policy(cadence="monthly", caf=1.3)
    (every,) = outcomes(facts, [lean], 150)
    (weights,) = coefficients(facts, [lean], Objective())
    for metric, series in (("retained_customers", "customers"), ("new_bookings", "new_bookings")):
        luck = np.array([control_variates(weights, each)[metric] for each in every])
        values = np.array([each.series[series] for each in every])
        total = values[:, -1] if series == "customers" else values.sum(axis=1)
        assert abs(luck.mean()) < 4 * luck.std(ddof=1) / np.sqrt(luck.size)
        assert (total - luck).std() < 0.85 * total.std()


# ---- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [{"deterred": 1.5}, {"deterred": -0.1}, {"churn_before": 2.0}])
def test_shares_beyond_all_are_refused(wrong):
    with pytest.raises(ValidationError, match=r"(less|greater) than or equal to"):
        WordOfMouth(**wrong)
