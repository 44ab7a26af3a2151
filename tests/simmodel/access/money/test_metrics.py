"""Metrics and series of counts written by hand."""

import math

import numpy as np
import pytest

from simmodel.access.customers.acquisition import Advertising
from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.money.metrics import METRICS, SHARE, measure
from simmodel.access.money.objective import Objective
from simmodel.access.money.roles import ROLES, rates
from simmodel.access.outcome import SERIES, Tally, outcome_of
from simmodel.access.policy import Policy
from simmodel.access.study.wording import WORDING

FACTS = Facts(
    horizon_months=2,
    new=Request(profit=-10.0, denial_cost=3.0),
    types={
        "gold": Type(profit=5.0, denial_cost=2.0, monthly_profit=7.0, least_service=0.5),
        "silver": Type(profit=1.0, denial_cost=4.0, monthly_profit=0.5, least_service=0.1),
    },
    advertising=Advertising(cost=2.0, exponent=2.0),
    servers=Servers(monthly_cost=30.0, at_start=7, hours_per_month=100.0),
)
POLICY = Policy(new_customers=6.0, servers=10, ranking="gold > new > silver")
TALLY = Tally(
    served=np.array([[4, 10, 1], [5, 12, 2]]),
    denied=np.array([[2, 3, 5], [1, 2, 4]]),
    joined=np.array([3, 2]),
    left=np.array([1, 4]),
    deterred=np.array([0, 1]),
    waited=np.array([0.3, 0.38]),
    busy=np.array([8.0, 9.0]),
    present=np.array([[20.0, 6.0], [22.0, 4.0]]),
    customers=np.array([[21, 7], [22, 4]]),
)


def but(**changes):
    return Tally(**vars(TALLY) | changes)


@pytest.fixture(scope="module")
def outcome():
    return outcome_of(FACTS, POLICY, TALLY)


def measured(tally=TALLY, policy=POLICY, objective=None):
    return measure(FACTS, policy, objective or Objective(), outcome_of(FACTS, policy, tally))


def test_every_series_is_there_month_by_month(outcome):
    assert list(outcome.series) == list(SERIES)
    assert all(each.shape == (2,) for each in outcome.series.values())


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("customers", [28, 26]),
        ("new_customers", [6, 6]),
        ("joined", [3, 2]),
        ("left", [1, 4]),
        ("served", [15, 19]),
        ("denied", [10, 7]),
        ("servers", [10, 10]),
        ("change", [3, 0]),
        ("utilisation", [0.8, 0.9]),
        # -40 + 50 + 1 - 6 - 6 - 20 + 140 + 3 and -50 + 60 + 2 - 3 - 4 - 16 + 154 + 2
        ("customer_value", [122.0, 145.0]),
        ("server_cost", [300.0, 300.0]),
        ("advertising_cost", [72.0, 72.0]),
    ],
)
def test_series_add_up_what_was_counted(outcome, name, months):
    assert outcome.series[name].tolist() == months


def test_fewer_servers_are_a_change_at_the_begin():
    series = outcome_of(FACTS, POLICY.model_copy(update={"servers": 4}), TALLY).series
    assert series["change"].tolist() == [-3, 0]


def test_no_servers_are_never_busy():
    none = POLICY.model_copy(update={"servers": 0})
    assert outcome_of(FACTS, none, but(busy=np.zeros(2))).series["utilisation"].tolist() == [
        0.0,
        0.0,
    ]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("customer_value", 267.0),
        ("server_cost", 600.0),
        ("advertising_cost", 144.0),
        ("total_cost", 744.0),
        ("objective", 267.0 - 744.0),
        ("monthly_profit", (267.0 - 744.0) / 2),
        ("service_probability", 34 / 51),
        ("new_service_probability", 9 / 12),
        ("base_service_probability", 25 / 39),
        ("least_service_margin", 3 / 12 - 0.1),  # gold ones: 22 / 27 - 0.5
        ("utilisation", 0.85),
        ("mean_wait", 2.0),  # 0.68 months of 100 hours, 34 services
        ("mean_customers", 27.0),
        ("customers_at_end", 26.0),
        ("customers_lost", 5 / 54),
        ("servers", 10.0),
    ],
)
def test_metrics_say_what_they_are(metric, value):
    assert measured()[metric] == pytest.approx(value, rel=1e-12)


def test_every_metric_is_measured():
    assert set(measured()) == set(METRICS)


def test_credit_counts_against_what_customers_bring_alone():
    half = measured(objective=Objective(credit=0.5))
    assert half["objective"] == 0.5 * 267.0 - 744.0
    assert half["monthly_profit"] == half["objective"] / 2
    assert half[SHARE.credited] == 267.0 and half[SHARE.cost] == 744.0


def test_what_nobody_asked_for_has_no_share():
    nothing = np.zeros((2, 3), int)
    without = measured(but(served=nothing, denied=nothing, customers=nothing[:, 1:]))
    undefined = {name for name, value in without.items() if math.isnan(value)}
    assert undefined == {
        "service_probability",
        "new_service_probability",
        "base_service_probability",
        "least_service_margin",
        "mean_wait",
        "customers_lost",
    }


def test_a_type_that_asks_for_nothing_breaks_no_promise():
    served, denied = TALLY.served.copy(), TALLY.denied.copy()
    served[:, 2] = denied[:, 2] = 0
    margin = measured(but(served=served, denied=denied))["least_service_margin"]
    assert margin == pytest.approx(22 / 27 - 0.5)


def test_finance_finds_its_words_among_series_and_metrics():
    series = (
        *ROLES.costs,
        *(ROLES.team, ROLES.change, ROLES.serving, ROLES.customers, ROLES.joined),
        *(ROLES.left, ROLES.utilisation, ROLES.credited),
    )
    assert set(series) <= set(SERIES)
    assert set(WORDING.highlights) <= set(METRICS)
    assert rates(FACTS).member == 360.0
