"""Which policies tie with the best, and which of them is simplest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.selection.ties import rounded, simplest, simplicity, within_zone
from simmodel.decisions.real import Real

SCHEDULE = (
    ('cadence = "quarterly"', 'cadence = "monthly"\nhires = [0, 0, 0, 0, 0, 0]'),
    ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
    ("automation = { low = 0.0, high = 0.5 }", "hires = { low = -1, high = 2 }"),
)


def taking(study, **decisions):
    """Today's policy with some decisions taken."""
    return study.baseline.model_copy(update=decisions)


# ---- Within the zone -----------------------------------------------------------------------------
# Differences -1, 1, -1, 1, 0 to the best: mean 0, s = 1. The margin of one policy at 90 %, in
# each of two looks at half of the error, is
#   t(0.95; 4) / sqrt(5) = 2.1318 / 2.2361 = 0.9534,
# and of each of two, with 2.5 % left to each, t(0.975; 4) / sqrt(5) = 2.7764 / 2.2361 = 1.2417.
BEST = np.array([7.0, 3.0, 4.0, 9.0, 5.0])
SWINGING = BEST + np.array([-1, 1, -1, 1, 0])
FAR = BEST - 100


def test_one_policy_by_hand():
    assert within_zone({0: BEST, 1: SWINGING}, 0, 0.954, 0.9) == (0, 1)
    assert within_zone({0: BEST, 1: SWINGING}, 0, 0.953, 0.9) == (0,)


def test_two_policies_share_the_error():
    values = {0: FAR, 1: BEST, 2: SWINGING}
    assert within_zone(values, 1, 1.242, 0.9) == (1, 2)
    assert within_zone(values, 1, 1.241, 0.9) == (1,)


def test_the_mean_counts_besides_the_margin():
    behind = SWINGING - 0.5
    assert within_zone({0: BEST, 1: behind}, 0, 1.454, 0.9) == (0, 1)
    assert within_zone({0: BEST, 1: behind}, 0, 1.453, 0.9) == (0,)


def test_only_replications_that_both_have_met_are_compared():
    longer = np.append(SWINGING, [1e6, -1e6])
    assert within_zone({0: BEST, 1: longer}, 0, 0.954, 0.9) == (0, 1)
    assert within_zone({0: np.append(BEST, 1e6), 1: SWINGING}, 0, 0.954, 0.9) == (0, 1)


def test_a_policy_that_is_always_the_same_ties_in_any_zone():
    assert within_zone({3: BEST, 1: BEST}, 3, 1e-9, 0.9) == (3, 1)


def test_alone_the_best_ties_with_itself():
    assert within_zone({4: BEST}, 4, 1.0, 0.9) == (4,)


def test_a_policy_just_a_zone_worse_is_rarely_taken_for_a_tie():
    generator = np.random.default_rng(1)
    taken = 0
    for _ in range(1000):
        best = generator.normal(size=20)
        worse = best - 1.0 + generator.normal(size=20)
        taken += 1 in within_zone({0: best, 1: worse}, 0, 1.0, 0.9)
    assert taken / 1000 == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / 1000))


# ---- Simplicity ----------------------------------------------------------------------------------


def test_todays_policy_is_the_simplest_there_is(tiny_study):
    assert simplicity(tiny_study, tiny_study.baseline) == (0, 0)


@pytest.mark.parametrize(
    ("decisions", "changed", "digits"),
    [
        ({"cadence": "monthly"}, 1, 0),
        ({"caf": 1.25}, 1, 2),
        ({"caf": 1.2}, 1, 1),
        ({"caf": 1.1647}, 1, 4),
        ({"caf": 1.3, "cadence": "monthly"}, 2, 1),
        ({"caf": 1.3, "automation": 0.25}, 2, 3),
        ({"caf": 1.3, "automation": 0.5, "cadence": "monthly"}, 3, 2),
    ],
)
def test_changes_are_counted_and_then_the_digits_of_what_changed(
    tiny_study, decisions, changed, digits
):
    assert simplicity(tiny_study, taking(tiny_study, **decisions)) == (changed, digits)


def test_a_schedule_is_the_simpler_the_fewer_its_changes_of_pace(tiny):
    study = tiny(*SCHEDULE)
    steady, once, restless = (1, 1, 1, 1, 1, 1), (0, 0, 0, 1, 1, 1), (1, 0, 1, 0, 1, 0)
    paces = [simplicity(study, taking(study, hires=hires)) for hires in (steady, once, restless)]
    assert paces == [(1, 0), (1, 1), (1, 5)]


def test_the_fewest_changes_come_before_round_numbers_and_those_before_the_mean(tiny_study):
    one_change = taking(tiny_study, caf=1.16471)
    two_round = taking(tiny_study, caf=1.2, cadence="monthly")
    two_less_round = taking(tiny_study, caf=1.15, cadence="monthly")
    also_two_round = taking(tiny_study, caf=1.1, cadence="monthly")
    assert simplest(tiny_study, [two_round, one_change], [9.0, 1.0]) == 1
    assert simplest(tiny_study, [two_less_round, two_round], [9.0, 1.0]) == 1
    assert simplest(tiny_study, [two_round, also_two_round], [1.0, 9.0]) == 1
    assert simplest(tiny_study, [two_round, also_two_round], [1.0, 1.0]) == 0


# ---- Round numbers -------------------------------------------------------------------------------


def test_numbers_are_rounded_coarsely_and_finely_and_nothing_else_changes(tiny_study):
    policy = taking(tiny_study, cadence="monthly", caf=1.1647, automation=0.4361)
    assert rounded(tiny_study, policy) == [
        taking(tiny_study, cadence="monthly", caf=1.15, automation=0.45),
        taking(tiny_study, cadence="monthly", caf=1.16, automation=0.44),
    ]


def test_a_policy_in_round_numbers_is_not_named_again(tiny_study):
    assert rounded(tiny_study, taking(tiny_study, caf=1.15, automation=0.45)) == []
    assert rounded(tiny_study, taking(tiny_study, caf=1.13)) == [taking(tiny_study, caf=1.15)]


def test_a_schedule_is_left_as_it_is(tiny):
    study = tiny(*SCHEDULE)
    assert rounded(study, taking(study, hires=(1, 0, 1, 0, 1, 0))) == []


@given(caf=st.floats(0.8, 1.4), automation=st.floats(0.0, 0.5))
def test_rounding_stays_within_half_a_step_and_within_the_ranges(tiny_study, caf, automation):
    policy = taking(tiny_study, caf=caf, automation=automation)
    ranges = {each.name: each for each in tiny_study.space if isinstance(each, Real)}
    for candidate in rounded(tiny_study, policy):
        for name, decision in ranges.items():
            value = getattr(candidate, name)
            assert decision.low <= value <= decision.high
            assert abs(value - getattr(policy, name)) <= 0.025 + 1e-9


def test_rounding_over_an_end_of_a_range_stops_at_that_end(tiny):
    study = tiny(("caf = { low = 0.8, high = 1.4 }", "caf = { low = 0.98, high = 1.033 }"))
    high, low = (rounded(study, taking(study, caf=caf)) for caf in (1.0321, 0.9801))
    assert [policy.caf for policy in high] == [1.033, 1.03]
    assert [policy.caf for policy in low] == [1.0, 0.98]
