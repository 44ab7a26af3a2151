"""Compiled: the variates of every customer there could be, by number and request.

Both engines read them here, so that a customer of a number has the same in both, under any
policy, and however many others there are. Nothing is drawn ahead: a firm may be simulated for as
long as one likes in the same memory.
"""

import numpy as np

from simmodel.jit import compiled, inlined
from simmodel.philox import exponential, uniform, words

_HALF = np.uint64(32)
_UPPER = np.uint64(0xFFFFFFFF00000000)

FIRST_OF_TYPE = 1 << 40
"""The customers at the beginning of the warm-up have numbers from the multiples of this on."""


@compiled
def away(key: np.ndarray, number: int, request: int) -> tuple[float, float]:
    """Time that a customer is away, in means, and what then: a request if it is below its chance.

    The second is uniform in [0, 1). Whichever of two exponential times is over first is over after
    an exponential time, and which one it is does not depend on it.

    Args:
        key: of the stream of customers, uint64, shape (2,).
        number: of the customer.
        request: which she is about to make, from 0; a new customer makes hers at once.
    """
    first, second, _, _ = words(key, number, request)
    return exponential(first), uniform(second)


@compiled
def service(key: np.ndarray, number: int, request: int) -> float:
    """Length of the service of a request, in means; arguments as in :func:`away`."""
    return service_of(words(key, number, request)[2])


@compiled
def patience(key: np.ndarray, number: int, request: int) -> float:
    """Time that a customer waits for it, in means; arguments as in :func:`away`."""
    return patience_of(words(key, number, request)[3])


@compiled
def turn(key: np.ndarray, number: int, request: int) -> float:
    """A uniform number in [0, 1): what becomes of her after it; arguments as in :func:`away`."""
    return turn_of(words(key, number, request)[3])


@inlined
def service_of(word: np.uint64) -> float:
    """:func:`service` by the third word of the request."""
    return exponential(word)


@inlined
def patience_of(word: np.uint64) -> float:
    """:func:`patience` by the fourth word; half of it is fine enough, 1 in 4,294,967,296."""
    return exponential(word & _UPPER)


@inlined
def turn_of(word: np.uint64) -> float:
    """:func:`turn` by the other half of the fourth word."""
    return uniform(word << _HALF)


@compiled
def gap(key: np.ndarray, number: int) -> float:
    """Time between new customer ``number`` and the one before, in means; a new customer does not
    wait to ask, so that this word of hers is free.

    Args:
        key: of the stream of customers, uint64, shape (2,).
    """
    return exponential(words(key, number, 0)[0])
