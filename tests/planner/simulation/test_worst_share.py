"""The mean of the worst share of futures, by closed forms, by counting, and in samples."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

from planner.simulation.estimate import estimate
from planner.simulation.phase import Phase
from planner.simulation.simulator import Simulator
from planner.simulation.worst_share import freedom, pseudo_values, threshold
from planner.study.risk import WORST_SHARE, Risk
from simmodel.contract.quantity import Quantity

VALUES = st.floats(-1e6, 1e6, allow_subnormal=False)
SAMPLES = arrays(float, st.integers(1, 60), elements=VALUES)
SHARES = st.floats(0.01, 1.0)


def worst(values, share):
    """Pseudo-values with the threshold of the same values."""
    return pseudo_values(values, share, threshold(values, share))


# ---- Of any values -------------------------------------------------------------------------------


@given(SAMPLES, st.data())
def test_where_so_many_futures_are_whole_it_is_their_mean(values, data):
    count = data.draw(st.integers(1, values.size))
    found = worst(values, count / values.size).mean()
    assert found == pytest.approx(np.sort(values)[:count].mean(), rel=1e-9, abs=1e-6)


@given(SAMPLES, VALUES)
def test_the_worst_share_of_all_is_all_to_the_last_digit(values, at):
    assert pseudo_values(values, 1.0, at).tolist() == values.tolist()


@given(SAMPLES, SHARES, st.randoms(use_true_random=False))
def test_the_order_of_futures_makes_no_difference(values, share, random):
    order = list(range(values.size))
    random.shuffle(order)
    assert worst(values[order], share).tolist() == worst(values, share)[order].tolist()


@given(SAMPLES, SHARES, SHARES)
def test_the_more_futures_count_as_worst_the_better_they_are(values, one, other):
    few, many = sorted((one, other))
    size = 1.0 + np.abs(values).max()
    assert worst(values, few).mean() <= worst(values, many).mean() + 1e-9 * size / few
    assert worst(values, many).mean() <= values.mean() + 1e-9 * size / many


@given(SAMPLES, SHARES, VALUES, st.floats(0.01, 100.0))
def test_it_moves_and_stretches_with_the_values(values, share, by, times):
    size = times * (1.0 + np.abs(values).max()) + abs(by)
    moved = worst(times * values + by, share).mean()
    assert moved == pytest.approx(times * worst(values, share).mean() + by, abs=1e-9 * size / share)


@given(SAMPLES, SHARES, VALUES)
def test_no_threshold_gives_more_than_their_own(values, share, at):
    size = 1.0 + np.abs(values).max() + abs(at)
    own, other = worst(values, share).mean(), pseudo_values(values, share, at).mean()
    assert other <= own + 1e-9 * size / share


# ---- Of known distributions ----------------------------------------------------------------------

MEAN, DEVIATION, STRETCH = 3.0, 2.0, 0.5


@dataclass(frozen=True)
class Known:
    """A distribution, by a standard normal, and the mean of its worst tenth."""

    of: object
    worst: float


Z = float(norm.ppf(0.1))
KNOWN = {
    "normal": Known(lambda z: MEAN + DEVIATION * z, MEAN - DEVIATION * float(norm.pdf(Z)) / 0.1),
    "lognormal": Known(
        lambda z: np.exp(STRETCH * z),
        float(np.exp(STRETCH**2 / 2) * norm.cdf(Z - STRETCH)) / 0.1,
    ),
    "losses that are lognormal": Known(
        lambda z: -np.exp(STRETCH * z),
        -float(np.exp(STRETCH**2 / 2) * norm.cdf(STRETCH + Z)) / 0.1,
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_it_is_that_of_the_distribution(name):
    count = 200_000
    even = norm.ppf((np.arange(count) + 0.5) / count)  # all of it, without chance
    assert worst(KNOWN[name].of(even), 0.1).mean() == pytest.approx(KNOWN[name].worst, rel=1e-3)


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize(("futures", "least"), [(200, 0.9), (1000, 0.93)])
def test_the_interval_covers_it_nearly_as_often_as_it_says(name, futures, least):
    """The asymptotic interval is a little short; its bounds here are those in the documentation."""
    generator, known, samples = np.random.default_rng(1), KNOWN[name], 1500
    covered = 0
    for _ in range(samples):
        values = known.of(generator.normal(size=futures))
        found = estimate(worst(values, 0.1), freedom(futures, 0.1))
        covered += found.low <= known.worst <= found.high
    deviation = np.sqrt(0.05 * 0.95 / samples)
    assert least <= covered / samples <= 0.95 + 3 * deviation


def test_a_threshold_known_before_errs_to_the_safe_side_by_little():
    count = 200_000
    even = norm.ppf((np.arange(count) + 0.5) / count)
    truth = -float(norm.pdf(Z)) / 0.1
    gaps = [truth - pseudo_values(even, 0.1, Z + off).mean() for off in (0.1, 0.2, -0.1, -0.2)]
    # Half the density over the share, times the square of what it is off.
    second_order = float(norm.pdf(Z)) / 0.2
    np.testing.assert_allclose(gaps, second_order * np.array([0.01, 0.04, 0.01, 0.04]), rtol=0.2)


# ---- In samples ----------------------------------------------------------------------------------


@pytest.fixture
def simulator(casino, problem_of):
    """Of a casino that tells the worst share."""
    told = {**casino.metrics, WORST_SHARE: Quantity("money", "what is won in the worst futures")}

    def make(share: float, weight: float = 0.0, jobs: int = 1) -> Simulator:
        casino.metrics = told
        return Simulator(
            replace(problem_of(casino), risk=Risk(worst_share=share, weight=weight)), jobs
        )

    return make


def test_a_sample_tells_it_of_the_objective_as_it_happened_less_a_part_of_its_luck(simulator, bets):
    (sample,) = simulator(0.2).sample(bets[:1], Phase.VALIDATE, 50)
    happened, freed = sample.observed["objective"], sample.metrics["objective"]
    pseudo = worst(happened, 0.2)
    np.testing.assert_allclose(sample.observed[WORST_SHARE], pseudo, rtol=1e-12)
    luck = happened - freed
    part = np.polyfit(luck, pseudo, 1)[0]  # least squares
    np.testing.assert_allclose(sample.metrics[WORST_SHARE], pseudo - part * luck, rtol=1e-9)
    assert sample.metrics[WORST_SHARE].var() < pseudo.var()
    assert sample.estimates()[WORST_SHARE] == estimate(sample.metrics[WORST_SHARE], freedom=9)
    assert np.sort(happened)[:10].mean() == pytest.approx(sample.observed[WORST_SHARE].mean())


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_of_all_futures_it_is_the_objective_to_the_last_digit(simulator, bets, weight):
    (sample,) = simulator(1.0, weight).sample(bets[:1], Phase.SEARCH, 5)
    assert sample.metrics[WORST_SHARE].tolist() == sample.metrics["objective"].tolist()
    assert sample.merit.tolist() == sample.metrics["objective"].tolist()
    assert sample.estimates()[WORST_SHARE] == sample.estimates()["objective"]


def test_what_is_maximised_mixes_both_by_weight(simulator, bets):
    for weight in (0.0, 0.25, 1.0):
        (sample,) = simulator(0.5, weight).sample(bets[:1], Phase.SEARCH, 20)
        mean, low = (sample.metrics[name].mean() for name in ("objective", WORST_SHARE))
        assert low < mean
        assert sample.merit.mean() == pytest.approx((1 - weight) * mean + weight * low)


def test_in_steps_what_a_future_has_brought_stays_as_it_was(simulator, bets):
    met = simulator(0.5, 1.0)
    for phase in (Phase.SEARCH, Phase.SELECT):
        (few,), (many,) = (met.sample(bets[:1], phase, count) for count in (20, 60))
        assert many.merit[:20].tolist() == few.merit.tolist()
    (few,), (many,) = (met.sample(bets[:1], Phase.VALIDATE, count) for count in (20, 60))
    assert many.observed[WORST_SHARE].mean() == pytest.approx(
        np.sort(many.observed["objective"])[:30].mean()
    )


def test_on_too_few_futures_it_is_not_defined(simulator, bets):
    met = simulator(0.1)
    (few,), (enough,) = (met.sample(bets[:1], Phase.VALIDATE, count) for count in (99, 100))
    assert np.isnan(few.metrics[WORST_SHARE]).all()
    assert np.isfinite(enough.metrics[WORST_SHARE]).all()


def test_the_number_of_processors_changes_no_digit(simulator, bets, values_of):
    one, two = (simulator(0.5, 1.0, jobs).sample(bets, Phase.SELECT, 30) for jobs in (1, 2))
    assert values_of(one) == values_of(two)
    assert [each.merit.tolist() for each in one] == [each.merit.tolist() for each in two]
