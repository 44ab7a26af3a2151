"""Months with more work than hours, before they come."""

from dataclasses import replace

import pytest

from planner.handoff.wording.assignment.crunches import crunch, crunches
from planner.proposal.forecast import Crunch

ANA, BO = 0, 1


@pytest.fixture
def busy(proposed):
    """A proposal where one has too much work in one month, and one has work and no hours."""
    found = proposed()
    hours = found.then.hours.copy()
    hours[BO, 1], hours[ANA, 2] = hours[BO, 1] * 0.6, 0.0
    return replace(found, then=replace(found.then, hours=hours))


@pytest.fixture
def listed():
    """The same with something else in the list of people about one of them."""

    def change(proposal, place, **changed):
        people = list(proposal.lists.people)
        people[place] = people[place].model_copy(update=changed)
        lists = replace(proposal.lists, people=tuple(people))
        terms = replace(proposal.made.terms, lists=lists)
        return replace(proposal, made=replace(proposal.made, terms=terms))

    return change


def _short(found, person, month) -> str:
    return f"{found.due[person, month] - found.hours[person, month]:.0f} hours short"


def test_a_crunch_says_who_when_how_much_and_which_renewals(busy):
    told = [crunch(busy, each) for each in busy.then.crunches]
    share, work = 100 * busy.then.load[BO, 1], busy.then.due[ANA, 2]
    assert told == [
        f"Bo, 30 to 60 days: {_short(busy.then, BO, 1)} ({share:.0f} % of the hours, today none), "
        f"{busy.then.renewals[BO, 1]} renewals",
        f"Ana, 60 to 90 days: {work:.0f} hours of work, and no hours (today none), 2 renewals",
    ]


def test_a_crunch_is_told_with_its_reason_where_the_list_has_it(busy, listed):
    (_, none) = busy.then.crunches
    away = listed(busy, ANA, away_from=1.5, away_until=12.0)
    assert crunch(away, none).startswith("Ana, 60 to 90 days, away: ")
    assert crunch(listed(busy, ANA, away_until=1.5), none).startswith("Ana, 60 to 90 days: ")
    leave = listed(busy, ANA, status="on leave")
    assert crunch(leave, none).startswith("Ana, 60 to 90 days, away: ")
    late = listed(busy, ANA, starts=3.2)
    assert crunch(late, none).startswith("Ana, 60 to 90 days, not there yet: ")
    part = listed(busy, ANA, starts=2.5)
    assert crunch(part, none).startswith("Ana, 60 to 90 days, there in part only: ")


def test_a_crunch_that_is_hardly_one_is_told_in_the_digits_that_show_it(busy):
    told = crunch(busy, Crunch(2, 0, 1.003, 0))
    assert "100.3 % of the hours" in told and "less than an hour short" in told


def test_beyond_three_times_the_hours_no_percentage_is_told(proposed):
    found = proposed()
    few = replace(found, then=replace(found.then, hours=found.then.hours * 0.05))
    told = [crunch(few, each) for each in few.then.crunches]
    assert told and not any("%" in each for each in told)


def test_those_without_hours_come_first_then_those_with_most_hours_short(busy, proposed):
    told, about = crunches(busy)
    assert told.startswith("More work than hours in 2 months: Ana, 60 to 90 days")
    told, about = crunches(replace(busy, today=busy.then))
    assert told.startswith("More work than hours in 2 months (today's books: 2 such months): Ana")
    assert about.startswith("Together ") and "no change that was found" in about
    (told,) = crunches(proposed())
    assert told == "Nobody has more work than hours in the next 90 days."


def test_what_the_proposal_takes_off_is_told(busy):
    more = replace(busy, today=replace(busy.then, due=busy.then.due * 2.0))
    _, about = crunches(more)
    short = [(each.due - each.hours).clip(0.0).sum() for each in (more.today, more.then)]
    assert about.startswith(
        f"Together {short[0]:.0f} hours short today, {short[1]:.0f} hours as proposed: for what "
    )


def test_many_crunches_are_counted(proposed):
    found = proposed()
    told, _ = crunches(replace(found, then=replace(found.then, hours=found.then.hours * 0.1)))
    assert told.endswith("; and 6 more.")
    none = replace(found, then=replace(found.then, hours=found.then.hours * 0.0))
    told, _ = crunches(none)
    assert told.count("and no hours") == 12 and "more" not in told.removeprefix("More")
