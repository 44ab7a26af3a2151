"""Numbers as people read them."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.handoff.wording.numbers import (
    UNDEFINED,
    between,
    column,
    exactly,
    measured,
    percent,
    plain,
    readable,
    row,
    shares,
    told,
)
from planner.simulation.estimate import Chance, Estimate

NAN = math.nan
MINUS_ZERO = re.compile(r"-0(\.0*)?(?![\d.])")


@pytest.mark.parametrize(
    ("mean", "half_width", "unit", "text"),
    [
        (35_123_456.0, 1_234_567.0, "money", "35.1 ± 1.2 M"),
        (1_000_000.0, 10_000.0, "money", "1.00 ± 0.01 M"),
        (999_999.0, 12_345.0, "money", "1,000 ± 12 K"),
        (10_000.0, 400.0, "money", "10.00 ± 0.40 K"),
        (9_999.0, 400.0, "money", "9,999 ± 400"),
        (-35_123_456.0, 1_234_567.0, "money", "-35.1 ± 1.2 M"),
        (113_900_000.0, 4_600_000.0, "money per year", "113.9 ± 4.6 M"),
        (0.8497, 0.0098, "share", "84.97 ± 0.98 %"),
        (1.0, 0.0, "share", "100.00 ± 0.00 %"),
        (456.2, 19.1, "customers", "456 ± 19"),
        (1_247.3, 117.2, "customers", "1,247 ± 117"),
        (2_000_000.0, 30_000.0, "customers", "2,000,000 ± 30,000"),
        (27.93, 1.93, "hours", "27.9 ± 1.9"),
    ],
)
def test_an_estimate_has_one_scale_and_the_digits_its_half_width_supports(
    mean, half_width, unit, text
):
    assert readable(Estimate(mean, half_width), unit) == text


@pytest.mark.parametrize(
    ("half_width", "text"),
    [
        (0.012, "50.00 ± 0.01"),
        (0.12, "50.00 ± 0.12"),
        (1.2, "50.0 ± 1.2"),
        (12.0, "50 ± 12"),
        (123.0, "50 ± 123"),
        (1_234.0, "50 ± 1,234"),
    ],
)
def test_a_wider_interval_leaves_fewer_digits(half_width, text):
    assert readable(Estimate(50.0, half_width), "hours") == text


def test_money_of_a_row_shares_the_scale_of_the_largest():
    values = [Estimate(35_400_000.0, 600_000.0), Estimate(34_900_000.0, 700_000.0)]
    difference = Estimate(-500_000.0, 120_000.0)
    assert row([*values, difference], "money", [False, False, True]) == (
        "M",
        "35.40 ± 0.60",
        "34.90 ± 0.70",
        "-0.50 ± 0.12",
    )


def test_only_signed_values_show_a_plus():
    values = [Estimate(2.0, 0.5), Estimate(2.0, 0.5)]
    assert row(values, "hours", [False, True]) == ("", "2.00 ± 0.50", "+2.00 ± 0.50")
    assert readable(values[0], "hours", signed=True) == "+2.00 ± 0.50"


def test_an_undefined_value_is_said_to_be_so_and_leaves_the_scale_to_the_others():
    undefined, money = Estimate(NAN, NAN), Estimate(2_500_000.0, 100_000.0)
    assert row([undefined, money], "money") == ("M", UNDEFINED, "2.50 ± 0.10")
    assert row([undefined], "money") == ("", UNDEFINED)


def test_a_single_replication_shows_no_half_width():
    assert readable(Estimate(12.5, NAN), "hours") == "12.5"


@pytest.mark.parametrize("mean", [-0.0, -0.001, -1e-300])
@pytest.mark.parametrize("signed", [False, True])
def test_nothing_is_not_shown_as_minus_nothing(mean, signed):
    assert readable(Estimate(mean, 0.0), "hours", signed=signed) == (
        "+0.00 ± 0.00" if signed else "0.00 ± 0.00"
    )


@given(
    st.floats(-1e12, 1e12),
    st.floats(0, 1e12),
    st.sampled_from(["money", "share", "customers"]),
    st.booleans(),
)
def test_no_estimate_is_shown_as_minus_zero(mean, half_width, unit, signed):
    text = readable(Estimate(mean, half_width), unit, signed=signed)
    assert not MINUS_ZERO.match(text), text


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12), st.sampled_from(["money", "share", "hours"]))
def test_what_is_shown_is_the_mean_within_its_rounding(mean, half_width, unit):
    scale, text = row([Estimate(mean, half_width)], unit)
    factor = {"B": 1e-9, "M": 1e-6, "K": 1e-3, "%": 100.0, "": 1.0}[scale]
    shown = text.split(" ± ")[0].replace(",", "")
    decimals = len(shown.partition(".")[2])
    assert float(shown) == pytest.approx(mean * factor, rel=1e-12, abs=0.501 * 10.0**-decimals)


# ---- Columns and sentences -----------------------------------------------------------------------


def test_a_column_has_one_scale_and_as_many_decimals_as_its_widest_interval_supports():
    values = [Estimate(-21.15e6, 0.13e6), Estimate(2.5e6, 1.0), None, Estimate(0.0, 0.0)]
    assert column(values, "money", signed=True) == (
        "M",
        ["-21.15 ± 0.13", "+2.50 ± 0.00", "", "+0.00 ± 0.00"],
    )
    assert column([Estimate(77e3, 47e3), Estimate(-4e3, 1.0)], "money")[1] == ["77 ± 47", "-4 ± 0"]


def test_a_column_has_a_scale_that_leaves_digits_to_most_half_widths():
    narrow = [Estimate(1_440e3, 12e3), Estimate(-382e3, 600.0), Estimate(30e3, 4.8e3)]
    assert column(narrow, "money", signed=True) == (
        "K",
        ["+1,440 ± 12", "-382 ± 1", "+30 ± 5"],
    )
    certain = [Estimate(1_440e3, 0.0), Estimate(-382e3, 0.0)]
    assert column(certain, "money") == ("M", ["1.44 ± 0.00", "-0.38 ± 0.00"])


def test_a_column_of_certain_numbers_has_two_decimals():
    assert column([Estimate(2_100_000.0, 0.0)], "money") == ("M", ["2.10 ± 0.00"])
    assert column([Estimate(2_600.0, 0.0)], "money") == ("", ["2,600 ± 0"])
    assert column([None], "money") == ("", [""])


@given(st.floats(-1e9, 1e9), st.floats(0.0, 1e9))
def test_a_difference_that_may_be_nothing_is_said_to_be_so(mean, half_width):
    value = Estimate(mean, half_width)
    holds_zero = value.low <= 0 <= value.high and half_width > 0
    assert ("cannot be told from zero" in told(value)) is holds_zero


@pytest.mark.parametrize(
    ("number", "text"),
    [(12, "12"), (12_000_000.0, "12,000,000"), (0.1177, "0.1177"), (112_500.0, "112,500")],
)
def test_a_number_of_a_study_is_written_with_commas(number, text):
    assert plain(number) == text


def test_a_share_in_a_sentence_has_three_digits():
    assert [percent(share) for share in (0.25, 1.0, 1 / 3)] == ["25 %", "100 %", "33.3 %"]


@pytest.mark.parametrize(
    ("scale", "unit", "text"),
    [
        ("M", "money", "M EUR"),
        ("", "money", "EUR"),
        ("K", "money per year", "K EUR per year"),
        ("%", "share", "%"),
        ("", "customers", "customers"),
    ],
)
def test_money_is_measured_in_the_studys_currency(scale, unit, text):
    assert measured(scale, unit, "EUR") == text


def test_shares_have_digits_enough_to_tell_each_from_the_next():
    assert shares([0.0, 0.25, 1.0]) == ["0.000", "0.250", "1.000"]
    assert shares([0.0, 0.26253, 0.26267, 1.0]) == ["0.0000", "0.2625", "0.2627", "1.0000"]


@pytest.mark.parametrize(
    ("number", "text"), [(120_000.0, "120 K"), (500.0, "500"), (43_210.0, "43.21 K")]
)
def test_a_number_that_was_not_estimated_has_no_idle_zeros(number, text):
    assert readable(exactly(number), "money") == text


def test_a_chance_that_may_be_nothing_has_an_upper_end_only():
    assert between(Chance(0.0, 0.0, 0.0371)) == "at most 3.7 %"
