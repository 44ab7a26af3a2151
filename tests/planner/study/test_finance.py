"""The table [finance] of a study: currency, fiscal year and lead time."""

import pytest

from planner.study.finance import Finance

MODEL = 'model = "journey"\n'


def test_without_the_table_its_defaults_hold(written):
    assert written(MODEL).finance == Finance(currency="USD", fiscal_year_start=1, lead_months=2)


def test_the_table_is_read(written):
    text = '[finance]\ncurrency = "EUR"\nfiscal_year_start = 7\nlead_months = 0\n'
    finance = written(MODEL + text).finance
    assert (finance.currency, finance.fiscal_year_start, finance.lead_months) == ("EUR", 7, 0)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (
            'currency = "euro"',
            'finance.currency: found "euro"; allowed: three capital letters, such as "USD"',
        ),
        ('currency = "€"', 'finance.currency: found "€"; allowed: three capital letters'),
        ('currency = "USDX"', 'finance.currency: found "USDX"; allowed: three capital letters'),
        ("currency = 1", "finance.currency: found 1; allowed: text in quotes"),
        (
            "fiscal_year_start = 13",
            "finance.fiscal_year_start: found 13; allowed: a whole number from 1 to 12",
        ),
        ("fiscal_year_start = 0", "finance.fiscal_year_start: found 0; allowed:"),
        ("lead_months = -1", "finance.lead_months: found -1; allowed: a whole number from 0 to 24"),
        ("lead_months = 1.5", "finance.lead_months: found 1.5; allowed: a whole number"),
        ("curency = 1", "finance.curency: unknown key; found 1; allowed: currency, "),
    ],
)
def test_a_wrong_field_is_refused_with_what_is_allowed(complaints, line, complaint):
    (found,) = complaints(f"{MODEL}[finance]\n{line}\n")
    assert found.startswith(complaint)


def test_finance_is_no_part_of_a_search(tiny):
    """It changes how a recommendation is written, not which it is."""
    plain, other = tiny(), tiny(more='[finance]\ncurrency = "CHF"\n')
    assert (plain.facts, plain.objective, plain.search) == (
        other.facts,
        other.objective,
        other.search,
    )
