"""What comes after the horizon is made of renewals and years that no price has a part in."""

import pytest

from planner.books.books import keep_books


@pytest.fixture(params=["recommendation", "lively"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def found(result):
    return keep_books(result).beyond_horizon


def test_it_is_what_the_metrics_have_beyond_the_months(result, found):
    means, lines = result.plan.sample.observed_means, keep_books(result).lines
    assert found.credited == pytest.approx(means["renewal_value"] - lines["renewal_bookings"].sum())
    costs = ("csmp_cost", "recruiting_cost", "automation_cost")
    paid = sum(lines[each].sum() for each in costs)
    assert found.cost == pytest.approx(means["total_cost"] - paid)
    share = result.study.objective.alpha
    assert share * found.credited - found.cost == pytest.approx(means["terminal_value"])
    assert found.credited > 0
    assert found.cost > 0


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("contract.value", 12_345.0),
        ("team.annual_cost", 200_000.0),
        ("team.recruiting_cost", 90_000.0),
        ("automation.annual_cost", 300_000.0),
    ],
)
def test_the_same_plan_at_other_prices_has_the_same_renewals_and_years(
    result, found, under, fact, value
):
    other = keep_books(under(result, {fact: value})).beyond_horizon
    assert other.renewals == pytest.approx(found.renewals, rel=1e-9)
    assert other.years == pytest.approx(found.years, rel=1e-9)


def test_what_has_nothing_beyond_its_months_has_nothing_of_their_rounding(centre):
    found = keep_books(centre).beyond_horizon
    assert (found.credited, found.cost, found.renewals, found.years) == (0.0, 0.0, 0.0, 0.0)


def test_contracts_without_a_price_bring_nothing(lively, under):
    found = keep_books(under(lively, {"contract.value": 0.0})).beyond_horizon
    assert (found.credited, found.renewals) == (0.0, 0.0)


def test_people_and_automation_without_a_price_cost_nothing(lively, under):
    prices = ("team.annual_cost", "team.recruiting_cost", "automation.annual_cost")
    free = under(lively, {**dict.fromkeys(prices, 0.0), "automation.setup_cost": 0.0})
    found = keep_books(free).beyond_horizon
    assert (found.cost, found.years) == (0.0, 0.0)
