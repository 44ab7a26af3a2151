"""A number by its address is the number that numpy's generator draws there."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simmodel.philox import exponential, uniform, words
from simmodel.streams import Stream, Streams

RARELY = 1e-4
KEYS = st.tuples(*[st.integers(0, 2**64 - 1)] * 2).map(lambda key: np.array(key, np.uint64))
ENTITIES = st.integers(0, 2**63 - 1)
NUMBERS = st.integers(0, 50)
WORDS = st.integers(0, 2**64 - 1).map(np.uint64)


def block(key, entity, number):
    """Numba hands words out as whole numbers, and takes those of 64 bits as numpy's alone."""
    return [np.uint64(word) for word in words(key, entity, number)]


@settings(max_examples=200)
@given(KEYS, ENTITIES, NUMBERS)
def test_words_are_those_that_numpy_draws_one_after_another(key, entity, number):
    drawn = Stream(key).of(entity).bit_generator.random_raw(4 * number + 4)
    assert list(words(key, entity, number)) == drawn[-4:].tolist()


@given(KEYS, ENTITIES, st.integers(0, 2**62))
def test_words_far_ahead_are_those_that_numpy_comes_to_after_a_jump(key, entity, number):
    generator = np.random.Philox(key=key, counter=[number, 0, entity, 0])
    assert list(words(key, entity, number)) == generator.random_raw(4).tolist()


@given(st.integers(0, 2**70), ENTITIES, NUMBERS)
def test_a_word_as_a_uniform_number_is_numpys(seed, entity, number):
    stream = Streams(seed, 1, 0).purpose(1)
    drawn = stream.of(entity).random(4 * number + 4)[-4:]
    assert [uniform(word) for word in block(stream.key, entity, number)] == drawn.tolist()


@given(WORDS)
def test_an_exponential_number_is_the_inverse_of_its_distribution(word):
    number = exponential(word)
    assert number == -log(1.0 - uniform(word))
    assert number >= 0


def test_every_word_is_a_finite_number():
    least, most = np.uint64(0), np.uint64(2**64 - 1)
    assert (uniform(least), exponential(least)) == (0.0, 0.0)
    assert uniform(most) == 1 - 2.0**-53
    assert exponential(most) == pytest.approx(53 * np.log(2), rel=1e-15)


@pytest.mark.parametrize("varied", ["number", "entity", "place"])
def test_exponential_numbers_have_their_distribution_along_every_address(varied):
    key = Streams(1, 0, 0).purpose(0).key
    addresses = {"number": (0, 1, 0), "entity": (1, 0, 0), "place": (0, 1, 3)}
    entities, numbers, place = addresses[varied]
    sample = np.array(
        [exponential(block(key, entities * n, numbers * n)[place]) for n in range(5000)]
    )
    # By chance one in 10,000; the numbers are fixed, so it is not flaky.
    assert stats.kstest(sample, "expon").pvalue > RARELY
    assert abs(np.corrcoef(sample[:-1], sample[1:])[0, 1]) < 4 / np.sqrt(sample.size)


def test_the_four_words_of_a_block_are_independent():
    key = Streams(1, 0, 0).purpose(0).key
    blocks = np.array([[exponential(word) for word in block(key, 7, n)] for n in range(5000)])
    correlations = np.corrcoef(blocks.T)[~np.eye(4, dtype=bool)]
    assert np.abs(correlations).max() < 4.5 / np.sqrt(len(blocks))
