"""Work over hours, and crunches before they come."""

from dataclasses import replace

import numpy as np
import pytest

from planner.handoff.wording.assignment.load import (
    balance,
    crunch,
    crunches,
    load_rows,
    share,
    whole_load,
)
from planner.proposal.forecast import Crunch


@pytest.fixture
def busy(proposed):
    """A proposal where one has too much work in one month, and one has work and no hours."""
    found = proposed()
    hours = found.then.hours.copy()
    hours[1, 1], hours[0, 2] = hours[1, 1] * 0.6, 0.0
    return replace(found, then=replace(found.then, hours=hours))


def test_a_crunch_says_who_when_how_much_and_which_renewals(busy):
    told = [crunch(busy, each) for each in busy.then.crunches]
    share_of = 100 * busy.then.load[1, 1]
    assert told == [
        f"Bo, 30 to 60 days: {share_of:.0f} % of the hours, {busy.then.renewals[1, 1]} renewals",
        "Ana, 60 to 90 days: work, and no hours for it, 2 renewals",
    ]


def test_a_crunch_that_is_hardly_one_is_told_in_the_digits_that_show_it(proposed):
    found = proposed()
    assert crunch(found, Crunch(1, 0, 1.003, 0)) == "Bo, first 30 days: 100.3 % of the hours"


def test_crunches_are_named_beside_how_many_there_are_today(busy, proposed):
    (told,) = crunches(busy)
    assert told.startswith("More work than hours: Bo, 30 to 60 days")
    (told,) = crunches(replace(busy, today=busy.then))
    assert told.startswith("More work than hours (today's books: 2 such months): Bo")
    (told,) = crunches(proposed())
    assert told == "Nobody has more work than hours in the next 90 days."


def test_many_crunches_are_counted(proposed):
    found = proposed()
    (told,) = crunches(replace(found, then=replace(found.then, hours=found.then.hours * 0.1)))
    assert told.endswith("; and 6 more.")


def test_balance_is_told_before_and_after(proposed):
    found = proposed()
    even, fits, nobody, newcomers = balance(found)
    assert f"{found.today.unevenness:.2f} today, {found.then.unevenness:.2f} as proposed" in even
    assert fits.endswith("70 % today, 100 % as proposed.")
    assert nobody.startswith("Accounts that nobody looks after take ")
    first, *_, last = (f"{each:,.0f}" for each in found.made.hours.newcomers)
    assert newcomers.startswith(f"Customers who are yet to come are expected to take {first}, ")
    assert newcomers.endswith(f" and {last} hours more; no load has them.")


def test_a_row_a_person_has_both_books(proposed):
    found = proposed()
    rows = load_rows(found)
    assert [each.person for each in rows] == ["Ana", "Bo", "O'Neil, Cy", "=1+1"]
    assert rows[3].accounts == (0, 1)
    assert rows[3].value == (0.0, 20_000.0)
    assert rows[0].then == tuple(found.then.load[0])


def test_whole_loads_are_work_over_hours(busy):
    expected = busy.then.due.sum(axis=1) / busy.then.hours.sum(axis=1)
    assert whole_load(busy.then) == pytest.approx(expected)
    none = replace(busy.then, hours=np.zeros_like(busy.then.hours))
    assert np.isinf(whole_load(none)).all()
    assert share(float("inf")) == "no hours"
