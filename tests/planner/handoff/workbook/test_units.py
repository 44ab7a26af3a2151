"""Quantities are written as their unit asks, and money has the name of the currency."""

import pytest

from planner.handoff.wording.numbers import in_currency
from planner.handoff.workbook.units import estimate_style, style_of

UNITS = pytest.mark.parametrize(
    ("unit", "style", "beside_a_half_width"),
    [
        ("money", "money", "money"),
        ("money per year", "money", "money"),
        ("share", "share", "fine share"),
        ("customers", "fraction", "cents"),
        ("share of the team", "fraction", "cents"),
    ],
)


@UNITS
def test_a_quantity_is_written_as_its_unit_asks(unit, style, beside_a_half_width):
    assert style_of(unit) == style
    assert estimate_style(unit) == beside_a_half_width


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("money", "EUR"),
        ("money per contract year", "EUR per contract year"),
        ("hours", "hours"),
        ("moneyed customers", "moneyed customers"),
    ],
)
def test_a_unit_of_money_is_the_currency(unit, written):
    assert in_currency(unit, "EUR") == written
