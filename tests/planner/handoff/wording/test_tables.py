"""What a file has, in a line."""

from dataclasses import replace
from datetime import date

from planner.handoff.wording.tables import facts_stated, table_words
from planner.study.tables import FromFile
from simmodel.journey.customers.accounts import Account

TABLE = FromFile(
    fact="accounts",
    file="crm/accounts.csv",
    digest="",
    rows=1640,
    called="accounts",
    dates={"renewal": ("renewals", date(2026, 1, 1), date(2026, 12, 31))},
    sums={"value": (31_249_000.0, "a year")},
    remarks=("line 7, a total, is left out",),
)
WORDS = (
    "1,640 accounts of crm/accounts.csv, renewals from 2026-01-01 to 2026-12-31, "
    "31.2 M EUR a year; line 7, a total, is left out"
)


def test_a_file_is_summed_up_with_what_was_left_out():
    assert table_words(TABLE, "EUR") == WORDS


def test_facts_are_stated_with_words_in_place_of_rows(tiny_study):
    assert "facts.accounts" not in {each.key for each in facts_stated(tiny_study)}
    rows = (Account(account="Ada", value=1.0, renewal=1.0),) * 12
    facts = tiny_study.facts.model_copy(update={"accounts": rows})
    finance = tiny_study.finance.model_copy(update={"currency": "EUR"})
    listed = replace(tiny_study, facts=facts, finance=finance, tables=(TABLE,))
    (found,) = (each.text for each in facts_stated(listed) if each.key == "facts.accounts")
    assert found == WORDS
