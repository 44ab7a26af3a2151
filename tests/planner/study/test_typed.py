"""What people type is understood where it can mean one thing only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.study.allowed import Declaration, declaration
from planner.study.checks import Checks
from planner.study.draft import draft, refusal
from planner.study.questions import declared_at
from planner.study.typed import number, understood
from simmodel.registry import load

MODEL = load("journey")


def meant(key: str, typed: object) -> object:
    begun = draft(MODEL, {}, Checks(""))
    assert begun is not None
    declared = declared_at(begun, key)
    assert declared is not None
    return understood(typed, declared, lambda value: refusal(MODEL, key, value, key))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24,000", 24_000),
        ("1,234,567.5", 1_234_567.5),
        ("24 000", 24_000),
        ("24’000", 24_000),
        ("24_000", 24_000),
        ("$24,000", 24_000),
        ("€ 24k", 24_000),
        ("24K", 24_000),
        ("1.25M", 1_250_000),
        ("1.1k", 1_100),
        ("55%", 0.55),
        ("7.5 %", 0.075),
        ("100 %", 1),
    ],
)
def test_a_number_is_read_as_people_type_it(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "many", "1,5", "1,50", "24,00", "1,000 000", "12,0000", "1.000.000", "30 min", "5m", "$"],
)
def test_what_may_mean_something_else_is_no_number(text):
    assert number(text) is None


@given(st.integers(0, 10**15))
def test_commas_between_thousands_change_nothing(value):
    assert number(f"{value:,}") == number(f"{value:_}") == value


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("facts.contract.value", "$24,000", 24_000),
        ("facts.customers.at_start", "1,200", 1_200),
        ("facts.team.annual_attrition", "12 %", 0.12),
        ("renewal_at_0", "55%", 0.55),
        ("finance.currency", "usd", "USD"),
        ("baseline.cadence", "Monthly", "monthly"),
    ],
)
def test_what_is_not_allowed_as_it_stands_is_understood(key, typed, value):
    assert meant(key, typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("facts.customers.at_start", "$180"),  # customers are no money
        ("facts.customers.arrivals_per_month", "10 %"),  # of what?
        ("facts.customers.at_start", "1.5"),
        ("facts.customers.at_start", "90k"),  # more than are allowed
        ("renewal_at_0", "100 %"),
        ("title", "acme"),  # allowed as it stands
        ("facts.contract.value", 5),
    ],
)
def test_else_it_stays_as_it_was_typed(key, typed):
    assert meant(key, typed) is typed


def test_a_bound_below_one_makes_a_share():
    info = type(MODEL.Facts().team).model_fields["annual_attrition"]
    assert understood("5 %", declaration(info), lambda value: None if value == 0.05 else "no")
    assert understood("5 %", Declaration(float), lambda value: "no") == "5 %"
