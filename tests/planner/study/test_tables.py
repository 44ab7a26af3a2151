"""Facts that a study has in a file of their own."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from planner.study.errors import InputError
from planner.study.months import months_until
from planner.study.study import load_study, parse_study
from planner.study.supposed import supposed

EXPORT = Path(__file__).parent / "files" / "export.csv"
STUDY = """\
model = "journey"
start = 2026-01-01
[facts]
accounts = "accounts.csv"
"""
THREE = """\
account,value,renewal,owner
Ada,1000,2026-03-15,Eve
Bob,3000,2026-01-01,
Cid,2000,2027-01-01,
"""
NAMED = "the path of a CSV file, as seen from the study"


@pytest.fixture
def with_accounts(written):
    """Load a study beside a file of accounts."""

    def of(accounts: str | bytes, study: str = STUDY):
        content = accounts.encode() if isinstance(accounts, str) else accounts
        Path("accounts.csv").write_bytes(content)
        return written(study)

    return of


@pytest.fixture
def refused(with_accounts):
    """The complaints about a study and its accounts."""

    def of(accounts: str | bytes, study: str = STUDY) -> list[str]:
        with pytest.raises(InputError) as error:
            with_accounts(accounts, study)
        return list(error.value.complaints)

    return of


def test_the_customers_of_the_start_are_the_accounts(with_accounts):
    facts = with_accounts(THREE).facts
    assert [each.account for each in facts.accounts] == ["Ada", "Bob", "Cid"]
    assert [each.owner for each in facts.accounts] == ["Eve", None, None]
    assert facts.customers.at_start == 3
    assert facts.contract.value == 2000.0


def test_a_date_is_the_middle_of_its_day_in_months_and_the_last_the_day_before(
    with_accounts,
):
    renewals = [each.renewal for each in with_accounts(THREE).facts.accounts]
    assert renewals == [2 + 14.5 / 31, 0.5 / 31, 11 + 30.5 / 31]
    assert months_until(date(2026, 11, 1), date(2027, 2, 1)) == 3 + 0.5 / 28
    assert months_until(date(2026, 11, 1), date(2026, 10, 31)) == pytest.approx(-0.5 / 31)


def test_what_the_study_says_of_the_file_is_summed_up(with_accounts):
    (table,) = with_accounts(THREE + "Total,6000,,\n").tables
    assert (table.key, table.file, table.rows) == ("facts.accounts", "accounts.csv", 3)
    assert table.dates == {"renewal": ("renewals", date(2026, 1, 1), date(2027, 1, 1))}
    assert table.sums == {"value": (6000.0, "a year")}
    assert table.remarks == ("line 5, a total, is left out",)


def test_every_bad_row_of_an_export_is_listed_in_one_go(refused):
    assert refused(EXPORT.read_bytes()) == [
        'accounts.csv: line 21, column Customer: found "Account 003" again, as in line 5; '
        "allowed: one row for each account",
        'accounts.csv: line 21, column Renewal Date: found "31.02.2026", a day that there is not; '
        "allowed: a date such as 2026-02-01 or 1.2.2026",
        'accounts.csv: line 22, column Customer: found "Account 005" again, as in line 7; '
        "allowed: one row for each account",
        'accounts.csv: line 22, column ARR: found "-4000"; '
        "allowed: a number from 0 to 1_000_000_000 (money per contract year)",
        'accounts.csv: line 22, column Share of plan done: found "120 %"; '
        "allowed: a number from 0 to 1 (share)",
    ]


def test_a_number_below_what_is_allowed_is_said_beside_signs_that_change_places(refused):
    rows = ["Ada;1.000,50 €;1.7.2026", "Bob;$36,000.00;1.7.2026", "Eve;-4.000,00 €;1.7.2026"]
    content = "\n".join(["account;value;renewal", *rows]).encode()
    assert [line.partition(";")[0] for line in refused(content)] == [
        "accounts.csv: column value: found EUR (line 2) and USD (line 3)",
        'accounts.csv: column value: found "$36,000.00" (line 3) and "1.000,50 €" (lines 2, 4), '
        "in which point and comma change places",
        'accounts.csv: line 4, column value: found "-4.000,00 €"',
    ]


def test_an_export_without_its_bad_rows_is_read(with_accounts):
    lines = EXPORT.read_bytes().splitlines(keepends=True)
    study = with_accounts(b"".join(lines[:20] + lines[22:]))
    assert len(study.facts.accounts) == 18
    assert study.facts.accounts[0].model_dump() == {
        "account": "Account 000",
        "segment": "Mid-Market",
        "work": 1.0,
        "handover": None,
        "value": 27926.0,
        "renewal": 10 + 19.5 / 30,
        "since": None,
        "owner": None,
        "share_done": 0.43,
    }
    assert study.tables[0].remarks == (
        "line 21, a total, is left out",
        "not read: Strategic",
        "ARR is in EUR",
    )


def test_renewals_that_are_overdue_or_too_far_off_are_listed_with_what_is_allowed(refused):
    assert refused(
        "account,value,renewal,customer since\n"
        "Ada,1,2025-12-31,2024-05-01\nBob,1,2027-01-02,2026-02-01\nCid,1,2026-06-30,\n"
    ) == [
        'accounts.csv: line 2, column renewal: found "2025-12-31"; allowed: '
        "from 2026-01-01 to 2027-01-01 (of one that has renewed since give the next date, of one "
        "that has left no line)",
        'accounts.csv: line 3, column renewal: found "2027-01-02"; allowed: '
        "from 2026-01-01 to 2027-01-01 (contract.months is 12: of a contract over several years "
        "give the next yearly date at which it may end, or make contract.months as long as the "
        "longest)",
        'accounts.csv: line 3, column customer since: found "2026-02-01"; allowed: '
        "to 2026-01-01 (of one that comes later no line)",
    ]


def test_dates_are_of_the_studys_start_and_its_contracts(with_accounts, refused):
    of_three_years = "warm_up_months = 36\n[facts.contract]\nmonths = 36\n"
    accounts = "account,value,renewal,since\nAda,1,2028-12-31,2020-02-29\n"
    (ada,) = with_accounts(accounts, STUDY + of_three_years).facts.accounts
    assert ada.renewal == 36 - 0.5 / 31
    assert ada.since == pytest.approx(-71 + 28.5 / 29)
    assert len(refused(accounts, STUDY.replace("2026-01-01", "2026-02-01"))) == 1


def test_what_the_accounts_stand_for_need_not_be_said_and_may_not_be_said_otherwise(
    with_accounts, refused
):
    same = "[facts.customers]\nat_start = 3\n[facts.contract]\nvalue = 2000\n"
    assert with_accounts(THREE, STUDY + same).facts == with_accounts(THREE).facts
    other = "[facts.customers]\nat_start = 4\n[facts.contract]\nvalue = 2500.0\n"
    assert refused(THREE, STUDY + other) == [
        "study.toml: facts.customers.at_start: found 4; allowed: nothing, as accounts.csv says 3",
    ]


def test_new_customers_may_sign_for_something_else_than_the_accounts(with_accounts):
    other = "[facts.contract]\nvalue = 2500.0\n"
    facts = with_accounts(THREE, STUDY + other).facts
    assert facts.contract.value == 2500.0
    assert with_accounts(THREE).facts.contract.value == 2000.0
    assert facts.opening_worth.sum() == pytest.approx(3 * 2000.0 / 2500.0)


SEGMENTS = """
[facts.segments.mid-market.customers]
arrivals_per_month = 1.0
[facts.segments.small]
customers.arrivals_per_month = 2.0
contract.months = 6
"""
OF_SEGMENTS = (
    "account,segment,value,renewal\nAda,Mid Market,2000,2026-03-01\nBob,small,10,2026-05-01\n"
    "Cy,MID_MARKET,4000,2026-04-01\n"
)


def test_accounts_belong_to_segments_however_these_are_spelt(with_accounts):
    facts = with_accounts(OF_SEGMENTS, STUDY + SEGMENTS).facts
    mid, small = (facts.by_segment[name] for name in ("mid-market", "small"))
    assert [each.account for each in mid.accounts] == ["Ada", "Cy"]
    assert (mid.customers.at_start, small.customers.at_start) == (2, 1)
    assert (mid.contract.value, small.contract.value, small.contract.months) == (3000.0, 10.0, 6)


def test_an_account_renews_within_a_contract_of_its_own_segment(with_accounts, refused):
    last = "Dee,small,1,2026-07-01\n"  # six months after the start, the day before that counts
    *_, dee = with_accounts(OF_SEGMENTS + last, STUDY + SEGMENTS).facts.accounts
    assert dee.renewal == 6 - 0.5 / 30
    assert refused(OF_SEGMENTS + "Ed,small,1,2026-07-02\n", STUDY + SEGMENTS) == [
        'accounts.csv: line 5, column renewal: found "2026-07-02"; allowed: '
        "from 2026-01-01 to 2026-07-01 (contract.months is 6: of a contract over several years "
        "give the next yearly date at which it may end, or make contract.months as long as the "
        "longest)"
    ]


def test_accounts_of_no_segment_are_bad_rows(refused):
    wrong = OF_SEGMENTS + "Dee,huge,1,2026-04-01\nEd,,1,2026-04-01\n"
    assert refused(wrong, STUDY + SEGMENTS) == [
        'accounts.csv: line 5, column segment: found "huge"; allowed: one of mid-market, small',
        "accounts.csv: line 6, column segment: found nothing; allowed: one of mid-market, small",
    ]


def test_a_file_that_is_missing_is_said_with_the_nearest_that_there_is(written):
    Path("acounts.csv").write_text(THREE)
    Path("notes.md").write_text("")
    with pytest.raises(InputError) as error:
        written(STUDY)
    assert str(error.value) == (
        f'study.toml: facts.accounts: found "accounts.csv", and no such file; allowed: {NAMED} '
        '(that folder has acounts.csv); did you mean "acounts.csv"?'
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("5", f"found 5; allowed: {NAMED}"),
        ('""', f'found ""; allowed: {NAMED}'),
        ('"."', f'found ".", which cannot be read: Is a directory; allowed: {NAMED}'),
        (
            r'"a\u0000b"',
            f'found "a\\u0000b", which cannot be read: embedded null byte; allowed: {NAMED}',
        ),
        ('"no/such.csv"', f'found "no/such.csv", and no such file; allowed: {NAMED}'),
        ('[{account = "Ada"}]', f'found [{{account = "Ada"}}]; allowed: {NAMED}'),
    ],
)
def test_what_names_no_file_is_refused(complaints, value, words):
    text = STUDY.replace('"accounts.csv"', value)
    assert complaints(text) == [f"facts.accounts: {words}"]


def test_what_else_is_wrong_with_the_study_is_said_too(refused):
    found = refused("account,value,renewal\nAda,x,2026-02-01\n", STUDY + "horizon_months = 0\n")
    assert [each.partition(": found")[0] for each in found] == [
        "accounts.csv: line 2, column value",
        "study.toml: facts.horizon_months",
    ]


def test_the_file_is_looked_for_beside_the_study(tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "study.toml").write_text(STUDY)
    (tmp_path / "mine" / "accounts.csv").write_text(THREE + "Dan,1,,\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        load_study("mine/study.toml")
    assert str(error.value) == (
        f"{Path('mine', 'accounts.csv')}: line 5, column renewal: found nothing; allowed: a date"
    )


def test_the_digest_of_a_study_depends_on_what_its_files_have(with_accounts):
    one, other = with_accounts(THREE), with_accounts(THREE.replace("1000", "1001"))
    assert one.digest != other.digest
    assert one.digest == with_accounts(THREE).digest


def test_the_digest_of_a_study_without_files_is_that_of_its_bytes():
    content = b'model = "journey"\n'
    assert parse_study(Path("study.toml"), content).digest == sha256(content).hexdigest()


def test_the_file_cannot_be_set_but_other_facts_can(with_accounts):
    study = with_accounts(THREE)
    assert supposed(study, ["contract.value=5000"]).facts.contract.value == 5000
    assert supposed(study, ["contract.value=5000"]).facts.accounts == study.facts.accounts
    for setting, words in {
        "accounts=other.csv": 'accounts: found "other.csv" for a fact that a study has in a file; '
        "allowed: a study of its own that names another file",
        "customers.at_start=4": "facts: customers.at_start is 4, but there are 3 accounts; "
        "allowed: 3, or accounts in the file only",
        "contract.months=6": "facts: contract.months is 6, but an account renews after 12.0 "
        "months; allowed: no renewal further off than a contract is long",
    }.items():
        with pytest.raises(InputError) as error:
            supposed(study, [setting])
        assert str(error.value) == f"--set: {words}"


def test_a_model_without_tables_has_no_such_key(complaints):
    text = STUDY.replace("journey", "access")
    (found,) = complaints(text)
    assert found.startswith('facts.accounts: unknown key; found "accounts.csv"; allowed: ')


def test_two_studies_of_the_same_accounts_are_equal_whatever_the_dialect(with_accounts):
    one = with_accounts(THREE)
    other = with_accounts(THREE.replace(",", ";").encode("utf-16"))
    assert replace(one, digest="", tables=()) == replace(other, digest="", tables=())
