"""Kim and Nelson's procedure: by hand, by its guarantee, and by its laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.selection.kn import LOOKING, Selection, boundary, constant, outdone, select

FIRST = 5


def observing(*values):
    """What ``select`` observes: each policy's values, one array a policy."""
    known = [np.asarray(each, dtype=float) for each in values]
    return lambda alive, count: [known[place][:count] for place in alive]


CONFIDENCE = 1 - 0.1 / (1 - LOOKING)  # leaves 90 % to the procedure


def selecting(*values, zone=1.0, confidence=CONFIDENCE, first_stage=FIRST, most=None, **options):
    most = most or min(len(each) for each in values)
    observe = observing(*values)
    return select(observe, len(values), zone, confidence, first_stage, most, **options)


def normal(seed, policies, count, correlation=0.0):
    """Values of equally good policies with variance 1, shape (policies, count)."""
    generator = np.random.default_rng(seed)
    common, own = generator.normal(size=(1, count)), generator.normal(size=(policies, count))
    return math.sqrt(correlation) * common + math.sqrt(1 - correlation) * own


# ---- By hand -------------------------------------------------------------------------------------
# Three policies, five replications in the first stage, a zone of 1, and 90 % confidence when the
# looks have taken their part of the error:
#   alpha / (k - 1) = 0.1 / 2 = 0.05
#   eta = ((2 x 0.05) ^ (-2 / 4) - 1) / 2 = (sqrt(10) - 1) / 2 = 1.0811
#   h^2 = 2 eta (5 - 1) = 4 (sqrt(10) - 1) = 8.6491
# With a variance of 1 the sum may fall behind by W(r) = (8.6491 - r) / 2:
#   r      5       6       7       8       9
#   W(r)   1.8246  1.3246  0.8246  0.3246  0
SQUARE = 4 * (math.sqrt(10) - 1)
SWING = [-1, 1, -1, 1, 0]  # sum 0, variance 4 / 4 = 1


def test_the_constant_by_hand():
    assert constant(policies=3, first_stage=5, confidence=0.9) == pytest.approx(SQUARE)


def test_the_boundary_by_hand():
    allowed = boundary(np.arange(5, 11), 1.0, 1.0, SQUARE)
    assert allowed == pytest.approx([1.8246, 1.3246, 0.8246, 0.3246, 0, 0], abs=5e-5)
    # Twice the zone, four times the variance: 2 / 2 (8.6491 x 4 / 4 - r).
    assert boundary(5, 4.0, 2.0, SQUARE) == pytest.approx(3.6491, abs=5e-5)


def test_policies_are_eliminated_in_the_order_worked_out_by_hand():
    still = [0.0] * 9
    # Sums behind the first: 0 at r = 5, 1 at r = 6 (1.3246 allowed), 1 at r = 7 (0.8246 allowed).
    late = [*SWING, -1, 0, 0, 0]
    # 5 behind at r = 5, where 1.8246 is allowed.
    early = [value - 1 for value in SWING] + [0, 0, 0, 0]
    assert selecting(still, late, early) == Selection(
        best=0, eliminated=((2, 5), (1, 7)), replications=7, certified=True, closes_at=7
    )


def test_a_policy_just_inside_the_boundary_stays():
    still = [0.0] * 9
    third = [value - 1 for value in SWING] + [0, 0, 0, 0]
    inside = selecting(still, [*SWING, -0.82, 0, 0, 0], third)  # 0.82 < 0.8246, > 0.3246
    outside = selecting(still, [*SWING, -0.83, 0, 0, 0], third)
    assert inside.eliminated == ((2, 5), (1, 8))
    assert outside.eliminated == ((2, 5), (1, 7))


def test_more_variance_of_the_difference_allows_to_fall_further_behind():
    # Variance 4, so W(r) = (4 x 8.6491 - r) / 2 = 14.8 ... 12.8: 5 behind is not too far.
    still = [0.0] * 9
    wild = [2 * value - 1 for value in SWING] + [0, 0, 0, 0]
    mirrored = [-2 * value - 1 for value in SWING] + [0, 0, 0, 0]
    assert selecting(still, wild, mirrored).eliminated == ()


@given(
    policies=st.integers(2, 50), first_stage=st.integers(2, 60), confidence=st.floats(0.5, 0.999)
)
def test_the_constant_solves_the_equation_of_the_source(policies, first_stage, confidence):
    """(1 / 2) (1 + 2 eta) ^ (-(n0 - 1) / 2) = alpha / (k - 1), equation 2 with c = 1."""
    eta = constant(policies, first_stage, confidence) / (2 * (first_stage - 1))
    error = 0.5 * (1 + 2 * eta) ** (-(first_stage - 1) / 2)
    assert error == pytest.approx((1 - confidence) / (policies - 1))


# ---- The guarantee -------------------------------------------------------------------------------


@pytest.mark.parametrize("correlation", [0.0, 0.8])
def test_the_best_by_one_zone_is_selected_as_often_as_stated(correlation):
    """The slippage configuration, the hardest: all others are exactly one zone worse."""
    macros, confidence, zone = 400, 0.9, 1.0
    right = 0
    for seed in range(macros):
        values = normal(seed, 4, 400, correlation)
        values[3] += zone  # named last, so that no tie is broken in its favour
        found = selecting(*values, zone=zone, confidence=confidence, first_stage=8)
        assert found.certified
        right += found.best == 3
    three_errors = 3 * math.sqrt(confidence * (1 - confidence) / macros)
    assert right / macros >= confidence - three_errors


def test_what_policies_share_costs_no_replications():
    def spent(correlation):
        found = [
            selecting(*normal(seed, 3, 2_000, correlation), zone=0.3, first_stage=10)
            for seed in range(20)
        ]
        return sum(each.replications for each in found)

    assert spent(0.9) < spent(0.0) / 3


# ---- Looks --------------------------------------------------------------------------------------


def test_far_behind_is_out_at_once_however_much_the_difference_varies():
    values = 10 * normal(1, 2, 400)
    values[1] -= 15.0
    assert selecting(*values, first_stage=16).eliminated == ((1, 16),)
    behind = (values[0] - values[1])[:16]
    allowed = boundary(16, behind.var(ddof=1), 1.0, constant(2, 16, 0.9))
    assert behind.sum() < allowed  # so the procedure alone would have gone on


def test_a_gap_that_shows_later_is_seen_at_a_later_look():
    values = 10 * normal(4, 2, 400)
    values[1] -= 9.0
    ((place, met),) = selecting(*values, first_stage=16).eliminated
    assert place == 1 and met in (24, 36, 54, 81)


# SWING less 1 has a mean of -1 and a standard error of 1 / sqrt(5): t = -2.2361 with 4 degrees of
# freedom, of which chance does as much in 4.45 % of the cases.
def test_who_is_shown_to_be_worse_than_the_leader_is_outdone():
    swing = np.array(SWING, dtype=float)
    values = {4: np.zeros(5), 6: swing, 7: swing - 1}
    assert outdone(values, 0.5, 0.05) == [7]
    assert outdone(values, 0.5, 0.04) == []


def test_all_are_outdone_when_nobody_is_a_zone_better():
    values = {4: np.zeros(5), 6: np.array(SWING, dtype=float)}
    assert outdone(values, 1.0, 0.05) == [6]
    assert outdone(values, 1.0, 0.04) == outdone(values, 0.9, 0.05) == []


@pytest.mark.parametrize("ahead", [0.0, 0.5, 0.99])
def test_what_is_selected_is_within_the_zone_as_often_as_stated(ahead):
    """Wherever the others stand, be they less than a zone behind."""
    macros, confidence, zone = 400, 0.8, 0.5
    good = 0
    for seed in range(macros):
        values = normal(seed, 4, 600)
        values[1:] -= np.array([[ahead * zone], [1.01 * zone], [3.0 * zone]])
        found = selecting(*values, zone=zone, confidence=confidence, first_stage=8)
        assert found.certified
        good += found.best in (0, 1)
    three_errors = 3 * math.sqrt(confidence * (1 - confidence) / macros)
    assert good / macros >= confidence - three_errors


def test_the_looks_and_the_procedure_share_the_error():
    """Equally good policies, a zone next to nothing: only looks eliminate any."""
    macros, confidence = 400, 0.5
    gone = 0
    for seed in range(macros):
        values = normal(seed, 4, 64)
        found = selecting(*values, zone=1e-9, confidence=confidence, first_stage=8)
        gone += 0 in [place for place, _ in found.eliminated]
    allowed = LOOKING * (1 - confidence)
    assert 0 < gone / macros <= allowed + 3 * math.sqrt(allowed * (1 - allowed) / macros)


# ---- Laws ----------------------------------------------------------------------------------------

seeds = st.integers(0, 10_000)


@given(seed=seeds, zone=st.floats(0.2, 2.0), larger=st.floats(1.0, 4.0))
def test_a_larger_zone_never_costs_more_replications(seed, zone, larger):
    values = normal(seed, 2, 2_000)
    fine, coarse = (selecting(*values, zone=each) for each in (zone, zone * larger))
    assert coarse.replications <= fine.replications


@given(seed=seeds, added=st.floats(0.0, 3.0))
def test_a_larger_difference_never_costs_more_replications(seed, added):
    values = normal(seed, 2, 2_000)
    before = selecting(*values, zone=0.3)
    values[before.best] += added
    after = selecting(*values, zone=0.3)
    assert after.best == before.best
    assert after.replications <= before.replications


@settings(max_examples=50)
@given(seed=seeds, policies=st.integers(2, 6), block=st.integers(1, 60))
def test_nothing_depends_on_how_many_replications_are_asked_for_at_a_time(seed, policies, block):
    values = normal(seed, policies, 150)
    one = selecting(*values, zone=0.4, most=100, block=1)
    assert selecting(*values, zone=0.4, most=100, block=block) == one


@given(seed=seeds, shift=st.floats(-1e3, 1e3))
def test_only_differences_matter(seed, shift):
    # Eighths are added without rounding.
    values = np.round(normal(seed, 3, 300) * 8) / 8
    moved = values + round(shift * 8) / 8
    assert selecting(*moved, zone=0.5) == selecting(*values, zone=0.5)


# ---- Corners -------------------------------------------------------------------------------------


def test_one_policy_is_the_best_without_a_replication():
    def never(alive, count):
        raise AssertionError("nothing to observe")

    assert select(never, 1, 1.0, 0.95, FIRST, 100) == Selection(0, (), 0, True, 0)


def test_of_policies_that_are_always_equal_the_first_is_selected_at_once():
    values = normal(1, 1, 20)[0]
    found = selecting(values, values, values)
    assert found == Selection(0, ((1, FIRST), (2, FIRST)), FIRST, True, FIRST)


def test_a_constant_advantage_however_small_is_seen_at_once():
    values = normal(1, 1, 20)[0]
    found = selecting(values, values + 1e-6)
    assert (found.best, found.replications, found.certified) == (1, FIRST, True)


def test_at_most_so_many_replications_and_then_without_a_certificate():
    values = normal(3, 3, 30)
    values[1] += 0.2
    asked = []

    def observe(alive, count):
        asked.append(count)
        return [values[place][:count] for place in alive]

    found = select(observe, 3, 0.01, 0.95, FIRST, most=12, block=4)
    assert not found.certified
    assert found.replications == 12
    assert found.best == int(np.argmax(values[:, :12].sum(axis=1)))
    assert asked == [5, 9, 12]


def test_a_selection_that_was_cut_short_says_when_it_would_have_ended():
    # A variance of 1 and a zone of 1: the boundary closes at 8.6491, that is at the ninth.
    still, second = [0.0] * 9, [*SWING, 0, 0, 0, 0]
    third = [value - 1 for value in second]
    cut = selecting(still, second, third, most=6)
    assert (cut.certified, cut.closes_at) == (False, 9)
    assert not selecting(still, second, third, most=7).certified
    assert selecting(still, second, third, most=9).certified


def test_whoever_pays_may_end_it_before_any_block():
    values = normal(3, 3, 100)
    heard = []

    def enough(alive, met):
        heard.append((alive, met))
        return met >= 13

    found = selecting(*values, zone=0.01, block=4, enough=enough)
    assert heard == [((0, 1, 2), 5), ((0, 1, 2), 9), ((0, 1, 2), 13)]
    assert (found.replications, found.certified) == (13, False)


def test_only_policies_that_are_left_are_observed():
    values = normal(5, 3, 400)
    values[2] -= 50
    asked = []

    def observe(alive, count):
        asked.append(alive)
        return [values[place][:count] for place in alive]

    select(observe, 3, 0.2, 0.9, FIRST, most=400)
    assert asked[0] == (0, 1, 2)
    assert len(asked) > 1
    assert all(2 not in alive for alive in asked[1:])
