"""Headings as people write them."""

from datetime import date

import pytest


def test_headings_come_in_any_order_and_spelling(read):
    found = read("Renewal-Date , ARR (EUR),account_NAME\n2026-03-01,5,Ada\n")
    assert found.faults == ()
    assert found.rows[0].values == {"account": "Ada", "value": 5.0, "renewal": date(2026, 3, 1)}
    assert found.headings == {
        "account": "account_NAME",
        "value": "ARR (EUR)",
        "renewal": "Renewal-Date",
    }


@pytest.mark.parametrize("heading", ["ARR_usd", "ARR EUR", "ARR €", "arr (in $)", "A.R.R."])
def test_a_heading_may_name_its_currency(read, heading):
    assert read(f"account;{heading}\nAda;5\n").rows[0].values["value"] == 5.0


def test_a_heading_is_said_in_a_line_and_gives_no_orders(read):
    assert read('account,value,"a\nb\x1b[31m"\nAda,1,\n').remarks == ("not read: a b[31m",)


def test_of_two_headings_for_a_column_the_likelier_is_read_and_the_other_named(read):
    found = read("Account Name,Customer,ARR\nAda,Bob,1\n")
    assert found.rows[0].values["account"] == "Bob"
    assert found.remarks == ("not read: Account Name",)


def test_columns_that_are_not_read_are_named_unless_they_are_empty(read):
    assert read("account,value,,Mood,\nAda,1,,fine,x\n").remarks == ("not read: Mood, column 5",)


def test_a_heading_that_is_there_twice_is_refused(faults):
    assert faults("account,value,Value\nAda,1,2\n") == [
        'line 1: found two columns with the heading "Value"; allowed: one of each'
    ]


def test_a_required_column_that_is_missing_is_said_with_what_is_there(faults):
    assert faults("\nName,ARR\nAda,x\n") == [
        "line 2: found no column for account among Name, ARR; "
        "allowed: one with the heading account, customer, account name",
        'line 3, column ARR: found "x"; allowed: a number such as 12000, 12,000.50, 12.000,50 or '
        "12 000, with or without a currency, but no letters for thousands or millions",
    ]
