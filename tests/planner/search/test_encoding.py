"""Every point of the unit cube is an allowed decision, and every decision has a point."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.search.encoding import Encoding
from simmodel.decisions.choice import Choice
from simmodel.decisions.decision import Decision
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule

CADENCE = Choice("cadence", ("monthly", "quarterly", "annual"), "name", "how often")
CAF = Real("caf", 0.8, 1.4, "ratio", "how lean")
HIRES = Schedule("hires", -3, 9, "CSMPs", "who comes", 8, (0, 0, 0, 0, 1, 1, 1, 1), opening=20)
ENCODING = Encoding((CADENCE, CAF, HIRES))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Possible schedules, with every kind of limit."""
    periods = draw(st.integers(1, 8))
    low, high = sorted(draw(st.lists(st.integers(-6, 6), min_size=2, max_size=2, unique=True)))
    a_year = draw(st.sampled_from([1, 2, 4]))
    decision = replace(
        HIRES,
        low=low,
        high=high,
        periods=periods,
        years=tuple(period // a_year for period in range(periods)),
        opening=draw(st.integers(0, 20)),
        per_year=draw(st.none() | st.integers(0, 12)),
        frozen=tuple(sorted(draw(st.sets(st.integers(1, periods), max_size=periods - 1)))),
        knots=draw(st.none() | st.integers(1, periods)),
    )
    if decision.impossible():
        decision = replace(decision, low=min(low, 0), high=max(high, 0))
    return decision


@st.composite
def spaces(draw: st.DrawFn) -> tuple[Decision, ...]:
    names = draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True))
    low = draw(st.floats(-10, 10))
    space = [
        replace(CADENCE, options=tuple(names)),
        replace(CAF, low=low, high=low + draw(st.floats(1e-3, 10))),
        draw(schedules()),
    ]
    chosen = draw(st.sets(st.sampled_from(range(3)), min_size=1))
    return tuple(each for place, each in enumerate(space) if place in chosen)


def points(encoding: Encoding) -> st.SearchStrategy[np.ndarray]:
    """Points of the cube, its faces included."""
    count = len(encoding.variables)
    places = st.floats(0.0, 1.0) | st.sampled_from([0.0, 1.0])
    return st.lists(places, min_size=count, max_size=count).map(np.array)


# ---- From points to decisions --------------------------------------------------------------------


@pytest.mark.parametrize(("low", "high"), [(0.3, 0.86), (0.167, 0.45), (-0.7, 0.1)])
def test_the_ends_of_a_range_are_at_the_ends_of_the_interval(low, high):
    """Not a rounding beyond: 0.3 + (0.86 - 0.3) is more than 0.86."""
    ranges = Encoding((replace(CAF, low=low, high=high),))
    assert [ranges.at(np.array([place]))["caf"] for place in (0.0, 1.0)] == [low, high]


@given(spaces(), st.data())
def test_every_point_of_the_cube_is_an_allowed_decision(space, data):
    encoding = Encoding(space)
    decisions = encoding.at(data.draw(points(encoding)))
    assert list(decisions) == [decision.name for decision in space]
    for decision in space:
        taken = decisions[decision.name]
        if isinstance(decision, Choice):
            assert taken in decision.options
        elif isinstance(decision, Real):
            assert decision.low <= taken <= decision.high
        else:
            assert decision.allows(taken) is None


@pytest.mark.parametrize(
    ("place", "option", "hired"), [(0.0, "monthly", -3), (0.5, "quarterly", 3), (1.0, "annual", 9)]
)
def test_options_and_whole_numbers_have_equal_shares_of_the_interval(place, option, hired):
    one = replace(HIRES, periods=1, years=(0,))
    found = Encoding((CADENCE, CAF, one)).at(np.full(3, place))
    assert found == {
        "cadence": option,
        "caf": pytest.approx(0.8 + 0.6 * place, rel=1e-15),
        "hires": (hired,),
    }


def test_as_many_places_take_each_value():
    one = Encoding((replace(HIRES, low=0, high=4, periods=1, years=(0,)),))
    places = (np.arange(1000) + 0.5) / 1000
    hired = [one.at(np.array([place]))["hires"][0] for place in places]
    assert np.bincount(hired).tolist() == [200] * 5


# ---- And back ------------------------------------------------------------------------------------


def test_a_small_space_has_a_point_for_every_policy():
    hires = replace(HIRES, low=0, high=2, periods=2, years=(0, 0), knots=None)
    encoding = Encoding((CADENCE, hires))
    every = encoding.every(27)
    assert every is not None and every.shape == (27, 3)
    found = {(each["cadence"], *each["hires"]) for each in map(encoding.at, every)}
    assert len(found) == 27
    assert encoding.every(26) is None


def test_a_continuous_range_has_no_end_of_points():
    assert Encoding((CADENCE, CAF)).every(2**20) is None


@given(spaces(), st.data())
def test_decisions_without_knots_come_back_from_their_point(space, data):
    space = tuple(replace(d, knots=None) if isinstance(d, Schedule) else d for d in space)
    encoding = Encoding(space)
    decisions = encoding.at(data.draw(points(encoding)))
    back = encoding.at(encoding.point(decisions))
    for decision in space:
        taken = decisions[decision.name]
        if isinstance(decision, Real):
            assert back[decision.name] == pytest.approx(taken, rel=1e-12, abs=1e-12)
        else:
            assert back[decision.name] == taken


@given(spaces(), st.data())
def test_the_totals_of_allowed_schedules_are_values_of_their_variables(space, data):
    encoding = Encoding(space)
    values = encoding.values(encoding.at(data.draw(points(encoding))))
    assert list(values) == [variable.name for variable in encoding.variables]
    for variable in encoding.variables:
        if variable.whole:
            assert variable.low <= values[variable.name] <= variable.high


def test_a_schedule_has_a_variable_for_every_part_that_is_not_frozen():
    hires = replace(HIRES, knots=4, frozen=(3, 4, 5))
    variables = Encoding((hires,)).variables
    assert [each.name for each in variables] == ["hires_1", "hires_2", "hires_3"]
    assert [(each.low, each.high) for each in variables] == [(-6, 18), (-3, 9), (-6, 18)]


# ---- Near and far --------------------------------------------------------------------------------


def apart(one: dict, other: dict) -> float:
    features = ENCODING.features(np.array([ENCODING.point(one), ENCODING.point(other)]))
    return float(np.linalg.norm(features[0] - features[1]))


TODAY = {"cadence": "annual", "caf": 1.0, "hires": (0,) * 8}


def hires(*numbers: int) -> dict:
    return TODAY | {"hires": numbers}


def test_hires_a_quarter_earlier_are_nearer_than_hires_a_year_earlier():
    late = hires(0, 0, 0, 0, 0, 0, 5, 0)
    quarter, year = hires(0, 0, 0, 0, 0, 5, 0, 0), hires(0, 0, 5, 0, 0, 0, 0, 0)
    assert 0 < apart(late, quarter) < apart(late, year)


def test_hires_a_quarter_earlier_are_the_same_change_wherever_the_quarter_is():
    first = apart(hires(0, 5, 0, 0, 0, 0, 0, 0), hires(5, 0, 0, 0, 0, 0, 0, 0))
    last = apart(hires(0, 0, 0, 0, 0, 0, 0, 5), hires(0, 0, 0, 0, 0, 0, 5, 0))
    assert first == pytest.approx(last, rel=1e-12)


def test_any_two_options_are_equally_far_apart():
    options = [TODAY | {"cadence": option} for option in CADENCE.options]
    far = [apart(one, other) for one, other in combinations(options, 2)]
    assert far == pytest.approx([1.0] * 3, rel=1e-12)


def test_places_within_the_share_of_an_option_are_no_distance_apart():
    near = Encoding((CADENCE,)).features(np.array([[0.0], [0.3], [0.34], [1.0]]))
    assert (near[0] == near[1]).all()
    assert (near[1] != near[2]).any()
    assert np.count_nonzero(near, axis=1).tolist() == [1] * 4


def test_a_number_is_as_far_from_another_as_its_part_of_the_range():
    assert apart(TODAY, TODAY | {"caf": 1.3}) == pytest.approx(0.5, rel=1e-12)


@given(spaces(), st.integers(0, 2**32 - 1))
def test_a_snapped_point_stands_for_the_same_decisions(space, seed):
    encoding = Encoding(space)
    points = np.random.default_rng(seed).random((5, len(encoding.variables)))
    snapped = encoding.snapped(points)
    for point, moved in zip(points, snapped, strict=True):
        assert encoding.at(moved) == encoding.at(point)
    np.testing.assert_allclose(encoding.snapped(snapped), snapped, rtol=0, atol=1e-12)


def test_points_that_stand_for_the_same_option_are_snapped_to_the_same_place():
    encoding = Encoding((CADENCE, CAF))
    snapped = encoding.snapped(np.array([[0.01, 0.3], [0.32, 0.3], [0.34, 0.3], [1.0, 1.0]]))
    np.testing.assert_allclose(
        snapped, [[1 / 6, 0.3], [1 / 6, 0.3], [1 / 2, 0.3], [5 / 6, 1.0]], rtol=1e-12
    )
