"""What running contracts are worth at the end, worked out by hand."""

import numpy as np
import pytest

from simmodel.journey.customers.facts import Contract, Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.money.beyond_horizon import (
    beyond_horizon,
    cost_of_rest,
    last_period,
    pace_and_cost,
    renewals,
)
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.vendor import together
from simmodel.journey.work.facts import Activity, Automation

# A contract of 6 months at 1200 a year is worth 600. It renews by u = 0.02 p - 1.
FACTS = Facts(
    horizon_months=5,
    warm_up_months=6,
    contract=Contract(months=6, value=1200.0),
    renewal=Renewal(intercept=-1.0, slope=0.02, floor=0.0, ceiling=1.0),
)


def chance(percentage):
    return 1 / (1 + np.exp(1.0 - 0.02 * percentage))


@pytest.mark.parametrize(
    ("cadence", "horizon", "months"),
    [
        ("monthly", 36, (35, 36)),
        ("quarterly", 36, (33, 36)),
        ("annual", 36, (24, 36)),
        ("quarterly", 5, (3, 5)),
        ("annual", 5, (0, 5)),
        ("semiannual", 13, (12, 13)),
    ],
)
def test_the_last_period_may_be_cut_short(cadence, horizon, months):
    found = last_period(Facts(horizon_months=horizon), Policy(cadence=cadence))
    assert (found.start, found.stop) == months


def one_contract(finished, elapsed, pace, cost_each):
    """Renewals expected and cost beyond the horizon, of one contract."""
    finished, elapsed, pace, cost_each = (
        np.array(each) for each in (finished, elapsed, pace, cost_each)
    )
    revenue = renewals(FACTS, finished, elapsed, pace, np.ones(()))
    return float(revenue), float(cost_of_rest(FACTS, elapsed, cost_each))


def test_a_contract_goes_on_at_the_pace_of_the_last_period():
    # A quarter of its time has elapsed with 20 % finished; at a pace of 0.8, it finishes
    # 20 + 75 x 0.8 = 80 %. The rest, 0.75 x half a year, costs 400 a year.
    revenue, cost = one_contract(0.2, 0.25, 0.8, 400.0)
    assert revenue == pytest.approx(600.0 * chance(80.0), rel=1e-12)
    assert cost == pytest.approx(0.75 * 0.5 * 400.0, rel=1e-12)


def test_no_more_than_everything_is_finished():
    revenue, cost = one_contract(0.9, 0.5, 1.0, 0.0)
    assert revenue == pytest.approx(600.0 * chance(100.0), rel=1e-12)
    assert cost == 0.0


def test_a_contract_at_its_end_is_worth_its_renewal_and_costs_nothing_more():
    revenue, cost = one_contract(0.5, 1.0, 0.3, 9e9)
    assert revenue == pytest.approx(600.0 * chance(50.0), rel=1e-12)
    assert cost == 0.0


def test_contracts_at_a_time_are_worth_what_they_are_one_by_one():
    finished, elapsed = np.array([[0.2], [0.9], [0.5]]), np.array([[0.25], [0.5], [1.0]])
    pace, cost_each = np.array([0.8, 0.1]), np.array([400.0, 9.0])
    revenue = renewals(FACTS, finished, elapsed, pace, np.ones(()))
    cost = cost_of_rest(FACTS, elapsed, cost_each)
    assert revenue.shape == cost.shape == (3, 2)
    for row in range(3):
        for column in range(2):
            alone = one_contract(finished[row, 0], elapsed[row, 0], pace[column], cost_each[column])
            assert (revenue[row, column], cost[row, column]) == pytest.approx(alone, rel=1e-14)


def test_pace_and_cost_of_nobody_are_zero():
    zero, some = np.array(0.0), np.array(5.0)
    assert pace_and_cost(zero, zero, some, zero) == (0.0, 0.0)


def test_a_pace_never_exceeds_what_is_released():
    # Work left from before was finished too.
    pace, cost = pace_and_cost(np.array(12.0), np.array(10.0), np.array(60.0), np.array(4.0))
    assert (pace, cost) == (1.0, 15.0)


@pytest.fixture(scope="module")
def valued(vendor, customer, play):
    """Contracts of two months (20 hours), 10 activities each; quarterly periods of months 0-2, 3.

    One CSMP, two in the last month. First customer: contracts -5 to 15, 15 to 35, 35 to 55.
    Second: comes at 24, contracts 24 to 44.
    """
    base = vendor(months=4, team=1, customers=1, length=2, per_month=5, warm_up=2)
    facts = Facts.model_validate(
        base.model_dump()
        | {
            "renewal": FACTS.renewal,
            "automation": Automation(setup_cost=50.0, annual_cost=100.0),
            "team": base.team.model_copy(
                update={"annual_attrition": 0.25, "recruiting_cost": 40.0}
            ),
            "activities": {"task": Activity(per_month=5, mean_hours=1.0, automatable=True)},
        }
    )
    journeys = [
        customer(-5.0, [(36.0, 1.0), (37.0, 1.0), (38.0, 1.0, 0.1), (39.5, 1.0)]),
        customer(24.0, [(25.0, 2.0), (26.0, 1.0), (31.0, 1.0), (32.0, 9.0)]),
    ]
    policy = Policy(cadence="quarterly", automation=0.2, hires=(0, 1))
    return facts, policy, play(facts, journeys, policy)


def test_the_value_of_contracts_in_force_by_hand(valued):
    facts, policy, outcome = valued
    # In the last month: released 31, 32, 36, 37, 38 (automated) and 39.5; finished 31, 36, 37 and
    # 38 (32 is served until 41, 39.5 until 40.5): a pace of 4 / 6.
    assert outcome.series["released"][3] == 6
    pace = 4 / 6
    # Two CSMPs at 120 a year, of whom a quarter is replaced for 40 each, and automation at
    # 100 x 0.04, for two customers all month long. The hire of the month is not to come again.
    cost = (2 * (120.0 + 10.0) + 4.0) / 2
    # The first has finished 3 of 10 and has 15 of 20 hours left; the second, 3 of 10 and 4 of 20.
    # A contract is worth 200.
    expected = 200.0 * (chance(30 + 75 * pace) + chance(30 + 20 * pace))
    cost_beyond = (0.75 + 0.2) * 2 / 12 * cost
    assert beyond_horizon(facts, policy, outcome) == pytest.approx(
        (expected, cost_beyond), rel=1e-12
    )
    values = measure(
        facts,
        policy,
        Objective(alpha=0.25, terminal="in_force"),
        together(facts, {"": outcome}),
    )
    assert values["terminal_value"] == pytest.approx(0.25 * expected - cost_beyond, rel=1e-12)
    revenue = values["renewal_bookings"] + expected
    assert values["renewal_value"] == pytest.approx(revenue, rel=1e-12)
    spent = values["csmp_cost"] + values["automation_cost"] + values["recruiting_cost"]
    assert values["total_cost"] == pytest.approx(spent + cost_beyond, rel=1e-12)


def test_terminal_none_gives_nothing(valued):
    facts, policy, outcome = valued
    values = measure(facts, policy, Objective(terminal="none"), together(facts, {"": outcome}))
    assert values["terminal_value"] == 0.0
    extra = values["automation_cost"] + values["recruiting_cost"]
    assert values["objective"] == pytest.approx(values["net_contribution"] - extra, rel=1e-12)
    assert values["renewal_value"] == values["renewal_bookings"]
    assert values["total_cost"] == pytest.approx(values["csmp_cost"] + extra, rel=1e-12)


def test_a_longer_last_period_takes_the_pace_and_cost_of_all_of_it(valued):
    facts, _, outcome = valued
    # The same outcome looked at as one annual period of four months
    annual = Policy(cadence="annual", automation=0.2, hires=(0,))
    # Released: also 25 and 26. Finished: also 25 and 26. 6 of 8.
    # CSMPs: 1, 1, 1, 2. Customers: 1, 1, then 1.5 on average in the month of the arrival, and 2.
    cost = (1.25 * (120.0 + 10.0) + 4.0) / ((1 + 1 + 1.5 + 2) / 4)
    expected = 200.0 * (chance(30 + 75 * 6 / 8) + chance(30 + 20 * 6 / 8))
    cost_beyond = (0.75 + 0.2) * 2 / 12 * cost
    assert beyond_horizon(facts, annual, outcome) == pytest.approx(
        (expected, cost_beyond), rel=1e-12
    )


def test_without_contracts_in_force_nothing_is_left(vendor, customer, play):
    facts = vendor(months=2, customers=1)
    outcome = play(facts, [customer(-5.0, uniform=[0.95])])
    assert beyond_horizon(facts, Policy(cadence="monthly"), outcome) == (0.0, 0.0)
