"""Six customers over two years, worked out by hand: what the standard definitions make of them."""

import pytest

from simmodel.journey.money.amounts import of_customers
from simmodel.journey.money.metrics import customer_metrics


def test_recurring_revenue_opens_at_30_and_closes_at_27_and_a_half(six_customers):
    of = six_customers.clientele.series
    assert of["annual_recurring_revenue"][-1] == pytest.approx(27_500.0)
    assert of["new_revenue"].sum() == pytest.approx(5_000.0)
    assert of["expansion"].sum() == pytest.approx(9_500.0)  # A 5, B 4, E 0.5
    assert of["contraction"].sum() == pytest.approx(7_000.0)  # B 6, E 1
    assert of["churned_revenue"].sum() == pytest.approx(10_000.0)  # C 6, D 4
    assert 30_000.0 + 5_000.0 + 9_500.0 - 7_000.0 - 10_000.0 == 27_500.0


def test_what_happens_happens_in_its_month(six_customers):
    of = six_customers.clientele.series
    assert of["expansion"].nonzero()[0].tolist() == [4, 14, 22]
    assert of["contraction"].nonzero()[0].tolist() == [10, 16]
    assert of["churned_revenue"].nonzero()[0].tolist() == [6, 20]
    assert of["new_customers"].nonzero()[0].tolist() == [5]  # at 60, the end of the sixth month
    assert of["customers"].tolist() == [5] * 5 + [6] + [5] * 14 + [4] * 4


def test_bookings_are_of_what_is_signed_and_not_of_what_was(six_customers):
    of = six_customers.clientele.series
    assert of["new_bookings"].sum() == pytest.approx(5_000.0)
    signed = 10 + 15 + 12 + 6 + 4 + 1 + 1.5 + 5
    assert of["renewal_bookings"].sum() == pytest.approx(1_000.0 * signed)


def test_revenue_is_earned_day_by_day(six_customers):
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
    assert six_customers.clientele.series["recognised_revenue"].sum() == pytest.approx(expected)


def test_retention_is_of_the_customers_of_a_year_ago(six_customers):
    # A year before the end: A 10, B 12, D 4, E 1, F 5: 32 in all. Now: A 15, B 6, E 1.5, F 5.
    facts, found = six_customers
    metrics = customer_metrics(of_customers(facts, found))
    assert metrics["net_revenue_retention"] == pytest.approx(27.5 / 32)
    assert metrics["gross_revenue_retention"] == pytest.approx((10 + 6 + 1 + 5) / 32)
    assert metrics["logo_retention"] == pytest.approx(4 / 5)
    # Of the contracts of the horizon eight of ten were renewed.
    assert metrics["retention_rate"] == pytest.approx(8 / 10)
    assert metrics["annual_recurring_revenue"] == pytest.approx(27_500.0)
    assert metrics["portfolio_lifetime_value"] == pytest.approx(27_500.0 / (1 - 0.8))


def test_what_chance_brought_of_values_is_what_was_signed_less_what_was_to_be_expected(
    six_customers,
):
    found = six_customers.clientele
    # Half of them renew, for 1 - 0.25 x 0.5 + 0.5 x 0.5 = 1.125 of the value on average.
    assert found.valued_beyond.renewals[2] == pytest.approx(10 - 0.5 * 10 * 1.125)
    assert found.beyond.renewals[2] == pytest.approx(0.5)
    assert found.valued_beyond.arrivals[5] == pytest.approx(5 - 0.25)
