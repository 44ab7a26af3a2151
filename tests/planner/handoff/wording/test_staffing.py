"""How many people, when, and how many customers each of them has."""

import re
from dataclasses import replace

import numpy as np
import pytest

from planner.books.staffing import staffing_of
from planner.handoff.wording.advice import advice
from planner.handoff.wording.staffing import by_part, late, load, planned, shrinks, steps, team


@pytest.fixture
def with_team(recommendation):
    """The recommendation, with another team in its fixed plan month by month, after 3 people."""

    def make(*team: int):
        sample = recommendation.plan.sample
        path = np.array([team], float)
        series = {**sample.series, "team": path, "hires": np.diff(path, prepend=3)}
        plan = replace(recommendation.plan, sample=replace(sample, series=series))
        return replace(recommendation, plan=plan)

    return make


def test_the_plan_says_from_when_on_how_many_serve(with_team):
    result = with_team(2, 2, 4, 4, 4, 5)
    staffing = staffing_of(result)
    assert (staffing.opening, staffing.months) == (3, (2, 2, 4, 4, 4, 5))
    assert steps(staffing_of(result), new=result.changes).startswith(
        "CSMPs in the fixed plan: 3 today, 2 from November 2026, 4 from January 2027, 5 from April "
        "2027; today's policy has about "
    )


def test_a_plan_without_a_change_has_todays_team(with_team):
    result = with_team(3, 3, 3, 3, 3, 3)
    assert steps(staffing_of(result), new=result.changes).startswith(
        "CSMPs in the fixed plan: 3 throughout, as today;"
    )
    assert (
        next(team(staffing_of(result), new=result.changes))
        == "Stay with 3 CSMPs (today's policy: 4)."
    )


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((2, 2, 2, 2, 2, 2), "Go from 3 to 2 CSMPs in November 2026"),
        ((3, 4, 4, 5, 5, 5), "Go from 3 to 4 CSMPs in December 2026, and to 5 in February 2027"),
        (
            (2, 3, 4, 4, 5, 5),
            "Go from 3 to 2 CSMPs in November 2026, then step by step to 5 by March 2027",
        ),
        (
            (2, 4, 6, 1, 5, 5),
            "Go from 3 to 2 CSMPs in November 2026, then between 1 and 6, 5 at the end",
        ),
    ],
)
def test_what_becomes_of_the_team_is_one_sentence(with_team, months, words):
    assert next(team(staffing_of(with_team(*months)), new=True)) == f"{words} (today's policy: 4)."


def test_where_todays_policy_leads_is_not_told_where_the_plan_leads_there_too(with_team):
    assert (
        next(team(staffing_of(with_team(3, 3, 4, 4, 4, 4)), new=True))
        == "Go from 3 to 4 CSMPs in January 2027."
    )


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (
            (3, 3, 2, 2, 3, 3),
            ["The facts, seen with 3 CSMPs, may not hold for 2."],
        ),
        ((3, 4, 4, 5, 5, 5), []),
    ],
)
def test_a_team_far_smaller_than_any_that_was_seen_is_a_risk(with_team, months, told):
    assert list(shrinks(staffing_of(with_team(*months)))) == told


def test_todays_policy_is_not_compared_with_itself(still):
    assert not any(
        "today's policy" in each
        for each in (
            *team(staffing_of(still), new=still.changes),
            steps(staffing_of(still), new=still.changes),
        )
    )


def test_of_many_changes_the_first_are_told_and_the_end(lively):
    months = lively.study.facts.horizon_months
    path = np.arange(10.0, 10.0 + months)
    sample = lively.plan.sample
    series = {**sample.series, "team": path[None], "hires": np.ones((1, months))}
    words = steps(
        staffing_of(
            replace(lively, plan=replace(lively.plan, sample=replace(sample, series=series)))
        ),
        new=lively.changes,
    )
    assert words.count(" from ") == 6
    assert f", ... {path[-1]:.0f} at the end; today's policy has about " in words


def test_customers_of_each_are_those_of_the_horizon(lively):
    found = staffing_of(lively).loads
    for each, valued in zip(found, (lively.baseline, lively.winner), strict=True):
        series = valued.sample.series
        exact = series["customers"].mean() / series["team"].mean()
        assert each == pytest.approx(exact)
        assert float(load(each)) == pytest.approx(exact, abs=0.05 if exact < 10 else 0.5)
    _, second = team(staffing_of(lively), new=lively.changes)
    assert second == f"That is {load(found[1])} customers for each, today's {load(found[0])}."


def test_without_a_team_nobody_has_customers(lively):
    sample = lively.baseline.sample
    empty = {**sample.series, "team": np.zeros_like(sample.series["team"])}
    nobody = replace(lively.baseline, sample=replace(sample, series=empty))
    result = replace(lively, baseline=nobody)
    assert staffing_of(result).loads is None
    assert len(list(team(staffing_of(result), new=result.changes))) == 1


def test_hires_who_cannot_come_when_they_are_planned_are_told_of(with_team):
    """It takes two months to fill a position."""
    (told,) = late(staffing_of(with_team(3, 4, 6, 6, 6, 6)))
    assert told == ("Open 1 position from October 2026 on, as it takes 2 months to fill one.")
    (told,) = late(staffing_of(with_team(1, 2, 2, 2, 2, 2)))
    assert told == "Of the 2 who go 1 is hired again within half a year: better keep that one."
    kept, told = late(staffing_of(with_team(1, 4, 4, 4, 4, 4)))
    assert kept.startswith("Of the 2 who go 2 are hired again")
    assert told.startswith("Open 1 position from October 2026 on")
    assert list(late(staffing_of(with_team(3, 3, 6, 6, 6, 6)))) == []


def test_what_is_not_simulated_in_time_has_no_dates(with_team, undated):
    result = undated(with_team(5, 5, 5, 5, 5, 5))
    (words,) = planned(staffing_of(result), new=result.changes)
    assert words.startswith(
        "CSMPs in the plan, which has no dates: 3 today, 5 then; today's policy"
    )
    assert (
        next(team(staffing_of(result), new=result.changes))
        == "In the long run go from 3 to 5 CSMPs."
    )


@pytest.fixture
def with_parts(with_team):
    """The staffing of a team in parts, each of 3 people, month by month."""

    def make(**parts: tuple[int, ...]):
        found = {name: staffing_of(with_team(*months)) for name, months in parts.items()}
        return replace(staffing_of(with_team(3, 3, 3, 3, 3, 3)), parts=found)

    return make


def test_a_team_in_one_part_names_none(recommendation):
    assert staffing_of(recommendation).parts == {}
    assert list(by_part(staffing_of(recommendation))) == []


def test_parts_of_a_team_make_the_whole(divided, pods_of_people):
    for result in (divided, pods_of_people):
        staffing = staffing_of(result)
        assert list(staffing.parts) == ["named", "pool"]
        assert sum(part.opening for part in staffing.parts.values()) == staffing.opening
        at_end = sum(part.today_at_end for part in staffing.parts.values())
        assert at_end == pytest.approx(staffing.today_at_end)
    months = zip(*(part.months for part in staffing_of(divided).parts.values()), strict=True)
    assert tuple(map(sum, months)) == staffing_of(divided).months


def test_what_becomes_of_each_pod_is_among_what_to_do(divided, pods_of_people):
    for result in (divided, pods_of_people):
        (said,) = by_part(staffing_of(result))
        assert said in advice(result).parts["To do"]
        assert re.search(r"(^|; )(named|pool): (go from|open|do without) ", said)


def test_a_part_that_gives_to_another_is_a_change_though_the_team_stays(with_parts):
    moved = with_parts(left=(2, 2, 2, 2, 2, 2), right=(4, 4, 4, 4, 4, 4))
    assert not moved.changes
    assert not moved.steady
    assert list(by_part(moved)) == [
        "left: go from 3 to 2 CSMPs in November 2026; right: go from 3 to 4 CSMPs in November 2026."
    ]
    assert with_parts(left=(3,) * 6, right=(3,) * 6).steady


@pytest.mark.parametrize(
    ("steady", "words"), [(1, "; the other stays as it is."), (2, "; the others stay as they are.")]
)
def test_parts_that_stay_are_told_together(with_parts, steady, words):
    parts = {f"pod-{number}": (3,) * 6 for number in range(steady)}
    (said,) = by_part(with_parts(grows=(4,) * 6, **parts))
    assert said == f"grows: go from 3 to 4 CSMPs in November 2026{words}"


def test_of_many_parts_that_change_the_first_are_told(with_parts):
    (said,) = by_part(with_parts(**{f"pod-{number}": (4,) * 6 for number in range(9)}))
    assert said.count("go from") == 6
    assert said.endswith("; 3 more in the workbook.")
