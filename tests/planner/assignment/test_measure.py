"""What an assignment amounts to, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from planner.assignment.measure import exceeded, measure
from planner.assignment.problem import Problem
from planner.assignment.rows import Excess, Kind, Row


@pytest.fixture
def hand():
    """Three units at two people: loads are (10 x 1 + 20 x 2, 30) = (50, 30) of targets (40, 60)."""
    return Problem(
        cost=np.array([[0.0, 7.0], [0.0, 9.0], [5.0, 0.0]]),
        hours=np.array([[10.0], [20.0], [30.0]]),
        slower=np.array([[1.0, 1.0], [2.0, 1.0], [1.0, 1.0]]),
        allowed=np.array([[True, True], [True, False], [False, True]]),
        accounts=np.array([1, 2, 1]),
        moved=np.array([[0, 1], [0, 2], [1, 0]]),
        moved_value=np.array([[0.0, 100.0], [0.0, 200.0], [50.0, 0.0]]),
        target=np.array([[40.0], [60.0]]),
        over=np.array([3.0]),
        under=np.array([2.0]),
        most_hours=np.array([50.0, np.inf]),
        most_accounts=np.array([3, 9]),
        most_moved=1,
        most_moved_value=100.0,
    )


def test_money_hours_and_balance(hand):
    found = measure(hand, np.array([0, 0, 1]))
    assert (found.cost, found.over, found.under) == (0.0, 30.0, 60.0)
    assert found.objective == 90.0
    assert found.hours.tolist() == [[50.0], [30.0]]
    assert found.accounts.tolist() == [3, 1]
    # Loads of 1.25 and 0.5: mean 0.875, standard deviation 0.375.
    assert found.variation == pytest.approx(0.375 / 0.875)
    assert exceeded(hand, np.array([0, 0, 1])) == ()


def test_changes_and_what_is_beyond_limits(hand):
    person = np.array([1, 1, 0])
    found = measure(hand, person)
    assert (found.moved, found.moved_value) == (4, 350.0)
    assert exceeded(hand, person) == (
        Excess(Row(Kind.FIXED, 1), 1.0),
        Excess(Row(Kind.FIXED, 2), 1.0),
        Excess(Row(Kind.MOVED), 3.0),
        Excess(Row(Kind.MOVED_VALUE), 250.0),
    )
    beyond = exceeded(replace(hand, most_hours=np.array([40.0, 9.0])), np.array([0, 0, 1]))
    assert beyond == (Excess(Row(Kind.HOURS, 0), 10.0), Excess(Row(Kind.HOURS, 1), 21.0))


def test_people_without_a_target_have_no_load(hand):
    target = np.array([[0.0], [60.0]])
    assert measure(replace(hand, target=target), np.array([0, 0, 1])).variation == 0.0
