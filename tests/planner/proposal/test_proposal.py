"""Proposals: what is chosen among, and what its simulation compares."""

import csv
import io
from pathlib import Path

import pytest

from planner.api.study import load_study
from planner.proposal.conflicts import Wants
from planner.proposal.proposal import propose
from planner.study.errors import InputError

from .conftest import ACCOUNTS, TEAM


class Silent:
    def phase(self, *_):
        """Nothing."""

    def advance(self, *_):
        """Nothing."""


def proposed(study, written, accounts=ACCOUNTS, team=TEAM, simulate=False, **settings):
    assign = study.assign.model_copy(update={"replications": 3, **settings})
    other = type(study)(**vars(study) | {"assign": assign})
    paths = dict(zip(("accounts", "team"), written(accounts, team), strict=True))
    return propose(other, **paths, seed=1, jobs=1, simulate=simulate, heard=Silent())


def test_points_bring_more_the_more_accounts_move(study, written):
    found = proposed(study, written)
    moves = [each.worth.moves for each in found.frontier]
    expected = [each.worth.expected for each in found.frontier]
    assert moves == sorted(set(moves))
    assert expected == sorted(expected)
    assert found.frontier[found.chosen].worth.expected == max(expected)


def test_leave_that_makes_accounts_move_is_no_conflict_where_nobody_limits_moves(study, written):
    team = TEAM.replace("max accounts", "status").replace("UTC-5,4", "UTC-5,on leave")
    team = team.replace("Ada,96,technical", "Ada,96,technical;relationship")
    found = proposed(study, written, ACCOUNTS.replace("UTC-5,yes", "UTC-5,"), team)
    assert not found.conflicts
    assert 1 not in found.people


def test_a_lock_to_who_has_no_hours_is_a_conflict_of_two_lines(study, written):
    team = TEAM.replace("max accounts", "status").replace("UTC-5,4", "UTC-5,on leave")
    (conflict,) = proposed(study, written, team=team).conflicts
    assert [(each.wants, each.account, each.person) for each in conflict.demands] == [
        (Wants.STAY, 3, 1),
        (Wants.HOURS, None, 1),
    ]


def test_the_two_sides_of_the_simulation_have_the_same_past(study, written):
    apart = ACCOUNTS.replace("Ben,Acme", "Ben,")  # nobody need move
    found = proposed(study, written, apart, simulate=True)
    assert found.frontier[0].worth.moves == 0
    assert found.frontier[0].worth.simulated.mean == 0.0
    assert found.frontier[0].worth.simulated.half_width == 0.0


def test_a_study_with_pods_is_simulated_as_one_team_in_books(written):
    study = load_study("studies/segments.toml")
    text = Path("studies/segments.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    text = "\n".join(
        ",".join([*row, "owner" if place == 0 else f"Person {place % 3}"])
        for place, row in enumerate(rows[:31])
    )
    team = "name\nPerson 0\nPerson 1\nPerson 2\n"
    found = proposed(study, written, text, team, simulate=True, moves=2)
    assert found.replications == 3
    assert all(each.worth.simulated is not None for each in found.frontier)


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_jobs_changes_no_digit(study, written, jobs):
    assign = study.assign.model_copy(update={"replications": 4})
    other = type(study)(**vars(study) | {"assign": assign})
    paths = dict(zip(("accounts", "team"), written(), strict=True))
    both = [
        propose(other, **paths, seed=1, jobs=each, simulate=True, heard=Silent())
        for each in (1, jobs)
    ]
    assert [e.worth for e in both[0].frontier] == [e.worth for e in both[1].frontier]


def test_a_team_in_which_nobody_is_there_yet_is_refused(study, written):
    team = TEAM.replace("2019-01-01", "2026-05-01").replace("2024-03-01", "2026-05-01")
    with pytest.raises(InputError, match="found nobody who is there in the first 3 months"):
        proposed(study, written, team=team.replace("2025-12-01", "2026-05-01"))


def test_what_is_given_up_is_no_more_than_it_must_be(study, written):
    team = TEAM.replace("UTC-5,4", "UTC-5,0")  # Ben, to whom Dune is locked
    found = proposed(study, written, team=team)
    (excess,) = found.point.solution.unmet
    assert excess.amount == 1.0
    assert found.point.solution.bound <= found.point.solution.objective
