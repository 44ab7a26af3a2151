"""The scene counts what the engine has counted, on the dates of the study."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.handoff.animation.scene import PER_DAY, Crew, Crowd, Side, scene, working_days
from planner.simulation.phase import Phase
from planner.simulation.watched import Watched
from simmodel.contract.replay import Group
from simmodel.streams import Streams

MONTHS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda day: day.replace(day=1))


def of_one(side: Side) -> tuple[Crew, Crowd]:
    """The team and the customers of a side that has one of each."""
    (team,) = side.teams
    (group,) = team.groups
    return team, group


def with_group(watched: Watched, group: Group) -> Watched:
    """The same with these customers."""
    replay = watched.replay
    teams = (replace(replay.teams[0], groups=(group,)),)
    return replace(watched, replay=replace(replay, teams=teams))


def test_a_scene_says_whose_future_it_shows(future):
    shown = scene(future)
    assert (shown.title, shown.seed, shown.replication) == ("Tiny vendor", 7, 1)
    assert (shown.served, shown.work, shown.servers) == ("customers", "activities", "CSMPs")
    assert [side.name for side in shown.sides] == ["today's policy", "lean policy"]
    assert [side.policy for side in shown.sides] == [
        "cadence quarterly, caf 1",
        "cadence monthly, caf 1.4, automation 0.2",
    ]


def test_a_study_without_a_title_goes_by_its_name(future):
    untitled = replace(future, study=replace(future.study, title=""))
    assert scene(untitled).title == "tiny"


def test_events_within_the_horizon_are_those_the_engine_has_booked(future):
    shown = scene(future)
    end = PER_DAY * len(shown.dates)
    for side, watched in zip(shown.sides, (future.today, future.other), strict=True):
        team, group = of_one(side)
        within = [each for own in group.renewed for each in own if each > 0]
        left = [each for each in group.left if each is not None]
        assert (len(within), len(left)) == (watched.replay.renewals, watched.replay.churn)
        assert all(0 < each <= end for each in within + left)
        assert len(group.joined) - len(left) == watched.replay.present
        assert len(team.waiting) == len(team.busy) == len(team.team) == len(shown.dates) + 1


def test_positions_are_sought_until_they_are_filled(seeking):
    study = seeking.study
    start = study.model.warm_up(
        study.facts, study.model.draw(study.facts, Streams(7, Phase.VALIDATE, 1))
    )
    for side, watched in zip(scene(seeking).sides, (seeking.today, seeking.other), strict=True):
        vacant = study.model.run(study.facts, watched.policy, start).series["vacant"]
        assert vacant.any()
        (team,) = side.teams
        days = len(team.vacant[1:]) // vacant.size
        assert list(team.vacant[1:]) == np.repeat(vacant, days).tolist()


def test_where_positions_are_filled_at_once_none_is_sought(future):
    assert all(of_one(side)[0].vacant is None for side in scene(future).sides)


def test_both_sides_have_the_same_customers_in_the_same_places(future):
    today, other = scene(future).sides
    (team, group), (other_team, other_group) = of_one(today), of_one(other)
    assert group.joined == other_group.joined
    assert team.waiting != other_team.waiting


def test_events_stay_on_their_side_of_the_beginning_and_the_end(future):
    """However near: rounding moves none out of the horizon, nor one into it."""
    replay = future.today.replay
    end = replay.months * replay.hours_per_month
    hours = np.array([-5e-324, 0.0, 5e-324, 1e-9, np.nextafter(end, 0), end])
    near = Group("", np.arange(6), hours, (hours,) * 6, np.full(6, np.nan))
    watched = with_group(future.today, near)
    _, side = of_one(scene(replace(future, today=watched, other=watched)).sides[0])
    last = 6 * 21 * PER_DAY
    assert side.joined[0] <= 0
    assert side.joined[1:] == (0, 1, 1, last, last)
    assert side.renewed == (side.joined,) * 6
    assert side.left == (None,) * 6


def test_the_long_run_has_no_dates(future, undated):
    assert scene(future).dated
    assert not scene(undated(future)).dated


@given(start=MONTHS, months=st.integers(1, 40), days=st.integers(1, 31))
def test_working_days_are_dates_of_their_months_in_order(start, months, days):
    dates = [date.fromisoformat(each) for each in working_days(start, months, days)]
    assert len(dates) == months * days
    assert dates == sorted(dates)
    for month in range(months):
        years, number = divmod(start.month - 1 + month, 12)
        first = date(start.year + years, number + 1, 1)
        own = dates[month * days : (month + 1) * days]
        assert own[0] == first
        assert {(each.year, each.month) for each in own} == {(first.year, first.month)}
        if days > 1:
            assert own[-1].day == monthrange(first.year, first.month)[1]


def test_a_customer_has_the_same_place_on_both_sides_even_if_one_policy_never_meets_her(future):
    """Another policy may bring other customers."""
    (group,) = future.today.replay.groups
    fewer = replace(
        group,
        numbers=group.numbers[1:],
        joined=group.joined[1:],
        renewed=group.renewed[1:],
        left=group.left[1:],
    )
    sides = scene(replace(future, other=with_group(future.other, fewer))).sides
    today, side = (of_one(each)[1] for each in sides)
    assert len(today.joined) == len(side.joined) == group.numbers.size
    assert (side.joined[0], side.renewed[0], side.left[0]) == (None, (), None)
    assert side.joined[1:] == today.joined[1:]
    assert side.renewed[1:] == today.renewed[1:]


def test_teams_and_groups_are_told_apart(podded):
    today, other = scene(podded).sides
    for side, watched in ((today, podded.today), (other, podded.other)):
        assert [team.name for team in side.teams] == ["named", "pool"]
        assert [[group.name for group in team.groups] for team in side.teams] == [
            ["large"],
            ["-1", "mid"],
        ]
        for team, seen in zip(side.teams, watched.replay.teams, strict=True):
            assert list(team.team) == seen.size.tolist()
            assert (team.books is None) == (seen.name == "pool")
            for group in team.groups:
                assert len(group.joined) == len(group.renewed) == len(group.left) > 0
    books = today.teams[0].books
    for look, book in enumerate(books[1:], start=1):
        assert sum(waiting for waiting, _ in book) <= today.teams[0].waiting[look]
        assert sum(works for _, works in book) <= today.teams[0].busy[look]


def test_a_customer_has_one_place_even_if_teams_differ(podded):
    """One team that serves all groups: each group has the places it has where there are pods."""
    replay = podded.today.replay
    first, second = replay.teams
    one = replace(first, name="", groups=(*second.groups, *first.groups), books=None)
    pooled = replace(podded.other, replay=replace(replay, teams=(one,)))
    today, other = scene(replace(podded, other=pooled)).sides
    places = {group.name: group.joined for team in today.teams for group in team.groups}
    assert {group.name: group.joined for group in other.teams[0].groups} == places
    assert scene(replace(podded, other=pooled)).several
