"""A customer's variates belong to her number and request, and to nobody else's."""

import numpy as np
import pytest
from scipy import stats

from simmodel.access.customers.variates import FIRST_OF_TYPE, away, gap, patience, service, turn
from simmodel.access.desk.records import MOST_TYPES
from simmodel.access.draw import Purpose, draw
from simmodel.access.facts import Facts
from simmodel.streams import Streams

RARELY = 1e-4
STREAMS = Streams(3, 0, 0)
PATHS = draw(Facts(), STREAMS)


@pytest.mark.parametrize("number", [0, 7, FIRST_OF_TYPE, MOST_TYPES * FIRST_OF_TYPE + 5])
@pytest.mark.parametrize("request_number", [0, 1, 40])
def test_a_request_takes_four_words_of_the_customers_stream(number, request_number):
    words = (
        STREAMS.purpose(Purpose.CUSTOMERS)
        .of(number)
        .bit_generator.random_raw(4 * request_number + 4)[-4:]
    )
    key = (PATHS.customers, number, request_number)
    whole = [-np.log1p(-(int(word) >> 11) * 2.0**-53) for word in words]
    time, then = away(*key)
    assert (time, service(*key)) == pytest.approx((whole[0], whole[2]), rel=1e-14)
    assert then == (int(words[1]) >> 11) * 2.0**-53
    # The last is halved.
    assert patience(*key) == pytest.approx(-np.log1p(-(int(words[3]) >> 32) * 2.0**-32), rel=1e-14)
    assert turn(*key) == (int(words[3]) & 0xFFFFFFFF) * 2.0**-32


def test_gaps_are_the_first_words_of_the_new_customers():
    stream = STREAMS.purpose(Purpose.CUSTOMERS)
    words = [stream.of(number).bit_generator.random_raw() for number in range(100)]
    gaps = [gap(PATHS.customers, number) for number in range(100)]
    assert gaps == pytest.approx([-np.log1p(-(int(word) >> 11) * 2.0**-53) for word in words])


def test_a_replication_is_one_key_however_long_it_is():
    assert PATHS.nbytes == 16
    long = draw(Facts(horizon_months=1200), STREAMS)
    assert long.customers.tolist() == PATHS.customers.tolist()
    assert not PATHS.customers.flags.writeable


def test_variates_have_their_distributions_and_their_parts_are_independent():
    keys = [(PATHS.customers, number, 2) for number in range(4000)]
    lots = np.array([(*away(*key), service(*key), patience(*key), turn(*key)) for key in keys])
    for part, law in enumerate(("expon", "uniform", "expon", "expon", "uniform")):
        assert stats.kstest(lots[:, part], law).pvalue > RARELY
    correlations = np.corrcoef(lots.T)[~np.eye(5, dtype=bool)]
    assert np.abs(correlations).max() < 4.5 / np.sqrt(len(lots))
    gaps = [gap(PATHS.customers, number) for number in range(4000)]
    assert stats.kstest(gaps, "expon").pvalue > RARELY
