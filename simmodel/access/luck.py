"""Compiled: the luck of every customer there could be, by number and request.

Both engines read it here, so that a customer of a number has the same luck in both, under any
policy, and however many others there are. Nothing is drawn ahead: a firm may be simulated for as
long as one likes in the same memory.
"""

from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.philox import exponential, uniform, words

_HALF = np.uint64(32)

FIRST_OF_TYPE = 1 << 40
"""The customers at the begin of the warm-up have numbers from the multiples of this on."""


class Lot(NamedTuple):
    """What is in store until a customer's next request, and at it; in means but for ``turn``.

    Attributes:
        request: time until she asks for service.
        departure: time until she leaves, whether served or not; whichever is first counts.
        service: length of the service.
        patience: how long she waits for it.
        turn: uniform in [0, 1): what becomes of her then.
    """

    request: float
    departure: float
    service: float
    patience: float
    turn: float


@compiled
def lot(key: np.ndarray, number: int, request: int) -> tuple[float, float, float, float, float]:
    """The :class:`Lot` of a customer at her ``request``-th request, from 0.

    Args:
        key: of the stream of customers, uint64, shape (2,).
        number: of the customer.
    """
    first, second, third, fourth = words(key, number, request)
    # Half a word is fine enough to tell whether and when; both are in the same range.
    return (
        exponential(first),
        exponential(second),
        exponential(third),
        exponential(fourth & ~np.uint64(0xFFFFFFFF)),
        uniform(fourth << _HALF),
    )


@compiled
def gap(key: np.ndarray, number: int) -> float:
    """Time between new customer ``number`` and the one before, in means.

    Args:
        key: of the stream of arrivals, uint64, shape (2,).
    """
    return exponential(words(key, 0, number)[0])
