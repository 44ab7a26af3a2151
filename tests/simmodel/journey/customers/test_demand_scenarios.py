"""Futures of the fluid approximation: chance without bias, the same in every call."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.customers.demand_scenarios import PAIRS, demand_scenarios
from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import flow
from simmodel.journey.fluid.metrics import amounts, fluid, metrics_of
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

# The case study's hours of work, in activities a quarter as many and four times as long.
FACTS = Facts(
    activities={
        "meeting": Activity(per_month=5, mean_hours=1.1),
        "email": Activity(per_month=18, mean_hours=1.0, automatable=True),
    }
)


@given(
    at_start=st.integers(0, 2_000),
    arrivals=st.floats(0.0, 500.0),
    length=st.integers(1, 36),
    months=st.integers(3, 48),
)
def test_what_is_beyond_expectation_cancels_month_by_month(at_start, arrivals, length, months):
    facts = Facts(
        horizon_months=months,
        warm_up_months=36,
        contract=Contract(months=length),
        customers=Customers(at_start=at_start, arrivals_per_month=arrivals),
    )
    beyond = demand_scenarios(facts)
    assert beyond.shape == (length + months, 2 * PAIRS)
    np.testing.assert_allclose(beyond.sum(axis=1), 0.0, atol=1e-9 * (1 + at_start + arrivals))
    # Whoever runs at time 0 is known to run; it is not known when the contract ends.
    np.testing.assert_allclose(beyond[:length].sum(axis=0), 0.0, atol=1e-9 * (1 + at_start))


@pytest.mark.long
def test_customers_spread_as_they_do_in_the_simulation():
    """Of the customers at the end, all of whom are served."""
    policy = Policy(cadence="monthly", caf=0.9)
    (flows,) = flow(FACTS, [policy], [demand_scenarios(FACTS)]).segments
    starts = (warm_up(FACTS, draw(FACTS, Streams(3, 0, each))) for each in range(60))
    simulated = [run(FACTS, policy, start).series["customers"][-1] for start in starts]
    # 60 replications know their standard deviation to a tenth of it.
    assert flows.closing.std() == pytest.approx(np.std(simulated, ddof=1), rel=0.3)


def test_the_same_futures_are_drawn_in_every_call():
    np.testing.assert_array_equal(demand_scenarios(FACTS), demand_scenarios(FACTS.model_copy()))


@pytest.mark.long
def test_with_chance_a_schedule_is_worth_nearly_what_the_simulation_says():
    """Too few CSMPs cost more than too many bring: one future as expected is too good."""
    policy = Policy(cadence="quarterly", hires=(0, 2, 7, 6, 2, 5, 4, 4, 4, 4, 3, 4))
    objective = Objective()
    starts = [warm_up(FACTS, draw(FACTS, Streams(5, 0, each))) for each in range(40)]
    values = [
        measure(FACTS, policy, objective, run(FACTS, policy, start))["objective"]
        for start in starts
    ]
    simulated = float(np.mean(values))
    of_flows = amounts(FACTS, [policy], objective, flow(FACTS, [policy]))
    expected = metrics_of(FACTS, objective, of_flows)["objective"][0]
    with_chance = fluid(FACTS, [policy], objective)["objective"][0]
    assert abs(with_chance - simulated) < 0.5 * abs(expected - simulated)
