"""Tournaments have the most urgent on top, whatever becomes of the urgency of any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.desk.tournament import (
    NEVER,
    NONE,
    empty_tournaments,
    enter,
    power_of,
    whole,
)


@pytest.mark.parametrize("leaves", [1, 4, 16])
@pytest.mark.parametrize("seed", range(5))
def test_the_root_is_always_the_most_urgent_of_its_tournament(seed, leaves):
    rng, roots = np.random.default_rng(seed), 4
    nodes, standing = empty_tournaments(roots, leaves), {}
    for _ in range(400):
        root, seat = int(rng.integers(roots)), int(rng.integers(leaves))
        urgency, number = int(rng.integers(4)), int(rng.integers(100))
        if rng.random() < 0.3:
            urgency, number = NEVER, NONE
        enter(nodes, roots, (roots + root) * leaves + seat, urgency, number)
        standing[root, seat] = (urgency, number)
        for each in range(roots):
            inside = [key for (own, _), key in standing.items() if own == each]
            best = min(inside, default=(NEVER, NONE))
            assert (nodes[roots + each]["urgency"], nodes[roots + each]["number"]) == best


def test_what_is_in_no_tournament_changes_none():
    nodes = empty_tournaments(2, 4)
    enter(nodes, 2, 0, 1, 5)
    assert nodes["number"][0] == 5
    assert np.all(nodes["number"][1:] == NONE)


def test_sizes_are_powers():
    assert [power_of(4, least) for least in (0, 1, 2, 4, 5, 100)] == [1, 1, 4, 4, 16, 256]


_NUMBERS = st.floats(allow_nan=False)


@given(one=_NUMBERS, other=_NUMBERS)
def test_whole_numbers_order_urgencies_as_they_do(one, other):
    assert (whole(one) < whole(other)) == (one < other)
    assert (whole(one) == whole(other)) == (one == other)
    assert whole(one) < NEVER


def test_both_zeros_are_as_urgent():
    assert whole(0.0) == whole(-0.0)
