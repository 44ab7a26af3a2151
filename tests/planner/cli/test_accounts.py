"""A study whose customers are listed in a file: nothing lists them again."""

import csv
import re
from html import escape
from pathlib import Path

import pytest

from planner.handoff.names import RECOMMENDATION, REPORT, TABLES

ROWS = [f"Customer {each};{9 + each}0.000,00 €;1{each % 9}.12.2026;" for each in range(12)]
ACCOUNTS = "\n".join(["Customer;ARR;Renewal Date;<i>=1", *ROWS, "Summe;1.740.000 €;;"])
REMARKS = ["line 14, a total, is left out", "not read: <i>=1", "ARR is in EUR"]
WORDS = "; ".join(
    [
        "12 accounts of accounts.csv, renewals from 2026-12-10 to 2026-12-18, 1.74 M USD a year",
        *REMARKS,
    ]
)


@pytest.fixture
def listed(plan, study_file):
    """The tiny study with a file of accounts."""
    study_file(
        ("[facts]\n", '[facts]\naccounts = "accounts.csv"\n'),
        ("at_start = 12\n", ""),
        ("value = 120_000.0\n", ""),
    )
    Path("accounts.csv").write_text(ACCOUNTS, encoding="cp1252")


def test_a_check_says_what_the_file_has_and_lists_no_account(plan, listed, strictly):
    result = plan("check", "tiny.toml", "--quiet")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert f"accounts {WORDS}" in words
    assert "one customer brings" not in words  # as each brings something else
    assert "Customer 3" not in words
    facts = strictly(plan("check", "tiny.toml", "--json", "--quiet").stdout)["facts"]
    assert facts["customers"]["at_start"] == 12
    assert facts["accounts"].pop("sha256")
    assert facts["accounts"] == {
        "file": "accounts.csv",
        "rows": 12,
        "dates": {"renewal": {"first": "2026-12-10", "last": "2026-12-18"}},
        "sums": {"value": 1_740_000.0},
        "remarks": REMARKS,
    }


def test_hand_offs_say_what_the_file_has_and_list_no_account(plan, listed, strictly):
    result = plan("optimize", "tiny.toml", "--quiet", "--json")
    assert result.exit_code == 0
    assert strictly(result.stdout)["tables"]["accounts"]["rows"] == 12
    folder = Path("results/tiny")
    report = (folder / REPORT).read_text(encoding="utf-8")
    assert escape(WORDS) in report
    with (folder / TABLES / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row[0]: row[1] for row in csv.reader(file) if row}
    assert rows["facts.accounts"] == WORDS
    for text in (report, (folder / RECOMMENDATION).read_text(encoding="utf-8")):
        assert "Customer 3" not in text


def test_a_search_of_other_accounts_is_another_search(plan, listed, assert_wrong_input):
    assert plan("optimize", "tiny.toml", "--quiet").exit_code == 0
    begun = Path("results/tiny/recommendation.json").read_text(encoding="utf-8")
    Path("accounts.csv").write_text(ACCOUNTS.replace("10.12.2026", "30.12.2026"), encoding="cp1252")
    result = plan("optimize", "tiny.toml", "--quiet")
    assert_wrong_input(result, "found the finished search of this study before it was changed")
    assert plan("optimize", "tiny.toml", "--quiet", "--fresh").exit_code == 0
    assert Path("results/tiny/recommendation.json").read_text(encoding="utf-8") != begun
    assert Path("results/tiny/earlier-1").is_dir()


def test_bad_rows_are_listed_without_a_traceback(plan, listed):
    Path("accounts.csv").write_text(ACCOUNTS.replace("11.12.2026", "31.11.2026"), encoding="cp1252")
    result = plan("check", "tiny.toml")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f'accounts.csv: line {line}, column Renewal Date: found "31.11.2026", a day that there is '
        "not; allowed: a date such as 2026-02-01 or 1.2.2026"
        for line in (3, 12)
    ]


def test_fields_are_documented_with_the_columns(plan):
    words = " ".join(plan("check", "--fields").stdout.split())
    assert "facts.accounts = none (file) The customers of the start one by one" in words
    assert "with the columns account, value, renewal and, where known, segment, since" in words
    assert "facts.accounts.NAME" not in words


def test_a_new_study_is_written_before_its_file_is_named(plan, assert_wrong_input):
    result = plan("init", "mine.toml", "--yes", "--set", "accounts=accounts.csv")
    assert_wrong_input(
        result,
        '--set: facts.accounts: found "accounts.csv"; allowed: no answer: name the file in the '
        "study once that is written, as facts.accounts",
    )
    assert plan("init", "mine.toml", "--yes").exit_code == 0
    assert 'A line accounts = "accounts.csv" at the top' in Path("mine.toml").read_text()


def test_the_page_on_accounts_shows_what_a_check_says(plan):
    page = (Path(__file__).parents[3] / "docs/how-to/accounts.md").read_text(encoding="utf-8")
    study, accounts, said = (
        re.search(rf"```{kind}\n(.*?)```", page, re.DOTALL)[1] for kind in ("toml", "csv", "text")
    )
    Path("mine.toml").write_text(f'model = "journey"\n{study}', encoding="utf-8")
    Path("accounts.csv").write_text(accounts, encoding="utf-8")
    assert plan("check", "mine.toml").stderr == said
