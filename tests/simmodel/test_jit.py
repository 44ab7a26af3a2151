"""Compilation: what is compiled computes as it is written."""

import numba
import numpy as np

from simmodel.jit import ask_for, compiled, natural, pick


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


def test_what_the_compiler_is_told_changes_no_number():
    @compiled
    def total(values, places):
        result = 0
        for place in places:
            ask_for(values, place)
            value = values[natural(place)]
            result += pick(value > 2, value, 10)
        return result

    places = np.array([3, 0, 2, 2], np.int32)
    assert total(np.array([1, 2, 3, 4]), places) == 4 + 10 + 3 + 3
