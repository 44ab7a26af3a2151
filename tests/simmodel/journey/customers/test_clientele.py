"""Six customers over two years, worked out by hand: what the standard definitions make of them."""

import numpy as np
import pytest

from simmodel.journey.customers.clientele import clientele
from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.facts import Facts
from simmodel.journey.money.amounts import of_customers
from simmodel.journey.money.metrics import customer_metrics
from simmodel.journey.paths import Contracts
from simmodel.journey.people.facts import Calendar

# Months of ten hours; contracts of a year, worth 1,000 on average. Whoever draws a number below
# 0.25 signs half as much, from 0.5 on half as much again.
FACTS = Facts(
    horizon_months=24,
    warm_up_months=12,
    releases="spread",
    calendar=Calendar(working_days_per_month=10, hours_per_day=1.0, availability=1.0),
    customers=Customers(at_start=5, arrivals_per_month=0.25),
    contract=Contract(months=12, value=1_000.0, value_variation=1.0),
    activities={"call": {"per_month": 1, "mean_hours": 1.0}},
    outcomes=Outcomes(expanding=0.5, expansion=0.5, contracting=0.25, contraction=0.5),
)
SMALLER, SAME, LARGER = 0.1, 0.3, 0.7
GONE = None
CUSTOMERS = {  # value at first, hour at which the contract ends, and what is signed then
    "A": (10.0, 30.0, (SAME, LARGER)),  # 10, 10, 15
    "B": (8.0, 50.0, (LARGER, SMALLER)),  # 8, 12, 6
    "C": (6.0, 70.0, (GONE,)),  # 6
    "D": (4.0, 90.0, (SAME, GONE)),  # 4, 4
    "E": (2.0, 110.0, (SMALLER, LARGER)),  # 2, 1, 1.5
    "F": (5.0, 180.0, (SAME,)),  # comes at 60; 5, 5
}


@pytest.fixture(scope="module")
def found():
    """The clientele of the six."""
    rows = []
    for name, (worth, ends, signed) in CUSTOMERS.items():
        begin = ends - 120.0
        joined = begin if name == "F" else -np.inf
        in_force = True
        for number in range(3):
            end = begin + 120.0
            decided = end <= 240.0 and number < len(signed)
            renews = decided and signed[number] is not GONE
            outcome = signed[number] if renews else 0.0
            last = end > 240.0
            successor = -1 if last else len(rows) + 1
            rows.append((begin, end, successor, joined, worth, outcome, in_force, renews))
            in_force = in_force and renews
            begin = end
            if last:
                break
    begin, end, successor, joined, worth, outcome, in_force, renewed = map(
        np.array, zip(*rows, strict=True)
    )
    contracts = Contracts(
        begin,
        end,
        uniform=np.zeros(end.size),
        successor=successor.astype(np.int32),
        joined=joined,
        worth=worth,
        outcome=outcome,
        due=np.full(end.size, 12, np.int32),
        segment=np.zeros(end.size, np.int16),
        chances=np.zeros(end.size, np.int32),
    )
    finished = np.full(end.size, 12, np.int32)
    settled = np.zeros(end.size, bool)
    return clientele(FACTS, contracts, np.full((2, 13), 0.5), finished, in_force, renewed, settled)


def test_recurring_revenue_opens_at_30_and_closes_at_27_and_a_half(found):
    of = found.series
    assert of["annual_recurring_revenue"][-1] == pytest.approx(27_500.0)
    assert of["new_revenue"].sum() == pytest.approx(5_000.0)
    assert of["expansion"].sum() == pytest.approx(9_500.0)  # A 5, B 4, E 0.5
    assert of["contraction"].sum() == pytest.approx(7_000.0)  # B 6, E 1
    assert of["churned_revenue"].sum() == pytest.approx(10_000.0)  # C 6, D 4
    assert 30_000.0 + 5_000.0 + 9_500.0 - 7_000.0 - 10_000.0 == 27_500.0


def test_what_happens_happens_in_its_month(found):
    of = found.series
    assert of["expansion"].nonzero()[0].tolist() == [4, 14, 22]
    assert of["contraction"].nonzero()[0].tolist() == [10, 16]
    assert of["churned_revenue"].nonzero()[0].tolist() == [6, 20]
    assert of["new_customers"].nonzero()[0].tolist() == [5]  # at 60, the end of the sixth month
    assert of["customers"].tolist() == [5] * 5 + [6] + [5] * 14 + [4] * 4


def test_bookings_are_of_what_is_signed_and_not_of_what_was(found):
    of = found.series
    assert of["new_bookings"].sum() == pytest.approx(5_000.0)
    signed = 10 + 15 + 12 + 6 + 4 + 1 + 1.5 + 5
    assert of["renewal_bookings"].sum() == pytest.approx(1_000.0 * signed)


def test_revenue_is_earned_day_by_day(found):
    # Money of each customer: value x hours / 120, over the 240 hours of the horizon.
    earned = {
        "A": 10 * 150 + 15 * 90,
        "B": 8 * 50 + 12 * 120 + 6 * 70,
        "C": 6 * 70,
        "D": 4 * 210,
        "E": 2 * 110 + 1 * 120 + 1.5 * 10,
        "F": 5 * 180,
    }
    expected = 1_000.0 * sum(earned.values()) / 120
    assert found.series["recognised_revenue"].sum() == pytest.approx(expected)


def test_retention_is_of_the_customers_of_a_year_ago(found):
    # A year before the end: A 10, B 12, D 4, E 1, F 5: 32 in all. Now: A 15, B 6, E 1.5, F 5.
    metrics = customer_metrics(of_customers(FACTS, found))
    assert metrics["net_revenue_retention"] == pytest.approx(27.5 / 32)
    assert metrics["gross_revenue_retention"] == pytest.approx((10 + 6 + 1 + 5) / 32)
    assert metrics["logo_retention"] == pytest.approx(4 / 5)
    # Of the contracts of the horizon eight of ten were renewed.
    assert metrics["retention_rate"] == pytest.approx(8 / 10)
    assert metrics["annual_recurring_revenue"] == pytest.approx(27_500.0)
    assert metrics["portfolio_lifetime_value"] == pytest.approx(27_500.0 / (1 - 0.8))


def test_what_chance_brought_of_values_is_what_was_signed_less_what_was_to_be_expected(found):
    # Half of them renew, for 1 - 0.25 x 0.5 + 0.5 x 0.5 = 1.125 of the value on average.
    assert found.valued_beyond.renewals[2] == pytest.approx(10 - 0.5 * 10 * 1.125)
    assert found.beyond.renewals[2] == pytest.approx(0.5)
    assert found.valued_beyond.arrivals[5] == pytest.approx(5 - 0.25)
