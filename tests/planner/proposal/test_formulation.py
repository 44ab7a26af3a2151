"""The assignment problem of lists."""

import numpy as np
import pytest

from planner.proposal.formulation import TWICE, UNLIMITED, Clash

from .conftest import ACCOUNTS, TEAM


def test_an_account_may_stay_where_it_is_and_go_to_who_fits(made):
    found = made()
    allowed = found.problem.allowed[found.units.of]
    assert allowed[1].tolist() == [True, True, True]  # Ada has no German, but has it today
    assert allowed[3].tolist() == [False, True, False]  # locked
    assert allowed[5].tolist() == [True, True, True]


def test_parents_and_children_are_one_unit(made):
    found = made()
    assert found.units.of[0] == found.units.of[2]
    assert found.problem.accounts.tolist() == [2, 1, 1, 1, 1]
    unit = found.problem.moved[found.units.of[0]]
    assert unit.tolist() == [1, 1, 2]  # one with each of the two owners, both with the third


def test_a_change_costs_goodwill_and_the_hours_of_the_handover(made):
    found = made(handover_hours=5.0, experience_saves=0.0)
    cost = found.given
    near = found.prices.change
    assert near[1] > 0
    assert cost[1].tolist() == pytest.approx(
        [0.0, near[1] + 500 * 115_000 / 1_152_00, near[1] + 500 * 115_000 / 1_152_00]
    )
    assert cost[4, 2] == 0.0
    assert (cost[5] == 0.0).all()  # nobody loses it


def test_strategic_accounts_lose_more_goodwill(made):
    accounts = ACCOUNTS.replace("locked\n", "strategic\n").replace("UTC+1,\n", "UTC+1,yes\n")
    accounts = accounts.replace("UTC-5,yes", "UTC-5,")
    usual, more = made(handover_hours=0.0), made(accounts, handover_hours=0.0, strategic_weight=3.0)
    assert more.given[1] == pytest.approx(3.0 * usual.given[1])


def test_experience_saves_a_part_of_what_is_at_risk(made):
    found = made(experience_saves=0.5, handover_hours=0.0)
    credit = found.prices.credit[0]
    assert found.given[0] == pytest.approx(
        [-0.5 * 0.2 * credit * 0.8, -0.5 * 0.2 * credit * 0.2, 0.0]
    )


def test_targets_are_fair_parts_of_the_work(made):
    problem = made().problem
    assert problem.target[:, 0].sum() == pytest.approx(problem.hours[:, 0].sum())
    # Cleo works half of the time, and still learns. The last stands for the months that follow.
    assert problem.target[:, 1:] == pytest.approx(
        np.array([[96, 96, 96], [96, 96, 96], [48 / 2, 48 * 5 / 6, 48]])
    )


def test_limits_are_those_of_the_list_and_the_study(made):
    problem = made(moves=3, moved_value=1e5, most_load=2.0).problem
    assert problem.most_accounts.tolist() == [UNLIMITED, 4, UNLIMITED]
    assert (problem.most_moved, problem.most_moved_value) == (3, 1e5)
    assert problem.most_hours / TWICE == pytest.approx(
        [2 * 3 * 96, 2 * 3 * 96, 2 * (24 + 40 + 48)], rel=1e-6
    )


def test_hours_of_a_unit_are_those_of_its_accounts_with_each_person(made):
    found = made(slower_without_skill=1.0, slower_per_hour=0.0)
    unit = found.units.of[0]
    hours = found.hours.accounts.sum(axis=1)
    times = found.problem.slower[unit] * found.problem.hours[unit, 0]
    assert times == pytest.approx(
        [hours[0] + hours[2], hours[0] + hours[2], 2 * hours[0] + hours[2]]
    )


@pytest.mark.parametrize(
    ("accounts", "kind", "places"),
    [
        (ACCOUNTS.replace("08-08,,,,,,,", "08-08,,,,welding,,,"), Clash.UNKNOWN, (5,)),
        (
            ACCOUNTS.replace("8000,2026-08-08,,,,,,,", "8000,2026-08-08,,,,,,,yes"),
            Clash.UNOWNED,
            (5,),
        ),
        (
            ACCOUNTS.replace("technical,,UTC,", "technical,,UTC,yes").replace(
                "Ben,Acme,,,,,", "Ben,Acme,,,,,yes"
            ),
            Clash.APART,
            (0, 2),
        ),
        (
            ACCOUNTS.replace("locked\n", "locked,never with\n").replace(
                "5 %,relationship,,UTC-5,yes", "5 %,,,UTC-5,yes,Ben"
            ),
            Clash.BARRED,
            (3,),
        ),
    ],
)
def test_what_cannot_be_as_listed_is_told_and_given_up(made, accounts, kind, places):
    found = made(accounts)
    assert [(each.kind, each.accounts) for each in found.clashing] == [(kind, places)]
    assert found.problem.allowed.any(axis=1).all()


def test_needs_that_only_somebody_barred_has_are_given_up(made):
    accounts = ACCOUNTS.replace("locked\n", "locked,never with\n").replace(
        "UTC-5,yes", "UTC-5,,Ben"
    )
    found = made(accounts)
    assert [(each.kind, each.accounts) for each in found.clashing] == [(Clash.EXCLUDED, (3,))]
    assert found.problem.allowed[found.units.of[3]].tolist() == [True, False, True]


def test_of_three_that_cannot_be_together_two_are_named_if_two_are_enough(made):
    accounts = ACCOUNTS.replace("technical,,UTC,", "technical,,UTC,yes")
    accounts = accounts.replace("Cleo,,,,,,", "Cleo,Acme,,,,,yes").replace("Ben,Acme", "Ben,acme")
    (clash,) = made(accounts).clashing
    assert clash.accounts == (0, 4)


def test_names_of_skills_that_nobody_has_are_told(made):
    (clash,) = made(ACCOUNTS.replace("08-08,,,,,,,", "08-08,,,,welding; technical,,,")).clashing
    assert clash.lacking == ("welding",)


def test_who_needs_what_nobody_has_stays_and_that_is_no_conflict(made):
    found = made(ACCOUNTS.replace("technical,,UTC", "welding,,UTC").replace("Ben,Acme", "Ben,"))
    assert not found.clashing
    assert found.problem.allowed[found.units.of[0]].tolist() == [True, False, False]
    assert found.terms.lists.remarks[-1] == (
        "accounts.csv: nobody in the team has all that these need, so they stay where they are: "
        "Acme (line 2)"
    )


def test_nobody_need_give_up_what_they_have_unless_it_is_all_locked(made):
    few = TEAM.replace("Ada,96", "Ada,4").replace("Ben,96", "Ben,30").replace("Cleo,48", "Cleo,30")
    problem = made(team=few, most_load=1.0).problem
    hours = made(team=few).hours
    today = hours.accounts[[0, 1]].sum(axis=1)
    assert problem.most_hours[0] / TWICE >= today.sum()
    locked = ACCOUNTS.replace("technical,,UTC,", "technical,,UTC,yes").replace(
        "German,UTC+1,", "German,UTC+1,yes"
    )
    problem = made(locked, few, most_load=1.0).problem
    assert problem.most_hours[0] / TWICE < today.sum()


def test_one_person_alone_has_everything(made):
    found = made(team="name\nAda\n")
    assert found.problem.people == 1
    assert np.isfinite(found.problem.cost).all()


def test_windows_are_all_months_together_then_each_and_those_that_follow(made):
    found = made()
    hours, units = found.hours, found.units
    assert found.problem.hours[:, 0] == pytest.approx(units.sum(hours.accounts.sum(axis=1)))
    assert found.problem.hours[:, 1:3] == pytest.approx(units.sum(hours.accounts[:, :2]))
    assert found.problem.hours[:, 3] == pytest.approx(units.sum(hours.later_accounts))
    assert found.problem.over.tolist() == [2 * found.prices.hour, *found.prices.undone]


def test_hours_that_are_not_there_for_good_cost_more_than_those_of_a_month(made):
    undone = made().prices.undone
    assert undone[0] > undone[1] > 0
    assert undone[2] > undone[0]


def test_where_moves_are_few_groups_that_are_parted_stay_so(made):
    together, parted = made(moves=1), made(moves=0)
    assert together.units.of[0] == together.units.of[2] and not together.clashing
    assert parted.units.of[0] != parted.units.of[2]
    (clash,) = parted.clashing
    assert (clash.kind, clash.accounts, clash.moves) == (Clash.SCATTERED, (0, 2), 1)
