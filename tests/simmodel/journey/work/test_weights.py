"""Activities that count for more than others in a renewal, or for nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.chances import chances
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.metrics import fluid
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.runs import draw as draw_all
from simmodel.journey.runs import run as run_all
from simmodel.journey.runs import warm_up as warm_up_all
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.streams import Streams

POLICY = Policy(cadence="monthly", hires=(0,) * 18)


def vendor(meeting, email, **more):
    """Meetings and e-mails of these weights, of a team that finishes some four fifths of them."""
    changes = {
        "horizon_months": 18,
        "warm_up_months": 7,
        "releases": "spread",
        "calendar": Calendar(working_days_per_month=10, hours_per_day=10.0, availability=1.0),
        "customers": Customers(at_start=30, arrivals_per_month=1.0),
        "contract": Contract(months=6),
        "activities": {
            "meeting": Activity(per_month=2, mean_hours=3.0, weight=meeting),
            "email": Activity(per_month=8, mean_hours=0.5, automatable=True, weight=email),
        },
        "renewal": Renewal(intercept=-3.0, slope=0.05, floor=0.05, ceiling=0.95),
        "team": Team(at_start=2),
    }
    return Facts(**(changes | more))


def outcome_of(facts, policy=POLICY, seed=5):
    paths = draw(facts, Streams(seed, 0, 0))
    return paths, run(facts, policy, warm_up(facts, paths))


# ---- Only how weights relate matters -------------------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(weight=st.integers(1, 100))
def test_equal_weights_are_as_none_to_the_last_bit(same, weight):
    same(outcome_of(vendor(weight, weight))[1], outcome_of(vendor(1, 1))[1])


def test_weights_that_relate_alike_are_alike_to_the_last_bit(same):
    first, second = outcome_of(vendor(3, 2))[1], outcome_of(vendor(60, 40))[1]
    same(first, second)
    assert first.tally != outcome_of(vendor(1, 1))[1].tally


def test_shares_that_accounts_state_are_of_points_and_equal_weights_are_as_none(same):
    accounts = tuple(
        Account(account=f"{number}", value=1.0, renewal=1.0 + number % 5, share_done=0.3)
        for number in range(30)
    )
    equal, none = (vendor(w, w, accounts=accounts) for w in (7, 1))
    same(outcome_of(equal)[1], outcome_of(none)[1])
    heavy = vendor(9, 2, accounts=accounts)
    paths, _ = outcome_of(heavy)
    assert paths.finished is not None
    lighter, _ = outcome_of(none)
    assert paths.finished.sum() > 2 * lighter.finished.sum()


# ---- What counts ---------------------------------------------------------------------------------


def test_points_due_are_the_weights_of_what_falls_due():
    facts = vendor(7, 2)
    paths, outcome = outcome_of(facts)
    whole = (paths.contracts.begin >= 0) & (paths.contracts.end <= facts.horizon_hours)
    meetings, emails = (
        np.bincount(paths.work.contract[paths.work.kind == kind], minlength=whole.size)
        for kind in (0, 1)
    )
    np.testing.assert_array_equal(paths.contracts.due[whole], (7 * meetings + 2 * emails)[whole])
    assert np.ptp(paths.contracts.due[whole]) > 0
    assert np.all(outcome.tally.finished[whole] <= paths.contracts.due[whole])


@pytest.mark.long  # each desk is compiled once more for it
def test_what_weighs_nothing_takes_time_but_bears_on_no_renewal():
    first = Desk(order="by_class", first=("meeting",))
    facts = vendor(1, 0, desk=first)
    paths, outcome = outcome_of(facts)
    meetings = paths.work.kind == 0
    due = np.bincount(paths.work.contract[meetings], minlength=paths.contracts.due.size)
    ended = paths.ending[outcome.tally.in_force[paths.ending]]
    recent = ended[paths.contracts.begin[ended] >= -facts.warm_up_hours]
    np.testing.assert_array_equal(paths.contracts.due[recent], due[recent])
    # Nearly all meetings are held first, and a good part of all work is not done.
    assert outcome.tally.finished[ended].sum() > 0.97 * due[ended].sum()
    assert outcome.series["finished"].sum() < 0.9 * outcome.series["released"].sum()


def test_a_contract_for_which_nothing_falls_due_counts_as_fully_served():
    curve = Renewal(intercept=-3.0, slope=0.05)
    table, begins = chances(curve, np.array([0, 4]), np.array([1, 1]))
    assert begins.tolist() == [0, 1]
    assert table[0, 0] == table[0, 5] == curve.probability(100.0)
    assert table[0, 1] == curve.probability(0.0)


# ---- The fluid -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("meeting", "email"), [(1, 1), (10, 1), (1, 5)])
def test_the_fluid_counts_in_points(meeting, email):
    """What is automated is done for certain: it saves less where it weighs less."""
    facts = vendor(meeting, email, customers=Customers(at_start=60, arrivals_per_month=0.0))
    facts = facts.model_copy(update={"team": Team(at_start=3)})
    policy = Policy(cadence="monthly", hires=(0,) * 18, automation=1.0)
    found = []
    for replication in range(40):
        start = warm_up_all(facts, draw_all(facts, Streams(8, 0, replication)))
        outcome = run_all(facts, policy, start)
        found.append(measure(facts, policy, Objective(), outcome)["retention_rate"])
    mean, error = np.mean(found), np.std(found) / np.sqrt(len(found))
    (expected,) = fluid(facts, [policy], Objective())["retention_rate"]
    assert abs(expected - mean) < 4 * error + 0.03


def test_less_is_left_by_chance_where_all_count_alike():
    assert vendor(1, 1).load.unevenness == 1.0
    # Ten a month, of which one in five weighs ten times as much: (2 x 100 + 8) x 10 / 28^2.
    assert vendor(10, 1).load.unevenness == pytest.approx(np.sqrt(2080) / 28)


# ---- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: vendor(0, 0), "weights of all that falls due are 0; allowed: one or more above 0"),
        (
            lambda: vendor(2, 1, releases="gaps"),
            'found weights that differ; allowed: with releases = "spread"',
        ),
        (lambda: vendor(101, 1), "less than or equal to 100"),
        (lambda: vendor(1.5, 1), "integer"),
    ],
    ids=["nothing", "gaps", "much", "part"],
)
def test_impossible_weights_are_refused_in_words(change, message):
    with pytest.raises(ValidationError, match=message):
        change()


def test_incidents_may_be_all_that_counts():
    incidents = Incidents(per_year=50.0, customers_hit=0.5, mean_hours=0.5, weight=4)
    facts = vendor(0, 0, incidents=incidents)
    assert facts.weights.tolist() == [0, 0, 1]
    paths, _ = outcome_of(facts)
    assert 0 <= paths.contracts.due.min() < paths.contracts.due.max()
