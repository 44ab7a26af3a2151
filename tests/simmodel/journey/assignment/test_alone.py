"""The share that one person finishes, held against theory and against a queue played out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.assignment.alone import share_of_month, share_of_one

HOURS = 96.0


def _integrated(ratio, q, waits):
    """The formula of the module, by brute force."""
    x = np.linspace(0.0, 1.0, 200_001)
    gone = np.clip((x - waits) / (1.0 - waits), 0.0, 1.0)
    drift = (ratio * (1.0 - gone) - 1.0) / q
    steps = (drift[1:] + drift[:-1]) / 2.0 * np.diff(x)
    height = np.concatenate(([0.0], np.cumsum(steps)))
    density = np.exp(height - height.max())
    atom = q / ratio * np.exp(-height.max())
    undone = np.trapezoid(density * gone, x) / (atom + np.trapezoid(density, x))
    return min(1.0 - undone, 1.0 / ratio)


@pytest.mark.parametrize("ratio", [0.1, 0.5, 0.9, 0.9999999, 1.0, 1.2, 3.0, 10.0])
@pytest.mark.parametrize("q", [0.1, 0.01, 0.0003])
@pytest.mark.parametrize("waits", [0.0, 0.04, 0.3])
def test_the_share_is_that_of_the_density_of_the_wait(ratio, q, waits):
    found = share_of_one(ratio * HOURS, HOURS, q * HOURS, waits)
    assert found == pytest.approx(_integrated(ratio, q, waits), abs=2e-6)


@pytest.mark.parametrize("ratio", [0.6, 0.95, 1.3])
def test_the_share_is_that_of_a_queue_with_exponential_hours(ratio):
    luck, number, waits, service = np.random.default_rng(8), 400_000, 0.1, 0.02
    came = np.cumsum(luck.exponential(service / ratio, number))
    took, patience = luck.exponential(service, number), luck.uniform(waits, 1.0, number)
    free, done = 0.0, 0
    for now, hours, until in zip(came.tolist(), took.tolist(), patience.tolist(), strict=True):
        if max(free - now, 0.0) <= until:
            free, done = max(free, now) + hours, done + 1
    found = share_of_one(ratio * HOURS, HOURS, service * HOURS, waits)
    assert found == pytest.approx(done / number, abs=0.004)


@given(
    load=st.floats(1e-6, 1e6),
    more=st.floats(1.0, 10.0),
    hours=st.floats(1e-3, 1e4),
    service=st.floats(0.0, 1e3),
    waits=st.floats(0.0, 0.9),
)
def test_more_work_is_finished_to_a_smaller_part_whatever_the_sizes(
    load, more, hours, service, waits
):
    share, less = (share_of_one(load * times, hours, service, waits) for times in (1.0, more))
    assert 0.0 <= less <= share + 1e-9 <= 1.0 + 1e-9
    assert share * load <= hours * (1 + 1e-9)


def test_half_of_what_falls_due_before_somebody_comes_back_is_done_then():
    rest = {"service": 0.5, "waits": 0.04}
    share, left = share_of_month(48.0, 0.0, 0.0, HOURS, **rest)
    assert left == 24.0
    assert share == 0.5 * share_of_one(72.0, HOURS, **rest)
    after, none = share_of_month(48.0, left, HOURS, HOURS, **rest)
    assert none == 0.0
    assert after == share_of_one(72.0, HOURS, **rest) < share_of_one(48.0, HOURS, **rest)
    assert share_of_month(48.0, 0.0, 0.0, 0.0, **rest) == (0.0, 0.0)


def test_nothing_due_is_finished_and_nobody_there_finishes_nothing():
    assert share_of_one(0.0, 0.0, 0.5, 0.1) == 1.0
    assert share_of_one(10.0, 0.0, 0.5, 0.1) == 0.0
    assert share_of_one(192.0, 96.0, 0.0, 0.1) == 0.5
