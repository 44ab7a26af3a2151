"""What the journey asks of its facts: names that there are, and prices that are linear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Customers
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import METRICS, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import SERIES
from simmodel.journey.people.facts import Team
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import Policy
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.study.sensitivity import INVESTMENT, SENSITIVITY
from simmodel.journey.work.facts import Automation
from simmodel.streams import Streams

SMALL = Facts(
    horizon_months=14,
    warm_up_months=12,
    customers=Customers(at_start=30, arrivals_per_month=3.0),
    team=Team(at_start=6),
)
PRICES = st.floats(0.0, 1e8, allow_subnormal=False)


def value_of(dotted: str) -> object:
    value: object = Facts(people=People())
    for step in dotted.split("."):
        value = getattr(value, step)
    return value


@pytest.fixture(scope="module")
def start():
    return warm_up(SMALL, draw(SMALL, Streams(1, 0, 0)))


def test_facts_that_are_asked_about_are_numbers():
    investment = INVESTMENT
    for fact in (*(move.fact for move in SENSITIVITY.moves), *investment.parts):
        assert isinstance(value_of(fact), float), fact
    assert {investment.once, investment.yearly, investment.people_rate} == set(investment.parts)


def test_new_customers_are_moved_by_a_fifth_and_the_slope_upward():
    moves = {move.fact: (move.low, move.high) for move in SENSITIVITY.moves}
    assert moves["customers.arrivals_per_month"] == (0.8, 1.2)
    assert moves[SENSITIVITY.strengthened] == (1.0, 1.1)
    assert SENSITIVITY.stronger.format("10 %") == (
        "every finished activity counted 10 % more for renewal"
    )


def test_costs_are_metrics_whose_months_are_series():
    investment = INVESTMENT
    assert {investment.cost, investment.people_cost} <= METRICS.keys() & SERIES.keys()
    assert investment.people in SERIES
    assert set(SENSITIVITY.metrics) <= METRICS.keys()
    assert investment.decision in Policy.model_fields


def test_parts_and_chances_are_wholes():
    investment = INVESTMENT
    for parts in investment.parts.values():
        assert sum(parts.values()) == pytest.approx(1.0)
    assert sum(chance for _, chance in investment.achieved) == pytest.approx(1.0)


@settings(max_examples=30, deadline=None)
@given(once=PRICES, yearly=PRICES, terminal=st.sampled_from(["in_force", "none"]))
def test_the_objective_is_linear_in_the_prices_of_automation(start, once, yearly, terminal):
    """The set-up is taken from it as it is, the running cost in proportion."""
    policy, objective = Policy(automation=1 / 3), Objective(terminal=terminal)

    def value(setup_cost: float, annual_cost: float) -> float:
        prices = Automation(setup_cost=setup_cost, annual_cost=annual_cost)
        facts = SMALL.model_copy(update={"automation": prices})
        return measure(facts, policy, objective, run(facts, policy, start))["objective"]

    free = value(0.0, 0.0)
    burden = free - value(0.0, 1e6)
    assert burden > 0
    expected = free - once - burden * yearly / 1e6
    assert value(once, yearly) == pytest.approx(expected, rel=1e-9, abs=1.0)
