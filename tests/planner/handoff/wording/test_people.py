"""People one by one: which positions to open, when they are filled, who resigns."""

from dataclasses import replace

import numpy as np
import pytest

from planner.books.staffing import staffing_of
from planner.handoff.wording.advice import advice
from planner.handoff.wording.people import at_leisure, steps, team, undone
from planner.handoff.wording.staffing import late


@pytest.fixture
def deciding(people):
    """The staffing of a plan with other changes of positions, after 6, from November 2026 on."""

    def make(*changes: int, dismissed: tuple[float, ...] = (), **hiring: object):
        staffing = staffing_of(people)
        months = (*changes, *[0] * (15 - len(changes)))
        found = replace(
            staffing.turnover,
            changes=months,
            dismissed=np.array([*dismissed, *[0.0] * (15 - len(dismissed))]),
            resigned=2.2,
            gone=np.linspace(0.0, 3.0, 15),
            hiring=replace(staffing.turnover.hiring, **hiring),
        )
        return replace(staffing, turnover=found), found

    return make


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((0,), "Stay with 6 positions."),
        ((1,), "Open 1 position in November 2026."),
        ((4, 0, 2), "Open 4 positions in November 2026 and 2 in January 2027."),
        (
            (4, 0, 2, 1),
            "Open 4 positions in November 2026, 2 in January 2027 and 1 in February 2027.",
        ),
        (
            (4, 2, 1, 1),
            "Open 4 positions in November 2026, then 4 more, step by step, by February 2027.",
        ),
        ((-2,), "Do without 2 of 6 positions from November 2026."),
        (
            (-2, 0, 1, 2),
            "Do without 2 of 6 positions from November 2026, then open 3 by February 2027.",
        ),
        (
            (2, -1, 3),
            "Open 2 positions in November 2026, then keep between 7 and 10, 10 at the end.",
        ),
    ],
)
def test_what_to_open_and_when_is_one_sentence(deciding, changes, words):
    assert next(team(*deciding(*changes), new=True)) == words


def test_most_positions_are_filled_when_nine_of_ten_of_the_last_are(deciding):
    staffing, found = deciding(4, 0, 2)
    assert found.hiring.late_months == 4
    *_, expected = team(staffing, found, new=True)
    assert expected.startswith("Expect most positions filled by May 2027, and ")
    assert " in January 2028 (" in expected
    assert expected.endswith(" in four futures of five; today's policy: 7).")
    assert "today's policy" not in list(team(staffing, found, new=False))[-1]


def test_how_long_it_takes_can_wait(deciding):
    def told(**hiring: int) -> list[str]:
        return list(at_leisure(deciding(4, **hiring)[1]))

    assert told() == [
        "Half of the positions are filled within 2 months, nine of ten within 4 months."
    ]
    assert told(usual_months=1, late_months=1) == ["A position takes 1 month to fill."]
    assert told(usual_months=0, late_months=0) == ["Positions are filled at once."]


def test_who_resigns_is_replaced_unless_there_are_too_many(deciding):
    assert "About 2 resign a year; replace each at once." in team(*deciding(1), new=True)
    fewer = "About 2 resign a year; replace each at once, but for the positions to do without."
    assert fewer in team(*deciding(-1), new=True)


def test_a_plan_in_which_nobody_is_replaced_opens_their_positions_itself(deciding):
    staffing, found = deciding(1, at_once=False)
    assert "About 2 resign a year; the positions are for them too." in team(
        staffing, found, new=True
    )
    assert "... " not in steps(staffing, found, new=True, most=6)


def test_nobody_who_is_not_replaced_is_hired_again(deciding):
    staffing, found = deciding(-2, 0, 2)
    assert not list(late(staffing))
    assert not any("notice" in each for each in team(staffing, found, new=True))


def test_a_team_that_shrinks_where_nobody_is_dismissed_says_how(deciding):
    words = "Nobody is dismissed: positions to do without go as people resign."
    assert words in team(*deciding(-2), new=True)
    assert words not in team(*deciding(2), new=True)
    assert words not in team(*deciding(-2, dismissed=(2.0,), notice_months=2), new=True)


def test_notices_that_are_soon_undone_are_a_risk(deciding):
    staffing, found = deciding(-3, 0, 2, dismissed=(2.6,), notice_months=2)
    assert "Give notice to about 3." in team(staffing, found, new=True)
    assert list(undone(staffing, found)) == [
        "Of the 3 who are given notice in November 2026 2 are sought again within a year: "
        "better keep them."
    ]
    assert not list(undone(*deciding(-3, *[0] * 12, 2, dismissed=(3.0,), notice_months=2)))


def test_the_plan_has_its_positions_and_its_own_team(deciding):
    staffing, found = deciding(4, 0, 2)
    told = steps(staffing, found, new=False, most=6)
    assert told.startswith(
        "Positions in the fixed plan: 6 today, 10 from November 2026, 12 from January 2027. Expect "
    )
    assert f" {found.plan_team[-1].mean:.0f} CSMPs in January 2028" in told
    assert "... 12 at the end" in steps(staffing, found, new=False, most=1)


def test_a_first_look_does_without_the_time_to_hire(people):
    said = advice(people)
    assert any("nine of ten" in each for each in said.whole["To do"])
    assert not any("nine of ten" in each for each in said.parts["To do"])
    assert said.headline.startswith("Open ")


def test_where_nobody_ever_resigns_nothing_is_said_of_it(deciding):
    staffing, found = deciding(4)
    assert any("resign" in each for each in team(staffing, found, new=True))
    never = replace(found, resigned=0.0)
    assert not any("resign" in each for each in team(staffing, never, new=True))


def test_positions_that_are_filled_after_the_plan_are_not_told_to_be_filled_in_it(deciding):
    *_, expected = team(*deciding(*[0] * 13, 1), new=True)
    assert expected.startswith("Expect 1") and "filled" not in expected
