"""Every metric against a formula of its own, on a year written by hand."""

import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import (
    METRICS,
    SHARE,
    Parts,
    idle,
    measure,
    money_metrics,
    net_contribution,
    ratio,
)
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.vendor import together
from simmodel.journey.work.facts import Automation

CHURNS = 0.95
OBJECTIVE = Objective(alpha=0.5, terminal="none")
POLICY = Policy(cadence="quarterly", automation=0.2, hires=(1, 0))


@pytest.fixture(scope="module")
def priced(vendor):
    """Contracts of a month at 100, a CSMP at 10 a month; automation 36 once, 240 x 0.04 a year.

    A recruit costs 7; one CSMP in twenty is replaced each month.
    """
    facts = vendor(months=4, team=1, customers=3, annual_attrition=0.6, recruiting_cost=7.0)
    priced = Automation(setup_cost=36.0, annual_cost=240.0)
    return Facts.model_validate(facts.model_dump() | {"automation": priced})


@pytest.fixture(scope="module")
def outcome(priced, customer, play):
    """Ends of contracts: 5, 15, 25, 35 (the first leaves at 35), 8 (leaves), 2, 12, 22, 32."""
    journeys = [
        customer(-5.0, [(1.0, 3.0), (3.0, 6.0), (11.0, 1.0, 0.1)], uniform=[0.0] * 3 + [CHURNS]),
        customer(-2.0, [(2.0, 1.0), (3.0, 1.0), (3.0, 2.0)], uniform=[CHURNS]),
        customer(-8.0, [(16.0, 8.0), (17.0, 3.0), (17.0, 4.0), (21.5, 1.0)]),
        customer(14.0, [(39.0, 5.0)]),
    ]
    return together(priced, {"": play(priced, journeys, POLICY)})


@pytest.fixture(scope="module")
def values(priced, outcome):
    return measure(priced, POLICY, OBJECTIVE, outcome)


def test_every_metric_is_documented(values):
    assert list(values) == list(METRICS)
    assert all(isinstance(value, float) for value in values.values())
    for quantity in METRICS.values():
        assert quantity.unit
        assert quantity.description


def test_metrics_are_what_happened(values):
    # Renewals: 5, 15, 25; 2, 12, 22, 32; 24, 34. Churn: 35 and 8.
    assert values["renewal_bookings"] == 900.0
    # Contracts of a month begin at 14. The customers of the begin stay, until 35 and 8.
    assert values["new_bookings"] == 100.0
    assert values["recognised_revenue"] == pytest.approx(10.0 * (35 + 8 + 40 + 40 - 14))
    assert values["csmp_cost"] == 2 * 4 * 10.0
    assert values["automation_cost"] == pytest.approx(36.0 + 4 * 0.8)
    assert values["recruiting_cost"] == pytest.approx(7.0 * (1 + 4 * 2 / 20))
    assert values["retention_rate"] == pytest.approx(9 / 11)
    assert values["retained_customers"] == 2.0
    assert values["gross_revenue_retention"] == pytest.approx(1 / 3)
    assert values["net_revenue_retention"] == pytest.approx(1 / 3)
    assert values["logo_retention"] == pytest.approx(1 / 3)
    assert values["expansion"] == values["contraction"] == 0.0
    assert values["churned_revenue"] == 2 * 1200.0
    assert values["annual_recurring_revenue"] == 2 * 1200.0
    assert values["portfolio_lifetime_value"] == pytest.approx(2 * 1200.0 / (2 / 11))
    assert values["net_contribution"] == 0.5 * 900.0 - 80.0
    assert values["terminal_value"] == 0.0
    assert values["renewal_value"] == 900.0
    assert values["total_cost"] == pytest.approx(80.0 + 39.2 + 9.8)
    assert values["objective"] == pytest.approx(450.0 - 80.0 - 39.2 - 9.8)
    assert values["team_at_end"] == 2.0
    assert values["csmp_years"] == pytest.approx(8 / 12)


def test_work_metrics_are_what_happened(values):
    """Two CSMPs, by release.

    1 to 4; 2 to 3; 3 to 9; 3 waits for 1, 4 to 5; 3 waits for 2, 5 to 7; 11 automated; 16 to 24;
    17 to 20; 17 waits for 3, 20 to 24; 21.5 would wait until 24, but its month ends at 22;
    39 to 44, of which one hour is within the horizon.
    """
    assert values["mean_wait"] == pytest.approx((1 + 2 + 3) / 9)
    assert values["activities_finished"] == pytest.approx(9 / 11)
    hours = 3 + 1 + 6 + 1 + 2 + 8 + 3 + 4 + 1
    assert values["utilisation"] == pytest.approx(hours / 80)


# Formulas of their own, from the series alone
INDEPENDENT = {
    "new_bookings": lambda s: 100.0 * s["new_customers"].sum(),
    "renewal_bookings": lambda s: 100.0 * s["renewals"].sum(),
    "recognised_revenue": lambda s: s["recognised_revenue"].sum(),
    "csmp_cost": lambda s: 10.0 * s["team"].sum(),
    "automation_cost": lambda s: s["automation_cost"].sum(),
    "recruiting_cost": lambda s: 7.0 * (np.maximum(s["hires"], 0) + s["team"] / 20).sum(),
    "net_contribution": lambda s: 50.0 * s["renewals"].sum() - 10.0 * s["team"].sum(),
    "objective": lambda s: (
        50.0 * s["renewals"].sum()
        - 10.0 * s["team"].sum()
        - s["automation_cost"].sum()
        - s["recruiting_cost"].sum()
    ),
    # Without discount, money is worth the same at any time.
    "net_present_value": lambda s: (
        50.0 * s["renewals"].sum()
        - 10.0 * s["team"].sum()
        - s["automation_cost"].sum()
        - s["recruiting_cost"].sum()
    ),
    "severance_cost": lambda s: 0.0,
    "breach_cost": lambda s: 0.0,  # nothing has a response target
    "service_level": lambda s: math.nan,
    "breaches": lambda s: 0.0,
    "resignations": lambda s: 0.0,
    "vacancies": lambda s: 0.0,
    "terminal_value": lambda s: 0.0,
    "renewal_value": lambda s: 100.0 * s["renewals"].sum(),
    "total_cost": lambda s: (
        10.0 * s["team"].sum() + s["automation_cost"].sum() + s["recruiting_cost"].sum()
    ),
    "retention_rate": lambda s: 1 - s["churn"].sum() / (s["churn"] + s["renewals"]).sum(),
    "gross_revenue_retention": lambda s: 1 / 3,
    "net_revenue_retention": lambda s: 1 / 3,
    "logo_retention": lambda s: 1 / 3,
    "expansion": lambda s: 0.0,
    "contraction": lambda s: 0.0,
    "churned_revenue": lambda s: 1200.0 * s["churn"].sum(),
    "retained_customers": lambda s: 3 + s["new_customers"].sum() - s["churn"].sum(),
    "annual_recurring_revenue": lambda s: 1200.0 * s["customers"][-1],
    "portfolio_lifetime_value": lambda s: (
        1200.0 * s["customers"][-1] * (s["churn"] + s["renewals"]).sum() / s["churn"].sum()
    ),
    "lifetime_value": lambda s: math.nan,  # nobody new is expected
    "activities_finished": lambda s: (s["finished"] + s["automated"]).sum() / s["released"].sum(),
    "utilisation": lambda s: np.average(s["utilisation"], weights=s["serving"]),
    "mean_wait": lambda s: np.average(
        s["waited"], weights=s["finished"] + np.diff(s["in_service"], prepend=0)
    ),
    "team_at_end": lambda s: 1 + s["hires"].sum(),
    "csmp_years": lambda s: s["team"].mean() * 4 / 12,
}


@pytest.mark.parametrize("name", METRICS)
def test_metrics_follow_from_the_series(outcome, values, name):
    assert values[name] == pytest.approx(INDEPENDENT[name](outcome.series), rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("alpha", [0.01, 0.25, 1.0])
@pytest.mark.parametrize("terminal", ["in_force", "none"])
def test_the_net_contribution_is_the_papers_whatever_the_terminal(priced, outcome, alpha, terminal):
    objective = Objective(alpha=alpha, terminal=terminal)
    values = measure(priced, POLICY, objective, outcome)
    assert values["net_contribution"] == pytest.approx(alpha * 900.0 - 80.0, rel=1e-12)
    assert values["objective"] == pytest.approx(
        values["net_contribution"]
        - values["automation_cost"]
        - values["recruiting_cost"]
        + values["terminal_value"],
        rel=1e-12,
    )
    assert (values["terminal_value"] != 0.0) == (terminal == "in_force")


MONEY = st.floats(0.0, 1e9, allow_subnormal=False)


@given(alpha=st.floats(0.01, 1.0), amounts=st.tuples(*[MONEY] * len(fields(Parts))))
def test_the_objective_is_the_share_of_all_revenue_less_all_cost(alpha, amounts):
    values = money_metrics(alpha, Parts(*amounts))
    revenue, cost = values[SHARE.credited], values[SHARE.cost]
    rounding = 1e-14 * (revenue + cost)
    assert values["objective"] == pytest.approx(alpha * revenue - cost, rel=0, abs=rounding)


@pytest.mark.parametrize("terminal", ["in_force", "none"])
def test_what_the_share_divides_does_not_depend_on_it(priced, outcome, terminal):
    whole, tenth = (
        measure(priced, POLICY, Objective(alpha=alpha, terminal=terminal), outcome)
        for alpha in (1.0, 0.1)
    )
    assert SHARE.field in Objective.model_fields
    for name in (SHARE.credited, SHARE.cost):
        assert whole[name] == tenth[name]
    expected = 0.1 * tenth["renewal_value"] - tenth["total_cost"]
    assert tenth["objective"] == pytest.approx(expected, rel=1e-12)


def test_money_of_many_policies_at_a_time_is_as_one_by_one():
    columns = np.random.default_rng(1).uniform(0.0, 1e6, (len(fields(Parts)), 3))
    together = money_metrics(0.3, Parts(*columns))
    for place in range(3):
        alone = money_metrics(0.3, Parts(*columns[:, place].tolist()))
        assert {name: values[place] for name, values in together.items()} == alone


def test_without_the_end_of_a_contract_there_is_no_retention(vendor, customer, play):
    facts = vendor(months=1, length=2)
    outcome = together(facts, {"": play(facts, [customer(-5.0)])})
    values = measure(facts, Policy(), OBJECTIVE, outcome)
    assert math.isnan(values["retention_rate"])
    assert math.isnan(values["portfolio_lifetime_value"])
    assert values["renewal_bookings"] == 0.0
    assert values["gross_revenue_retention"] == 1.0


def test_without_churn_there_is_no_lifetime(vendor, customer, play):
    facts = vendor(months=2)
    values = measure(
        facts, Policy(), OBJECTIVE, together(facts, {"": play(facts, [customer(-5.0)])})
    )
    assert values["retention_rate"] == 1.0
    assert math.isnan(values["portfolio_lifetime_value"])


def test_without_anybody_nothing_is_defined_and_nothing_breaks(vendor, play):
    facts = vendor(months=2, team=0, customers=0)
    outcome = together(facts, {"": play(facts, [])})
    for terminal in ("in_force", "none"):
        values = measure(facts, Policy(), Objective(terminal=terminal), outcome)
        undefined = {name for name, value in values.items() if math.isnan(value)}
        assert undefined == {
            "retention_rate",
            "gross_revenue_retention",
            "net_revenue_retention",
            "logo_retention",
            "portfolio_lifetime_value",
            "lifetime_value",
            "activities_finished",
            "service_level",
            "utilisation",
            "mean_wait",
        }
        assert values["objective"] == 0.0


def test_when_everybody_leaves_the_lifetime_value_is_zero(vendor, customer, play):
    facts = vendor(months=2)
    outcome = together(facts, {"": play(facts, [customer(-5.0, uniform=[CHURNS])])})
    values = measure(facts, Policy(), OBJECTIVE, outcome)
    assert values["retention_rate"] == 0.0
    assert values["portfolio_lifetime_value"] == 0.0
    assert values["gross_revenue_retention"] == 0.0


def test_pieces():
    assert net_contribution(0.25, 1000.0, 100.0) == 150.0
    assert ratio(1.0, 4.0) == 0.25
    assert math.isnan(ratio(1.0, 0.0))


def idle_of(pods=None, **tables):
    """The decisions that are nothing of a vendor with two segments."""
    segments = {name: {"customers": {"at_start": 9}} for name in ("large", "small")}
    facts = Facts.model_validate({"segments": segments, "pods": pods} | tables)
    return idle(facts, Objective()) & {"organisation", "order", "reserve", "teams"}


def test_a_desk_of_one_pod_is_one_to_decide_at():
    def pods(**own):
        return {
            "named": {"segments": ["large"], "at_start": 2, **own},
            "pool": {"segments": ["small"], "at_start": 3},
        }

    incidents = {"per_year": 4.0, "customers_hit": 0.2, "activities": 2, "mean_hours": 1.0}
    assert idle_of() == {"organisation", "order", "reserve", "teams"}
    assert idle_of(pods()) == {"organisation", "order", "reserve"}
    assert idle_of(pods(desk={})) == {"reserve"}
    assert idle_of(pods(desk={"reserve": 0.1}), incidents=incidents) == set()
