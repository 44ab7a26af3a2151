"""Retention that climbs with tenure, held against the published example of its distribution."""

import numpy as np
import pytest

from simmodel.journey.customers.chances import chances
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.loyalty import contracts_so_far, fitted, odds, survivors
from simmodel.journey.customers.segments import Segment
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.money.beyond_horizon import beyond_horizon
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import Policy
from simmodel.journey.reference.vendor import reference
from simmodel.streams import Streams

# Fader and Hardie (2007), "high end" customers, per cent left after years 0 to 7.
LEFT = (100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1)


def test_the_published_example_is_fitted():
    alpha, beta = fitted(LEFT)
    assert (alpha, beta) == pytest.approx((0.668, 3.806), abs=0.001)
    assert 100 * survivors(alpha, beta, 12)[12] == pytest.approx(37.8, abs=0.2)  # actual: 39.4


@pytest.mark.parametrize("left", [(1.0, 0.9), (1.0, 0.9, 0.95), (1.0, 0.5, 0.0)])
def test_what_is_no_survival_is_refused(left):
    with pytest.raises(ValueError, match="three or more numbers above 0"):
        fitted(left)


def test_odds_of_renewal_grow_in_a_straight_line():
    alpha, beta = 0.668, 3.806
    left = survivors(alpha, beta, 6)
    rates = left[1:] / left[:-1]
    np.testing.assert_allclose(
        rates / (1 - rates), beta / alpha * odds(beta, np.arange(1, 7)), rtol=1e-9
    )


def test_the_first_contract_renews_by_the_curve_and_later_ones_oftener():
    curve = Renewal(intercept=0.5, slope=0.0, floor=0.0, ceiling=1.0, loyalty=2.0)
    table, begins = chances(curve, np.array([4, 4, 4]), np.array([1, 2, 5]))
    first, second, fifth = (table[0, begin] for begin in begins)
    assert first == pytest.approx(1 / (1 + np.exp(-0.5)))
    assert second / (1 - second) == pytest.approx(np.exp(0.5) * 1.5)
    assert fifth / (1 - fifth) == pytest.approx(np.exp(0.5) * 3.0)


def test_who_is_here_at_the_start_has_been_for_as_long_as_customers_are():
    cumulated = contracts_so_far(3.806, 3.806 / (0.668 + 3.806), 400)
    left = survivors(0.668, 3.806, 399)
    np.testing.assert_allclose(np.diff(cumulated, prepend=0.0), left / left.sum(), rtol=1e-9)


def vendor(loyalty):
    return Facts(
        horizon_months=24,
        customers=Customers(at_start=0, arrivals_per_month=40.0),
        contract=Contract(months=3),
        renewal=Renewal(intercept=1.0, slope=0.0, floor=0.0, ceiling=1.0, loyalty=loyalty),
        activities={"call": {"per_month": 1, "mean_hours": 0.1}},
        team=Team(at_start=3),
    )


def test_both_engines_renew_by_tenure_and_the_survivors_are_those_of_the_distribution():
    facts, plan = vendor(2.0), Policy(cadence="annual", hires=(0, 0))
    alpha, beta = 2.0 / np.exp(1.0), 2.0
    renewed, ended = np.zeros(8), np.zeros(8)
    for number in range(40):
        paths = draw(facts, Streams(3, 0, number))
        outcome = run(facts, plan, warm_up(facts, paths))
        if number < 3:
            assert outcome.tally == reference(facts, plan, paths).tally
        contracts, tally = paths.contracts, outcome.tally
        order = np.rint((contracts.begin - contracts.joined) / (3 * facts.hours_per_month))
        over = tally.in_force & (contracts.end <= facts.horizon_hours)
        ended += np.bincount(order[over].astype(int), minlength=8)[:8]
        renewed += np.bincount(order[over & tally.renewed].astype(int), minlength=8)[:8]
    left = survivors(alpha, beta, 5)
    expected = left[1:] / left[:-1]
    error = np.sqrt(expected * (1 - expected) / ended[:5])
    assert np.all(np.abs(renewed[:5] / ended[:5] - expected) < 4 * error)


def test_contracts_in_force_at_the_end_are_expected_to_renew_by_tenure():
    facts, plan = vendor(2.0), Policy(cadence="annual", hires=(0, 0))
    paths = draw(facts, Streams(3, 0, 0))
    outcome = run(facts, plan, warm_up(facts, paths))
    contracts, horizon = paths.contracts, facts.horizon_hours
    running = outcome.tally.in_force & (contracts.begin < horizon) & (contracts.end > horizon)
    since = (contracts.begin - contracts.joined)[running] / facts.hours_per_month
    renews = np.exp(1.0) * (1.0 + np.rint(since / 3) / 2.0)  # odds
    expected = facts.contract.value * 3 / 12 * (renews / (1.0 + renews)).sum()
    assert beyond_horizon(facts, plan, outcome)[0] == pytest.approx(expected, rel=1e-12)


def test_tenure_is_told_of_the_segment_in_which_it_matters():
    loyal, plain = vendor(2.0), vendor(None)
    customers = Customers(at_start=30, arrivals_per_month=4.0)
    both = {
        name: Segment(customers=customers, renewal=each.renewal)
        for name, each in (("plain", plain), ("loyal", loyal))
    }
    stated = loyal.model_dump(exclude={"customers", "automation"})
    facts = Facts.model_validate(stated | {"segments": both})
    paths = draw(facts, Streams(3, 0, 0))
    outcome = run(facts, Policy(cadence="annual", hires=(0, 0)), warm_up(facts, paths))
    told = {name: each.running.number for name, each in outcome.clienteles.items()}
    assert set(told["plain"]) == {1}
    assert told["loyal"].max() > told["loyal"].min() >= 1


def test_without_loyalty_tenure_does_not_matter():
    table, begins = chances(Renewal(), np.array([10, 10]), np.array([1, 9]))
    assert begins[0] == begins[1] and table.shape == (2, 11)
