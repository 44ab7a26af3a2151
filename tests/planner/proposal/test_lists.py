"""Lists of accounts and people, as they are written, and all that is wrong with them."""

import pytest

from planner.proposal.lists import read_lists, tables
from planner.study.errors import InputError
from simmodel.contract.assignment import NOBODY

from .conftest import ACCOUNTS, TEAM


def test_the_lists_of_the_study_are_read(study):
    lists = read_lists(study, None, None)
    assert (len(lists.accounts), len(lists.people)) == (240, 8)
    assert [lists.accounts[place].account for place in range(3)] == [
        "TechCorp",
        "RetailCo",
        "StartupXYZ",
    ]
    assert (lists.owner[:3] == NOBODY).all()
    assert (lists.owner[3:] >= 0).all()


def test_cells_mean_what_they_say(listed):
    lists = listed()
    acme, bolt, _, dune, *_ = lists.accounts
    ada, ben, cleo = lists.people
    assert (acme.needs, bolt.languages, dune.locked) == (("technical",), ("German",), True)
    assert (acme.risk, bolt.time_zone, dune.time_zone) == (0.2, 1.0, -5.0)
    assert (ben.skills, ben.languages, ben.most_accounts) == (
        ("relationship", "technical"),
        ("English", "German"),
        4,
    )
    assert cleo.starts == pytest.approx(-1 + 0.5 / 31)
    assert ada.hours == 96.0
    assert lists.owner.tolist() == [0, 0, 1, 1, 2, NOBODY]


def test_owners_are_found_however_they_are_spelt(listed):
    lists = listed(ACCOUNTS.replace("Ada", "  ADA").replace("Ben", "ben"))
    assert lists.owner.tolist() == [0, 0, 1, 1, 2, NOBODY]


def test_accounts_of_who_has_left_are_to_be_placed_and_that_is_said(listed):
    lists = listed(ACCOUNTS.replace("Cleo", "Zoe"))
    assert lists.owner[4] == NOBODY
    assert lists.remarks[-1] == (
        "accounts.csv: owned by who is not in the team, so they are to be placed: Zoe (1)"
    )


def test_an_owner_who_is_nearly_somebody_is_asked_about(listed):
    lists = listed(ACCOUNTS.replace("Cleo", "Cloe"))
    assert lists.remarks[-1].endswith("to be placed: Cloe (1; did you mean Cleo?)")


def test_open_requisitions_and_who_has_left_are_nobody(listed):
    team = """\
name,status
Ada,Active
Ben,On leave
Cleo,
=1+1,Open requisition
Dan,Terminated
"""
    lists = listed(team=team)
    assert [each.name for each in lists.people] == ["Ada", "Ben", "Cleo"]
    assert "team.csv: not in the team: =1+1, Dan" in lists.remarks


def test_all_bad_rows_of_both_lists_are_told_at_once(study, written):
    accounts = ACCOUNTS.replace("200000", "-5").replace("2026-09-01", "2026-09-31")
    accounts = accounts.replace("mid-market,45000", "midmarket,oops").replace("UTC-5", "East")
    accounts += "Acme,tiny,1,2026-05-05,,,,,,,\n"
    team = TEAM.replace("Cleo,48", "Ben,0").replace("2024-03-01", "yesterday")
    with pytest.raises(InputError) as refused:
        read_lists(study, *written(accounts, team))
    told = [each.split(".csv: ")[1] for each in refused.value.complaints]
    assert told == [
        'line 2, column ARR: found "-5"; allowed: a number from 0 to 1_000_000_000 (money per '
        "contract year)",
        'line 4, column renewal date: found "2026-09-31", a day that there is not; allowed: a date '
        "such as 2026-02-01 or 1.2.2026",
        'line 5, column ARR: found "oops"; allowed: a number such as 12000, 12,000.50, 12.000,50 '
        "or 12 000, with or without a currency, but no letters for thousands or millions",
        'line 5, column time zone: found "East"; allowed: a time zone such as Europe/Berlin, UTC+1 '
        "or -05:00",
        'line 8, column account: found "Acme" again, as in line 2; allowed: one row for each '
        "account",
        'line 8, column segment: found "tiny"; allowed: one of enterprise, mid-market, small',
        'line 3, column hire date: found "yesterday"; allowed: a date such as 2026-02-01 or '
        "1.2.2026",
        'line 4, column name: found "Ben" again, as in line 3; allowed: one row for each name',
        'line 4, column capacity hours: found "0"; allowed: a number from 0.5 to 400 (hours per '
        "month)",
    ]


def test_a_missing_list_is_said_with_where_to_name_it(study, written):
    accounts, _ = written()
    other = type(study)(**vars(study) | {"assign": study.assign.model_copy(update={"team": None})})
    with pytest.raises(InputError, match="found no list of people; allowed: team, or team"):
        read_lists(other, accounts, None)
    with pytest.raises(InputError, match=r"absent\.csv: cannot be read: No such file"):
        read_lists(study, accounts, "absent.csv")


def test_a_team_of_nobody_and_an_unknown_segment_are_refused(study, written):
    with pytest.raises(InputError, match="found nobody who serves; allowed: a person at least"):
        read_lists(study, *written(team="name,status\nAda,left\n"))
    with pytest.raises(
        InputError, match='line 2, column segments: found "tiny"; allowed: one or more of enterpr'
    ):
        read_lists(study, *written(team="name,segments\nAda,tiny; small\n"))


def test_a_name_that_would_be_read_as_two_is_refused(study, written):
    said = 'line 2, column CSM name: found "Ada;Ben"; allowed: a name without ";", which'
    with pytest.raises(InputError, match=said):
        read_lists(study, *written(team='CSM name\n"Ada;Ben"\nCy\n'))


def test_a_list_that_cannot_be_read_is_not_said_to_be_of_nobody(study, written):
    with pytest.raises(InputError) as refused:
        read_lists(study, *written(team="surname,status\nAda,active\n"))
    assert "nobody who serves" not in str(refused.value)


def test_the_tables_of_a_study_are_as_they_are_read_to_assign(study):
    accounts, people = tables(study)
    assert (accounts.called, people.called) == ("accounts", "people")
    assert not any("not read" in each for each in (*accounts.remarks, *people.remarks))


def test_a_model_without_accounts_is_refused():
    from planner.api.study import load_study

    with pytest.raises(InputError, match="whose customers nobody looks after"):
        read_lists(load_study("studies/access-example.toml"), None, None)


def test_a_leave_that_ends_before_it_begins_is_refused(study, written):
    team = "name,leave from,leave until\nAda,2026-05-01,2026-02-01\n"
    with pytest.raises(InputError, match="line 2: found a leave that ends before it begins"):
        read_lists(study, *written(team=team))


def test_a_first_day_that_is_too_far_off_is_answered_by_dates(study, written):
    with pytest.raises(InputError, match=r'found "2099-01-01"; allowed: from 1976-01-01 to 2029-'):
        read_lists(study, *written(team="name,starts\nAda,2099-01-01\n"))


def test_names_that_differ_by_a_sign_are_two_people(listed):
    lists = listed(
        ACCOUNTS.replace("Ben", "Ada-Maria").replace("Cleo", "Ada Maria"),
        "name\nAda\nAda Maria\nAda-Maria\n",
    )
    assert lists.owner.tolist()[2:5] == [2, 2, 1]


def test_names_that_differ_by_spaces_are_one_and_told_to_be_there_twice(study, written):
    team = TEAM + "ben,50,,,,,,\n" + "Cleo  Lang,50,,,,,,\ncleo lang,50,,,,,,\n"
    with pytest.raises(InputError) as refused:
        read_lists(study, *written(team=team))
    told = [str(each) for each in refused.value.complaints]
    assert [each.split("found ")[1].split(";")[0] for each in told] == [
        '"ben" again, as in line 3',
        '"cleo lang" again, as in line 6',
    ]


def test_who_must_never_have_an_account_and_is_nobody_is_told(listed):
    accounts = ACCOUNTS.replace("locked\n", "locked,never\n").replace("UTC,\n", "UTC,,Bem\n")
    assert any(
        "never with who is not in the team: Bem (1; did you mean Ben?)" in each
        for each in listed(accounts).remarks
    )


def test_who_is_not_there_for_most_of_the_first_months_is_told(listed):
    team = TEAM.replace("2025-12-01", "2026-03-20")
    assert any(
        each.startswith("team.csv: not there for more than half of the first 3 months")
        and each.endswith(": Cleo")
        for each in listed(team=team).remarks
    )
