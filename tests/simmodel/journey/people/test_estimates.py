"""Estimates where the team is people one by one: without bias, and near what the fluid promises."""

import numpy as np
import pytest

from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.forecast import Forecast
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.metrics import fluid
from simmodel.journey.money.control_variates import coefficients, control_variates
from simmodel.journey.money.metrics import METRICS, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.people.learning import Learning
from simmodel.journey.people.leaving import Dismissal, Resignation
from simmodel.journey.policy import Policy, complete
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

FACTS = Facts(
    horizon_months=18,
    warm_up_months=6,
    releases="spread",
    customers=Customers(
        at_start=340,
        arrivals_per_month=14.0,
        forecast=Forecast(annual_growth=0.2, level_error=0.15, growth_error=0.1),
    ),
    contract=Contract(months=6, value=24_000.0),
    activities={
        "call": Activity(per_month=2, mean_hours=2.0),
        "email": Activity(per_month=6, mean_hours=0.5),
    },
    team=Team(
        at_start=20,
        annual_cost=90_000.0,
        annual_attrition=0.3,
        ramp_months=3,
        recruiting_cost=8_000.0,
        annual_raise=0.03,
    ),
    people=People(
        hiring=Hiring(median_days=60.0, p90_days=110.0),
        resignation=Resignation(by_year=(0.4, 0.25), load_effect=1.5, usual_load=0.6),
        learning=Learning(training_months=2, training_hours=8.0),
        dismissal=Dismissal(notice_months=1, severance_months=2.0),
    ),
)
OBJECTIVE = Objective(alpha=0.5, discount_rate=0.1)
POLICIES = {
    "ample": Policy(cadence="monthly", caf=0.9),
    "ahead": Policy(cadence="quarterly", caf=1.1, hire_ahead_months=3, attrition_margin=0.1),
    "longer": Policy(cadence="monthly", caf=1.2, availability=0.8),
    "scheduled": Policy(cadence="quarterly", hires=(5, 0, 3, -4, 2, 1)),
}
REPLICATIONS = 400


@pytest.fixture(scope="module")
def samples():
    """Metrics as they happened and control variates, by policy: (replications, metrics) each."""
    policies = [complete(FACTS, policy) for policy in POLICIES.values()]
    weights = coefficients(FACTS, policies, OBJECTIVE)
    rows = [([], []) for _ in policies]
    for replication in range(REPLICATIONS):
        start = warm_up(FACTS, draw(FACTS, Streams(3, 0, replication)))
        for own, policy, (observed, control) in zip(weights, policies, rows, strict=True):
            outcome = run(FACTS, policy, start)
            values = measure(FACTS, policy, OBJECTIVE, outcome)
            variates = control_variates(own, outcome)
            observed.append([values[name] for name in METRICS])
            control.append([variates.get(name, 0.0) for name in METRICS])
    return {name: tuple(map(np.array, own)) for name, own in zip(POLICIES, rows, strict=True)}


@pytest.mark.long
@pytest.mark.parametrize("name", POLICIES)
def test_control_variates_are_zero_on_average(samples, name):
    _, control = samples[name]
    error = control.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    off = np.divide(control.mean(axis=0), error, out=np.zeros_like(error), where=error > 0)
    # Of some twenty metrics that hang together, none is four errors off by chance.
    assert np.abs(off).max() < 4


@pytest.mark.long
@pytest.mark.parametrize("name", ["ample", "ahead", "scheduled"])
def test_the_fluid_approximation_is_near(samples, name):
    policy = complete(FACTS, POLICIES[name])
    promised = fluid(FACTS, [policy], OBJECTIVE)
    observed, control = samples[name]
    means = dict(zip(METRICS, (observed - control).mean(axis=0), strict=True))
    for metric, within in (
        ("objective", 0.01),
        ("net_present_value", 0.02),
        ("csmp_cost", 0.01),
        ("csmp_years", 0.01),
        ("renewal_bookings", 0.02),
    ):
        assert promised[metric][0] == pytest.approx(means[metric], rel=within), metric


@pytest.mark.long
def test_of_a_team_that_is_short_of_hands_the_fluid_promises_too_little(samples):
    """Customers' shares are never quite as even as the fluid has them, with people as without."""
    policy = complete(FACTS, POLICIES["longer"])
    promised = fluid(FACTS, [policy], OBJECTIVE)["objective"][0]
    observed, control = samples["longer"]
    place = list(METRICS).index("objective")
    means = (observed - control)[:, place]
    assert 0.9 * means.mean() < promised < means.mean()
