"""What people type is understood where it can mean one thing only."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.study.allowed import Declaration, declaration
from planner.study.checks import Checks
from planner.study.draft import draft, refusal
from planner.study.literals import read_value
from planner.study.questions import declared_at
from planner.study.typed import day, doubt, european, how_to_write, number, understood
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,17", 0.17),
        ("1.234,5", 1234.5),
        ("1.000.000", 1_000_000),
        ("0,125", 0.125),
        ("17,5 %", 0.175),
    ],
)
def test_a_number_of_the_continent_is_known_by_its_comma_or_its_points(text, value):
    assert european(text) == value


@pytest.mark.parametrize("text", ["95.000", "17", "0.17", "1.5", "1,2,3", "x"])
def test_else_it_is_none(text):
    assert european(text) is None


def declared_of(key: str) -> Declaration:
    begun = draft(MODEL, {}, Checks(""))
    assert begun is not None
    declared = declared_at(begun, key)
    assert declared is not None
    return declared


@pytest.mark.parametrize(
    ("key", "text", "written"),
    [
        ("facts.team.annual_cost", "95.000", "95.0 or 95000"),
        ("facts.contract.value", "1.125", "1.1250 or 1125"),
        ("facts.customers.at_start", "12.000", "12 or 12000"),
        ("facts.customers.at_start", "95.000", None),  # 95,000 are more than are allowed
        ("baseline.caf", "1.125", None),
        ("facts.team.annual_attrition", "0.125", None),
        ("facts.team.annual_cost", "95.0", None),
        ("facts.team.annual_cost", "95.0000", None),
    ],
)
def test_three_decimals_are_doubtful_where_thousands_are_allowed_too(key, text, written):
    assert doubt(read_value(text), declared_of(key)) == written


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("facts.team.annual_attrition", "0,17", "0.17"),
        ("facts.team.annual_attrition", "0,125", "0.125"),
        ("facts.team.annual_cost", "95,5", "95.5"),
        ("facts.team.annual_cost", "1.000.000", "1_000_000"),
        ("facts.customers.at_start", 95.0, "95"),
        ("facts.customers.at_start", "1,5", None),
        ("facts.customers.at_start", True, None),
        ("start", "01/02/2026", "dates as 2026-02-01"),
        ("facts.customers.at_start", math.inf, None),
        ("facts.customers.at_start", math.nan, None),
        ("facts.customers.at_start", 10**400, None),
        ("facts.team.annual_cost", 10**400, None),
        ("facts.team.annual_cost", math.inf, None),
    ],
)
def test_a_refusal_says_how_to_write_what_is_meant(key, value, written):
    assert how_to_write(value, declared_of(key)) == written


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_infinite_or_no_number_is_never_what_to_write(value):
    assert how_to_write(value, Declaration(float)) is None


@pytest.mark.parametrize("text", ["$95.000", "95.000 €"])
def test_money_that_may_be_thousands_is_not_read(text):
    assert number(text) is None


@pytest.mark.parametrize(
    "text",
    ["2026-02", "2026/02/01", "2026-2-1", "1.2.2026", "Feb 2026", "1 February 2026", "Feb. 2026"],
)
def test_a_date_is_understood_where_it_can_be_one_only(text):
    assert day(text) == date(2026, 2, 1)
    assert meant("start", text) == date(2026, 2, 1)


@pytest.mark.parametrize("text", ["01/02/2026", "31/31/2026", "Mai 2026", "2026", "1.13.2026"])
def test_else_it_is_not(text):
    assert day(text) is None


def test_a_date_that_is_the_same_either_way_is_clear():
    assert day("03/03/2026") == date(2026, 3, 3)
    assert day("13/02/2026") == day("02/13/2026") == date(2026, 2, 13)


def test_a_bound_below_one_makes_a_share():
    info = type(MODEL.Facts().team).model_fields["annual_attrition"]
    assert understood("5 %", declaration(info), lambda value: None if value == 0.05 else "no")
    assert understood("5 %", Declaration(float), lambda value: "no") == "5 %"


def test_a_share_may_be_above_one_where_its_unit_says_so():
    retained = Declaration(float, (), "share of the value")
    assert (
        understood("108 %", retained, lambda value: "no" if isinstance(value, str) else None)
        == 1.08
    )
