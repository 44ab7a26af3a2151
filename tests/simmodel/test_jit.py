"""Compilation: what is compiled computes as it is written."""

import numba

from simmodel.jit import compiled


def test_sums_are_made_in_the_order_written():
    @compiled
    def total(values):
        result = 0.0
        for value in values:
            result += value
        return result

    values = [1e16, 1.0, -1e16, 1.0]
    result = 0.0
    for value in values:
        result += value
    assert total(numba.typed.List(values)) == result
