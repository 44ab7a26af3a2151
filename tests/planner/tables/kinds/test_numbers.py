"""Money, whole numbers, shares and others, in whatever way a country writes them."""

import pytest

from planner.tables.cells import Cell
from planner.tables.kinds.numbers import money, number, share, whole

MONEY = (
    "a number such as 12000, 12,000.50, 12.000,50 or 12 000, with or without a currency, but no "
    "letters for thousands or millions"
)


def cells(*texts):
    return [Cell(line, text) for line, text in enumerate(texts, start=2)]


def values(kind, *texts):
    found = kind(cells(*texts), "ARR")
    assert found.faults == ()
    return list(found.values.values())


def faults(kind, *texts):
    return [
        f"{each.place}: {each.found}; allowed: {each.allowed}"
        for each in kind(cells(*texts), "ARR").faults
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27926", 27926.0),
        ("27 926 €", 27926.0),
        ("27\u202f926,50\u00a0€", 27926.5),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234.567 €", 1234567.0),
        ("$12,000", 12000.0),
        ("US$ 12,000.5", 12000.5),
        ("12.000", 12000.0),
        ("EUR 12'000.00", 12000.0),
        ("12’000 CHF", 12000.0),
        ("1234.567", 1234.567),
        (".5", 0.5),
        ("0,125", 0.125),
        ("-4000", -4000.0),
        ("−4,000", -4000.0),
        ("-$4,000", -4000.0),
        ("$-4,000", -4000.0),
        ("(4,000)", -4000.0),
        ("4000-", -4000.0),
        ("+4000", 4000.0),
    ],
)
def test_money_is_read_as_it_is_written(text, value):
    assert values(money, text) == [value]


def test_a_column_says_which_sign_stands_before_decimals():
    assert values(money, "12.345", "1,50") == [12345.0, 1.5]
    assert values(money, "12.345", "1.50") == [12.345, 1.5]
    assert values(money, "12.345", "1.234.567") == [12345.0, 1234567.0]


@pytest.mark.parametrize(
    "text",
    ["12k", "1.2 M", "twelve", "12,34,567", "1.234.56", "1,2,3", "5 % ", "- -5", "€5 $", "1" * 99],
)
def test_what_is_no_amount_is_refused_with_what_is_allowed(text):
    (found,) = faults(money, text)
    assert found.startswith("line 2, column ARR: found ")
    assert found.endswith(
        (f"allowed: {MONEY}", "decimals, and another between groups of three digits")
    )


def test_letters_for_thousands_are_refused():
    assert faults(money, "12k") == [f'line 2, column ARR: found "12k"; allowed: {MONEY}']


@pytest.mark.parametrize(("one", "other"), [("1,50", "1.50"), ("1,234", "1.234")])
def test_point_and_comma_that_change_places_are_refused_once(one, other):
    assert faults(money, one, other, other) == [
        f'column ARR: found "{other}" (lines 3, 4) and "{one}" (line 2), in which point and comma '
        "change places; allowed: one sign before decimals and another between thousands, throughout"
    ]


def test_two_currencies_in_a_column_are_refused():
    assert faults(money, "5 €", "6 EUR", "$7", "8") == [
        "column ARR: found EUR (line 2) and USD (line 4); allowed: one currency"
    ]


def test_a_currency_is_remarked():
    assert money(cells("5 €", "6"), "ARR").remarks == ("ARR is in EUR",)
    assert money(cells("5", "6"), "ARR").remarks == ()


def test_whole_numbers_have_thousands_but_no_decimals():
    assert values(whole, "5", "1,234", "12 000") == [5, 1234, 12000]
    assert faults(whole, "2.5") == [
        'line 2, column ARR: found "2.5"; allowed: a whole number',
    ]


# ---- Shares --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        (("43 %", "7%", "12,5 %"), [0.43, 0.07, 0.125]),
        (("0.43", "1", "0"), [0.43, 1.0, 0.0]),
        (("0,43", "0,5"), [0.43, 0.5]),
        (("43", "7", "1", "0.5"), [0.43, 0.07, 0.01, 0.005]),
        (("43 %", "7"), [0.43, 0.07]),
        (("43 %", "0"), [0.43, 0.0]),
        (("120 %",), [1.2]),
    ],
)
def test_a_column_is_of_shares_or_of_percentages_as_a_whole(texts, shares):
    assert values(share, *texts) == pytest.approx(shares)


def test_that_numbers_without_a_sign_are_percentages_is_remarked():
    assert share(cells("43", "0.5"), "Done").remarks == (
        "numbers without % in Done are taken for per cent",
    )
    assert share(cells("43 %", "0.5 %"), "Done").remarks == ()
    assert share(cells("0.43", "0.5"), "Done").remarks == ()


def test_what_may_be_a_share_or_a_percentage_is_refused_once():
    assert faults(share, "43 %", "0.5", "0.7", "9 %") == [
        'column ARR: found "0.5" (lines 3, 4) beside "43 %" (line 2), which may be a share or a '
        "percentage; allowed: percentages with %, throughout"
    ]
    assert faults(share, "0.4", "1.2") == [
        'column ARR: found "1.2" (line 3), which may be a share or a percentage; '
        "allowed: percentages with %, throughout"
    ]


def test_three_decimals_that_may_be_thousands_are_refused_in_shares():
    assert faults(share, "1.000", "0") == [
        'column ARR: found "1.000" (line 2), which may be thousands or decimals; '
        "allowed: decimals in another number than three"
    ]
    assert values(share, "1.000", "0.125") == [1.0, 0.125]


def test_what_is_no_share_is_refused_and_the_rest_is_read():
    found = share(cells("n. a.", "43 %", "5 €"), "Done")
    assert found.values == {3: 0.43}
    assert [each.line for each in found.faults] == [2, 4]


def test_numbers_have_decimals_as_their_column_writes_them():
    assert values(number, "110", "117.6", "90") == [110.0, 117.6, 90.0]
    assert values(number, "110", "117,6") == [110.0, 117.6]


@pytest.mark.parametrize("text", ["110 €", "50 %", "full", "12k"])
def test_what_is_no_bare_number_is_refused(text):
    assert faults(number, text) == [
        f'line 2, column ARR: found "{text}"; allowed: a number such as 110 or 117.5'
    ]
