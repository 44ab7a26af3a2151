"""Units: parents with their children."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.proposal.units import Units, units_of


def _accounts(*pairs):
    return [SimpleNamespace(account=name, parent=parent) for name, parent in pairs]


def _of(*pairs):
    return units_of(_accounts(*pairs)).of.tolist()


def test_children_are_with_their_parent_and_with_each_other():
    assert _of(("A", None), ("B", "a"), ("C", "X"), ("D", "x "), ("E", None)) == [0, 0, 1, 1, 2]


def test_parents_may_have_parents_and_even_go_in_circles():
    assert _of(("A", "B"), ("B", "C"), ("C", None), ("D", "E"), ("E", "D"), ("F", "F")) == [
        *(0, 0, 0),
        *(1, 1),
        2,
    ]


def test_sums_and_conditions_are_taken_by_unit():
    units = units_of(_accounts(("A", None), ("B", "A"), ("C", None)))
    assert units.sum(np.array([1.0, 2.0, 4.0])).tolist() == [3.0, 4.0]
    assert units.all(np.array([[True, False], [True, True], [False, True]])).tolist() == [
        [True, False],
        [False, True],
    ]
    assert units.apart([0], np.eye(3, dtype=bool)).of.tolist() == [0, 2, 1]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdefgh") | st.none())))
def test_every_account_is_with_its_parent(pairs):
    unique = list(dict(pairs).items())
    of = _of(*unique)
    by_name = dict(zip(dict(unique), of, strict=True))
    for name, parent in unique:
        if parent in by_name:
            assert by_name[name] == by_name[parent]
    assert sorted(set(of)) == list(range(len(set(of))))


def test_units_that_nobody_may_have_are_in_parts_the_first_as_large_as_can_be():
    units = Units(np.array([0, 0, 1, 0, 0, 0]), 2)
    allowed = np.zeros((6, 3), bool)
    allowed[[0, 3, 4], 1] = True
    allowed[[0, 1], 0] = True
    allowed[[2, 5], 2] = True
    found = units.apart([0], allowed)
    assert found.of.tolist() == [0, 2, 1, 0, 0, 3]
    assert found.size == 4
    nobody = units.apart([0], np.zeros((6, 3), bool))
    assert nobody.of.tolist() == [0, 2, 1, 3, 4, 5]
    assert units.apart([], allowed).of.tolist() == units.of.tolist()


def test_a_unit_may_be_as_it_is_with_people_today():
    units = Units(np.array([0, 0, 1, 0, 0, 0]), 2)
    owner = np.array([3, 3, 0, 1, -1, 0])
    found = units.by(0, owner)
    assert found.of.tolist() == [0, 0, 1, 3, 0, 2] and found.size == 4
    assert units.by(1, owner).of.tolist() == units.of.tolist()
