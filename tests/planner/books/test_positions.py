"""A fixed plan as people who come, are replaced, or are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.books.positions import Position, belated, positions, rebounds

TEAMS = st.integers(0, 130)
PATHS = st.lists(TEAMS, min_size=1, max_size=24)
ATTRITION = st.floats(0, 1, exclude_max=True)
CHANGE = {"New hire": 1, "Backfill": 0, "Reduction": -1}


@given(TEAMS, PATHS, ATTRITION)
def test_following_the_positions_reproduces_the_teams_path(opening, team, attrition):
    found = positions("CSM", opening, team, attrition)
    people = opening
    for month, size in enumerate(team):
        people += sum(CHANGE[each.kind] for each in found if each.month == month)
        assert people == size


@given(TEAMS, PATHS, ATTRITION)
def test_nobody_is_hired_and_let_go_in_the_same_month(opening, team, attrition):
    kinds: dict[int, set[str]] = {}
    for each in positions("CSM", opening, team, attrition):
        kinds.setdefault(each.month, set()).add(each.kind)
    assert not any({"New hire", "Reduction"} <= each for each in kinds.values())


@given(TEAMS, PATHS, ATTRITION)
def test_no_backfill_precedes_the_resignation_that_is_expected_and_none_is_left_out(
    opening, team, attrition
):
    found = positions("CSM", opening, team, attrition)
    expected = 0.0
    for month, size in enumerate(team):
        expected += attrition / 12 * size
        so_far = sum(each.kind == "Backfill" and each.month <= month for each in found)
        assert -1e-6 <= expected - so_far < 1


@given(TEAMS, PATHS, ATTRITION)
def test_positions_come_in_order_of_time_each_with_a_name_of_its_own(opening, team, attrition):
    found = positions("CSM", opening, team, attrition)
    assert all(0 <= each.month < len(team) for each in found)
    assert [each.month for each in found] == sorted(each.month for each in found)
    assert len({each.name for each in found}) == len(found)


@given(TEAMS, PATHS)
def test_without_attrition_nobody_is_replaced(opening, team):
    assert not any(each.kind == "Backfill" for each in positions("CSM", opening, team, 0.0))


def test_positions_are_numbered_by_kind_and_named_after_the_member():
    # Of 12 people 0.6 resign in a month: 0.6, 1.2 and 1.75 so far.
    assert positions("CSM", 10, [12, 12, 11], 0.6) == (
        Position("CSM-H01", "New hire", 0),
        Position("CSM-H02", "New hire", 0),
        Position("CSM-B01", "Backfill", 1),
        Position("CSM-R01", "Reduction", 2),
    )


@pytest.mark.parametrize("team", [[5], [5, 5, 5]])
def test_a_team_that_stays_as_it_is_needs_no_position(team):
    assert positions("CSM", 5, team, 0.0) == ()


def test_more_than_a_hundred_hires_keep_names_of_their_own():
    names = [each.name for each in positions("CSM", 0, [120], 0.0)]
    assert len(set(names)) == 120
    assert names[-1] == "CSM-H120"


@given(TEAMS, PATHS, ATTRITION)
def test_a_rebound_is_a_reduction_and_a_later_hire_within_half_a_year_each_once(
    opening, team, attrition
):
    found = positions("CSM", opening, team, attrition)
    known = {each.name: each for each in found}
    pairs = rebounds(found)
    assert len(set(pairs.values())) == len(pairs)
    for reduction, hire in pairs.items():
        assert (known[reduction].kind, known[hire].kind) == ("Reduction", "New hire")
        assert 0 < known[hire].month - known[reduction].month <= 6


def test_a_team_that_goes_down_and_soon_up_again_rebounds():
    assert rebounds(positions("CSM", 8, [6, 6, 7, 7], 0.0)) == {"CSM-R01": "CSM-H01"}


def test_a_team_that_only_shrinks_or_grows_again_years_later_does_not():
    assert rebounds(positions("CSM", 8, [7, 7, 6], 0.0)) == {}
    assert rebounds(positions("CSM", 8, [*[7] * 7, 8], 0.0)) == {}


def test_a_backfill_is_opened_once_somebody_has_resigned_and_comes_after_the_lead_time():
    backfill, hire = Position("CSM-B01", "Backfill", 3), Position("CSM-H01", "New hire", 3)
    assert (backfill.opens(2), backfill.starts(2)) == (4, 6)
    assert (hire.opens(2), hire.starts(2)) == (1, 3)


def test_hires_whose_position_would_have_to_be_open_already_are_late():
    found = positions("CSM", 5, [6, 7, 6, 8], 0.5)
    assert [each.name for each in belated(found, 2)] == ["CSM-H01", "CSM-H02"]
    assert belated(found, 0) == ()
