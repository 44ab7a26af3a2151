"""Terms between accounts and people: skills, languages, time zones, segments, who stays."""

from dataclasses import replace

import pytest

from planner.proposal.terms import terms_of
from simmodel.contract.assignment import NOBODY

from .conftest import ACCOUNTS, TEAM


def test_who_lacks_a_skill_or_a_language_is_slower_and_does_not_fit(made):
    terms = made(slower_without_skill=0.4, slower_per_hour=0.0).terms
    assert terms.slower[0] == pytest.approx([1.0, 1.0, 1.4])
    assert terms.fits[0].tolist() == [True, True, False]
    assert terms.lacking[terms.kind[1]] == [("German",), (), ()]


def test_of_several_needs_the_part_that_is_lacking_counts(made):
    accounts = ACCOUNTS.replace("technical,,UTC", "technical; SQL;dashboards,German,UTC")
    terms = made(accounts, slower_without_skill=0.4, slower_per_hour=0.0).terms
    assert terms.slower[0] == pytest.approx([1 + 0.4 * 3 / 4, 1 + 0.4 * 2 / 4, 1 + 0.4 * 3 / 4])


def test_hours_between_time_zones_count_the_shorter_way_round(made):
    accounts = ACCOUNTS.replace("technical,,UTC,", "technical,,UTC+12,")
    terms = made(accounts, slower_per_hour=0.01, slower_without_skill=0.0).terms
    assert terms.slower[0] == pytest.approx([1.12, 1.07, 1.11])
    assert (terms.slower[4] == 1.0).all()  # of an account without a time zone nothing is known


def test_segments_served_and_people_who_must_not_have_an_account(made):
    team = TEAM.replace("max accounts", "segments").replace(",UTC,\n", ",UTC,enterprise;SMALL\n")
    team = team.replace(",UTC-5,4", ",UTC-5,")
    accounts = ACCOUNTS.replace("locked\n", "locked,never with\n").replace(
        "German,UTC+1,\n", "German,UTC+1,,ben\n"
    )
    terms = made(accounts, team).terms
    assert terms.fits[:, 0].tolist() == [True, False, False, False, True, True]
    assert terms.barred[1].tolist() == [False, True, False]
    assert terms.fits[1].tolist() == [False, False, True]


def test_locked_accounts_and_those_that_renew_soon_or_came_only_now_stay(made):
    assert made().terms.staying.tolist() == [False, False, False, True, False, False]
    soon = made(lock_within_days=90).terms
    assert soon.staying.tolist() == [False, True, False, True, True, False]
    accounts = ACCOUNTS.replace("locked\n", "locked,owner since\n").replace(
        ",20 %,technical,,UTC,\n", ",20 %,technical,,UTC,,2025-11-15\n"
    )
    new = made(accounts, settle_days=60).terms
    assert new.staying.tolist() == [True, False, False, True, False, False]


def test_skills_that_differ_by_a_sign_are_two(made):
    accounts = ACCOUNTS.replace("technical,,UTC", "C#,,UTC")
    terms = made(accounts, TEAM.replace("96,technical,", "96,C++,")).terms
    assert terms.lacking[terms.kind[0]][0] == ("C#",)


@pytest.mark.parametrize(
    "away, there",
    [
        ({}, True),
        ({"starts": 0.8}, True),
        ({"starts": 2.0}, False),
        ({"away_from": 1.4, "away_until": 5.5}, False),
        ({"away_from": -2.0, "away_until": 0.9}, True),
        ({"away_from": 4.0, "away_until": 9.0}, True),
        ({"status": "on leave"}, False),
    ],
)
def test_who_is_away_for_most_of_the_first_months_takes_nothing_over(study, listed, away, there):
    lists = listed()
    people = tuple(
        each.model_copy(update=away) if place == 0 else each
        for place, each in enumerate(lists.people)
    )
    before = terms_of(lists, study.assign)
    found = terms_of(replace(lists, people=people), study.assign)
    others = before.fits[:, 1:].any(axis=1)
    assert before.fits[others, 0].any()
    assert (found.fits[others, 0] == (before.fits[others, 0] & there)).all()
    # Unless an account is nobody's, and nobody who is there has what it needs.
    left = before.fits[:, 0] & (there | (lists.owner == NOBODY))
    assert (found.fits[~others, 0] == left[~others]).all()
