"""What a plan decides on positions, with the dates of who comes and goes."""

from dataclasses import replace

import numpy as np
import pytest

from planner.books.books import keep_books
from planner.books.requisitions import requisitions
from planner.books.turnover import turnover_of


@pytest.fixture
def decided(people):
    """The requisitions of other changes, in 15 months, and of who else goes."""

    def make(*changes: int, lapsing=0.0, kept=(), taken_back=(), dismissed=(), **hiring):
        def months(values) -> np.ndarray:
            return np.array([*values, *[0] * (15 - len(values))])

        found = turnover_of(people)
        return requisitions(
            "CSMP",
            replace(
                found,
                changes=tuple(months(changes).tolist()),
                lapsed=np.arange(15) * lapsing,
                kept=tuple(months(kept).tolist()),
                taken_back=months(taken_back),
                dismissed=months(dismissed),
                hiring=replace(found.hiring, usual_months=2, late_months=4, **hiring),
            ),
        )

    return make


def test_a_position_to_open_starts_after_the_usual_time_or_the_longest_likely_one(decided):
    assert [(each.name, each.month, each.usual, each.late) for each in decided(2, 0, 0, 1)] == [
        ("CSMP-P01", 0, 2, 4),
        ("CSMP-P02", 0, 2, 4),
        ("CSMP-P03", 3, 5, 7),
    ]


def test_a_reduction_takes_positions_back_then_gives_notice_then_waits(decided):
    found = decided(0, -4, lapsing=0.5, taken_back=(0, 1.2), dismissed=(0, 0.9), notice_months=3)
    assert [(each.type, each.month, each.usual) for each in found] == [
        ("Taken back", 1, 1),
        ("Notice", 1, 4),
        ("Not replaced", 1, 2),
        ("Not replaced", 1, 4),
    ]
    assert {each.late for each in found} == {None}


def test_nobody_knows_when_a_position_is_empty_that_resignations_do_not_reach(decided):
    assert [each.usual for each in decided(-2, lapsing=0.08)] == [13, None]


def test_one_who_resigns_empties_one_position_whichever_decision_it_was_of(decided):
    found = decided(-2, 0, 0, 0, 0, -2, lapsing=0.5)
    assert [(each.month, each.usual) for each in found] == [(0, 2), (0, 4), (5, 6), (5, 8)]


def test_positions_that_are_wanted_again_before_they_are_empty_are_not_opened(decided):
    found = decided(-3, 0, 2, 0, -1, lapsing=0.5, kept=(0, 0, 2))
    assert [(each.name, each.usual) for each in found] == [
        ("CSMP-R01", 2),
        ("CSMP-R02", None),
        ("CSMP-R03", None),
        ("CSMP-R04", 5),
    ]


def test_books_have_requisitions_in_place_of_positions(people, lively):
    books = keep_books(people)
    assert books.positions == ()
    assert len(books.requisitions) == sum(map(abs, books.turnover.changes)) > 0
    assert keep_books(lively).requisitions == ()
    assert keep_books(lively).turnover is None


def test_a_position_is_empty_from_when_on_it_is_in_half_of_the_futures(people):
    """One lapse in 60 % of the futures, in the fifth month: a mean that never comes to 1."""
    plan = people.plan.sample
    series = {name: np.zeros((10, 15)) for name in ("resigned", "surplus", "taken_back")}
    series["surplus"][:, :] = 1.0
    series["resigned"][:6, 4] = 1.0
    sample = replace(plan, series={**plan.series, **series, "team": np.full((10, 15), 5.0)})
    found = turnover_of(replace(people, plan=replace(people.plan, sample=sample)))
    np.testing.assert_array_equal(found.lapsed, [0.0] * 4 + [1.0] * 11)
    one = replace(found, changes=(-1, *[0] * 14), kept=(0,) * 15)
    (gone,) = requisitions("CSMP", one)
    assert (gone.type, gone.usual) == ("Not replaced", 4)
