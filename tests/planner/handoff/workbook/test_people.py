"""Headcount of people one by one: who starts and leaves, and which positions are open."""

import numpy as np
import pytest

from planner.books.books import keep_books
from planner.handoff.workbook import headcount
from planner.handoff.workbook import people as lines
from planner.handoff.workbook.headcount import headcount_lines


@pytest.fixture(params=["people", "dismissing"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def line(result):
    """A line's months."""
    found = {each.name: each.months for each in headcount_lines(keep_books(result))}
    return lambda name: found.get(name, np.zeros(15))


def test_opening_and_starts_less_leavers_is_closing_every_month(line):
    leavers = line(headcount.RESIGNATIONS) + line(lines.LEFT)
    closing = line(headcount.OPENING) + line(lines.STARTS) - leavers
    assert closing == pytest.approx(line(headcount.CLOSING))
    assert line(headcount.OPENING)[1:] == pytest.approx(line(headcount.CLOSING)[:-1])


def test_positions_opened_less_those_filled_and_taken_back_are_open(line):
    opened = line(lines.DECIDED) + line(lines.BACKFILLS)
    change = opened - line(lines.TAKEN_BACK) - line(lines.STARTS)
    assert np.cumsum(change) == pytest.approx(line(lines.OPEN))


def test_last_days_follow_notices(dismissing):
    found = {each.name: each.months for each in headcount_lines(keep_books(dismissing))}
    assert found[lines.GIVEN].sum() > 0
    assert found[lines.LEFT][2:] == pytest.approx(found[lines.GIVEN][:-2])


def test_severance_and_pay_rises_are_in_the_cost(dismissing):
    found = {each.name: each.months for each in headcount_lines(keep_books(dismissing))}
    assert found[headcount.PAY][[0, 12]] == pytest.approx([1.0, 1.04])
    months = found[lines.GIVEN] * 3 * 61_234.5 / 12 * found[headcount.PAY]
    assert found[lines.SEVERANCE] == pytest.approx(months)
    parts = (headcount.LOADED, headcount.RECRUITING, lines.SEVERANCE, "Automation")
    assert sum(found[name] for name in parts) == pytest.approx(found[headcount.TOTAL])


def test_the_plans_own_headcount_has_a_band(people, lively):
    names = [each.name for each in headcount_lines(keep_books(people))]
    assert "P10 of the headcount (as simulated)" in names
    assert "P90 of the adaptive policy's headcount (as simulated)" in names
    plain = [each.name for each in headcount_lines(keep_books(lively))]
    assert "P10 of the headcount (as simulated)" not in plain
