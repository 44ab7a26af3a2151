"""What people have decided of a proposal."""

from datetime import date
from pathlib import Path

import pytest

from planner.proposal.decisions import read_decisions
from planner.proposal.formulation import Clash
from planner.study.errors import InputError

from .conftest import ACCOUNTS, TEAM

START = date(2026, 1, 1)


@pytest.fixture
def decided(listed, tmp_path):
    def read(text: str):
        path = Path(tmp_path) / "decided.csv"
        path.write_text(text, encoding="utf-8")
        return read_decisions(path, listed(), START)

    return read


def test_decisions_are_read_and_the_rest_is_left_open(decided):
    found = decided(
        "account,owner,proposed,decision,by,note\n"
        "Acme,Ada,Ben,Approve,Mia,knows them\n"
        "bolt,Ada,Cleo,reject,,\n"
        "Echo,Cleo,Ada,lock,,\n"
        "Crew,Ben,Ada,,,\n"
    )
    assert found.placed([0, 0, 1, 1, 2, -1]) == {0: 1, 4: 2}
    assert found.refused == {1: frozenset({2})}
    assert found.accounts == {0, 1, 4}
    assert (found.all[0].by, found.all[0].note) == ("Mia", "knows them")


def test_of_people_who_are_as_good_an_account_stays_with_whom_it_was_proposed_for(made, decided):
    decisions = decided("account,proposed,decision\nFern,Cleo,\nAcme,Ben,\n")
    assert decisions.proposed == {5: 2, 0: 1}
    before, after = made(), made(decisions=decisions)
    saved = before.given - after.given
    assert saved[5].tolist() == pytest.approx([0.0, 0.0, 0.1 * 4 * before.prices.paid])
    assert (saved[[1, 2, 3, 4]] == 0).all()


def test_all_that_cannot_be_decided_is_told(decided):
    with pytest.raises(InputError) as refused:
        decided(
            "account,proposed,decision\n"
            "Acme,Zoe,approve\n"
            "Nix,Ada,lock\n"
            "Fern,Ada,lock\n"
            "Bolt,,reject\n"
            "Echo,Ada,perhaps\n"
        )
    told = [each.split("decided.csv: ")[1] for each in refused.value.complaints]
    assert told == [
        'line 6, column decision: found "perhaps"; allowed: one of approve, reject, lock',
        'line 2: found approve of "Acme" for "Zoe"; allowed: in the column proposed one of '
        "team.csv",
        'line 3: found "Nix", which is not among the accounts; allowed: one of accounts.csv',
        'line 4: found lock of "Fern", which nobody in the team looks after; allowed: approve or '
        "reject",
        'line 5: found reject of "Bolt" for nothing; allowed: in the column proposed one of '
        "team.csv",
    ]


def test_what_is_decided_holds_in_the_problem(made, decided):
    decisions = decided("account,proposed,decision\nAcme,Ben,approve\nBolt,Ben,reject\n")
    found = made(decisions=decisions)
    unit = found.units.of
    assert found.problem.allowed[unit[0]].tolist() == [False, True, False]
    assert found.problem.allowed[unit[1]].tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("account,proposed,decision\nDune,Ada,approve\n", 'approve of "Dune", which is locked'),
        (
            "account,proposed,decision,refused\nAcme,Ben,approve,Ben\n",
            'approve of "Acme" for "Ben", and "Ben" is refused',
        ),
        (
            "account,proposed,decision,refused\nAcme,Ben,lock,Ada\n",
            'lock of "Acme", and "Ada" is refused',
        ),
    ],
)
def test_decisions_against_the_list_or_each_other_are_refused(decided, text, said):
    with pytest.raises(InputError, match=said):
        decided(text)


def test_accounts_whose_names_differ_by_a_sign_are_two(listed, decided):
    with pytest.raises(InputError, match='found "Ac-me", which is not among the accounts'):
        decided("account,proposed,decision\nAc-me,Ben,approve\n")


def test_a_file_without_a_column_of_decisions_is_refused_with_what_is_not_read(decided):
    with pytest.raises(InputError) as refused:
        decided("account,proposed,decison\nAcme,Ben,approve\n")
    assert "found no column for decision (not read: decison)" in str(refused.value.complaints[0])


def test_where_all_who_could_have_an_account_were_refused_that_is_a_conflict(made, decided):
    # Bolt needs German, which Ben and Cleo speak; Fern needs nothing, and nobody has it.
    decisions = decided(
        "account,proposed,decision,refused\nBolt,Ben,lock,\nFern,Ben,reject,Ada;Cleo\n"
    )
    found = made(decisions=decisions)
    assert [(each.kind, each.accounts) for each in found.clashing] == [(Clash.EXCLUDED, (5,))]
    assert found.problem.allowed[found.units.of[5]].all()  # somebody must have it

    team = TEAM.replace("relationship;technical", "technical").replace(
        "96,technical,English", "96,technical;relationship,English"
    )
    accounts = ACCOUNTS.replace("2026-08-08,,,,,,,", "2026-08-08,,,,relationship,,,")
    decisions = decided("account,proposed,decision\nFern,Ada,reject\n")
    found = made(accounts, team, decisions=decisions)
    assert (Clash.EXCLUDED, (5,)) in [(each.kind, each.accounts) for each in found.clashing]
    assert found.problem.allowed[found.units.of[5]].tolist() == [False, True, True]
