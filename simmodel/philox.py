"""Compiled: a number by its address, without drawing those before it.

A model whose customers are not known in advance cannot draw their luck ahead: how long it runs,
and how many come, would decide how much memory that takes. Philox is counter-based, so any number
can be made when it is needed. :func:`words` returns what numpy's own generator at the same key and
entity would have drawn (:class:`simmodel.streams.Stream`).

Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
Philox4x64-10.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from simmodel.jit import compiled

_MULTIPLIER_0 = np.uint64(0xD2E7470EE14C6C93)
_MULTIPLIER_1 = np.uint64(0xCA5A826395121157)
_WEYL_0 = np.uint64(0x9E3779B97F4A7C15)
_WEYL_1 = np.uint64(0xBB67AE8584CAA73B)
_ROUNDS = 10

_SPARE_BITS = np.uint64(11)  # a double's fraction holds 53 of the 64
_UNIT = 2.0**-53


@intrinsic
def _upper_half(_typing: Any, _left: Any, _right: Any) -> Any:
    """The upper 64 bits of a product; numba itself has no whole numbers of 128 bits."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        wide = ir.IntType(128)
        product = builder.mul(*(builder.zext(argument, wide) for argument in arguments))
        upper = builder.lshr(product, ir.Constant(wide, 64))
        return builder.trunc(upper, ir.IntType(64))

    return types.uint64(types.uint64, types.uint64), generate


# Numba leaves out the first argument, which mypy cannot know.
_multiply_high: Any = _upper_half


@compiled
def words(
    key: np.ndarray, entity: int, number: int
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """The four words, uint64, that are the ``number``-th four of ``entity``, from 0.

    Args:
        key: uint64, shape (2,), of a stream.
    """
    first, second = np.uint64(number + 1), np.uint64(0)  # numpy counts before it draws
    third, fourth = np.uint64(entity), np.uint64(0)
    key_0, key_1 = key[0], key[1]
    for _ in range(_ROUNDS):
        high_0, low_0 = _multiply_high(_MULTIPLIER_0, first), _MULTIPLIER_0 * first
        high_1, low_1 = _multiply_high(_MULTIPLIER_1, third), _MULTIPLIER_1 * third
        first, second, third, fourth = (
            high_1 ^ second ^ key_0,
            low_1,
            high_0 ^ fourth ^ key_1,
            low_0,
        )
        key_0 += _WEYL_0
        key_1 += _WEYL_1
    return first, second, third, fourth


@compiled
def uniform(word: np.uint64) -> float:
    """A word as a number in [0, 1), evenly spread."""
    number: float = (word >> _SPARE_BITS) * _UNIT
    return number


@compiled
def exponential(word: np.uint64) -> float:
    """A word as an exponential number of mean 1, by inversion."""
    number: float = -np.log(1.0 - uniform(word))  # the difference is exact
    return number
