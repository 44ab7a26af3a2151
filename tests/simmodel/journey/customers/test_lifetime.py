"""Lifetimes of new customers, held against closed forms and against simulated customers."""

import math

import numpy as np
import pytest
from scipy import stats

from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.lifetime import contracts_of_a_life, mean_chances
from simmodel.journey.customers.loyalty import survivors
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import Desk
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import idle, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.parts import parts
from simmodel.journey.policy import Policy, policy_type
from simmodel.journey.vendor import together
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

MONTHS = 120
JOIN_WITHIN = 40  # months, so that 80 contracts of each new customer are seen
STAY = (0,) * MONTHS


def always(rate):
    return Renewal(intercept=0.0, slope=0.0, floor=rate, ceiling=rate)


def facts_of(**more):
    """A vendor whose contracts are of a month, for 12 each."""
    return Facts(
        horizon_months=MONTHS,
        warm_up_months=2,
        contract=Contract(months=1, value=144.0),
        activities={"call": Activity(per_month=1, mean_hours=1.0)},
        **more,
    )


def kinds(of_loyal=0.9, of_fickle=0.5, fickle=6.0):
    rates = {"loyal": (of_loyal, 6.0), "fickle": (of_fickle, fickle)}
    return facts_of(
        segments={
            name: Segment(
                customers=Customers(at_start=20, arrivals_per_month=coming), renewal=always(rate)
            )
            for name, (rate, coming) in rates.items()
        }
    )


def played(facts, replication, policy=None):
    """Metrics, and the contracts that each customer signed who joined early."""
    if policy is None:
        policy = policy_type((), tuple(facts.segments or ()))(cadence="monthly", hires=STAY)
    paths = draw(facts, Streams(5, 0, replication))
    outcome = run(facts, policy, warm_up(facts, paths))
    metrics = measure(facts, policy, Objective(), together(facts, {"": outcome}))
    contracts, signed = paths.contracts, outcome.tally.in_force
    # A customer's contracts stand in a row, in order of time.
    who = np.cumsum(np.r_[True, contracts.successor[:-1] < 0]) - 1
    early = paths.first[contracts.begin[paths.first] < JOIN_WITHIN * facts.hours_per_month]
    return metrics, np.bincount(who[signed])[who[early]]


def assert_mean(found, expected):
    """The mean of replications is as expected, by a half-width of 99.9 %."""
    half_width = stats.t.ppf(0.9995, len(found) - 1) * stats.sem(found)
    assert half_width < 0.1 * expected
    assert np.mean(found) == pytest.approx(expected, abs=half_width)


def test_a_life_is_worked_out_by_hand():
    assert contracts_of_a_life(np.array([0.75])) == pytest.approx(4.0)
    # 1, a half, 0.3 of the customers sign; then a fifth goes each time: 0.3 x (1 + 0.8 + ...)
    assert contracts_of_a_life(np.array([0.5, 0.6, 0.8])) == pytest.approx(1 + 0.5 + 0.3 / 0.2)
    assert contracts_of_a_life(np.array([0.0])) == 1.0
    assert math.isnan(contracts_of_a_life(np.array([1.0])))
    assert math.isnan(contracts_of_a_life(np.array([np.nan])))


def test_half_of_six_customers_renew_so_a_new_one_signs_twice(six_customers):
    assert six_customers.clientele.lifetime == pytest.approx(2.0)


def test_a_contract_tells_of_every_number_with_its_service_and_goodwill():
    renewal = Renewal(intercept=-1.0, slope=0.03, floor=0.1, ceiling=0.8, loyalty=2.0)
    facts = Facts(renewal=renewal, desk=Desk(organisation="books", goodwill_loss=0.7))
    percentage, unsettled = np.array([100.0, 50.0, 50.0]), np.array([False, False, True])
    found = mean_chances(facts, np.full(3, 0.5), percentage, unsettled)
    for number in (1, 2, 9):
        logits = np.array([2.0, 0.5, -0.2]) + math.log(1 + (number - 1) / 2.0)
        expected = np.clip(1 / (1 + np.exp(-logits)), 0.1, 0.8).mean()
        assert found[number - 1] == pytest.approx(expected)


def test_two_kinds_are_worth_six_contracts_and_not_three_and_a_third():
    """0.9 and 0.5 renew, half each: (10 + 2) / 2 contracts of 12, against 1 / (1 - 0.7).

    Of the customers 80 contracts at least are seen: less than 0.9^80 x 10 = 0.002 is lacking.
    """
    facts = kinds()
    found = [played(facts, replication) for replication in range(10)]
    for metrics, _ in found:
        assert metrics["lifetime_value"] == pytest.approx(12.0 * 6.0)
        assert metrics["lifetime_value.loyal"] == pytest.approx(12.0 * 10.0)
        assert metrics["lifetime_value.fickle"] == pytest.approx(12.0 * 2.0)
    assert_mean([12.0 * signed.mean() for _, signed in found], 12.0 * 6.0)


def test_the_whole_is_the_mean_of_the_segments_by_who_is_expected():
    metrics, _ = played(kinds(fickle=18.0), 0)
    assert metrics["lifetime_value"] == pytest.approx(12.0 * (2 * 10.0 + 6 * 2.0) / 8)


@pytest.mark.long
def test_loyal_customers_live_as_the_shifted_beta_geometric_has_it():
    """Its mean is (alpha + beta - 1) / (alpha - 1) contracts; here 4.

    From the 200th on loyalty grows no more. Who has it would, with a chance to churn of alpha and
    beta + 199, sign (alpha + beta + 198) / (alpha - 1) from then on, and is taken to sign
    1 / (1 - r(200)) = (alpha + beta + 199) / alpha.
    """
    alpha, beta = 3.0, 6.0
    curve = Renewal(
        intercept=math.log(beta / alpha), slope=0.0, floor=0.0, ceiling=1.0, loyalty=beta
    )
    facts = facts_of(customers=Customers(at_start=20, arrivals_per_month=40.0), renewal=curve)
    left = survivors(alpha, beta, 199)[199]
    lacking = left * ((alpha + beta + 198) / (alpha - 1) - (alpha + beta + 199) / alpha)
    expected = (alpha + beta - 1) / (alpha - 1) - lacking
    policy = Policy(cadence="monthly", hires=STAY)
    found = [played(facts, replication, policy) for replication in range(10)]
    for metrics, _ in found:
        assert metrics["lifetime_value"] == pytest.approx(12.0 * expected, rel=1e-9)
    # Fewer than one in 900 customers is left after the 80 contracts that are seen.
    assert survivors(alpha, beta, 80)[80] < 1 / 900
    assert_mean([12.0 * signed.mean() for _, signed in found], 12.0 * 4.0)


def test_it_is_told_where_customers_differ_and_new_ones_come():
    loyal = Renewal(loyalty=4.0)
    nobody = Customers(arrivals_per_month=0.0)
    for facts, told in (
        (Facts(), False),
        (Facts(renewal=loyal), True),
        (Facts(renewal=loyal, customers=nobody), False),
        (kinds(), True),
    ):
        assert ("lifetime_value" not in idle(facts, Objective())) == told


def test_of_a_segment_it_is_told_where_new_ones_come():
    found = parts(kinds(fickle=0.0)).metrics
    assert "lifetime_value.loyal" in found
    assert "lifetime_value.fickle" not in found
    metrics, _ = played(kinds(fickle=0.0), 0)
    assert metrics["lifetime_value"] == pytest.approx(12.0 * 10.0)
