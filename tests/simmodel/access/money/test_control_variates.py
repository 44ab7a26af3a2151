"""Control variates: zero on average, and most of the spread of what customers bring."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from simmodel.access.customers.acquisition import WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.engine import run
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import balanced
from simmodel.access.formulas.parameters import parameters
from simmodel.access.money.control_variates import BLOCKS, coefficients, control_variates
from simmodel.access.money.metrics import METRICS, measure
from simmodel.access.money.objective import Objective
from simmodel.access.outcome import outcome_of
from simmodel.access.policy import Policy

HALF = Objective(credit=0.5)

# Customers stay for some ten months, and the warm-up is long enough for their number to settle.
SHORT = {"mean_hours": 0.1, "patience_hours": 0.1}
BASE = {"requests_per_month": 1.0, "departures_per_month": 0.1} | SHORT
SETTLED = Facts(
    horizon_months=120,
    warm_up_months=100,
    new=Request(**SHORT),
    types={
        "gold": Type(monthly_profit=20.0, **BASE),
        "silver": Type(monthly_profit=12.0, **BASE),
    },
)
FIRMS = {
    "plain": SETTLED,
    "switching": SETTLED.model_copy(
        update={
            "types": {
                "gold": Type(
                    monthly_profit=20.0,
                    loyalty_served=0.9,
                    turns_served={"silver": 0.05},
                    turns_denied={"silver": 0.5},
                    **BASE,
                ),
                "silver": Type(
                    monthly_profit=12.0, loyalty_served=0.8, turns_served={"gold": 0.2}, **BASE
                ),
            }
        }
    ),
    "heard": SETTLED.model_copy(update={"word_of_mouth": WordOfMouth(deterred=0.3)}),
}


def taken(facts, policy, outcomes, objective=HALF):
    """Customer value of each outcome, and its control variate."""
    (given,) = coefficients(facts, [policy], objective)
    values = [measure(facts, policy, objective, each)["customer_value"] for each in outcomes]
    return np.array(values), np.array(
        [control_variates(given, each)["customer_value"] for each in outcomes]
    )


@pytest.mark.parametrize(
    ("name", "new_customers"),
    [("plain", 24.0), ("plain", 12.0), ("switching", 18.0), ("heard", 24.0)],
)
def test_they_are_zero_on_average_and_most_of_the_spread(
    stated, played, assert_mean, name, new_customers
):
    facts = FIRMS[name]
    policy = stated(facts, new_customers, 10, "gold > new > silver")
    values, chance = taken(facts, policy, played(facts, policy, 60))
    assert_mean(chance, 0.0, 0.08 * abs(values.mean()))
    assert np.std(values - chance, ddof=1) < np.std(values, ddof=1)


@pytest.mark.long
def test_on_long_horizons_of_the_example_they_are_zero_on_average(stated, played, assert_mean):
    # Customers stay for a hundred months, and their number settles in some of these times.
    facts = Facts(horizon_months=240, warm_up_months=600)
    policy = stated(facts, 43.34, 130, "gold > new > silver")
    count = 160
    values, chance = taken(facts, policy, played(facts, policy, count))
    assert_mean(chance, 0.0, 0.02 * values.mean())
    wide, narrow = (stats.sem(each) for each in (values, values - chance))
    # It is 0.75 of it (800 replications), known from 160 to about 0.04.
    assert narrow < 0.9 * wide
    # What is left is that of the long run, whichever way it is found.
    assert abs((values - chance).mean() - values.mean()) < stats.t.ppf(
        0.9995, count - 1
    ) * stats.sem(chance)


def test_money_alone_has_them_and_in_proportion_to_what_counts(stated, played):
    policy = stated(SETTLED, 20.0, 10)
    (outcome,) = played(SETTLED, policy, 1)
    (whole,), (half,) = (coefficients(SETTLED, [policy], each) for each in (Objective(), HALF))
    added = control_variates(whole, outcome)
    assert set(added) == {"objective", "customer_value", "monthly_profit"} <= set(METRICS)
    assert added["objective"] == added["customer_value"] != 0.0
    assert added["monthly_profit"] == added["objective"] / 120
    counted = control_variates(half, outcome)
    assert counted["customer_value"] == added["customer_value"]
    assert counted["objective"] == 0.5 * added["objective"]
    assert counted["monthly_profit"] == 0.5 * added["monthly_profit"]


def test_a_run_as_the_fluid_has_it_has_none(stated, played):
    """Whole numbers of requests, in proportion to a balance, the same in every month."""
    facts = Facts(horizon_months=30, types={"gold": Type(departures_per_month=0.1)})
    policy = stated(facts, 100.0, 50)
    (outcome,) = played(facts, policy, 1)
    known = parameters(facts)
    flow = balanced(known, np.array([0.5, 0.25])) * 100.0
    asked = flow.requests(known)
    months = np.ones((30, 1))
    tally = replace(
        outcome.tally,
        served=months * flow.served,
        denied=months * (asked - flow.served),
        present=months * flow.customers,
    )
    (given,) = coefficients(facts, [policy], HALF)
    total = 30 * flow.value(known)
    assert control_variates(given, outcome_of(facts, policy, tally))["objective"] == pytest.approx(
        0.0, abs=1e-9 * abs(total)
    )
    richer = replace(tally, present=1.1 * tally.present)
    more = control_variates(given, outcome_of(facts, policy, richer))["customer_value"]
    assert more == pytest.approx(0.1 * 30 * flow.customers[0] * 10.0)


def test_the_jackknife_leaves_out_one_of_ten_blocks_at_a_time(stated, played):
    policy = stated(SETTLED, 24.0, 10, "gold > new > silver")
    (outcome,) = played(SETTLED, policy, 1)
    (given,) = coefficients(SETTLED, [policy], Objective())
    known = parameters(SETTLED)

    def value(months):
        served = outcome.tally.served[months].sum(axis=0)
        asked = served + outcome.tally.denied[months].sum(axis=0)
        return 120 * (balanced(known, served / asked) * 24.0).value(known)

    months = np.arange(120)
    without = [value(months // 12 != block) for block in range(BLOCKS)]
    estimate = BLOCKS * value(months >= 0) - (BLOCKS - 1) * np.mean(without)
    observed = outcome.series["customer_value"].sum()
    assert control_variates(given, outcome)["customer_value"] == pytest.approx(
        observed - estimate, rel=1e-9
    )


@pytest.mark.parametrize("months", [1, 2, 7])
def test_short_horizons_have_as_many_blocks_as_months(stated, paths_of, months):
    facts = SETTLED.model_copy(update={"horizon_months": months})
    policy = stated(facts, 20.0, 10)
    (given,) = coefficients(facts, [policy], Objective())
    assert np.isfinite(control_variates(given, run(facts, policy, paths_of(facts, 1)))["objective"])


def test_a_firm_without_customers_has_none(paths_of):
    policy = Policy(new_customers=0.0, servers=3)
    (given,) = coefficients(SETTLED, [policy], Objective())
    outcome = run(SETTLED, policy, paths_of(SETTLED, 1))
    assert set(control_variates(given, outcome).values()) == {0.0}
