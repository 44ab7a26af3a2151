"""Contract months merged into one stream: against numpy's own sums and stable sort."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.journey.work.arrange import arrange


def in_plain_python(gaps, mean_gap, begin, limit, order):
    """Times and flat indices, sorted by time; ties in the order of rows, then along the row."""
    kept = []
    for row in order:
        time = begin[row]
        for k, gap in enumerate(gaps[row]):
            time = time + float(gap) * mean_gap
            if time >= limit[row]:
                break
            kept.append((time, row * gaps.shape[1] + k))
    kept.sort(key=lambda each: each[0])  # stable
    return [time for time, _ in kept], [source for _, source in kept]


@st.composite
def rows(draw):
    """Rows on a grid of quarters, so that equal times are the rule, or anywhere."""
    number, length = draw(st.integers(0, 8)), draw(st.integers(1, 12))
    if draw(st.booleans()):
        gap, begin = st.integers(0, 3).map(float), st.integers(-20, 5).map(lambda at: at / 4)
    else:
        gap = st.floats(0, 50, width=32)
        begin = st.floats(-1e4, 1e4)
    gaps = np.array(
        draw(st.lists(gap, min_size=number * length, max_size=number * length)), np.float32
    ).reshape(number, length)
    begins = np.array(draw(st.lists(begin, min_size=number, max_size=number)), float)
    spans = draw(
        st.lists(st.sampled_from([0.0, 1.0, 2.5, 100.0]), min_size=number, max_size=number)
    )
    order = np.array(draw(st.permutations(range(number))), np.int64)
    return gaps, draw(st.sampled_from([0.25, 1.0])), begins, begins + np.array(spans), order


@settings(max_examples=300, deadline=None)
@given(rows())
def test_the_stream_is_every_release_in_order_of_time(given_rows):
    times, source = arrange(*given_rows)
    expected_times, expected_source = in_plain_python(*given_rows)
    assert times.tolist() == expected_times
    assert source.tolist() == expected_source


def test_a_release_at_the_limit_never_happens():
    gaps = np.array([[1.0, 1.0, 1.0]], np.float32)
    times, source = arrange(gaps, 0.5, np.zeros(1), np.array([1.0]), np.zeros(1, np.int64))
    assert times.tolist() == [0.5]
    assert source.tolist() == [0]


def test_ties_keep_the_order_of_the_rows_then_of_the_journey():
    gaps = np.array([[1.0, 0.0], [1.0, 0.0], [0.5, 0.5]], np.float32)
    zeros = np.zeros(3)
    times, source = arrange(gaps, 1.0, zeros, zeros + 9, np.array([2, 0, 1]))
    assert times.tolist() == [0.5, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert source.tolist() == [4, 5, 0, 1, 2, 3]


def test_nobody_releases_nothing():
    empty = np.empty(0)
    times, source = arrange(np.empty((0, 5), np.float32), 1.0, empty, empty, np.empty(0, np.int64))
    assert times.size == source.size == 0


def test_releases_bunched_far_from_the_rest_are_sorted_too():
    # All but one fall into the first bucket of a long span.
    rng = np.random.default_rng(1)
    gaps = rng.random((40, 25), np.float32)
    begin = np.zeros(40)
    begin[-1] = 1e9
    rows_given = (gaps, 1e-3, begin, begin + 1.0, np.arange(40))
    times, source = arrange(*rows_given)
    assert (times.tolist(), source.tolist()) == in_plain_python(*rows_given)
