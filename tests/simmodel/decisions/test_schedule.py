"""A schedule is decided by a few totals, and always comes out an allowed one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.decisions.schedule import Schedule

QUARTERLY = Schedule(
    "hires",
    low=-12,
    high=12,
    unit="CSMPs per period",
    description="Who comes and goes",
    periods=12,
    years=(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2),
    opening=51,
)


@st.composite
def decisions(draw: st.DrawFn) -> Schedule:
    """Schedules that are possible, with every kind of limit."""
    periods = draw(st.integers(1, 14))
    a_year = draw(st.sampled_from([1, 2, 4, 12]))
    low, high = sorted(draw(st.lists(st.integers(-15, 15), min_size=2, max_size=2, unique=True)))
    decision = replace(
        QUARTERLY,
        low=low,
        high=high,
        periods=periods,
        years=tuple(period // a_year for period in range(periods)),
        opening=draw(st.integers(0, 60)),
        per_year=draw(st.none() | st.integers(0, 40)),
        frozen=tuple(draw(st.sets(st.integers(1, periods), max_size=periods - 1))),
        knots=draw(st.none() | st.integers(1, periods)),
    )
    if decision.impossible():
        decision = replace(decision, low=min(low, 0), high=max(high, 0))
    assert decision.impossible() is None
    return decision


@st.composite
def decided(draw: st.DrawFn) -> tuple[Schedule, list[int]]:
    """A decision and any totals, within its bounds or not."""
    decision = draw(decisions())
    count = len(decision.spans)
    return decision, draw(st.lists(st.integers(-200, 200), min_size=count, max_size=count))


# ---- Always allowed ------------------------------------------------------------------------------


@given(decided())
def test_whatever_the_totals_the_schedule_is_allowed(case):
    decision, totals = case
    schedule = decision.taken(totals)
    assert decision.allows(schedule) is None
    assert all(type(number) is int for number in schedule)


@given(decided())
def test_an_allowed_schedule_comes_back_from_its_totals(case):
    decision, totals = case
    by_period = replace(decision, knots=None)
    schedule = decision.taken(totals)
    assert by_period.taken(by_period.values(schedule)) == schedule


@given(decisions(), st.data())
def test_any_allowed_schedule_can_be_reached_period_by_period(decision, data):
    """Numbers drawn one by one within what bounds, freezes, budget and team leave."""
    schedule: list[int] = []
    running, added = decision.opening, [0] * 20
    for period, year in enumerate(decision.years):
        left = decision.periods - period - 1
        least, most = max(decision.low, -running, -running - decision.high * left), decision.high
        if decision.per_year is not None:
            to_come = decision.years[period + 1 :].count(year) * max(decision.low, 0)
            most = min(most, decision.per_year - added[year] - to_come)
        number = 0 if period + 1 in decision.frozen else data.draw(st.integers(least, most))
        schedule.append(number)
        running += number
        added[year] += max(number, 0)
    assert decision.allows(schedule) is None
    by_period = replace(decision, knots=None)
    assert by_period.taken(by_period.values(schedule)) == tuple(schedule)


@given(decided())
def test_totals_are_kept_unless_a_limit_stands_in_the_way(case):
    decision, totals = case
    free = replace(decision, per_year=None, opening=10_000)
    clipped = []
    for span, total in zip(free.spans, totals, strict=True):
        low, high = free.bounds(span)
        clipped.append(min(max(total, low), high))
    schedule = free.taken(totals)
    assert free.values(schedule) == tuple(clipped)
    for first, end in free.spans:  # evenly: no two open periods of a span differ by more than one
        numbers = [schedule[p] for p in range(first, end) if p + 1 not in free.frozen]
        assert max(numbers) - min(numbers) <= 1


@given(decisions())
def test_spans_are_in_order_and_hold_every_period_that_is_not_frozen(decision):
    covered = [period for span in decision.spans for period in range(*span)]
    assert covered == sorted(set(covered))
    assert {period + 1 for period in covered} >= set(range(1, decision.periods + 1)) - set(
        decision.frozen
    )
    if decision.knots is not None and not decision.frozen:
        lengths = {end - first for first, end in decision.spans}
        assert len(decision.spans) == decision.knots
        assert max(lengths) - min(lengths) <= 1


# ---- By example ----------------------------------------------------------------------------------


def test_without_knots_there_is_a_total_for_each_period_that_is_not_frozen():
    assert replace(QUARTERLY, periods=4, frozen=(2,)).spans == ((0, 1), (2, 3), (3, 4))


def test_knots_part_the_horizon_evenly():
    assert replace(QUARTERLY, knots=3).spans == ((0, 4), (4, 8), (8, 12))
    assert [end - first for first, end in replace(QUARTERLY, knots=5).spans] == [2, 2, 3, 2, 3]


def test_a_total_is_spread_evenly_over_the_periods_that_are_not_frozen():
    decision = replace(QUARTERLY, knots=2, frozen=(2, 3))
    assert decision.bounds((0, 6)) == (-48, 48)
    assert decision.taken([10, -3]) == (3, 0, 0, 2, 3, 2, 0, -1, 0, -1, 0, -1)


def test_a_year_over_its_budget_loses_its_latest_hires_first():
    decision = replace(QUARTERLY, per_year=20)
    asked = [8, -2, 8, 8, 12, 12, 0, 0, 5, 5, 5, 5]
    assert decision.taken(asked) == (8, -2, 8, 4, 12, 8, 0, 0, 5, 5, 5, 5)


def test_no_more_depart_than_there_are():
    decision = replace(QUARTERLY, opening=15)
    assert decision.taken([-12] * 3 + [4] * 3 + [-5] * 6) == (
        *(-12, -3, 0, 4, 4, 4),
        *(-5, -5, -2, 0, 0, 0),
    )


def test_enough_are_kept_where_every_period_must_let_some_go():
    decision = replace(QUARTERLY, low=-12, high=-1, opening=20)
    assert decision.taken([-12] * 12) == (-9, *[-1] * 11)


def test_totals_must_be_as_many_as_spans():
    with pytest.raises(ValueError, match="zip"):
        replace(QUARTERLY, knots=3).taken([1, 2])


# ---- What is wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "schedule", "refusal"),
    [
        ({}, [0] * 3, "found 3 numbers; allowed: exactly 12, one a period"),
        ({}, [0, 13] + [0] * 10, "found 13 in period 2; allowed: -12 to 12 in a period"),
        ({"frozen": (3,)}, [0, 0, 1] + [0] * 9, "found 1 in period 3; allowed: 0, as it is frozen"),
        (
            {"per_year": 20},
            [0] * 4 + [12, -5, 9, 0] + [0] * 4,
            "found 21 added in year 2; allowed: 20 a year",
        ),
        (
            {"opening": 5},
            [-3, -4] + [0] * 10,
            "found numbers that take 5 to -2 in period 2; allowed: a total of 0 or more",
        ),
    ],
)
def test_a_schedule_that_is_not_allowed_is_refused_in_words(limits, schedule, refusal):
    decision = replace(QUARTERLY, **limits)
    assert decision.allows(schedule) == refusal
    assert replace(QUARTERLY, opening=50).allows([0] * 12) is None


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (
            {"frozen": tuple(range(1, 13))},
            "found every period frozen; allowed: at least one that is not",
        ),
        (
            {"low": 1, "frozen": (2,)},
            "found low = 1 and high = 12 with frozen periods; "
            "allowed: low <= 0 <= high, as a frozen period takes 0",
        ),
        (
            {"low": 3, "per_year": 11},
            "found low = 3 and per_year = 11, but a year has 4 periods; "
            "allowed: per_year >= 12, or low <= 2",
        ),
        (
            {"high": -5},
            "found high = -5, which takes 51 below 0 in 12 periods; allowed: high >= -4",
        ),
    ],
)
def test_limits_that_no_schedule_can_obey_are_refused_in_words(limits, refusal):
    assert replace(QUARTERLY, **limits).impossible() == refusal
    assert QUARTERLY.impossible() is None
