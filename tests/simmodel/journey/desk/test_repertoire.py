"""Who may do what: how skills are dealt, and who is in reserve."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.desk import compiled
from simmodel.journey.desk.repertoire import Skills, dealt, repertoire

shares = st.lists(st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.8, 1.0]), max_size=4).map(
    lambda each: np.array(each, float)
)


@given(shares, st.integers(0, 40))
def test_as_many_have_a_skill_as_its_share_says_and_all_or_none_where_it_is_1_or_0(each, team):
    has = dealt(each, team)
    assert np.all(np.abs(has.sum(axis=0) - each * team) <= 1.0)
    assert has[:, each == 1.0].all()
    assert not has[:, each == 0.0].any()


@given(shares, st.integers(0, 40), st.integers(0, 40))
def test_whoever_joins_changes_nobodys_skills(each, team, more):
    np.testing.assert_array_equal(dealt(each, team), dealt(each, team + more)[:team])


@given(st.floats(0.0, 1.0), st.integers(0, 60))
def test_one_skill_has_the_nearest_whole_number(share, team):
    assert dealt(np.array([share]), team).sum() == int(share * team + 0.5)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(0, 40))
def test_skills_whose_shares_add_up_to_1_part_the_team(parts, team):
    has = dealt(np.array(parts) / sum(parts), team)
    assert np.all(has.sum(axis=1) == 1)


def skills_of(share_and_needs, urgent, reserve=0.0):
    each, needed = zip(*share_and_needs, strict=True) if share_and_needs else ((), ())
    needed = np.array(needed, np.bool_).reshape(len(each), len(urgent))
    return Skills(np.array(each, float), needed, np.array(urgent, np.bool_), reserve)


def may(skills, team):
    return repertoire(skills, dealt(skills.shares, team)).astype(int).tolist()


def test_what_two_skills_name_takes_both():
    skills = skills_of([(1.0, [1, 0, 1]), (0.5, [0, 1, 1])], [0, 0, 0])
    assert may(skills, 2) == [[1, 1, 1], [1, 0, 0]]


def test_the_reserve_does_what_is_urgent_and_is_of_those_who_may_do_least():
    assert may(skills_of([], [0, 1], 0.3), 4) == [[0, 1], [1, 1], [1, 1], [1, 1]]
    skilled = skills_of([(0.5, [1, 0, 0])], [0, 0, 1], 0.3)
    assert may(skilled, 4) == [[1, 1, 1], [0, 0, 1], [1, 1, 1], [0, 1, 1]]


def test_the_reserve_is_only_of_those_who_may_do_what_is_urgent():
    skills = skills_of([(0.25, [0, 1])], [0, 1], 1.0)
    assert sum(own == [0, 1] for own in may(skills, 4)) == 1


@given(st.floats(0.0, 1.0), st.integers(0, 30))
def test_the_reserve_is_the_nearest_whole_number_but_never_the_last_one(reserve, team):
    usual = np.array(may(skills_of([], [0, 1], reserve), team)).reshape(team, 2)[:, 0]
    assert (usual == 0).sum() == max(min(int(reserve * team + 0.5), team - 1), 0)


@given(shares, st.integers(0, 30), st.sampled_from([0.0, 0.3, 1.0]), st.data())
def test_the_compiled_rules_are_the_same(each, team, reserve, data):
    types = st.lists(st.booleans(), min_size=3, max_size=3)
    needed = np.array([data.draw(types) for _ in each], np.bool_).reshape(each.size, 3)
    skills = Skills(each, needed, np.array(data.draw(types)), reserve)
    has = dealt(each, team)
    np.testing.assert_array_equal(compiled.dealt(each, team), has)
    np.testing.assert_array_equal(compiled.repertoire(skills, has), repertoire(skills, has))
