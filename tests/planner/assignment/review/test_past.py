"""Rows of the past: what is refused, and their order."""

from dataclasses import replace

import numpy as np
import pytest


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("account", 60),
        ("person", -1),
        ("segment", 3),
        ("predicted", 0.0),
        ("predicted", np.nan),
        ("actual", -0.5),
        ("actual", np.inf),
        ("gap", 1.1),
        ("gap", np.nan),
        ("zone_hours", -1.0),
        ("months_since_change", -1.0),
        ("experience", np.inf),
        ("renewed", 0.5),
        ("chance", 1.0),
        ("risk", np.nan),
    ],
)
def test_a_value_that_means_nothing_is_named_with_its_row(small, name, value):
    changed = getattr(small, name).copy()
    changed[7] = value
    with pytest.raises(ValueError, match=f"^{name} of row 7 is {changed[7]}$"):
        replace(small, **{name: changed})


def test_arrays_of_unequal_length_are_refused(small):
    with pytest.raises(ValueError, match=r"^risk has shape \(3,\), account has \(180,\)$"):
        replace(small, risk=small.risk[:3])


@pytest.mark.parametrize("name", ["months_since_change", "experience", "renewed", "chance"])
def test_what_may_be_unknown_may_be_nan(small, name):
    past = replace(small, **{name: np.full(small.rows, np.nan)})
    assert np.isnan(getattr(past, name)).all()


def test_rows_in_order_do_not_depend_on_their_order_before(small):
    mixed = small.taken(np.random.default_rng(3).permutation(small.rows))
    for name in ("account", "actual", "renewed"):
        np.testing.assert_array_equal(
            getattr(mixed.in_order(), name), getattr(small.in_order(), name)
        )


def test_accounts_whose_rows_differ(small):
    past = small.taken(np.isin(small.account, (0, 1)))
    values = np.zeros(past.rows)
    assert past.differing(values) == 0
    values[past.account == 1] = np.arange(3)
    assert past.differing(values) == 1
