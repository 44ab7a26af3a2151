"""Long names of facts are broken behind a point, and others stay as they are."""

import pytest

from planner.handoff.wording.folding import folded


@pytest.mark.parametrize(
    "label",
    ["contract.value 5", "automation.annual_cost 9,000,000", "all, favourable to it"],
)
def test_what_fits_a_line_stays_on_it(label):
    assert folded(label) == label


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        (
            "segments.enterprise.customers.arrivals_per_month 0.64",
            ["segments.enterprise.customers.", "arrivals_per_month 0.64"],
        ),
        (
            "segments.enterprise.contract.value 162,000",
            ["segments.enterprise.", "contract.value 162,000"],
        ),
        ("x" * 50, ["x" * 50]),
    ],
)
def test_a_longer_one_is_broken_where_a_table_ends(label, lines):
    assert folded(label).split("\n") == lines
